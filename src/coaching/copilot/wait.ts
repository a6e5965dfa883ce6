/** How long a draft waits. */
import { noticeToClient } from '../alerts.ts'
import type { ConversationSnapshot, Effect } from '../conversation.ts'
import { inCoachHours, minuteMs } from '../handoff/schedule.ts'
import { copilotSettingOf, type DraftWait } from './setting.ts'

const waitMinutes: Readonly<Record<DraftWait, number>> = { quarter: 15, hour: 60, hours: 60 }

/** The clock's own count: a client is told no later, whatever the coach's hours. */
export function tellBy(s: ConversationSnapshot, since: Date): Date {
  return new Date(since.getTime() + waitMinutes[copilotSettingOf(s.coach).wait] * minuteMs)
}

/** Of hours that never come the clock's own count. */
export function draftDueAt(s: ConversationSnapshot, now: Date): Date {
  const { wait } = copilotSettingOf(s.coach)
  const byTheClock = tellBy(s, now)
  return wait === 'hours' ? (inCoachHours(s, now, waitMinutes[wait]) ?? byTheClock) : byTheClock
}

/** The client hears who sees the answer first, and when they are back where they are away. */
export function tellOfWait({ coach: { displayName: coach } }: ConversationSnapshot, back: Date | undefined): Effect[] {
  const told = back
    ? noticeToClient('draft-away-until', { coach }, { times: { back: back.toISOString() } })
    : noticeToClient('draft-seen-later', { coach })
  return [told, { kind: 'note_noticed' }]
}
