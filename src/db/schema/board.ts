/** What the coach's group shows beside messages. */

import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { TopicIcon } from '../../coaching/board.ts'
import { coaches } from './coaches.ts'
import { at, policies, telegramId } from './columns.ts'
import { conversationKey } from './conversations.ts'

/** The pinned message that says who needs the coach: one in their group. Whoever changes what it shows makes it due. */
export const boards = pgTable(
  'boards',
  {
    coachId: uuid('coach_id')
      .primaryKey()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    /** When it is to be compared with what is true; time alone changes it too (a client falls silent, a day ends). */
    dueAt: at('due_at').notNull(),
    /** The pace of edits, and how long Telegram has asked to wait. */
    notBefore: at('not_before').notNull(),
    /** The same for the clients' cards, which come after it. */
    cardsNotBefore: at('cards_not_before').notNull(),
    leaseId: uuid('lease_id'),
    leasedUntil: at('leased_until'),
    chatId: telegramId('chat_id'),
    telegramMessageId: telegramId('telegram_message_id'),
    /** Hash of what the message says. */
    shown: text('shown'),
  },
  () => policies(),
)

/** A client's topic as it looks: its pinned card and its icon. */
export const cards = pgTable(
  'cards',
  {
    coachId: uuid('coach_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    /** When to compare it with what is true; null when nothing has changed since. */
    dueAt: at('due_at'),
    chatId: telegramId('chat_id'),
    topicId: telegramId('topic_id'),
    telegramMessageId: telegramId('telegram_message_id'),
    /** Hash of what the card says. */
    shown: text('shown'),
    icon: text('icon').$type<TopicIcon>(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.conversationId] }),
    conversationKey(table),
    index('cards_due').on(table.dueAt).where(sql`due_at is not null`),
    ...policies(),
  ],
)
