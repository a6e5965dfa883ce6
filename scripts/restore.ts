/** `npm run restore -- file [--force]`: a backup becomes the embedded database. */
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { readFile, rename, rm, rmdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { type Config, loadConfig } from '../src/config.ts'
import { acquireFolderLock, FolderLocked } from '../src/db/folder-lock.ts'
import { openPglite } from '../src/db/pglite.ts'
import { markerPath, postgresMajor, readDataMajor } from '../src/db/pglite-version.ts'
import { BackupError } from './backup.ts'
import { readOptions } from './read-options.ts'

type Request = {
  config: Pick<Config, 'dataDir' | 'databaseUrl'>
  file: string
  /** Moves a database that is there out of the way. It is never deleted. */
  force?: boolean
  now: Date
  print: (line: string) => void
}

/**
 * Puts a backup in place of the embedded database. It is unpacked and opened beside the place first, so that a file that
 * is damaged or of another Postgres major changes nothing.
 */
export async function restore({ config, file, force = false, now, print }: Request): Promise<void> {
  const path = resolve(file)
  if (!existsSync(path)) throw new BackupError(`There is no file ${path}.`)
  if (config.databaseUrl)
    throw new BackupError(
      `DATABASE_URL is set: restore with pg_restore --clean --if-exists --no-owner --dbname=... ${path}`,
    )

  const folder = join(config.dataDir, 'pglite')
  const lock = takeFolder(folder)
  try {
    const occupied = existsSync(folder) && readdirSync(folder).length > 0
    if (occupied && !force)
      throw new BackupError(
        `${folder} holds a database. With --force it is moved aside, not deleted: npm run restore -- ${file} --force`,
      )

    const fresh = `${folder}.restoring-${randomBytes(4).toString('hex')}`
    try {
      const tables = await unpack(path, fresh)
      if (occupied) {
        const aside = `${folder}.before-${now.toISOString().replace(/[:.]/g, '-')}`
        await rename(folder, aside)
        if (existsSync(markerPath(folder))) await rename(markerPath(folder), markerPath(aside))
        print(`The database that was there is now in ${aside}.`)
      } else if (existsSync(folder)) await rmdir(folder)
      await rename(fresh, folder)
      await rename(markerPath(fresh), markerPath(folder))
      print(`${path} is restored into ${folder} (${tables} tables).`)
    } finally {
      await rm(fresh, { recursive: true, force: true })
      await rm(markerPath(fresh), { force: true })
    }
  } finally {
    lock.release()
  }
  if (!existsSync(join(config.dataDir, 'secrets.key')))
    print(
      `There is no key in ${join(config.dataDir, 'secrets.key')}: put the one of the time of the backup there, or set ` +
        "SECRETS_KEY to it, before you start. Without it the coaches' model keys cannot be decrypted.",
    )
  else print("The coaches' model keys can be decrypted only if the key in use is the one of the time of the backup.")
  print(`Uploaded files are not in a backup: copy them back to ${join(config.dataDir, 'files')}.`)
}

function takeFolder(folder: string) {
  try {
    return acquireFolderLock(folder)
  } catch (error) {
    if (!(error instanceof FolderLocked)) throw error
    throw new BackupError(`Stop OpenCoach first: a restore needs the database to itself. ${error.message}`)
  }
}

/** Makes a database of the file and opens it once; answers with the number of tables in it. */
async function unpack(path: string, folder: string): Promise<number> {
  try {
    // Not left to PGlite: its own unpacking of a damaged file ends in a rejection that nobody can catch.
    const tar = await promisify(gunzip)(await readFile(path))
    const database = await openPglite({ folder, loadFrom: new Blob([tar], { type: 'application/x-tar' }) })
    try {
      const { rows } = await database.pglite.query<{ n: number }>(
        "select count(*)::int as n from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
      )
      return rows[0]?.n ?? 0
    } finally {
      await database.close()
    }
  } catch (error) {
    const major = readDataMajor(folder)
    if (major !== undefined && major !== postgresMajor)
      throw new BackupError(
        `${path} was made by Postgres ${major}; this release can restore Postgres ${postgresMajor} only.`,
      )
    throw new BackupError(`${path} is not a backup of the embedded database, or is damaged. Nothing was changed.`, {
      cause: error,
    })
  }
}

if (import.meta.main) {
  try {
    const { words, values } = readOptions(
      {
        command: 'npm run restore --',
        about: 'a backup becomes the embedded database',
        words: { name: 'FILE', about: 'the backup', atMost: 1 },
      },
      { force: { type: 'boolean', about: 'moves a database that is there out of the way' } },
    )
    const [file] = words
    if (!file) throw new BackupError('Which backup? npm run restore -- file [--force]')
    await restore({ config: loadConfig(process.env), file, force: values.force, now: new Date(), print: console.log })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
