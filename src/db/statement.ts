/** Statements that every turn runs: their SQL is written once for each database, not anew for each run. */
import { is, Param, Placeholder, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Drizzle, Transaction } from './client.ts'

type Prepared<R> = { execute(values: Record<string, unknown>): Promise<R>; params: unknown[] }
type Preparable<R> = { prepare(name: string): { execute(values?: Record<string, unknown>): Promise<R> } }
/** What Drizzle keeps in a transaction: the dialect is one for each open database, the client is this transaction's own. */
type Inside = { dialect: object; session: { client: unknown } }

let count = 0

/**
 * Drizzle takes longer to write a statement's SQL than a database to answer it, and forgets it with its transaction.
 *
 * @param build the query, with `sql.placeholder('name')` for what changes from run to run
 * @returns runs it in a transaction; as with any query of Drizzle's, it is asked at once and in the order of the calls
 */
export function statement<R>(build: (tx: Drizzle) => Preparable<R>) {
  const written = new WeakMap<object, Prepared<R>>()
  const name = `statement_${count++}`

  return (tx: Transaction, values: Record<string, unknown>): Promise<R> => {
    const { dialect, session } = tx as unknown as Inside
    let prepared = written.get(dialect)
    if (!prepared) {
      prepared = build(tx).prepare(name) as Prepared<R>
      prepared.params = prepared.params.map(encoded)
      written.set(dialect, prepared)
    }
    // It holds the connection it was written on; its twin asks on this one.
    const twin: Prepared<R> = Object.assign(Object.create(Object.getPrototypeOf(prepared)), prepared)
    return Object.assign(twin, { client: session.client }).execute(values)
  }
}

/**
 * Adds one row.
 *
 * @param columns what is given each time; the others have their defaults
 */
export function insertion<T extends PgTable, K extends keyof T['$inferInsert'] & string>(
  table: T,
  columns: readonly K[],
): (tx: Transaction, row: Required<Pick<T['$inferInsert'], K>>) => Promise<unknown> {
  const row = Object.fromEntries(columns.map((column) => [column, sql.placeholder(column)]))
  return statement((tx) => tx.insert(table).values(row as T['$inferInsert']))
}

/**
 * Changes rows: one statement for each set of columns that is changed together.
 *
 * @param where which rows, with `sql.placeholder('name')` for what is given as `which`
 */
export function modification<T extends PgTable>(table: T, where: SQL | undefined) {
  const known = new Map<string, (tx: Transaction, values: Record<string, unknown>) => Promise<unknown>>()
  /** @param values plain ones, no SQL; a column that is undefined stays as it is */
  return (tx: Transaction, which: Record<string, unknown>, values: Partial<T['$inferInsert']>): Promise<unknown> => {
    const changed = Object.entries(values).filter(([, value]) => value !== undefined)
    const columns = changed.map(([column]) => column).sort()
    const change = known.get(columns.join()) ?? statement((on) => on.update(table).set(newValues(columns)).where(where))
    known.set(columns.join(), change)
    return change(tx, { ...which, ...Object.fromEntries(changed.map(([column, value]) => [`new_${column}`, value])) })
  }
}

function newValues(columns: readonly string[]) {
  // Drizzle's types lose sight of the columns of a table that is not known here.
  return Object.fromEntries(columns.map((column) => [column, sql.placeholder(`new_${column}`)])) as never
}

/** Left to itself, Drizzle encodes a null in a placeholder's place as JSON's, and a value that is compared not at all. */
function encoded(param: unknown): unknown {
  const isBare = is(param, Placeholder)
  if (!isBare && !(is(param, Param) && is(param.value, Placeholder))) return param
  const encode = (value: unknown) =>
    isBare ? (value instanceof Date ? value.toISOString() : value) : param.encoder.mapToDriverValue(value)
  const placeholder = isBare ? param : param.value
  return new Param(placeholder, { mapToDriverValue: (value: unknown) => (value === null ? null : encode(value)) })
}
