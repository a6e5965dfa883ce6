/** What a coach has put in place of our texts to clients. */
import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { LifecycleKey } from '../../coaching/lifecycle.ts'
import { coaches } from './coaches.ts'
import { at, policies } from './columns.ts'

export const coachTexts = pgTable(
  'coach_texts',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    key: text('key').$type<LifecycleKey>().notNull(),
    language: text('language').notNull(),
    /** Null: ours. */
    text: text('text'),
    /** What it was before the last change, for whoever wants it back; null: ours. */
    before: text('before'),
    changedAt: at('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.coachId, table.key, table.language] }), ...policies()],
)
