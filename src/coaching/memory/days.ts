/** Days as a client counts them, in their time zone. */
import { knownTimezone } from '../board.ts'
import { offsetMs } from '../hours.ts'

const dayMs = 24 * 3_600_000

/** The day on the client's calendar: "2026-03-02". */
export function dayOf(at: Date, timezone: string): string {
  return new Date(at.getTime() + offsetMs(at.getTime(), knownTimezone(timezone))).toISOString().slice(0, 10)
}

/** The last moment of a day; undefined for what is no day, such as 30 February. */
export function endOfDay(day: string, timezone: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined
  const midnight = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return undefined
  const local = midnight + dayMs - 1
  const zone = knownTimezone(timezone)
  const guess = local - offsetMs(local, zone)
  return new Date(local - offsetMs(guess, zone))
}
