/** Whose memory there is something to do for: a session is over, one is to be summed up, the relationship is to be written. */
import { and, eq, isNotNull, lte } from 'drizzle-orm'
import type { SystemTx } from './doors.ts'
import { clients } from './schema/clients.ts'
import { conversations } from './schema/conversations.ts'
import { relationshipContext, sessionSummaries } from './schema/memory.ts'

const ids = { coachId: conversations.coachId, conversationId: conversations.id }

export async function listToRemember(tx: SystemTx, now: Date, limit: number) {
  const over = await tx.select(ids).from(conversations).where(lte(conversations.sessionEndsAt, now)).limit(limit)
  const toSumUp = await listDue(tx, sessionSummaries, now, limit)
  const toWrite = await listDue(tx, relationshipContext, now, limit)
  return [...new Map([...over, ...toSumUp, ...toWrite].map((row) => [row.conversationId, row])).values()]
}

/** What waits for a client's consent is not due. */
function listDue(tx: SystemTx, table: typeof sessionSummaries | typeof relationshipContext, now: Date, limit: number) {
  return tx
    .selectDistinct(ids)
    .from(table)
    .innerJoin(
      clients,
      and(eq(clients.coachId, table.coachId), eq(clients.id, table.clientId), isNotNull(clients.consentAt)),
    )
    .innerJoin(conversations, and(eq(conversations.coachId, table.coachId), eq(conversations.clientId, table.clientId)))
    .where(lte(table.dueAt, now))
    .limit(limit)
}
