/** The rows of a conversation's timers. */
import { and, eq } from 'drizzle-orm'
import type { Effect } from '../coaching/conversation.ts'
import type { TimerKind } from '../coaching/timers.ts'
import type { CoachTx } from './doors.ts'
import { timers } from './schema/timers.ts'

type SetTimer = Extract<Effect, { kind: 'set_timer' }>

export async function setTimer(
  tx: CoachTx,
  conversationId: string,
  { timer, dueAt, data = {} }: SetTimer,
  { id, now }: { id: string; now: Date },
): Promise<void> {
  await tx
    .insert(timers)
    .values({ coachId: tx.coachId, id, conversationId, kind: timer, dueAt, data, createdAt: now })
    .onConflictDoUpdate({
      target: [timers.coachId, timers.conversationId, timers.kind],
      set: { dueAt, data, createdAt: now },
    })
}

export async function cancelTimer(tx: CoachTx, conversationId: string, kind: TimerKind): Promise<void> {
  await tx.delete(timers).where(ofKind(tx, conversationId, kind))
}

export function ofKind(tx: CoachTx, conversationId: string, kind: TimerKind) {
  return and(eq(timers.coachId, tx.coachId), eq(timers.conversationId, conversationId), eq(timers.kind, kind))
}
