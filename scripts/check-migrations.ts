import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import postgres from 'postgres'
import { type Database, openPostgres, overPglite } from '../src/db/client.ts'
import { migrate } from '../src/db/migrate.ts'
import { openPglite } from '../src/db/pglite.ts'

/**
 * Looks for files that no start would run, and runs all migrations on an empty database of each kind there is: the embedded one always, Postgres when
 * TEST_DATABASE_URL names a server on which databases may be made. Then again, as every later start does.
 */
export async function checkMigrations(environment: { TEST_DATABASE_URL?: string | undefined }): Promise<string[]> {
  const problems = findForgotten()
  const embedded = await openPglite()
  try {
    problems.push(...(await migrateTwice('embedded', overPglite(embedded.pglite))))
  } finally {
    await embedded.close()
  }
  if (environment.TEST_DATABASE_URL) problems.push(...(await checkOnServer(environment.TEST_DATABASE_URL)))
  return problems
}

/** What stands in the folder and not in its journal is never run, and looks as if it were. */
function findForgotten(): string[] {
  const folder = new URL('../migrations/', import.meta.url)
  const journal = readFileSync(new URL('meta/_journal.json', folder), 'utf8')
  const { entries } = JSON.parse(journal) as { entries: { tag: string }[] }
  const known = new Set(entries.map(({ tag }) => `${tag}.sql`))
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql') && !known.has(name))
    .map((name) => `migrations/${name} is in no journal: it is never run`)
}

/** In a database that lives as long as the check. */
async function checkOnServer(serverUrl: string): Promise<string[]> {
  const name = `opencoach_check_${randomBytes(4).toString('hex')}`
  const server = postgres(serverUrl, { max: 1, onnotice: () => {}, connect_timeout: 10 })
  try {
    await server.unsafe(`create database ${name}`)
    const url = new URL(serverUrl)
    url.pathname = `/${name}`
    const database = openPostgres(url.href, { connections: 2 })
    try {
      return await migrateTwice('Postgres', database)
    } finally {
      await database.close()
      await server.unsafe(`drop database ${name} with (force)`)
    }
  } finally {
    await server.end()
  }
}

async function migrateTwice(kind: string, database: Database): Promise<string[]> {
  for (const attempt of ['empty', 'migrated'] as const) {
    try {
      await migrate(database)
    } catch (error) {
      return [`on ${kind}, ${attempt} database: ${messageOf(error)}`]
    }
  }
  return []
}

/** Drizzle's own message is the statement; what the database said is its cause. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return `${error}`
  return error.cause ? `${error.message}\n${messageOf(error.cause)}` : error.message
}
