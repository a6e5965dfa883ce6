/** Once a run: a migrated database that every test file starts from, and the clearing away of what the files made. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { openPostgres, overPglite } from '../../src/db/client.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openPglite } from '../../src/db/pglite.ts'
import { createPglitePool } from '../../src/db/pglite-pool.ts'
import { openQueues } from '../../src/jobs/queues.ts'
import { administrate, databaseUrl, templateDatabase, testDatabasePrefix } from './postgres.ts'

export default async function setup() {
  process.env['TEST_RUN'] = String(process.pid)
  return process.env['TEST_STORE'] === 'servers' ? prepareServers() : prepareEmbedded()
}

/** Making a PGlite takes seconds, loading one from a dump a fraction: one is made, with the queue's schema in it. */
async function prepareEmbedded() {
  const folder = await mkdtemp(join(tmpdir(), 'opencoach-test-'))
  const { pglite, dump, close } = await openPglite()
  await migrate(overPglite(pglite))
  const log = pino({ level: 'silent' })
  const queues = await openQueues({ pool: createPglitePool(pglite) }, { log, assertOutsideTransaction: () => {} })
  await queues.close()
  const file = join(folder, 'migrated.tar')
  await writeFile(file, Buffer.from(await (await dump()).arrayBuffer()))
  await close()
  process.env['TEST_EMBEDDED_DUMP'] = file
  return () => rm(folder, { recursive: true, force: true })
}

async function prepareServers() {
  await administrate(`create database ${templateDatabase()}`)
  const database = openPostgres(databaseUrl(templateDatabase()), { connections: 2 })
  await migrate(database)
  await database.close()
  return async () => {
    const rows = await administrate(`select datname from pg_database where datname like '${testDatabasePrefix()}\\_%'`)
    for (const row of rows) await administrate(`drop database if exists ${row['datname']} with (force)`)
  }
}
