/** A coach who talks with their own clone as a client would. */
import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, primaryKey, smallint, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { TrySaid } from '../../coaching/trying/tries.ts'
import { coaches } from './coaches.ts'
import { at, policies, telegramId } from './columns.ts'

export const tries = pgTable(
  'tries',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    /** The coach's private chat. */
    chatId: telegramId('chat_id').notNull(),
    /** Oldest first; the newest of it is kept. */
    said: jsonb('said').$type<TrySaid[]>().notNull(),
    startedAt: at('started_at').notNull(),
    /** When somebody said something last: after a while the coach is a coach again. */
    lastAt: at('last_at').notNull(),
    endedAt: at('ended_at'),
    attempts: smallint('attempts').notNull().default(0),
    /** When what was written is answered; null: nothing is to be done. */
    dueAt: at('due_at'),
    leaseId: uuid('lease_id'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    uniqueIndex('tries_open').on(table.coachId).where(sql`ended_at is null`),
    index('tries_due').on(table.dueAt).where(sql`due_at is not null`),
    ...policies(),
  ],
)
