/** When something was, as a question says it: "in March", "hace dos semanas", "letzten Dienstag". */
import { knownTimezone } from '../../board.ts'
import { instantOf, localDate } from '../../hours.ts'
import { withoutAccents } from '../../knowledge/languages.ts'
import * as said from './time-words.ts'

/** From the first instant to the one after the last. */
export type TimeSpan = { from: Date; to: Date }

/** Local days: the first, and the one after the last, as midnight UTC. */
type Days = { from: number; to: number }

const dayMs = 86_400_000
/** Whoever says "two weeks ago" has not counted the days: so many more on either side. */
const looseness: Record<said.Unit, number> = { day: 0, week: 3, month: 15, year: 90 }
const lengthOf: Record<said.Unit, number> = { day: 1, week: 7, month: 30.44, year: 365.25 }

const anyOf = (words: Iterable<string>) => `(?:${[...words].sort((one, other) => other.length - one.length).join('|')})`
const month = `(?<month>${anyOf(said.months.keys())})`
const year = '(?<year>(?:19|20)\\d\\d)'
const day = '(?<day>[0-3]?\\d)(?:st|nd|rd|th|\\.|º)?'
const unit = `(?<unit>${anyOf(said.units.keys())})`
const number = `(?<number>\\d{1,2}|${anyOf(said.numbers.keys())})`
const season = `(?<season>${anyOf(said.seasons.keys())})`
const last = `(?<last>${anyOf(said.last)})`

type Parts = Partial<Record<'month' | 'year' | 'day' | 'unit' | 'number' | 'season' | 'last' | 'word', string>>
type Reading = { pattern: RegExp; days(parts: Parts, today: number): Days | undefined }

const pattern = (source: string) => new RegExp(`(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])`, 'gu')

/** What says more comes first: its words are read once. */
const readings: Reading[] = [
  { pattern: pattern(`${year}-(?<month>[01]\\d)-(?<day>[0-3]\\d)`), days: dateOf },
  { pattern: pattern(`${day}(?: of| de)? ${month}(?:,? (?:of |de |del )?${year})?`), days: dateOf },
  { pattern: pattern(`${month} ${day}(?:,? ${year})?`), days: dateOf },
  { pattern: pattern(`${month}(?:,| of| de| del)? ${year}`), days: monthOf },
  { pattern: pattern(`(?:${anyOf(said.within)} )(?:the )?${month}`), days: monthOf },
  { pattern: pattern(`${number} ${unit} ago`), days: ago },
  { pattern: pattern(`(?:hace|vor) ${number} ${unit}`), days: ago },
  { pattern: pattern(`(?<word>${anyOf(said.dayWords.keys())})`), days: dayWord },
  { pattern: pattern(`${last} ${unit}`), days: (parts, today) => unitBefore(parts, today, 1) },
  { pattern: pattern(`${unit} ${anyOf(said.lastAfter)}`), days: (parts, today) => unitBefore(parts, today, 1) },
  { pattern: pattern(`${anyOf(said.current)} ${unit}`), days: (parts, today) => unitBefore(parts, today, 0) },
  { pattern: pattern(`${anyOf(said.onDay)} (?<word>${anyOf(said.weekdays.keys())})`), days: weekdayOf },
  { pattern: pattern(`${season}(?: of| de| del)? ${year}`), days: seasonOf },
  { pattern: pattern(`(?:${anyOf([...said.within, ...said.last])} )(?:the |el |la )?${season}`), days: seasonOf },
  { pattern: pattern(`(?:${anyOf(said.within)}|im jahr) ${year}`), days: yearOf },
]

/**
 * The times a question names, each as long as it is meant; none for times to come. What names no year is the latest that has
 * begun.
 *
 * @param timezone of whoever's days are meant
 */
export function readTimes(question: string, { now, timezone }: { now: Date; timezone: string }): TimeSpan[] {
  const zone = knownTimezone(timezone)
  const today = localDate(now, zone).getTime()
  const spans: TimeSpan[] = []
  let text = withoutAccents(question.toLowerCase()).replace(/\s+/gu, ' ')
  for (const { pattern, days } of readings) {
    text = text.replace(pattern, (words, ...rest) => {
      const meant = days(rest.at(-1) as Parts, today)
      if (!meant) return words
      if (meant.from <= today)
        spans.push({
          from: new Date(instantOf(meant.from, zone, 'first')),
          to: new Date(instantOf(meant.to, zone, 'first')),
        })
      return ' ; '
    })
  }
  return spans
}

function dateOf({ year, month = '', day }: Parts, today: number): Days | undefined {
  const at = said.months.get(month) ?? Number(month) - 1
  const from = latest(year, today, (one) => Date.UTC(one, at, Number(day)))
  // The 31st of June is a slip, and which it is for nobody knows.
  return new Date(from).getUTCMonth() === at ? { from, to: from + dayMs } : undefined
}

function monthOf({ year, month = '' }: Parts, today: number): Days {
  const at = said.months.get(month) ?? 0
  const from = latest(year, today, (one) => Date.UTC(one, at, 1))
  return { from, to: addMonths(from, 1) }
}

function seasonOf({ year, season = '' }: Parts, today: number): Days {
  const from = latest(year, today, (one) => Date.UTC(one, said.seasons.get(season) ?? 0, 1))
  return { from, to: addMonths(from, 3) }
}

function yearOf({ year }: Parts): Days {
  return { from: Date.UTC(Number(year), 0, 1), to: Date.UTC(Number(year) + 1, 0, 1) }
}

function ago({ number = '', unit = '' }: Parts, today: number): Days {
  const of = said.units.get(unit) ?? 'day'
  const count = said.numbers.get(number) ?? Number(number)
  const from = today - Math.round(count * lengthOf[of]) * dayMs
  return { from: from - looseness[of] * dayMs, to: from + (looseness[of] + 1) * dayMs }
}

function dayWord({ word = '' }: Parts, today: number): Days {
  const from = today - (said.dayWords.get(word) ?? 0) * dayMs
  return { from, to: from + dayMs }
}

/** The latest before today. */
function weekdayOf({ word = '' }: Parts, today: number): Days {
  const back = (weekdayAt(today) - (said.weekdays.get(word) ?? 0) + 7) % 7 || 7
  return { from: today - back * dayMs, to: today - (back - 1) * dayMs }
}

/** The calendar's day, week, month or year, so many before the one under way. */
function unitBefore({ unit = '' }: Parts, today: number, back: number): Days {
  const of = said.units.get(unit) ?? 'day'
  const date = new Date(today)
  if (of === 'month' || of === 'year') {
    const months = of === 'month' ? 1 : 12
    const begin = Date.UTC(date.getUTCFullYear(), of === 'month' ? date.getUTCMonth() : 0, 1)
    return { from: addMonths(begin, -back * months), to: addMonths(begin, (1 - back) * months) }
  }
  const begin = of === 'week' ? today - weekdayAt(today) * dayMs : today
  return { from: begin - back * lengthOf[of] * dayMs, to: begin + (1 - back) * lengthOf[of] * dayMs }
}

/** In that year, or else in the latest in which it has begun. */
function latest(year: string | undefined, today: number, inYear: (year: number) => number): number {
  if (year !== undefined) return inYear(Number(year))
  const thisYear = new Date(today).getUTCFullYear()
  return inYear(thisYear) <= today ? inYear(thisYear) : inYear(thisYear - 1)
}

function addMonths(time: number, months: number): number {
  const date = new Date(time)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
}

/** From 0, Monday. */
function weekdayAt(time: number): number {
  return (new Date(time).getUTCDay() + 6) % 7
}
