/** How sure the AI is, week by week: does what it learns show? */
import { dayOf } from '../memory/days.ts'
import { compared } from './order.ts'

/** The AI's calibrated confidence in one answer, 0 to 1. */
export type ConfidencePoint = { at: Date; confidence: number }

/** `monday` is the week's first day, as "2026-11-23"; the mean of `n` answers. */
export type TrendWeek = { monday: string; mean: number; n: number }

const dayMs = 24 * 3_600_000

/** ISO weeks in this time zone that have an answer, the oldest first. */
export function confidenceTrend(points: readonly ConfidencePoint[], timezone: string): TrendWeek[] {
  const weeks = Map.groupBy(points, ({ at }) => mondayOf(dayOf(at, timezone)))
  return [...weeks]
    .sort(([one], [other]) => compared(one, other))
    .map(([monday, inWeek]) => {
      const sum = inWeek.map(({ confidence }) => confidence).sort((one, other) => one - other)
      return { monday, mean: sum.reduce((total, one) => total + one, 0) / inWeek.length, n: inWeek.length }
    })
}

function mondayOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  const sinceMonday = (at.getUTCDay() + 6) % 7
  return new Date(at.getTime() - sinceMonday * dayMs).toISOString().slice(0, 10)
}
