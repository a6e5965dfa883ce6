/** A coach, their team, their secrets and the ways in. */
import { sql } from 'drizzle-orm'
import { boolean, index, jsonb, pgPolicy, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { CoachMode, CoachSettings } from '../../coaching/coach.ts'
import type { Question } from '../../coaching/ports/practices.ts'
import { appRole, at, bytes, currentCoach, policies, systemRows, telegramId } from './columns.ts'

export const coaches = pgTable(
  'coaches',
  {
    id: uuid('id').primaryKey(),
    telegramUserId: telegramId('telegram_user_id').notNull().unique(),
    displayName: text('display_name').notNull(),
    methodology: text('methodology').notNull().default(''),
    language: text('language').notNull().default('en'),
    timezone: text('timezone').notNull().default('UTC'),
    mode: text('mode').$type<CoachMode>().notNull().default('auto'),
    groupChatId: telegramId('group_chat_id').unique(),
    groupIsForum: boolean('group_is_forum').notNull().default(false),
    /** When messages went to the group in the last minute, or are to go (coaching/pace.ts); epoch ms. */
    groupPace: jsonb('group_pace').$type<number[]>().notNull().default([]),
    settings: jsonb('settings').$type<CoachSettings>().notNull().default({}),
    createdAt: at('created_at').notNull(),
    /** When they are told of the week, or it is to be found out when; null: they have switched it off. */
    digestDueAt: at('digest_due_at').default(new Date(0)),
    digestLeaseId: uuid('digest_lease_id'),
    /** When they were told last, or there was nothing to tell. */
    digestLastAt: at('digest_last_at'),
  },
  (table) => [
    index('coaches_digest_due').on(table.digestDueAt).where(sql`digest_due_at is not null`),
    pgPolicy('coach_rows', { to: appRole, using: sql`id = ${currentCoach}`, withCheck: sql`id = ${currentCoach}` }),
    systemRows(),
  ],
)

/** Who may act for a coach in the group: the coach and their team. */
export const coachMembers = pgTable(
  'coach_members',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    telegramUserId: telegramId('telegram_user_id').notNull(),
    displayName: text('display_name').notNull(),
    role: text('role').$type<'owner' | 'assistant'>().notNull(),
    createdAt: at('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    unique('coach_members_person').on(table.coachId, table.telegramUserId),
    ...policies(),
  ],
)

export const coachSecrets = pgTable(
  'coach_secrets',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    name: text('name').$type<'model_key'>().notNull(),
    ciphertext: bytes('ciphertext').notNull(),
    nonce: bytes('nonce').notNull(),
    keyVersion: smallint('key_version').notNull(),
    last4: text('last4').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.coachId, table.name] }), ...policies()],
)

/** One-time links by which a person becomes a coach; only the hash of a code is kept. */
export const coachLinks = pgTable(
  'coach_links',
  {
    codeHash: text('code_hash').primaryKey(),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  () => [systemRows()],
)

export const invites = pgTable(
  'invites',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    code: text('code').notNull().unique(),
    createdAt: at('created_at').notNull(),
    revokedAt: at('revoked_at'),
  },
  (table) => [primaryKey({ columns: [table.coachId, table.id] }), ...policies()],
)

/** A question the bot has put to a coach in their private chat ("send me your method"), until answered or expired. */
export const pendingQuestions = pgTable(
  'pending_questions',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    telegramUserId: telegramId('telegram_user_id').notNull(),
    question: text('question').$type<Question>().notNull(),
    expiresAt: at('expires_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.coachId, table.telegramUserId] }), ...policies()],
)
