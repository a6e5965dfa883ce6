/** A migrated, empty database and a queue for a world: embedded by default, Postgres and Redis when TEST_STORE=servers. */
import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import pino from 'pino'
import { type Database, openPostgres, overPglite } from '../../src/db/client.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openPglite, type PgliteDatabase } from '../../src/db/pglite.ts'
import { administrate, testDatabasePrefix } from './postgres.ts'

export const onServers = process.env['TEST_STORE'] === 'servers'

export type TestStore = {
  embedded: PgliteDatabase | undefined
  databaseUrl: string | undefined
  redisUrl: string | undefined
  /** The whole database, with no role set: for looking at rows. */
  database: Database
}

let opened: Promise<TestStore> | undefined

/** Opened and migrated once a test file; each world finds it empty. */
export async function openTestStore(): Promise<TestStore> {
  opened ??= onServers ? openServers() : openEmbedded()
  const store = await opened
  await store.database.drizzle.execute(sql`truncate coaches, coach_links, telegram_updates cascade`)
  return store
}

async function openEmbedded(): Promise<TestStore> {
  const embedded = await openPglite({ log: pino({ level: 'silent' }) })
  const database = overPglite(embedded.pglite)
  await migrate(database)
  return { embedded, databaseUrl: undefined, redisUrl: undefined, database }
}

async function openServers(): Promise<TestStore> {
  const name = `${testDatabasePrefix()}_${randomUUID().slice(0, 8)}`
  await administrate(`create database ${name}`)
  const url = new URL(process.env['TEST_DATABASE_URL'] ?? '')
  url.pathname = `/${name}`
  const database = openPostgres(url.href, { connections: 2 })
  await migrate(database)
  return { embedded: undefined, databaseUrl: url.href, redisUrl: process.env['TEST_REDIS_URL'], database }
}
