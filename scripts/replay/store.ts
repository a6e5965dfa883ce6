/** The database of the installation that DATABASE_URL or DATA_DIR names. */
import { join } from 'node:path'
import { loadConfig } from '../../src/config.ts'
import { openPostgres, overPglite } from '../../src/db/client.ts'
import { createDoors } from '../../src/db/doors.ts'
import { FolderLocked } from '../../src/db/folder-lock.ts'
import { openPglite } from '../../src/db/pglite.ts'
import { readDataMajor } from '../../src/db/pglite-version.ts'
import { ReplayError } from './turns.ts'

export type Store = Awaited<ReturnType<typeof openStore>>

/** @throws {ReplayError} when there is none, or it is in use */
export async function openStore() {
  const config = loadConfig()
  if (config.databaseUrl) {
    const database = openPostgres(config.databaseUrl, { connections: 1 })
    return { config, doors: createDoors(database), close: () => database.close() }
  }
  const folder = join(config.dataDir, 'pglite')
  if (readDataMajor(folder) === undefined)
    throw new ReplayError(`There is no database in ${folder}: set DATA_DIR, or DATABASE_URL.`)
  const embedded = await openPglite({ folder }).catch((error: unknown) => {
    if (!(error instanceof FolderLocked)) throw error
    throw new ReplayError(`Stop OpenCoach first: this needs the database to itself. ${error.message}`)
  })
  return { config, doors: createDoors(overPglite(embedded.pglite)), close: () => embedded.close() }
}
