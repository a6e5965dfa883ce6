/** How far a coach's AI can be trusted when it says how sure it is. */
import { doublePrecision, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { coaches } from './coaches.ts'
import { at, policies } from './columns.ts'

/** Computed from messages, reactions and handoffs, and at any time again: nothing is lost with it. */
export const confidenceCalibrations = pgTable(
  'confidence_calibrations',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    intercept: doublePrecision('intercept').notNull(),
    slope: doublePrecision('slope').notNull(),
    n: doublePrecision('n').notNull(),
    refittedAt: at('refitted_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.coachId] }), ...policies()],
)
