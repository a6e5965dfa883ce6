/** What is spoken and not written down yet: taken under a lease, and what becomes of the row. */
import { and, eq, lte } from 'drizzle-orm'
import type { Effect } from '../coaching/conversation.ts'
import type { Clock } from '../coaching/ports.ts'
import { attemptMs } from '../coaching/voice/listen.ts'
import type { SpokenMessages } from '../coaching/voice/ports.ts'
import type { CoachTx, Doors } from './doors.ts'
import { spokenMessages } from './schema/conversations.ts'
import { findMessage, takeSnapshot } from './snapshot.ts'

/** Whoever takes longer has died. */
const leaseMs = attemptMs + 5_000
/** To say that it is too late takes no longer. */
const lateLeaseMs = 10_000

export function createSpokenMessages({ doors, clock }: { doors: Doors; clock: Clock }): SpokenMessages {
  return {
    claimSpoken(coachId, conversationId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const s = await takeSnapshot(tx, conversationId)
        const [due] = await tx
          .select()
          .from(spokenMessages)
          .where(
            and(
              eq(spokenMessages.coachId, coachId),
              eq(spokenMessages.conversationId, conversationId),
              lte(spokenMessages.dueAt, now),
            ),
          )
          .orderBy(spokenMessages.messageId)
          .limit(1)
        const message = due && (await findMessage(tx, conversationId, { id: due.messageId }))
        if (!due || !message?.file) return undefined
        const { messageId, deadlineAt } = due
        const attempts = due.attempts + 1
        const latest = Math.max(deadlineAt.getTime(), now.getTime() + lateLeaseMs)
        const dueAt = new Date(Math.min(now.getTime() + leaseMs, latest))
        await tx.update(spokenMessages).set({ dueAt, attempts }).where(itself(tx, messageId))
        const { telegramUserId, language, consented } = s.client
        return {
          ...{ coachId, conversationId, messageId, attempts, deadlineAt },
          kind: message.kind,
          file: message.file,
          isClients: message.senderType === 'client',
          client: { telegramUserId, language, consented },
          keyIsDead: s.keyIncident !== undefined,
        }
      })
    },
  }
}

export function applyToSpoken(
  tx: CoachTx,
  conversationId: string,
  effect: Extract<Effect, { kind: 'listen' | 'listen_again' | 'stop_listening' }>,
  now: Date,
) {
  const { messageId } = effect
  switch (effect.kind) {
    case 'listen':
      return tx
        .insert(spokenMessages)
        .values({ coachId: tx.coachId, conversationId, messageId, dueAt: now, deadlineAt: effect.deadlineAt })
    case 'listen_again':
      return tx.update(spokenMessages).set({ dueAt: effect.dueAt }).where(itself(tx, messageId))
    case 'stop_listening':
      return tx.delete(spokenMessages).where(itself(tx, messageId))
  }
}

function itself(tx: CoachTx, messageId: string) {
  return and(eq(spokenMessages.coachId, tx.coachId), eq(spokenMessages.messageId, messageId))
}
