/** Past interventions put to the clone once more. */
import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Scores } from '../../coaching/learning/rehearsal.ts'
import { coaches } from './coaches.ts'
import { at, policies, telegramId } from './columns.ts'

/** One run: ids and numbers once it has ended, of what was said nothing. */
export const cloneRehearsals = pgTable(
  'clone_rehearsals',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    /** Where it is shown how far it is; null: to whoever has started it by hand. */
    chatId: telegramId('chat_id'),
    telegramMessageId: telegramId('telegram_message_id'),
    ranAt: at('ran_at').notNull(),
    /** Ids of interventions that are still to be answered, in their order. */
    todo: jsonb('todo').$type<string[]>().notNull(),
    scores: jsonb('scores').$type<Scores>().notNull(),
    /** What the clone said, by the id of the intervention: until it has been shown. */
    replies: jsonb('replies').$type<Record<string, string>>().notNull(),
    /** Who answered last. */
    model: text('model'),
    attempts: smallint('attempts').notNull().default(0),
    /** When the next one is answered; null: nothing is to be done. */
    dueAt: at('due_at'),
    leaseId: uuid('lease_id'),
    endedAt: at('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    uniqueIndex('clone_rehearsals_running').on(table.coachId).where(sql`ended_at is null`),
    index('clone_rehearsals_due').on(table.dueAt).where(sql`due_at is not null`),
    ...policies(),
  ],
)
