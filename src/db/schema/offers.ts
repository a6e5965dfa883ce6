/** When a client was offered the human, and what they said to it. */
import { sql } from 'drizzle-orm'
import { foreignKey, index, numeric, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { OfferStatus } from '../../coaching/attribution.ts'
import type { OfferEnd } from '../../coaching/handoff/offer.ts'
import { at, policies } from './columns.ts'
import { conversationKey, messages } from './conversations.ts'
import { deliveries } from './deliveries.ts'

/**
 * One row an offer, kept as long as the message it came with: the record of what a client decided, which /why reads. The
 * two unique indexes hold what the rules promise: one at a time, and one an episode.
 */
export const offers = pgTable(
  'offers',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    /** The AI's answer that it came with. */
    messageId: uuid('message_id').notNull(),
    /** The client's newest words then. */
    clientMessageId: uuid('client_message_id'),
    /** What showed it to the client. */
    deliveryId: uuid('delivery_id').notNull(),
    /** The rule that decided, or `sum`. */
    decidedBy: text('decided_by').notNull(),
    score: numeric('score', { mode: 'number' }).notNull(),
    status: text('status').$type<OfferStatus>().notNull().default('open'),
    madeAt: at('made_at').notNull(),
    closedAt: at('closed_at'),
    closedReason: text('closed_reason').$type<OfferEnd>(),
    /** From here on another may be made. */
    episodeEndedAt: at('episode_ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    conversationKey(table),
    foreignKey({ columns: [table.coachId, table.messageId], foreignColumns: [messages.coachId, messages.id] }).onDelete(
      'cascade',
    ),
    foreignKey({
      columns: [table.coachId, table.deliveryId],
      foreignColumns: [deliveries.coachId, deliveries.id],
    }).onDelete('cascade'),
    index('offers_conversation').on(table.coachId, table.conversationId, table.id),
    uniqueIndex('offers_open').on(table.coachId, table.conversationId).where(sql`status = 'open'`),
    uniqueIndex('offers_episode').on(table.coachId, table.conversationId).where(sql`episode_ended_at is null`),
    ...policies(),
  ],
)
