/** Who may use the API for a coach; only hashes of what they hold are kept. */
import { index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Scope } from '../../coaching/access.ts'
import { coaches } from './coaches.ts'
import { at, policies } from './columns.ts'

export const apiTokens = pgTable(
  'api_tokens',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    tokenHash: text('token_hash').notNull(),
    last4: text('last4').notNull(),
    scopes: text('scopes').array().$type<Scope[]>().notNull(),
    createdAt: at('created_at').notNull(),
    /** Null: until it is revoked. */
    expiresAt: at('expires_at'),
    revokedAt: at('revoked_at'),
    /** To the hour. */
    usedAt: at('used_at'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    unique('api_tokens_hash').on(table.tokenHash),
    ...policies(),
  ],
)

/** One-time links to the upload page. */
export const uploadLinks = pgTable(
  'upload_links',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    codeHash: text('code_hash').notNull(),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.codeHash] }),
    unique('upload_links_code').on(table.codeHash),
    index('upload_links_age').on(table.expiresAt),
    ...policies(),
  ],
)
