/** Statements on the server itself: making the test databases, and dropping them when the run ends. */
import postgres from 'postgres'

export async function administrate(statement: string): Promise<Record<string, unknown>[]> {
  const url = process.env['TEST_DATABASE_URL']
  if (!url) throw new Error('TEST_DATABASE_URL must be set for TEST_STORE=servers')
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await client.unsafe(statement)
  } finally {
    await client.end()
  }
}

/** Shared by all files of one run. */
export function testDatabasePrefix(): string {
  return `opencoach_test_${process.env['TEST_RUN'] ?? 'alone'}`
}
