/** The database that the configuration names, for a script that stands beside the app. */
import { join } from 'node:path'
import type { Config } from '../src/config.ts'
import { openPostgres, overPglite } from '../src/db/client.ts'
import { FolderLocked } from '../src/db/folder-lock.ts'
import { openPglite } from '../src/db/pglite.ts'

/** Ends the process, saying what to do, where the embedded one is in use: two processes on one folder lose data. */
export async function openDatabase(config: Pick<Config, 'databaseUrl' | 'dataDir'>) {
  if (config.databaseUrl) {
    const postgres = openPostgres(config.databaseUrl)
    return { database: postgres, close: () => postgres.close() }
  }
  const embedded = await openPglite({ folder: join(config.dataDir, 'pglite') }).catch((error: unknown) => {
    if (!(error instanceof FolderLocked)) throw error
    console.error(`Stop OpenCoach first: this needs the database to itself. ${error.message}`)
    process.exit(1)
  })
  return { database: overPglite(embedded.pglite), close: () => embedded.close() }
}
