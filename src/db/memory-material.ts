/** What sessions are written down and summed up from. */
import { and, asc, eq, gt, gte, isNull, lte, type SQL, sql } from 'drizzle-orm'
import type { SessionMessage } from '../coaching/memory/session.ts'
import type { CoachTx } from './doors.ts'
import { evidenceOfInsight, insightColumns, toInsight } from './memory-rows.ts'
import { clients } from './schema/clients.ts'
import { coaches, coachMembers } from './schema/coaches.ts'
import { conversations, messages } from './schema/conversations.ts'
import { safetyEpisodes } from './schema/handoffs.ts'
import { incidents } from './schema/incidents.ts'
import { clientInsights, sessionSummaries } from './schema/memory.ts'

type Who = NonNullable<Awaited<ReturnType<typeof readWho>>>

export async function readWho(tx: CoachTx, conversationId: string) {
  const [who] = await tx
    .select({
      coach: coaches,
      client: clients,
      keyIsDead: sql<boolean>`exists (select from ${incidents} i where i.coach_id = ${conversations.coachId}
        and i.kind = 'model_key' and i.closed_at is null)`,
      inCrisis: sql<boolean>`exists (select from ${safetyEpisodes} e where e.coach_id = ${conversations.coachId}
        and e.conversation_id = ${conversations.id} and e.closed_at is null)`,
    })
    .from(conversations)
    .innerJoin(clients, and(eq(clients.coachId, conversations.coachId), eq(clients.id, conversations.clientId)))
    .innerJoin(coaches, eq(coaches.id, conversations.coachId))
    .where(and(eq(conversations.coachId, tx.coachId), eq(conversations.id, conversationId)))
  return who
}

export function whoIs({ client, coach }: Who) {
  const { displayName, language } = client
  return { displayName, language, timezone: client.timezone === 'UTC' ? coach.timezone : client.timezone }
}

/** What was said since the last session, oldest first. */
export function listUnsummed(tx: CoachTx, conversationId: string, clientId: string, atMost: number) {
  return tx
    .select({ seq: messages.seq, senderType: messages.senderType, sentAt: messages.sentAt })
    .from(messages)
    .where(
      and(
        isShared(tx, conversationId),
        gt(
          messages.seq,
          sql`coalesce((select s.to_seq from ${sessionSummaries} s where s.coach_id = ${tx.coachId}
            and s.client_id = ${clientId} order by s.from_seq desc limit 1), 0)`, // they follow each other
        ),
      ),
    )
    .orderBy(asc(messages.seq))
    .limit(atMost)
}

export async function listMessagesOf(
  tx: CoachTx,
  conversationId: string,
  clientName: string,
  { fromSeq, toSeq }: { fromSeq: number; toSeq: number },
): Promise<SessionMessage[]> {
  const found = await tx
    .select({ message: messages, member: coachMembers.displayName })
    .from(messages)
    .leftJoin(
      coachMembers,
      and(eq(coachMembers.coachId, messages.coachId), eq(sql`${coachMembers.id}::text`, messages.senderId)),
    )
    .where(
      and(
        isShared(tx, conversationId),
        gte(messages.seq, fromSeq),
        lte(messages.seq, toSeq),
        isNull(messages.forgottenAt),
      ),
    )
    .orderBy(asc(messages.seq))
  return found.map(({ message, member }) => ({ ...message, senderName: member ?? clientName }))
}

export async function listInsights(tx: CoachTx, clientId: string, which: SQL | undefined) {
  const found = await tx
    .select({ ...insightColumns, evidence: evidenceOfInsight })
    .from(clientInsights)
    .where(
      and(
        eq(clientInsights.coachId, tx.coachId),
        eq(clientInsights.clientId, clientId),
        isNull(clientInsights.removeAt),
        which,
      ),
    )
    .orderBy(asc(clientInsights.validFrom), asc(clientInsights.id))
  return found.map(toInsight)
}

function isShared(tx: CoachTx, conversationId: string) {
  return and(
    eq(messages.coachId, tx.coachId),
    eq(messages.conversationId, conversationId),
    eq(messages.visibility, 'shared'),
  )
}
