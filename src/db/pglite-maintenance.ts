import type { PGlite } from '@electric-sql/pglite'
import type { Logger } from 'pino'

export type MaintenanceIntervals = { busyMs: number; allMs: number; checkpointMs: number }

/** The embedded database has no autovacuum: left alone, a queue's few rows grow to megabytes and the planner knows nothing. */
const usualIntervals: MaintenanceIntervals = { busyMs: 3 * 60_000, allMs: 60 * 60_000, checkpointMs: 5 * 60_000 }

export type Maintenance = {
  /** Ends the timers; resolves when a statement that is running is over. */
  stop(): Promise<void>
}

type Deps = { pglite: PGlite; busyTables: readonly string[]; log?: Logger; intervals?: MaintenanceIntervals }

/**
 * Vacuums and checkpoints by timer, one statement at a time and one table at a time, since each holds up every other
 * query. A round that is still going when the next is due makes that one wait for its next turn. Errors are logged and
 * change nothing else.
 */
export function startMaintenance({ pglite, busyTables, log, intervals = usualIntervals }: Deps): Maintenance {
  let stopped = false
  let running: Promise<void> | undefined

  function every(ms: number, task: string, work: () => Promise<void>): NodeJS.Timeout {
    const timer = setInterval(() => {
      if (stopped || running) return
      const start = performance.now()
      running = work()
        .then(() =>
          log?.debug({ task, durationMs: Math.round(performance.now() - start) }, 'Database maintenance done'),
        )
        .catch((error: unknown) => log?.error({ err: error, task }, 'Database maintenance failed'))
        .finally(() => {
          running = undefined
        })
    }, ms)
    return timer.unref()
  }

  async function vacuum(tables: readonly string[]): Promise<void> {
    for (const table of tables) {
      if (stopped) return
      await pglite.exec(`VACUUM (ANALYZE) ${table}`)
    }
  }

  // The rarest first: when they fall due together, it is the one that would have to wait longest for its next turn.
  const timers = [
    every(intervals.allMs, 'vacuum all', async () => vacuum(await listTables(pglite))),
    every(intervals.checkpointMs, 'checkpoint', async () => void (await pglite.exec('CHECKPOINT'))),
    every(intervals.busyMs, 'vacuum busy', async () => vacuum(await findTables(pglite, busyTables))),
  ]
  return {
    async stop() {
      stopped = true
      for (const timer of timers) clearInterval(timer)
      await running
    },
  }
}

/** Quoted names of all tables, the system's own included: those fill up too. */
async function listTables(pglite: PGlite): Promise<string[]> {
  const { rows } = await pglite.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind in ('r', 'm') and relpersistence <> 't' order by oid`,
  )
  return rows.map((row) => row.name)
}

/** Those of the names that exist, quoted; a table may come with a later migration. */
async function findTables(pglite: PGlite, names: readonly string[]): Promise<string[]> {
  const { rows } = await pglite.query<{ name: string | null }>(
    'select to_regclass(name)::text as name from unnest($1::text[]) as wanted(name)',
    [[...names]],
  )
  return rows.flatMap((row) => row.name ?? [])
}
