/** Hours as people write them: "mon-fri 9-18, sat 10-14", "lun-vie 9-13 16-20", "täglich 22-6". */

import type { WeeklyHours } from './hours.ts'
import { fold } from './phrases/normalise.ts'

export type ParsedHours = { kind: 'hours'; hours: WeeklyHours } | { kind: 'unclear'; part: string }

/** Monday first; a day may be shortened to two letters, and what two languages shorten alike is what its short form says. */
const dayNames = [
  ['monday', 'lunes', 'montag'],
  ['tuesday', 'martes', 'dienstag'],
  ['wednesday', 'miercoles', 'mittwoch'],
  ['thursday', 'jueves', 'donnerstag'],
  ['friday', 'viernes', 'freitag'],
  ['saturday', 'sabado', 'samstag'],
  ['sunday', 'domingo', 'sonntag'],
]
const everyDay = /^(?:daily|every ?day|always|diario|cada dia|todos los dias|taglich|jeden tag)$/
const dayMinutes = 24 * 60

/**
 * Days, then times; several times for the same days and several groups of days are fine. Times may be 9, 9:30, 9.30 or 9am,
 * and may run over midnight.
 */
export function parseHours(text: string): ParsedHours {
  const hours: WeeklyHours = []
  let days: number[] = []
  let daysAreUsed = false
  for (const part of partsOf(text)) {
    const named = daysOf(part)
    const times = named ? undefined : timesOf(part)
    if (named) {
      days = daysAreUsed ? named : [...days, ...named]
      daysAreUsed = false
    } else if (times && days.length > 0) {
      for (const day of new Set(days)) hours.push({ day, ...times })
      daysAreUsed = true
    } else return { kind: 'unclear', part }
  }
  if (hours.length === 0 || !daysAreUsed) return { kind: 'unclear', part: text.trim() }
  return { kind: 'hours', hours: hours.sort((a, b) => a.day - b.day || a.from - b.from) }
}

/** Days and times, each with its range: "mon-fri", "9:00-18:00". */
function partsOf(text: string): string[] {
  return fold(text)
    .replace(/\b(every|jeden|cada) (day|tag|dia)\b|\btodos los dias\b/g, 'daily')
    .replace(/\s*(?:[-–—]|\bto\b|\bbis\b|\ba\b)\s*/g, '-')
    .replace(/(\d)\s+(am|pm)\b/g, '$1$2')
    .split(/[\s,;]+/)
    .filter((part) => !['', 'and', 'y', 'und', 'from', 'de', 'von', 'h', 'uhr'].includes(part))
}

function daysOf(part: string): number[] | undefined {
  if (everyDay.test(part)) return [1, 2, 3, 4, 5, 6, 7]
  const [first, last, ...rest] = part.split('-').map(dayOf)
  if (first === undefined || rest.length > 0 || (part.includes('-') && last === undefined)) return undefined
  if (last === undefined) return [first]
  const length = ((last - first + 7) % 7) + 1
  return Array.from({ length }, (_, index) => ((first - 1 + index) % 7) + 1)
}

function dayOf(word: string): number | undefined {
  const name = word.replace(/\.$/, '')
  if (name.length < 2) return undefined
  const at = dayNames.findIndex((names) => names.some((one) => one.startsWith(name)))
  return at < 0 ? undefined : at + 1
}

function timesOf(part: string): { from: number; to: number } | undefined {
  const [from, to, ...rest] = part.split('-').map(minuteOf)
  if (from === undefined || to === undefined || rest.length > 0 || from === dayMinutes || from === to) return undefined
  return { from, to: to > from ? to : to + dayMinutes }
}

function minuteOf(word: string): number | undefined {
  const found = /^(\d{1,2})(?:[:.h](\d{2}))?h?(am|pm)?$/.exec(word)
  if (!found) return undefined
  const [, hour = '', minute = '0', half] = found
  if (half && (Number(hour) < 1 || Number(hour) > 12)) return undefined
  const hours = half ? (Number(hour) % 12) + (half === 'pm' ? 12 : 0) : Number(hour)
  const minutes = hours * 60 + Number(minute)
  return Number(minute) < 60 && minutes <= dayMinutes ? minutes : undefined
}
