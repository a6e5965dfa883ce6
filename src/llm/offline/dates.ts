/** Days that people name, as far as a rehearsal needs them: "by June", "bis Freitag", "en dos semanas". */

const months: readonly (readonly string[])[] = [
  ['january', 'enero', 'januar'],
  ['february', 'febrero', 'februar'],
  ['march', 'marzo', 'märz'],
  ['april', 'abril', 'april'],
  ['may', 'mayo', 'mai'],
  ['june', 'junio', 'juni'],
  ['july', 'julio', 'juli'],
  ['august', 'agosto', 'august'],
  ['september', 'septiembre', 'september'],
  ['october', 'octubre', 'oktober'],
  ['november', 'noviembre', 'november'],
  ['december', 'diciembre', 'dezember'],
]
const weekdays: readonly (readonly string[])[] = [
  ['sunday', 'domingo', 'sonntag'],
  ['monday', 'lunes', 'montag'],
  ['tuesday', 'martes', 'dienstag'],
  ['wednesday', 'miércoles', 'mittwoch'],
  ['thursday', 'jueves', 'donnerstag'],
  ['friday', 'viernes', 'freitag'],
  ['saturday', 'sábado', 'samstag'],
]
const counts: Readonly<Record<string, number>> = {
  ...{ a: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, un: 1, una: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5 },
  ...{ seis: 6, einer: 1, einem: 1, eine: 1, zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6 },
}
const units: readonly (readonly [pattern: RegExp, days: number])[] = [
  [/^(days?|días?|tage?n?)$/, 1],
  [/^(weeks?|semanas?|wochen?)$/, 7],
  [/^(months?|mes|meses|monate?n?)$/, 30],
]

const dayMs = 24 * 3_600_000
const within =
  /\b(?:by|until|till|before|para|hasta|antes de|bis)\s+(?:(?:the )?end of |finales de |el |la |zum |ende )*(\p{L}+)/iu
const span =
  /\b(?:in|within|for(?: the next)?|en|dentro de|durante|für)\s+(?:the next |las próximas |los próximos )?(\p{L}+|\d+)\s+(\p{L}+)/iu

/**
 * The last day of what a sentence names; undefined when it names none.
 *
 * @param said the day it was said on, as YYYY-MM-DD
 */
export function dayNamed(sentence: string, said: string): string | undefined {
  const from = Date.parse(`${said}T12:00:00Z`)
  const name = within.exec(sentence)?.[1]?.toLowerCase() ?? ''
  const month = months.findIndex((names) => names.includes(name))
  if (month >= 0) return endOfMonth(new Date(from), month)
  const weekday = weekdays.findIndex((names) => names.includes(name))
  if (weekday >= 0) return isoDay(from + ((weekday - new Date(from).getUTCDay() + 7) % 7 || 7) * dayMs)
  const [, count = '', unit = ''] = span.exec(sentence.toLowerCase()) ?? []
  const days = units.find(([pattern]) => pattern.test(unit))?.[1]
  const number = counts[count] ?? Number(count)
  return days && number > 0 ? isoDay(from + number * days * dayMs) : undefined
}

function endOfMonth(from: Date, month: number): string {
  const year = from.getUTCFullYear() + (month < from.getUTCMonth() ? 1 : 0)
  return isoDay(Date.UTC(year, month + 1, 0, 12))
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
