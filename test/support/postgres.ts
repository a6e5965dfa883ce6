/** Statements on the server itself, and the names and addresses of the test databases. */
import postgres from 'postgres'

/** @param database the one that the address names, if none is given */
export async function administrate(statement: string, database?: string): Promise<Record<string, unknown>[]> {
  const client = postgres(database === undefined ? serverUrl() : databaseUrl(database), { max: 1, onnotice: () => {} })
  try {
    return await client.unsafe(statement)
  } finally {
    await client.end()
  }
}

/** A database for tests. What is committed is seen by all, and need not outlive the server: no commit waits for its disk. */
export async function createDatabase(name: string, template?: string): Promise<void> {
  await administrate(`create database ${name} ${template ? `template ${template}` : ''}`)
  await administrate(`alter database ${name} set synchronous_commit = off`)
}

/** Shared by all files of one run. */
export function testDatabasePrefix(): string {
  return `opencoach_test_${process.env['TEST_RUN'] ?? 'alone'}`
}

/** Migrated and empty: the others are made from it. */
export function templateDatabase(): string {
  return `${testDatabasePrefix()}_template`
}

export function databaseUrl(name: string): string {
  const url = new URL(serverUrl())
  url.pathname = `/${name}`
  return url.href
}

function serverUrl(): string {
  const url = process.env['TEST_DATABASE_URL']
  if (!url) throw new Error('TEST_DATABASE_URL must be set for TEST_STORE=servers')
  return url
}
