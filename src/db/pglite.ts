import { existsSync, mkdirSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import type { Logger } from 'pino'
import { acquireFolderLock } from './folder-lock.ts'
import { type MaintenanceIntervals, startMaintenance } from './pglite-maintenance.ts'
import { checkDataVersion, writeMarker } from './pglite-version.ts'

export type PgliteOptions = {
  /** Where the data lives; undefined keeps it in memory. Lock and version marker are files beside it. */
  folder?: string
  /** A dump to begin with, as `dump` makes it. There must be no data yet. */
  loadFrom?: Blob
  /** Tables that change all day (`deliveries`, `bullmq.job`): vacuumed every few minutes. Missing ones are passed over. */
  busyTables?: readonly string[]
  maintenanceIntervals?: MaintenanceIntervals
  log?: Logger
}

export type PgliteDatabase = {
  pglite: PGlite
  /** The whole database as one tar, not compressed; `loadFrom` takes it. Waits for what is running. */
  dump(): Promise<Blob>
  /** Writes everything into its files and gives the folder free. Safe to call twice. */
  close(): Promise<void>
}

/**
 * Opens the embedded database: one Postgres session inside this process, with pgvector.
 *
 * It survives the end of the process at any moment, kill -9 included, but not a power cut: it never calls fsync. Its user
 * is a superuser, so row-level security holds only where a transaction has set a role.
 *
 * @throws {FolderLocked} if another process uses the folder
 * @throws {OtherPostgresMajor} if the data in it is of another Postgres major
 */
export async function openPglite(options: PgliteOptions = {}): Promise<PgliteDatabase> {
  const { folder, loadFrom, busyTables = [], maintenanceIntervals, log } = options
  const lock = folder === undefined ? undefined : acquireFolderLock(folder)
  try {
    if (folder !== undefined) prepareFolder(folder, log)
    const pglite = await PGlite.create({
      dataDir: folder ?? 'memory://',
      extensions: { vector },
      loadDataDir: loadFrom,
    })
    // The queue's tables are called by their bare names on the session that everyone shares; the schema may come later.
    await pglite.exec('SET search_path = public, bullmq')
    if (folder !== undefined) writeMarker(folder)

    const maintenance = startMaintenance({ pglite, busyTables, log, intervals: maintenanceIntervals })
    let closing: Promise<void> | undefined
    async function close(): Promise<void> {
      try {
        await maintenance.stop()
        if (folder !== undefined) await pglite.exec('CHECKPOINT')
      } catch (error) {
        log?.error({ err: error }, 'The last checkpoint failed; the write-ahead log keeps what was committed')
      }
      try {
        await pglite.close()
      } finally {
        lock?.release()
      }
    }
    return {
      pglite,
      dump: () => pglite.dumpDataDir('none'),
      close: () => {
        closing ??= close()
        return closing
      },
    }
  } catch (error) {
    lock?.release()
    throw error
  }
}

function prepareFolder(folder: string, log?: Logger): void {
  checkDataVersion(folder)
  if (existsSync(folder)) return
  mkdirSync(folder, { recursive: true })
  log?.info({ folder }, 'Making a new database; this takes a few seconds')
}
