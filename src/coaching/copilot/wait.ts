/** How long a draft waits. */
import type { ConversationSnapshot } from '../conversation.ts'
import { inCoachHours, minuteMs } from '../handoff/schedule.ts'
import { copilotSettingOf, type DraftWait } from './setting.ts'

const waitMinutes: Readonly<Record<DraftWait, number>> = { quarter: 15, hour: 60, hours: 60 }

/** Of hours that never come the clock's own count. */
export function draftDueAt(s: ConversationSnapshot, now: Date): Date {
  const { wait } = copilotSettingOf(s.coach)
  const byTheClock = new Date(now.getTime() + waitMinutes[wait] * minuteMs)
  return wait === 'hours' ? (inCoachHours(s, now, waitMinutes[wait]) ?? byTheClock) : byTheClock
}
