/** Drafts in copilot: the one that waits, what became of those before it, and what has been earned by that. */
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { MessageMetadata } from '../coaching/attribution.ts'
import { type Decided, ladderOf } from '../coaching/copilot/ladder.ts'
import { copilotSettingOf, isCopilotOn } from '../coaching/copilot/setting.ts'
import { NotFound } from '../coaching/errors.ts'
import type { Copilots } from '../coaching/ports.ts'
import type { CoachTx, Doors } from './doors.ts'
import { clients } from './schema/clients.ts'
import { coaches } from './schema/coaches.ts'
import { conversations, messages } from './schema/conversations.ts'
import { statement } from './statement.ts'

/** So many decided drafts of each situation are looked at: earlier ones have nothing to say any more. */
const newestOfSituation = 50

/** The one that waits, of a row of `conversations`. Forgotten words are nobody's to send. */
export const heldDraft = sql<{
  id: string
  seq: number
  content: string
  metadata: MessageMetadata
  sentAt: string
} | null>`(select json_build_object('id', d.id, 'seq', d.seq, 'content', d.content, 'metadata', d.metadata, 'sentAt', d.sent_at)
  from ${messages} d where d.coach_id = ${conversations.coachId} and d.conversation_id = ${conversations.id}
    and d.visibility = 'held' and d.sender_type = 'ai' and d.metadata ? 'draft'
    and d.forgotten_at is null and d.remove_at is null order by d.seq desc limit 1)`

const readDrafts = statement((tx) => {
  const newest = tx
    .select({
      seq: messages.seq,
      draft: sql<MessageMetadata['draft']>`${messages.metadata} -> 'draft'`.as('draft'),
      reactions: sql<string[]>`(select coalesce(json_agg(r.emoji), '[]'::json) from message_reactions r
        where r.coach_id = messages.coach_id and r.message_id = messages.id and r.taken_back_at is null
          and r.by_whom <> 'client')`.as('reactions'),
      byCoach: sql<boolean>`exists (select from coach_members t where t.coach_id = messages.coach_id
        and t.id::text = messages.metadata #>> '{draft,decided_by}' and t.role = 'owner')`.as('by_coach'),
      place:
        sql<number>`row_number() over (partition by messages.metadata #>> '{draft,situation}' order by messages.seq desc)`.as(
          'place',
        ),
    })
    .from(messages)
    .where(
      and(
        eq(messages.coachId, sql.placeholder('coachId')),
        eq(messages.conversationId, sql.placeholder('conversationId')),
        sql`messages.metadata ? 'draft'`,
        // What was sent alone counts where somebody of the team has said something of it.
        sql`(messages.metadata #>> '{draft,outcome}' in ('sent', 'edited', 'rejected')
          or (messages.metadata #>> '{draft,outcome}' = 'alone' and exists (select from message_reactions r
            where r.coach_id = messages.coach_id and r.message_id = messages.id and r.taken_back_at is null
              and r.by_whom <> 'client')))`,
      ),
    )
    .as('newest')
  return tx
    .select({ draft: newest.draft, byCoach: newest.byCoach, reactions: newest.reactions })
    .from(newest)
    .where(sql`${newest.place} <= ${sql.raw(String(newestOfSituation))}`)
    .orderBy(newest.seq)
})

/** What became of a client's drafts, oldest first. */
export async function listDecided(tx: CoachTx, conversationId: string): Promise<Decided[]> {
  const rows = await readDrafts(tx, { coachId: tx.coachId, conversationId })
  return rows.flatMap(({ draft, byCoach, reactions }) => {
    if (!draft) return []
    const { situation, outcome, kept = null } = draft
    // What went out in the end was written after it had been rejected.
    const is = draft.was_rejected ? 'rejected' : outcome
    return is === 'sent' || is === 'edited' || is === 'rejected' || is === 'alone'
      ? [{ situation, outcome: is, byCoach, kept, reactions }]
      : []
  })
}

const readRejected = statement((tx) =>
  tx
    .select({ content: messages.content })
    .from(messages)
    .where(
      and(
        eq(messages.coachId, sql.placeholder('coachId')),
        eq(messages.conversationId, sql.placeholder('conversationId')),
        sql`messages.metadata ? 'draft' and messages.metadata #>> '{draft,outcome}' = 'rejected'
          and messages.forgotten_at is null and messages.remove_at is null
          and messages.seq > coalesce((select max(m.seq) from messages m where m.coach_id = messages.coach_id
            and m.conversation_id = messages.conversation_id and m.visibility = 'shared'), 0)`,
      ),
    )
    .orderBy(sql`messages.seq desc`)
    .limit(1),
)

/** A reply that was rejected, while nobody has said anything since. */
export async function findRejected(tx: CoachTx, conversationId: string): Promise<string | undefined> {
  const [rejected] = await readRejected(tx, { coachId: tx.coachId, conversationId })
  return rejected?.content
}

/**
 * AI text that was on its way is not said after all.
 *
 * @returns the drafts among it, which somebody had let go
 */
export async function dropMessages(tx: CoachTx, ids: string[]): Promise<string[]> {
  const dropped = await tx
    .update(messages)
    .set({
      visibility: 'dropped',
      metadata: sql`case when metadata ? 'draft' then jsonb_set(metadata, '{draft,outcome}', '"replaced"') else metadata end`,
    })
    .where(and(eq(messages.coachId, tx.coachId), inArray(messages.id, ids)))
    .returning({ id: messages.id, isDraft: sql<boolean>`metadata ?| array['approved_by', 'draft']` })
  return dropped.flatMap(({ id, isDraft }) => (isDraft ? id : []))
}

export function createCopilots({ doors }: { doors: Doors }): Copilots {
  return {
    view(coachId, conversationId) {
      return doors.asCoach(coachId, async (tx) => {
        const [row] = await tx
          .select({ copilot: conversations.copilot, clientName: clients.displayName, coach: coaches })
          .from(conversations)
          .innerJoin(clients, and(eq(clients.coachId, conversations.coachId), eq(clients.id, conversations.clientId)))
          .innerJoin(coaches, eq(coaches.id, conversations.coachId))
          .where(and(eq(conversations.coachId, coachId), eq(conversations.id, conversationId)))
        if (!row) throw new NotFound(`conversation ${conversationId}`)
        const { copilot, clientName, coach } = row
        const decided = await listDecided(tx, conversationId)
        const { unchanged } = copilotSettingOf(coach)
        return { clientName, copilot, isOn: isCopilotOn(row), ladder: ladderOf(decided, copilot, unchanged) }
      })
    },
  }
}
