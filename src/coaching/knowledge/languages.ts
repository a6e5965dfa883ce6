/** The languages whose words are brought to their stems, each with the words that say nothing about what a text is about. */

import { stemmer as stemEnglish } from '@orama/stemmers/english'
import { stemmer as stemGerman } from '@orama/stemmers/german'
import { stemmer as stemSpanish } from '@orama/stemmers/spanish'

export type Language = 'en' | 'es' | 'de'

/** Articles, pronouns, prepositions, auxiliaries: what binds a sentence together. No word that a coach's subject may turn on. */
const functionWords: Record<Language, string> = {
  en: `a about above after again against all am an and any are aren arent as at be because been before being below between both but by can
    cannot cant could couldnt did didnt do does doesnt doing dont down during each few for from further had hadnt has hasnt have havent
    having he hed her here hers herself hes him himself his how i id if ill im in into is isnt it its itself ive just lets may me might more
    most must my myself no nor not of off on once only or other ought our ours ourselves out over own same shall she shes should shouldnt
    so some such than that thats the their theirs them themselves then there theres these they theyd theyll theyre theyve this those
    through to too under until up upon us very was wasnt we wed well were werent weve what whats when where which while who whom whose
    why will with wont would wouldnt you youd youll your youre yours yourself yourselves youve`,
  es: `a al algo algunas alguno algunos ante antes aquel aquella aquellas aquello aquellos aqui asi aunque cada como con contra cual cuales
    cuando de del desde donde dos e el ella ellas ello ellos en entre era eran eras eres es esa esas ese eso esos esta estaba estado estan
    estar estas este esto estos estoy fue fueron fui ha habia han has hasta hay he la las le les lo los mas me mi mis mia mio mucho muy nada
    ni no nos nosotros nuestra nuestras nuestro nuestros o os otra otras otro otros para pero poco por porque que quien quienes se sea ser
    si sido sin sobre sois somos son soy su sus suya suyo tal tambien tanto te tiene tienen tengo ti tu tus tuya tuyo un una unas uno unos
    usted ustedes va vosotros vuestra vuestro y ya yo`,
  de: `aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei beim bin bis bist da damit
    dann das dass dasselbe dazu dein deine deinem deinen deiner deines dem den denn der derer des dich die dies diese diesem diesen dieser
    dieses dir doch dort du durch ein eine einem einen einer eines er es etwas euch euer eure eurem euren eurer fur gegen hab habe haben hat
    hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem jeden jeder jedes jene jenem
    jenen jener jetzt kann kein keine keinem keinen keiner konnen konnte mein meine meinem meinen meiner mich mir mit muss musste nach nicht
    nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner selbst sich sie sind so solche soll sollte sondern sonst uber um und
    uns unser unsere unter viel vom von vor wahrend war waren warst was weil welche welchem welchen welcher welches wenn werde werden wie
    wieder will wir wird wirst wo wollen wollte wurde wurden zu zum zur zwar zwischen`,
}

export const languages = Object.keys(functionWords) as Language[]

const stemmers: Record<Language, (word: string) => string> = { en: stemEnglish, es: stemSpanish, de: stemGerman }
const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/))
const functionWordsOf: Record<Language, ReadonlySet<string>> = {
  en: setOf(functionWords.en),
  es: setOf(functionWords.es),
  de: setOf(functionWords.de),
}
/** By word, the languages that have it: one look for all of them, for each of a sample's words. */
const holdersOf = new Map<string, Language[]>()
for (const language of languages)
  for (const word of functionWordsOf[language]) holdersOf.set(word, [...(holdersOf.get(word) ?? []), language])

/** @param bare without accents */
export function isFunctionWord(bare: string, language: Language): boolean {
  return functionWordsOf[language].has(bare)
}

/** The stem by Snowball's rules, without accents: few people type all of them. @param word in lower case, with its accents */
export function stemOf(word: string, language: Language): string {
  return withoutAccents(stemmers[language](word))
}

export function withoutAccents(word: string): string {
  return /^\p{ASCII}*$/u.test(word)
    ? word
    : word.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').replaceAll('ø', 'o').replaceAll('ł', 'l')
}

/** Words that are looked at to tell a text's language. */
const sampleSize = 300

/**
 * Whose function words a text is held together by; undefined when there are none, or two languages have as many: a name, a
 * heading, or a language that has no stems here.
 */
export function languageOf(words: readonly string[]): Language | undefined {
  const sampled = Math.min(words.length, sampleSize)
  const held: Record<Language, number> = { en: 0, es: 0, de: 0 }
  for (let at = 0; at < sampled; at++)
    for (const language of holdersOf.get(withoutAccents(words[at] ?? '')) ?? []) held[language]++
  const counts = languages.map((language) => ({ language, count: held[language] }))
  counts.sort((one, other) => other.count - one.count)
  const [first, second] = counts
  if (!first || first.count === 0 || first.count === second?.count || first.count * 20 < sampled) return undefined
  return first.language
}
