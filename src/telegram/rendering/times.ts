/** Instants and hours in words, as their reader's language and time zone have them. */
import { knownTimezone } from '../../coaching/board.ts'
import type { WeeklyHours } from '../../coaching/hours.ts'
import type { Texts } from '../../locales/texts.ts'

type Reader = { language: string; timezone: string }

const dayMs = 24 * 3_600_000
/** A Monday. */
const monday = Date.UTC(2026, 0, 5)

/** "today at 14:00", "tomorrow at 09:00", "on Monday at 09:00". */
export function renderWhen(at: Date, now: Date, reader: Reader, texts: Texts): string {
  const time = clockTime(at, reader)
  const days = [now, new Date(now.getTime() + dayMs)].map((day) => dateOf(day, reader.timezone))
  const index = days.indexOf(dateOf(at, reader.timezone))
  if (index === 0) return texts.render(reader.language, 'when-today', { time })
  if (index === 1) return texts.render(reader.language, 'when-tomorrow', { time })
  return texts.render(reader.language, 'when-day', { day: format(at, reader, { weekday: 'long' }), time })
}

/** "14:05" */
export function clockTime(at: Date, reader: Reader): string {
  return format(at, reader, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** "3 March" */
export function dayInWords(at: Date, reader: Reader): string {
  return format(at, reader, { day: 'numeric', month: 'long' })
}

/** "Mon–Fri 09:00–18:00" and so on, a line for each kind of day. */
export function renderHours(hours: WeeklyHours, language: string): string {
  const ofDay = new Map<number, string[]>()
  for (const { day, from, to } of hours)
    ofDay.set(day, [...(ofDay.get(day) ?? []), `${minuteText(from)}–${minuteText(to)}`])
  const lines: { first: number; last: number; times: string }[] = []
  for (const [day, spans] of [...ofDay].sort(([a], [b]) => a - b)) {
    const times = spans.join(', ')
    const before = lines.at(-1)
    if (before?.times === times && before.last === day - 1) before.last = day
    else lines.push({ first: day, last: day, times })
  }
  return lines
    .map(({ first, last, times }) => {
      const days = first === last ? dayName(first, language) : `${dayName(first, language)}–${dayName(last, language)}`
      return `${days} ${times}`
    })
    .join('\n')
}

function minuteText(minute: number): string {
  const time = minute > 24 * 60 ? minute - 24 * 60 : minute
  return `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`
}

function dayName(day: number, language: string): string {
  return format(new Date(monday + (day - 1) * dayMs), { language, timezone: 'UTC' }, { weekday: 'short' })
}

function dateOf(at: Date, timezone: string): string {
  return format(at, { language: 'en', timezone }, { dateStyle: 'short' })
}

function format(at: Date, { language, timezone }: Reader, options: Intl.DateTimeFormatOptions): string {
  const locale = language === 'en' ? 'en-GB' : language
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: knownTimezone(timezone) }).format(at)
}
