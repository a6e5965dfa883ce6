/** Once a run: migrated databases that the test files start from, and the clearing away of what the files made. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgres } from '../../src/db/client.ts'
import { migrate } from '../../src/db/migrate.ts'
import { administrate, createDatabase, databaseUrl, templateDatabase, testDatabasePrefix } from './postgres.ts'
import { prepareEmbedded } from './prepared.ts'

export default async function setup() {
  process.env['TEST_RUN'] = String(process.pid)
  const folder = await mkdtemp(join(tmpdir(), 'opencoach-test-'))
  await prepareEmbedded(folder) // on servers too: some files are about the embedded database
  const dropDatabases = process.env['TEST_STORE'] === 'servers' ? await prepareServers() : undefined
  return async () => {
    await rm(folder, { recursive: true, force: true })
    await dropDatabases?.()
  }
}

async function prepareServers() {
  await createDatabase(templateDatabase())
  const database = openPostgres(databaseUrl(templateDatabase()), { connections: 2 })
  await migrate(database)
  await database.close()
  return async () => {
    const rows = await administrate(`select datname from pg_database where datname like '${testDatabasePrefix()}\\_%'`)
    for (const row of rows) await administrate(`drop database if exists ${row['datname']} with (force)`)
  }
}
