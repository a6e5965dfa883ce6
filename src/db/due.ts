/** Work that is a row: due at a time, taken by whoever locks it first. */
import { and, eq, lte, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { CoachTx } from './doors.ts'

type DueTable = PgTable & { coachId: PgColumn; dueAt: PgColumn }

/**
 * The first of a coach's rows that is due, locked for the rest of the transaction; one that somebody else is taking just now is
 * passed over.
 *
 * @param first what is taken before what
 */
export async function findDue<T extends DueTable>(
  tx: CoachTx,
  table: T,
  now: Date,
  ...first: (PgColumn | SQL)[]
): Promise<T['$inferSelect'] | undefined> {
  const [row] = await tx
    .select()
    .from(table as PgTable) // of a table that is not known here Drizzle's types know no row
    .where(and(eq(table.coachId, tx.coachId), lte(table.dueAt, now)))
    .orderBy(...first)
    .limit(1)
    .for('update', { skipLocked: true })
  return row
}
