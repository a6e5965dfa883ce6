import { administrate, testDatabasePrefix } from './postgres.ts'

/** Names the run, and drops its databases at the end. */
export default function setup() {
  process.env['TEST_RUN'] = String(process.pid)
  return async function teardown() {
    if (process.env['TEST_STORE'] !== 'servers') return
    const rows = await administrate(`select datname from pg_database where datname like '${testDatabasePrefix()}\\_%'`)
    for (const row of rows) await administrate(`drop database if exists ${row['datname']} with (force)`)
  }
}
