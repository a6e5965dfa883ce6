/** What followed an answer of the AI's, as far as the rows tell how it turned out. */
import { type SQL, sql } from 'drizzle-orm'
import type { HandoffReason } from '../coaching/attribution.ts'

/** Not by the client, who says no more by it than that they go on. */
export const isLeftByTeam = (handoff: SQL) => sql`(${handoff}.closed_reason = 'left_to_ai'
  and exists (select from conversation_moves m where m.coach_id = ${handoff}.coach_id
    and m.conversation_id = ${handoff}.conversation_id and m.reason = 'left_to_ai' and m.by_whom <> 'client'
    and m.moved_at = ${handoff}.closed_at))`

/** The handoff `h` came after a message. Of the same instant it did, unless it was over by then. */
const isAfter = (message: SQL) => sql`(h.opened_at >= ${message}.sent_at
  and (h.closed_at is null or h.closed_at > ${message}.sent_at))`

/**
 * Of a message in the statement. Columns are written out: of a single table Drizzle leaves the table's name away, and inside a
 * subquery they would be that one's own.
 */
export const aftermath = {
  draft: sql<'sent' | 'edited' | 'rejected' | 'replaced' | 'waiting' | null>`case
    when messages.metadata ? 'draft' then case messages.metadata #>> '{draft,outcome}'
      when 'alone' then null when 'expired' then null when 'sent' then 'sent' when 'edited' then 'edited'
      when 'rejected' then 'rejected' when 'taken_over' then 'replaced' else 'waiting' end
    when messages.metadata ? 'approved_by' then 'sent'
    when messages.visibility <> 'held' then null
    when exists (select from handoffs h where h.coach_id = messages.coach_id and h.closed_at is not null
      and h.id::text = messages.metadata ->> 'held_for_handoff'
      and (h.claimed_at is not null or ${isLeftByTeam(sql`h`)})) then 'replaced'
    else 'waiting' end`,
  kept: sql<number | null>`(messages.metadata #>> '{draft,kept}')::float`,
  reactions: sql<string[]>`(select coalesce(json_agg(r.emoji), '[]'::json) from message_reactions r
    where r.coach_id = messages.coach_id and r.message_id = messages.id and r.taken_back_at is null)`,
  handoff: sql<{ reason: HandoffReason; afterMs: number } | null>`(select json_build_object('reason', h.reason,
      'afterMs', extract(epoch from h.opened_at - messages.sent_at) * 1000)
    from handoffs h where h.coach_id = messages.coach_id and h.conversation_id = messages.conversation_id
      and ${isAfter(sql`messages`)} and not exists (select from messages later
        where later.coach_id = messages.coach_id and later.conversation_id = messages.conversation_id
          and later.seq > messages.seq and later.sender_type = 'ai' and later.visibility = 'shared'
          and ${isAfter(sql`later`)})
    order by h.opened_at limit 1)`,
  wroteOn: sql<boolean>`exists (select from messages later where later.coach_id = messages.coach_id
    and later.conversation_id = messages.conversation_id and later.seq > messages.seq
    and later.sender_type = 'client' and later.visibility = 'shared')`,
}
