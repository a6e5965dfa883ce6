/**
 * Receipts: the client is told what was noted of them, and says whether it is right. One a day at most, together with all
 * else that nobody asked for, and never where a human leads or someone may be in danger.
 */
import { noticeToClient } from '../alerts.ts'
import type { ConversationSnapshot, Effect } from '../conversation.ts'
import { setTimer } from '../handoff/reminders.ts'
import { clientNightEnds } from '../handoff/schedule.ts'
import { restrictedMs } from '../safety/closing.ts'
import type { TimerDeps } from '../timers.ts'
import { sessionGapMs } from './session.ts'

/** Of an insight, from when it was noted: that is done after the talk, and something more may come of it. */
export const receiptAfterMs = 5 * 60_000

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** A while after the talk has ended, and not days after it. */
export function sendReceipt(s: ConversationSnapshot, _timer: unknown, { now, nextId }: TimerDeps): Effect[] {
  const { client, coach, lastClientMessageAt } = s
  const isWanted = client.wantsReceipts && coach.settings.receipts !== false
  if (!isWanted || !client.consented || client.status !== 'active') return []
  const silentFor = now.getTime() - (lastClientMessageAt?.getTime() ?? 0)
  if (silentFor > dayMs || isWithin(dayMs, s.lastUnaskedAt, now)) return []
  if (silentFor < sessionGapMs) return setTimer('receipt', new Date(now.getTime() + sessionGapMs - silentFor))
  if (isBusy(s, now)) return setTimer('receipt', new Date(now.getTime() + hourMs))
  const night = clientNightEnds(s, now)
  if (night) return setTimer('receipt', night)
  return [{ kind: 'send_receipt', deliveryId: nextId() }]
}

/** Someone else has the word, or had it a moment ago; after a crisis nothing is asked of anyone. */
function isBusy(s: ConversationSnapshot, now: Date): boolean {
  return (
    s.state !== 'ai' ||
    s.openEpisode !== undefined ||
    s.turnDueAt !== undefined ||
    s.aiReplyPending ||
    isWithin(restrictedMs, s.flaggedAt, now) ||
    isWithin(hourMs, s.lastHumanMessageAt, now)
  )
}

function isWithin(ms: number, at: Date | undefined, now: Date): boolean {
  return at !== undefined && now.getTime() - at.getTime() < ms
}

/** "I noted: ..." */
export function receiptOf(item: { id: string; text: string }, deliveryId: string): Effect {
  return noticeToClient(
    'memory-receipt',
    { text: item.text },
    {
      id: deliveryId,
      buttons: [
        [
          { key: 'memory-right-button', action: 'memory_right', subject: item.id },
          { key: 'memory-wrong-button', action: 'memory_wrong', subject: item.id },
          { key: 'memory-forget-button', action: 'memory_forget', subject: item.id },
        ],
      ],
    },
  )
}

/** What the client wrote about a thing is noted in its place; no words, since they may be forgotten. */
export function correctionNoted(itemId: string): Effect {
  return noticeToClient(
    'memory-corrected',
    {},
    {
      buttons: [
        [
          { key: 'memory-show-button', action: 'memory_show', subject: itemId },
          { key: 'memory-revert-button', action: 'memory_revert', subject: itemId },
        ],
      ],
    },
  )
}
