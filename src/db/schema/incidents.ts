/** What keeps a coach's clone from answering anyone, and whom it keeps waiting. */
import { sql } from 'drizzle-orm'
import { foreignKey, index, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { DeadKey } from '../../coaching/incident.ts'
import { coaches } from './coaches.ts'
import { at, policies, telegramId } from './columns.ts'
import { conversationKey } from './conversations.ts'

/** One that is open for each coach and kind; told in one message, which is edited. Forgotten a month after it is over. */
export const incidents = pgTable(
  'incidents',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    kind: text('kind').$type<'model_key'>().notNull(),
    lastError: text('last_error').$type<DeadKey>().notNull(),
    openedAt: at('opened_at').notNull(),
    closedAt: at('closed_at'),
    /** When it is next tried whether the cause is gone, and how often it has been. */
    probeAt: at('probe_at').notNull(),
    probedAt: at('probed_at'),
    probes: smallint('probes').notNull().default(0),
    /** When its message is to be compared with what is true; null: it is as it should be. */
    showAt: at('show_at'),
    /** The pace of edits. */
    notBefore: at('not_before').notNull(),
    chatId: telegramId('chat_id'),
    telegramMessageId: telegramId('telegram_message_id'),
    /** It has been said with a sound once. */
    toldAt: at('told_at'),
    /** Hash of what the message says. */
    shown: text('shown'),
    /** Everyone it kept waiting has been given back to the AI. */
    releasedAt: at('released_at'),
    leaseId: uuid('lease_id'),
    leasedUntil: at('leased_until'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    uniqueIndex('incidents_open').on(table.coachId, table.kind).where(sql`closed_at is null`),
    index('incidents_unsettled')
      .on(table.coachId)
      .where(sql`closed_at is null or released_at is null or show_at is not null`),
    ...policies(),
  ],
)

/** Whom an incident has kept waiting, and when each was told. */
export const incidentClients = pgTable(
  'incident_clients',
  {
    coachId: uuid('coach_id').notNull(),
    incidentId: uuid('incident_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    toldAt: at('told_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.incidentId, table.conversationId] }),
    foreignKey({
      columns: [table.coachId, table.incidentId],
      foreignColumns: [incidents.coachId, incidents.id],
    }).onDelete('cascade'),
    conversationKey(table),
    index('incident_clients_conversation').on(table.coachId, table.conversationId),
    ...policies(),
  ],
)
