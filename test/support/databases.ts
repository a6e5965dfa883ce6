/** A migrated, empty database and a queue for a world: embedded by default, Postgres and Redis when TEST_STORE=servers. */
import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import pino from 'pino'
import { type Database, openPostgres, overPglite } from '../../src/db/client.ts'
import { openPglite, type PgliteDatabase } from '../../src/db/pglite.ts'
import { administrate, databaseUrl, templateDatabase, testDatabasePrefix } from './postgres.ts'
import { preparedDump } from './prepared.ts'

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
  await store.database.drizzle.execute(emptyTables)
  return store
}

/** Deletes where there is something: with few rows that takes a fraction of a TRUNCATE, which makes new files for each table. */
const emptyTables = sql`
  do $$ declare t record; begin
    set local session_replication_role = replica; -- neither triggers nor foreign keys: all tables are emptied
    for t in select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r'
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    loop
      execute format('delete from %s', t.name);
    end loop;
  end $$`

async function openEmbedded(): Promise<TestStore> {
  const embedded = await openPglite({ loadFrom: await preparedDump('migrated'), log: pino({ level: 'silent' }) })
  return { embedded, databaseUrl: undefined, redisUrl: undefined, database: overPglite(embedded.pglite) }
}

async function openServers(): Promise<TestStore> {
  const name = `${testDatabasePrefix()}_${randomUUID().slice(0, 8)}`
  await administrate(`create database ${name} template ${templateDatabase()}`)
  const url = databaseUrl(name)
  const database = openPostgres(url, { connections: 2 })
  return { embedded: undefined, databaseUrl: url, redisUrl: process.env['TEST_REDIS_URL'], database }
}
