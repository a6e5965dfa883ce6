/** One Drizzle client for both databases: postgres.js on a server, PGlite when there is none. */
import type { PGlite } from '@electric-sql/pglite'
import type { SQL } from 'drizzle-orm'
import type { Logger as QueryLogger } from 'drizzle-orm/logger'
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { keepStatements } from './pglite-prepared.ts'

export type Drizzle = PgDatabase<PgQueryResultHKT>
export type Transaction = PgTransaction<PgQueryResultHKT>

export type Database = {
  kind: 'pglite' | 'postgres'
  drizzle: Drizzle
  close(): Promise<void>
}

type Options = { logQuery?: (sql: string) => void }

/** Wraps an open PGlite; whoever opened it closes it. */
export function overPglite(pglite: PGlite, options: Options = {}): Database {
  return {
    kind: 'pglite',
    drizzle: drizzlePglite(keepStatements(pglite) as PGlite, { logger: queryLogger(options) }) as unknown as Drizzle,
    close: async () => {},
  }
}

/**
 * Connects to Postgres.
 *
 * @param options.connections size of the pool; each transaction holds one connection, and none is held across a call to
 *   the model, Telegram or the queue
 */
export function openPostgres(url: string, options: Options & { connections?: number } = {}): Database {
  const client = postgres(url, { max: options.connections ?? 10, onnotice: () => {}, connect_timeout: 10 })
  return {
    kind: 'postgres',
    drizzle: drizzlePostgres(preparing(client), { logger: queryLogger(options) }) as unknown as Drizzle,
    close: () => client.end({ timeout: 5 }),
  }
}

/**
 * Drizzle asks postgres.js for statements that are parsed anew each time, in two trips. Prepared, a connection parses each
 * text once, and a statement is one trip. `?prepare=false` in the address turns it off, for a pooler that cannot keep them.
 */
function preparing<S extends object>(sql: S): S {
  return new Proxy(sql, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      if (name === 'unsafe')
        return (text: string, values: unknown[], options: object) => member(text, values, { ...options, prepare: true })
      if (name === 'begin' || name === 'savepoint')
        return (work: (tx: object) => unknown) => member((tx: object) => work(preparing(tx)))
      return member
    },
  })
}

function queryLogger({ logQuery }: Options): QueryLogger | false {
  return logQuery ? { logQuery } : false
}

/** The rows of raw SQL: postgres.js answers with an array, PGlite with `{ rows }`. */
export async function rowsOf<T>(tx: Pick<Drizzle, 'execute'>, query: SQL): Promise<T[]> {
  const result: unknown = await tx.execute(query)
  return (Array.isArray(result) ? result : (result as { rows: T[] }).rows) as T[]
}
