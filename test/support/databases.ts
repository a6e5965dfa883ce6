/** A migrated, empty database and a queue for a world: embedded by default, Postgres and Redis when TEST_STORE=servers. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import pino from 'pino'
import { type Database, openPostgres, overPglite } from '../../src/db/client.ts'
import { openPglite, type PgliteDatabase } from '../../src/db/pglite.ts'
import { administrate, databaseUrl, templateDatabase, testDatabasePrefix } from './postgres.ts'

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
  await store.database.drizzle.execute(sql`truncate coaches, coach_links, telegram_updates, installation cascade`)
  return store
}

async function openEmbedded(): Promise<TestStore> {
  const dump = new Blob([await readFile(process.env['TEST_EMBEDDED_DUMP'] ?? '')])
  const embedded = await openPglite({ loadFrom: dump, log: pino({ level: 'silent' }) })
  return { embedded, databaseUrl: undefined, redisUrl: undefined, database: overPglite(embedded.pglite) }
}

async function openServers(): Promise<TestStore> {
  const name = `${testDatabasePrefix()}_${randomUUID().slice(0, 8)}`
  await administrate(`create database ${name} template ${templateDatabase()}`)
  const url = databaseUrl(name)
  const database = openPostgres(url, { connections: 2 })
  return { embedded: undefined, databaseUrl: url, redisUrl: process.env['TEST_REDIS_URL'], database }
}
