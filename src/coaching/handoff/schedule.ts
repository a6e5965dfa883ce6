/** When the coach can be expected, and when a client is asleep. */
import type { ConversationSnapshot } from '../conversation.ts'
import { addWithin, endOf, isWithin, nextWithin, nightHours, type Schedule } from '../hours.ts'

export const minuteMs = 60_000

export function coachSchedule({ coach }: ConversationSnapshot): Schedule {
  return { hours: coach.settings.hours, timezone: coach.timezone }
}

/** Undefined while the coach can be expected; else when they are back, if ever. */
export function coachAway(s: ConversationSnapshot, now: Date): { back: Date | undefined } | undefined {
  const schedule = coachSchedule(s)
  return isWithin(schedule, now) ? undefined : { back: nextWithin(schedule, now) }
}

/** So many minutes of the coach's hours from `since`; undefined for hours that are never. */
export function inCoachHours(s: ConversationSnapshot, since: Date, minutes: number): Date | undefined {
  return addWithin(coachSchedule(s), since, minutes * minuteMs)
}

/** The end of the client's night, when it is night there; where that is not known, the coach's night counts. */
export function clientNightEnds(s: ConversationSnapshot, now: Date): Date | undefined {
  const timezone = s.client.timezone === 'UTC' ? s.coach.timezone : s.client.timezone
  const night = { hours: nightHours, timezone }
  return isWithin(night, now) ? endOf(night, now) : undefined
}
