/** The words in which people say when something was: lower case, without accents, of all languages together. */

const wordsOf = (words: string): string[] => words.trim().split(/\s+/)

/** Each language's, in the order of the year. */
const monthNames = [
  wordsOf('january february march april may june july august september october november december'),
  wordsOf('enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'),
  wordsOf('januar februar marz april mai juni juli august september oktober november dezember'),
  wordsOf('jan feb mar apr may jun jul aug sept oct nov dec'),
]
/** From Monday. */
const weekdayNames = [
  wordsOf('monday tuesday wednesday thursday friday saturday sunday'),
  wordsOf('lunes martes miercoles jueves viernes sabado domingo'),
  wordsOf('montag dienstag mittwoch donnerstag freitag samstag sonntag'),
]
const numberNames = [
  wordsOf('one two three four five six seven eight nine ten eleven twelve'),
  wordsOf('uno dos tres cuatro cinco seis siete ocho nueve diez once doce'),
  wordsOf('eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf'),
]

function placesOf(lists: readonly string[][]): ReadonlyMap<string, number> {
  return new Map(lists.flatMap((list) => list.map((word, at): [string, number] => [word, at])))
}

/** From 0. */
export const months = new Map([...placesOf(monthNames), ['sep', 8], ['setiembre', 8], ['janner', 0]])
/** From 0, Monday. */
export const weekdays = new Map([...placesOf(weekdayNames), ['sonnabend', 5]])
export const numbers = new Map<string, number>([
  ...[...placesOf(numberNames)].map(([word, at]): [string, number] => [word, at + 1]),
  ...['a', 'an', 'un', 'una', 'ein', 'einem', 'einer'].map((word): [string, number] => [word, 1]),
  ...['couple', 'couple of', 'a couple of', 'par de', 'un par de'].map((word): [string, number] => [word, 2]),
  ...['few', 'a few', 'some', 'unos', 'unas', 'algunos', 'algunas', 'paar', 'ein paar', 'einigen'].map(
    (word): [string, number] => [word, 3],
  ),
])

export type Unit = 'day' | 'week' | 'month' | 'year'
export const units = new Map<string, Unit>(
  Object.entries({
    day: 'day days dia dias tag tage tagen',
    week: 'week weeks semana semanas woche wochen',
    month: 'month months mes meses monat monate monaten',
    year: 'year years ano anos jahr jahre jahren',
  } satisfies Record<Unit, string>).flatMap(([unit, words]) =>
    wordsOf(words).map((word): [string, Unit] => [word, unit as Unit]),
  ),
)

/** By the months of the north: the first of three, from 0. */
export const seasons = new Map<string, number>([
  ...['spring', 'primavera', 'fruhling', 'fruhjahr'].map((word): [string, number] => [word, 2]),
  ...['summer', 'verano', 'sommer'].map((word): [string, number] => [word, 5]),
  ...['autumn', 'fall', 'otono', 'herbst'].map((word): [string, number] => [word, 8]),
  ...['winter', 'invierno'].map((word): [string, number] => [word, 11]),
])

/** How many days back. "mañana" and "morgen" are not among them: tomorrow is nothing to recall. */
export const dayWords = new Map<string, number>([
  ...['today', 'tonight', 'this morning', 'hoy', 'heute'].map((word): [string, number] => [word, 0]),
  ...['yesterday', 'last night', 'ayer', 'anoche', 'gestern'].map((word): [string, number] => [word, 1]),
  ...['the day before yesterday', 'anteayer', 'antes de ayer', 'vorgestern'].map((word): [string, number] => [word, 2]),
])

/** Stand before a month, a season or a year that is meant as a time. */
export const within = wordsOf(
  'in during since of from by until early late mid last this en durante desde de seit im vom',
)
/** The time before this one, said before its name; in Spanish after it. */
export const last = wordsOf(
  'last previous past letzte letzten letztes letzter letztem vergangene vergangenen vergangenes',
)
export const lastAfter = wordsOf('pasado pasada')
export const current = wordsOf('this esta este diese diesen dieses diesem')
/** Stand before a weekday. */
export const onDay = [...wordsOf('on el am'), ...last]
