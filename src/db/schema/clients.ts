/** A coach's clients, and what they agreed to. */
import { boolean, foreignKey, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import { coaches } from './coaches.ts'
import { at, policies, systemRows, telegramId } from './columns.ts'

export const clients = pgTable(
  'clients',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    telegramUserId: telegramId('telegram_user_id').notNull(),
    displayName: text('display_name').notNull(),
    username: text('username'),
    language: text('language').notNull().default('en'),
    /** Where they are, by their own word: ISO 3166, two letters. */
    country: text('country'),
    timezone: text('timezone').notNull().default('UTC'),
    status: text('status').$type<'active' | 'paused' | 'blocked' | 'erased'>().notNull().default('active'),
    consentAt: at('consent_at'),
    /** Do they want to be told what has been noted of them? */
    wantsReceipts: boolean('wants_receipts').notNull().default(true),
    topicId: telegramId('topic_id'),
    /** How many topics this client has had: what comes after the first begins with a recap. */
    topicsMade: smallint('topics_made').notNull().default(0),
    createdAt: at('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    unique('clients_person').on(table.coachId, table.telegramUserId),
    unique('clients_topic').on(table.coachId, table.topicId),
    ...policies(),
  ],
)

/** What a client agreed to, in the words they saw. */
export const consents = pgTable(
  'consents',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    clientId: uuid('client_id').notNull(),
    version: text('version').notNull(),
    wording: text('wording').notNull(),
    givenAt: at('given_at').notNull(),
    withdrawnAt: at('withdrawn_at'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    foreignKey({ columns: [table.coachId, table.clientId], foreignColumns: [clients.coachId, clients.id] }).onDelete(
      'cascade',
    ),
    ...policies(),
  ],
)

/** Whose client someone is being in their private chat with the bot: a person may be the client of two coaches. */
export const activeClients = pgTable(
  'active_clients',
  {
    telegramUserId: telegramId('telegram_user_id').primaryKey(),
    coachId: uuid('coach_id').notNull(),
    clientId: uuid('client_id').notNull(),
  },
  (table) => [
    foreignKey({ columns: [table.coachId, table.clientId], foreignColumns: [clients.coachId, clients.id] }).onDelete(
      'cascade',
    ),
    systemRows(),
  ],
)
