/** A migrated, empty database and a queue for a world: embedded by default, Postgres and Redis when TEST_STORE=servers. */
import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { type Database, openPostgres, overPglite } from '../../src/db/client.ts'
import { openPglite, type PgliteDatabase } from '../../src/db/pglite.ts'
import { administrate, createDatabase, databaseUrl, templateDatabase, testDatabasePrefix } from './postgres.ts'
import { preparedDump } from './prepared.ts'
import { type Rows, replaceRows } from './saved-practice.ts'

export const onServers = process.env['TEST_STORE'] === 'servers'

export type TestStore = {
  embedded: PgliteDatabase | undefined
  databaseUrl: string | undefined
  redisUrl: string | undefined
  /** The whole database, with no role set: for looking at rows. */
  database: Database
  vacuum(): Promise<unknown>
}

let opened: Promise<TestStore> | undefined
let worlds = 0
/** Nobody else is sure to clear away what the worlds have deleted, and many files share one database. */
const vacuumedEvery = 40

/** Opened and migrated once a process, which runs many test files; each world finds in it what it is given, and nothing else. */
export async function openTestStore(rows?: Rows): Promise<TestStore> {
  opened ??= onServers ? openServers() : openEmbedded()
  const store = await opened
  await replaceRows(store.database, rows)
  if (++worlds % vacuumedEvery === 0) await store.vacuum()
  return store
}

async function openEmbedded(): Promise<TestStore> {
  const embedded = await openPglite({ loadFrom: await preparedDump('migrated'), log: pino({ level: 'silent' }) })
  return {
    embedded,
    databaseUrl: undefined,
    redisUrl: undefined,
    database: overPglite(embedded.pglite),
    vacuum: () => embedded.pglite.exec('VACUUM'),
  }
}

async function openServers(): Promise<TestStore> {
  const name = `${testDatabasePrefix()}_${randomUUID().slice(0, 8)}`
  await createDatabase(name, templateDatabase())
  const url = databaseUrl(name)
  const database = openPostgres(url, { connections: 2 })
  return {
    embedded: undefined,
    databaseUrl: url,
    redisUrl: process.env['TEST_REDIS_URL'],
    database,
    vacuum: () => administrate('VACUUM', name),
  }
}
