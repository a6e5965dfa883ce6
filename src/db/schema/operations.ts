/** What runs the installation: which bot, which updates, what was spent, what was done by whom. */

import { sql } from 'drizzle-orm'
import { index, integer, numeric, pgPolicy, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { coaches } from './coaches.ts'
import { appRole, at, policies, systemRows, telegramId } from './columns.ts'
import { conversationKey } from './conversations.ts'

/** The bot whose message ids the rows hold: another one counts its own. One row. */
export const installation = pgTable(
  'installation',
  { id: smallint('id').primaryKey(), botId: telegramId('bot_id').notNull() },
  () => [systemRows()],
)

/** Updates whose effect is in the database: redelivery changes nothing. Ids only, so every coach's door may write it. */
export const telegramUpdates = pgTable(
  'telegram_updates',
  {
    botId: telegramId('bot_id').notNull(),
    updateId: telegramId('update_id').notNull(),
    receivedAt: at('received_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.botId, table.updateId] }),
    index('telegram_updates_age').on(table.receivedAt),
    pgPolicy('coach_rows', { to: appRole, using: sql`true`, withCheck: sql`true` }),
    systemRows(),
  ],
)

export const usageEvents = pgTable(
  'usage_events',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    /** Null for what was spent on the coach's documents. */
    conversationId: uuid('conversation_id'),
    purpose: text('purpose').notNull(),
    model: text('model').notNull(),
    tokensIn: integer('tokens_in').notNull(),
    tokensCached: integer('tokens_cached').notNull(),
    tokensOut: integer('tokens_out').notNull(),
    costUsd: numeric('cost_usd', { mode: 'number' }),
    latencyMs: integer('latency_ms').notNull(),
    usedAt: at('used_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    conversationKey(table),
    index('usage_events_time').on(table.coachId, table.usedAt),
    ...policies(),
  ],
)

export const auditLog = pgTable(
  'audit_log',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    /** A team member's id, `client`, or `system`. */
    byWhom: text('by_whom').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    happenedAt: at('happened_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.coachId, table.id] }), ...policies()],
)
