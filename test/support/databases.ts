/** A migrated, empty database and a queue for a world: embedded by default, Postgres and Redis when TEST_STORE=servers. */
import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { type Database, openPostgres, overPglite } from '../../src/db/client.ts'
import { openPglite, type PgliteDatabase } from '../../src/db/pglite.ts'
import { administrate, databaseUrl, templateDatabase, testDatabasePrefix } from './postgres.ts'
import { preparedDump } from './prepared.ts'
import { type Rows, replaceRows } from './saved-practice.ts'

export const onServers = process.env['TEST_STORE'] === 'servers'

export type TestStore = {
  embedded: PgliteDatabase | undefined
  databaseUrl: string | undefined
  redisUrl: string | undefined
  /** The whole database, with no role set: for looking at rows. */
  database: Database
}

let opened: Promise<TestStore> | undefined
let worlds = 0
/** Nobody else clears away what the worlds have deleted in the embedded database, and files share one. */
const vacuumedEvery = 40

/** Opened and migrated once a process, which runs many test files; each world finds in it what it is given, and nothing else. */
export async function openTestStore(rows?: Rows): Promise<TestStore> {
  opened ??= onServers ? openServers() : openEmbedded()
  const store = await opened
  await replaceRows(store.database, rows)
  if (++worlds % vacuumedEvery === 0) await store.embedded?.pglite.exec('VACUUM')
  return store
}

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
