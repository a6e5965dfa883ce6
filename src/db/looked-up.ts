/** Rows that are looked up one by one, whatever the planner expects. */
import { type SQL, sql } from 'drizzle-orm'

/**
 * A subquery that is run for each row beside it, by what it says of that row: where a table is new, a join is planned by
 * statistics that know nothing of it yet, and may read all of a coach's rows for each.
 *
 * @param one at most a row; goes into a `from`, with a name
 */
export function lookedUp(one: SQL): SQL {
  return sql`lateral (${one} offset 0)`
}
