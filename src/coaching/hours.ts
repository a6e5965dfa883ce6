/**
 * Weekly hours in a time zone: is it within them, when do they begin or end, how much of them has passed. Local times are
 * what a clock on the wall shows, so the two days a year when it is changed are shorter or longer.
 */
import { z } from 'zod'
import { knownTimezone } from './board.ts'

const minuteMs = 60_000
const dayMinutes = 24 * 60
const dayMs = dayMinutes * minuteMs

/**
 * One stretch of every week: `day` 1 is Monday, 7 Sunday; `from` and `to` are minutes since that day's midnight. What ends
 * on the next day ends after 1440.
 */
export const weeklyHours = z.array(
  z
    .object({
      day: z.number().int().min(1).max(7),
      from: z
        .number()
        .int()
        .min(0)
        .max(dayMinutes - 1),
      to: z
        .number()
        .int()
        .min(1)
        .max(2 * dayMinutes),
    })
    .refine(({ from, to }) => from < to && to - from <= dayMinutes),
)
export type WeeklyHours = z.infer<typeof weeklyHours>

/** Without hours it is always within them. */
export type Schedule = { hours: WeeklyHours | undefined; timezone: string }

/** From 22:00 to 8:00 nothing unasked reaches a client. */
export const nightHours: WeeklyHours = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: 22 * 60, to: 32 * 60 }))

export function isWithin(schedule: Schedule, at: Date): boolean {
  return schedule.hours === undefined || stretchAt(schedule, at) !== undefined
}

/** The next instant within the hours, `at` itself if it is; undefined for hours that are never. */
export function nextWithin(schedule: Schedule, at: Date): Date | undefined {
  if (isWithin(schedule, at)) return at
  const next = stretchesAround(schedule, at).find(({ from }) => from > at.getTime())
  return next && new Date(next.from)
}

/** When the hours that hold at `at` end; `at` itself outside them; undefined when they never do. */
export function endOf(schedule: Schedule, at: Date): Date | undefined {
  if (schedule.hours === undefined) return undefined
  const stretch = stretchAt(schedule, at)
  if (!stretch) return at
  // A stretch of a week and more is taken for always.
  return stretch.to - at.getTime() > 7 * dayMs ? undefined : new Date(stretch.to)
}

/**
 * The instant by which `ms` of the hours have passed since `from`: a timer that stands still outside them.
 *
 * @returns undefined for hours that are never
 */
export function addWithin(schedule: Schedule, from: Date, ms: number): Date | undefined {
  if (schedule.hours === undefined) return new Date(from.getTime() + ms)
  let left = ms
  let at = from.getTime()
  for (;;) {
    const stretches = stretchesAround(schedule, new Date(at)).filter(({ to }) => to > at)
    const last = stretches.at(-1)
    if (!last) return undefined
    for (const stretch of stretches) {
      const begin = Math.max(stretch.from, at)
      if (stretch.to - begin >= left) return new Date(begin + left)
      left -= stretch.to - begin
    }
    at = last.to
  }
}

type Stretch = { from: number; to: number }

function stretchAt(schedule: Schedule, at: Date): Stretch | undefined {
  const time = at.getTime()
  return stretchesAround(schedule, at).find(({ from, to }) => from <= time && time < to)
}

/** Those that may hold at `at` or begin within a week after it, in order; those that touch are one. */
function stretchesAround({ hours = [], timezone }: Schedule, at: Date): Stretch[] {
  const zone = knownTimezone(timezone)
  const today = localDate(at, zone)
  const stretches: Stretch[] = []
  for (let days = -2; days <= 16; days++) {
    const date = new Date(today.getTime() + days * dayMs)
    const weekday = date.getUTCDay() || 7
    for (const { day, from, to } of hours)
      if (day === weekday)
        stretches.push({
          from: instantOf(date.getTime() + from * minuteMs, zone, 'first'),
          to: instantOf(date.getTime() + to * minuteMs, zone, 'last'),
        })
  }
  stretches.sort((a, b) => a.from - b.from)
  const joined: Stretch[] = []
  for (const stretch of stretches) {
    const last = joined.at(-1)
    if (last && stretch.from <= last.to) last.to = Math.max(last.to, stretch.to)
    else if (stretch.from < stretch.to) joined.push({ ...stretch })
  }
  return joined
}

/** The calendar day in that zone, as midnight UTC. */
export function localDate(at: Date, zone: string): Date {
  return new Date(Math.floor((at.getTime() + offsetMs(at.getTime(), zone)) / dayMs) * dayMs)
}

/**
 * When a clock on the wall shows this. A time it shows twice is the first or the last of the two; one that it skips is the
 * moment at which it skips.
 *
 * @param wall as if it were UTC, epoch ms
 */
export function instantOf(wall: number, zone: string, which: 'first' | 'last'): number {
  const before = offsetMs(wall - dayMs, zone)
  const after = offsetMs(wall + dayMs, zone)
  if (before === after) return wall - before
  const found = [wall - before, wall - after].filter((time) => offsetMs(time, zone) === wall - time)
  if (found.length > 0) return which === 'first' ? Math.min(...found) : Math.max(...found)
  let low = wall - Math.max(before, after) // still before the change
  let high = wall - Math.min(before, after)
  while (high - low > 1_000) {
    const middle = Math.floor((low + high) / 2_000) * 1_000
    if (offsetMs(middle, zone) === before) low = middle
    else high = middle
  }
  return high
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** How far the zone's clocks are ahead of UTC. */
export function offsetMs(time: number, zone: string): number {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(zone, format)
  }
  const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1_000) * 1_000
}
