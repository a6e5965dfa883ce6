/** `npm run backup -- [file]`: everything the database holds, in one file. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Config, loadConfig } from '../src/config.ts'
import { FolderLocked } from '../src/db/folder-lock.ts'
import { openPglite } from '../src/db/pglite.ts'
import { postgresMajor, readDataMajor } from '../src/db/pglite-version.ts'
import { readOptions } from './read-options.ts'

type Request = {
  config: Pick<Config, 'dataDir' | 'databaseUrl'>
  /** Where to; by default a name with the time in it, in the working directory. */
  file?: string
  now: Date
  print: (line: string) => void
}

/** A backup that cannot be made or taken, in words for the operator. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
}

/**
 * Writes the backup and tells what is not in it. The file appears whole or not at all, and never replaces another.
 *
 * @returns its path
 */
export async function backup({ config, file, now, print }: Request): Promise<string> {
  const stamp = now.toISOString().replace(/[:.]/g, '-')
  const usualName = config.databaseUrl ? `opencoach-${stamp}.dump` : `opencoach-${stamp}.pg${postgresMajor}.tar.gz`
  const path = resolve(file ?? usualName)
  if (existsSync(path)) throw new BackupError(`${path} exists already: name another file.`)
  await mkdir(dirname(path), { recursive: true })

  const unfinished = `${path}.unfinished`
  try {
    await rm(unfinished, { force: true })
    await writeFile(unfinished, '', { mode: 0o600 }) // nobody else's to read, whoever fills it
    if (config.databaseUrl) await dumpServer(config.databaseUrl, unfinished)
    else await dumpEmbedded(join(config.dataDir, 'pglite'), unfinished)
    await rename(unfinished, path)
  } finally {
    await rm(unfinished, { force: true })
  }
  print(`The database is in ${path}. It holds what clients and coaches wrote: keep it where only you can read it.`)
  for (const line of listLeftOut(config)) print(line)
  return path
}

async function dumpEmbedded(folder: string, path: string): Promise<void> {
  if (readDataMajor(folder) === undefined)
    throw new BackupError(`There is no database in ${folder}: nothing to back up.`)
  const database = await openPglite({ folder }).catch((error: unknown) => {
    if (!(error instanceof FolderLocked)) throw error
    throw new BackupError(`Stop OpenCoach first: a backup needs the database to itself. ${error.message}`)
  })
  try {
    const dump = await database.pglite.dumpDataDir('gzip')
    const file = await open(path, 'r+')
    try {
      for await (const part of dump.stream()) await file.write(part)
      await file.sync()
    } finally {
      await file.close()
    }
  } finally {
    await database.close()
  }
}

async function dumpServer(databaseUrl: string, path: string): Promise<void> {
  // The password goes by the environment: arguments can be read by everyone on the machine.
  const url = new URL(databaseUrl)
  const password = decodeURIComponent(url.password)
  url.password = ''
  const args = ['--format=custom', '--no-owner', `--file=${path}`, `--dbname=${url}`]
  const env = { ...process.env, ...(password ? { PGPASSWORD: password } : {}) }
  const child = spawn('pg_dump', args, { env, stdio: ['ignore', 'inherit', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const [code] = await once(child, 'close').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new BackupError(
      'pg_dump was not found. Install the Postgres client programs, of the same major version as the server or newer ' +
        '(Debian: postgresql-client, macOS: brew install libpq), or use the backups of whoever hosts the database.',
    )
  })
  if (code === 0) return
  const hint = /row-level security/.test(said)
    ? ' The user of DATABASE_URL sees only part of the rows: make the backup as a superuser or a role with BYPASSRLS.'
    : ''
  throw new BackupError(`pg_dump failed: ${said.trim() || `exit code ${code}`}.${hint}`)
}

function listLeftOut({ dataDir, databaseUrl }: Request['config']): string[] {
  const lines: string[] = []
  const files = join(dataDir, 'files')
  const keyFile = join(dataDir, 'secrets.key')
  if (existsSync(files)) lines.push(`Not in it: the uploaded files. Copy the folder ${files} as well.`)
  if (!databaseUrl && existsSync(keyFile))
    lines.push(
      `Not in it, on purpose: the key in ${keyFile}. Without it the coaches' model keys in this backup cannot be ` +
        'decrypted: keep a copy of it, but not beside the backup.',
    )
  else
    lines.push(
      "Not in it: SECRETS_KEY. Without it the coaches' model keys in this backup cannot be decrypted: keep it safe.",
    )
  return lines
}

if (import.meta.main) {
  try {
    const { words } = readOptions(
      {
        command: 'npm run backup --',
        about: 'everything the database holds, in one file',
        words: { name: 'FILE', about: 'where to; left out, a name with the time in it', atMost: 1 },
      },
      {},
    )
    await backup({ config: loadConfig(process.env), file: words[0], now: new Date(), print: console.log })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
