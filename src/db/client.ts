/** One Drizzle client for both databases: postgres.js on a server, PGlite when there is none. */
import type { PGlite } from '@electric-sql/pglite'
import type { ExtractTablesWithRelations, SQL } from 'drizzle-orm'
import type { Logger as QueryLogger } from 'drizzle-orm/logger'
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as schema from './schema.ts'

type Schema = typeof schema
export type Drizzle = PgDatabase<PgQueryResultHKT, Schema>
export type Transaction = PgTransaction<PgQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>

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
    drizzle: drizzlePglite(pglite, { schema, logger: queryLogger(options) }) as unknown as Drizzle,
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
    drizzle: drizzlePostgres(client, { schema, logger: queryLogger(options) }) as unknown as Drizzle,
    close: () => client.end({ timeout: 5 }),
  }
}

function queryLogger({ logQuery }: Options): QueryLogger | false {
  return logQuery ? { logQuery } : false
}

/** The rows of raw SQL: postgres.js answers with an array, PGlite with `{ rows }`. */
export async function rowsOf<T>(tx: Pick<Drizzle, 'execute'>, query: SQL): Promise<T[]> {
  const result: unknown = await tx.execute(query)
  return (Array.isArray(result) ? result : (result as { rows: T[] }).rows) as T[]
}
