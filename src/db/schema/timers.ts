/** What is to happen in a conversation at a time, unless it is cancelled before. */
import { index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { TimerData, TimerKind } from '../../coaching/timers.ts'
import { at, policies } from './columns.ts'
import { conversationKey } from './conversations.ts'

/** One of each kind for a conversation; a row goes in the transaction of its effect, so each has its effect once. */
export const timers = pgTable(
  'timers',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    kind: text('kind').$type<TimerKind>().notNull(),
    dueAt: at('due_at').notNull(),
    data: jsonb('data').$type<TimerData>().notNull().default({}),
    createdAt: at('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    conversationKey(table),
    unique('timers_kind').on(table.coachId, table.conversationId, table.kind),
    index('timers_due').on(table.dueAt),
    ...policies(),
  ],
)
