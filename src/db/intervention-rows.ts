/** The rows of interventions: opened when a handoff ends, and what a delivery that shows one is made from. */
import { and, eq, sql } from 'drizzle-orm'
import type { Effect } from '../coaching/conversation.ts'
import type { Moment } from '../coaching/learning/moment.ts'
import { rowsOf } from './client.ts'
import type { CoachTx } from './doors.ts'
import { openException } from './exception-rows.ts'
import { clients } from './schema/clients.ts'
import { coachMembers } from './schema/coaches.ts'
import { messages } from './schema/conversations.ts'
import { sentMessages } from './schema/deliveries.ts'
import { handoffs } from './schema/handoffs.ts'
import { interventionAnalyses } from './schema/learning.ts'

/**
 * What the coach, and nobody else of the team, has said to the client since the handoff was claimed, or before and was held until
 * they did: the clone learns from whom it is the clone of.
 *
 * @returns whether there was anything
 */
export async function openIntervention(
  tx: CoachTx,
  conversationId: string,
  handoffId: string,
  { id, exceptionId, now }: { id: string; exceptionId: string; now: Date },
): Promise<boolean> {
  // Telegram counts in seconds: what was said in the second of the claim was said after it.
  const [opened] = await rowsOf<{ id: string; client_id: string }>(
    tx,
    sql`insert into ${interventionAnalyses} ("coach_id", id, kind, client_id, conversation_id, handoff_id, by_member, started_at,
        ended_at, from_seq, to_seq, due_at)
      select h.coach_id, ${id}::uuid, 'takeover', v.client_id, h.conversation_id, h.id, t.id, min(m.sent_at),
        ${now.toISOString()}::timestamptz, min(m.seq), max(m.seq), ${now.toISOString()}::timestamptz
      from ${handoffs} h
        join conversations v on v.coach_id = h.coach_id and v.id = h.conversation_id
        join ${coachMembers} t on t.coach_id = h.coach_id and t.role = 'owner'
        join ${messages} m on m.coach_id = h.coach_id and m.conversation_id = h.conversation_id
          and m.sender_type = 'human_coach' and m.sender_id = t.id::text and m.visibility = 'shared' and m.content <> ''
          and (m.sent_at >= date_trunc('second', coalesce(h.claimed_at, h.opened_at)) or m.sent_at > (
            select coalesce(max(p.closed_at), '-infinity') from ${handoffs} p
            where p.coach_id = h.coach_id and p.conversation_id = h.conversation_id and p.id <> h.id))
      where h.coach_id = ${tx.coachId}::uuid and h.id = ${handoffId}::uuid and h.conversation_id = ${conversationId}::uuid
      group by h.coach_id, v.client_id, h.conversation_id, h.id, t.id
      on conflict do nothing returning id, client_id`,
  )
  if (opened) await openException(tx, { id, clientId: opened.client_id, conversationId }, { id: exceptionId, now })
  return opened !== undefined
}

/** What the coach would have said instead of the AI's message of that place: kept, since they were asked. */
export async function openTaught(
  tx: CoachTx,
  { conversationId, clientId }: { conversationId: string; clientId: string },
  { id, as, by, said, aboutSeq }: Extract<Effect, { kind: 'open_taught' }>['intervention'],
  { exceptionId, now }: { exceptionId: string; now: Date },
): Promise<void> {
  await tx.insert(interventionAnalyses).values({
    ...{
      coachId: tx.coachId,
      id,
      kind: as,
      clientId,
      conversationId,
      byMember: by,
      startedAt: now,
      endedAt: now,
    },
    ...{ fromSeq: aboutSeq, toSeq: aboutSeq, given: { said: [said] }, dueAt: now, verdict: 'kept', verdictAt: now },
  })
  await openException(tx, { id, clientId, conversationId }, { id: exceptionId, now })
}

/** @returns undefined when it is gone, or there is nothing to show of it yet */
export async function findMoment(tx: CoachTx, id: string): Promise<Moment | undefined> {
  const [found] = await tx
    .select({ row: interventionAnalyses, client: clients.displayName })
    .from(interventionAnalyses)
    .innerJoin(
      clients,
      and(eq(clients.coachId, interventionAnalyses.coachId), eq(clients.id, interventionAnalyses.clientId)),
    )
    .where(and(eq(interventionAnalyses.coachId, tx.coachId), eq(interventionAnalyses.id, id)))
  // Being looked at, for the first time or once more: it is shown when that is done.
  if (!found || (!found.row.analysis && found.row.dueAt)) return undefined
  const [place] = await tx
    .select({ chatId: sentMessages.chatId, telegramMessageId: sentMessages.telegramMessageId })
    .from(sentMessages)
    .where(and(eq(sentMessages.coachId, tx.coachId), eq(sentMessages.deliveryId, id)))
  if (!found.row.analysis && !place) return undefined
  return {
    ...{ id, kind: found.row.kind, client: found.client, analysis: found.row.analysis ?? undefined },
    ...{ verdict: found.row.verdict ?? undefined, place },
  }
}
