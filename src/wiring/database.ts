/** Which database there is: the one that is configured, or one of this process's own in DATA_DIR. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { type Config, ConfigError } from '../config.ts'
import { type Database, openPostgres, overPglite } from '../db/client.ts'
import { openPglite, type PgliteDatabase } from '../db/pglite.ts'
import { createPglitePool } from '../db/pglite-pool.ts'

type Deps = {
  config: Config
  log: Logger
  /** One that is open already. */
  embedded: PgliteDatabase | undefined
  logQuery: ((sql: string) => void) | undefined
  /** What is opened here is closed by whoever opens the app. */
  onClose: (close: () => Promise<unknown>) => void
}

/** Vacuumed often: PGlite runs no autovacuum, and these change all day. */
const busyTables = [
  ...['deliveries', 'conversations', 'boards', 'documents', 'received_files', 'document_batches', 'spoken_messages'],
  ...['session_summaries', 'human_intervention_analyses'],
  ...['telegram_updates', 'bullmq.bullmq_jobs'],
]

/**
 * @returns the queues' pool, too, where they are in the same database
 * @throws {ConfigError}
 */
export async function openDatabase({
  config,
  log,
  embedded,
  logQuery,
  onClose,
}: Deps): Promise<{ database: Database; queuePool?: ReturnType<typeof createPglitePool> }> {
  const query = logQuery && { logQuery }
  if (config.databaseUrl) {
    const database = openPostgres(config.databaseUrl, { ...query })
    onClose(() => database.close())
    await database.drizzle.execute('select 1').catch((error: unknown) => refuse('DATABASE_URL', error))
    return { database }
  }
  const { pglite } = embedded ?? (await openEmbedded())
  return { database: overPglite(pglite, { ...query }), queuePool: createPglitePool(pglite) }

  async function openEmbedded(): Promise<PgliteDatabase> {
    try {
      mkdirSync(config.dataDir, { recursive: true })
    } catch (error) {
      refuse('DATA_DIR', error)
    }
    const opened = await openPglite({ folder: join(config.dataDir, 'pglite'), busyTables, log })
    onClose(() => opened.close())
    return opened
  }
}

/** What was configured does not work: one sentence that names it. */
function refuse(variable: string, error: unknown): never {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const { code, message } = cause as { code?: string; message?: string }
  throw new ConfigError(`${variable} cannot be used: ${message || code || String(cause)}.`)
}
