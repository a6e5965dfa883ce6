/** What clients asked for and the documents did not hold. */
import { and, count, desc, eq, isNull, lt } from 'drizzle-orm'
import type { Gaps } from '../coaching/knowledge/ports.ts'
import type { Clock } from '../coaching/ports.ts'
import type { CoachTx, Doors } from './doors.ts'
import { clients } from './schema/clients.ts'
import { conversations, messages } from './schema/conversations.ts'
import { knowledgeGaps } from './schema/knowledge.ts'

export function createGaps({ doors, clock }: { doors: Doors; clock: Clock }): Gaps {
  return {
    list(coachId, { before, limit }) {
      return doors.asCoach(coachId, async (tx) => {
        const open = and(eq(knowledgeGaps.coachId, coachId), isNull(knowledgeGaps.closedAt))
        const [counted] = await tx.select({ gaps: count() }).from(knowledgeGaps).where(open)
        const gaps = await tx
          .select({
            id: knowledgeGaps.id,
            question: messages.content,
            client: clients.displayName,
            notedAt: knowledgeGaps.notedAt,
          })
          .from(knowledgeGaps)
          .innerJoin(messages, and(eq(messages.coachId, coachId), eq(messages.id, knowledgeGaps.messageId)))
          .innerJoin(
            conversations,
            and(eq(conversations.coachId, coachId), eq(conversations.id, messages.conversationId)),
          )
          .innerJoin(clients, and(eq(clients.coachId, coachId), eq(clients.id, conversations.clientId)))
          .where(and(open, before === undefined ? undefined : lt(knowledgeGaps.id, before)))
          .orderBy(desc(knowledgeGaps.id))
          .limit(limit)
        return { gaps, open: Number(counted?.gaps ?? 0) }
      })
    },

    close: (coachId, id) => doors.asCoach(coachId, (tx) => setClosed(tx, id, clock.now())),
    reopen: (coachId, id) => doors.asCoach(coachId, (tx) => setClosed(tx, id, null)),
  }
}

async function setClosed(tx: CoachTx, id: string, closedAt: Date | null): Promise<void> {
  await tx
    .update(knowledgeGaps)
    .set({ closedAt })
    .where(and(eq(knowledgeGaps.coachId, tx.coachId), eq(knowledgeGaps.id, id)))
}
