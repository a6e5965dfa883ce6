/** The rows of handoffs: who was called over what, who came, and how it ended. */
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Effect } from '../coaching/conversation.ts'
import type { CoachTx } from './doors.ts'
import { conversations } from './schema/conversations.ts'
import { handoffs } from './schema/handoffs.ts'

type HandoffKind = 'open_handoff' | 'claim_handoff' | 'escalate_handoff' | 'close_handoff' | 'note_looked'
export type HandoffEffect = Extract<Effect, { kind: HandoffKind | 'record_confidence_after' }>

/** Of a row of `conversations`: at most one. */
export const isItsOpenHandoff = and(
  eq(handoffs.coachId, conversations.coachId),
  eq(handoffs.conversationId, conversations.id),
  isNull(handoffs.closedAt),
)

export async function applyToHandoff(
  tx: CoachTx,
  conversationId: string,
  effect: HandoffEffect,
  now: Date,
): Promise<unknown> {
  const ofConversation = isOfConversation(tx, conversationId)
  switch (effect.kind) {
    case 'open_handoff': {
      const { claimedBy, ...handoff } = effect.handoff
      return tx.insert(handoffs).values({
        ...{ coachId: tx.coachId, conversationId, ...handoff, openedAt: now },
        ...(claimedBy && { claimedBy, claimedAt: now }),
      })
    }
    case 'claim_handoff':
      return change({ claimedAt: now, claimedBy: effect.by }, effect)
    case 'escalate_handoff':
      return change({ reason: effect.reason, trigger: effect.trigger }, effect)
    case 'close_handoff':
      return change(
        {
          ...{ closedAt: now, closedReason: effect.reason },
          ...{ noteForAi: effect.noteForAi ?? null, isOverlooked: effect.isOverlooked ?? false },
        },
        effect,
      )
    case 'record_confidence_after':
      return change({ aiConfidenceAfter: effect.confidence }, effect)
    case 'note_looked':
      return tx
        .update(handoffs)
        .set({ isOverlooked: false })
        .where(and(ofConversation, sql`${handoffs.isOverlooked}`))
  }

  function change(columns: Partial<typeof handoffs.$inferInsert>, { handoffId }: { handoffId: string }) {
    return tx
      .update(handoffs)
      .set(columns)
      .where(and(ofConversation, eq(handoffs.id, handoffId)))
  }
}

/** Counted on the handoff, so that an intervention's size does not depend on Telegram's whole seconds. */
export async function countHumanMessage(tx: CoachTx, conversationId: string): Promise<void> {
  await tx
    .update(handoffs)
    .set({ humanMessages: sql`${handoffs.humanMessages} + 1` })
    .where(and(isOfConversation(tx, conversationId), isNull(handoffs.closedAt)))
}

function isOfConversation(tx: CoachTx, conversationId: string) {
  return and(eq(handoffs.coachId, tx.coachId), eq(handoffs.conversationId, conversationId))
}
