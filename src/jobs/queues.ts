import type { PgPool } from 'bullmq'
import type { Logger } from 'pino'
import { answerMs, type JobQueue, type JobWorker, openPostgresBackend, openRedisBackend } from './queue-backend.ts'
import { within } from './within.ts'

export const queueNames = [
  'turn',
  'deliver',
  'briefing',
  'voice',
  'memory',
  'board',
  'document',
  'batch',
  'review',
  'recall',
  'learn',
  'try',
] as const
export type QueueName = (typeof queueNames)[number]

/** What a job carries: ids and short words of kind, never anyone's text. Rows hold the rest. */
export type JobIds = Record<string, string>
export type JobHandler = (ids: JobIds) => Promise<void>

export type WorkerHandle = {
  /** Resolves once jobs are being taken. */
  ready(): Promise<void>
}

export type Queues = {
  /**
   * Announces work that the database already holds. A failure loses nothing: the reconciler finds the row.
   *
   * @throws {QueueDown} within two seconds when the queue cannot be reached or does not answer; it may have the job even so
   * @throws {TypeError} if a value is neither a uuid nor a short word
   * @param options.onceAt the moment it is for: the same job for the same moment is there once, however often it is added
   */
  add(
    queue: QueueName,
    ids: JobIds,
    options?: { delayMs?: number; priority?: number; onceAt?: Date | undefined },
  ): Promise<void>
  /** Runs `handler` for each job, at most `concurrency` at a time. One that throws is logged, and its job is over. */
  work(queue: QueueName, handler: JobHandler, options: { concurrency: number }): WorkerHandle
  /** Is nothing waiting, running or due? A delayed job whose time has not come does not count. */
  idle(): Promise<boolean>
  /** Takes no more jobs, gives running handlers `graceMs` to end, then leaves. Never takes longer than that. */
  close(options?: { graceMs?: number }): Promise<void>
}

export class QueueDown extends Error {
  override readonly name = 'QueueDown'
}

type Deps = {
  /** Part of the queues' names: processes with the same prefix share their jobs. */
  prefix?: string
  log: Logger
  /**
   * Throws inside a database transaction. Awaiting the queue there waits for ever on an embedded database, whose one
   * session the transaction holds, and announces what may yet be rolled back on any.
   */
  assertOutsideTransaction: (what: string) => void
}

/** BullMQ on Redis, or on Postgres through a pool (the embedded database's, or any `pg.Pool`). */
export async function openQueues(
  where: { redisUrl: string } | { pool: PgPool },
  { prefix = 'opencoach', log, assertOutsideTransaction }: Deps,
): Promise<Queues> {
  const backend = 'pool' in where ? await openPostgresBackend(where.pool) : await openRedisBackend(where.redisUrl, log)
  const onError = createErrorLog(log)
  const queues = new Map<QueueName, JobQueue>()
  const workers: JobWorker[] = []
  const running = new Set<Promise<void>>()
  let changes = 0 // counts what begins and ends here, so that idle() can tell whether anything moved while it looked
  let closing: Promise<void> | undefined

  function queueOf(name: QueueName): JobQueue {
    const known = queues.get(name)
    if (known) return known
    const queue = backend.createQueue(`${prefix}-${name}`, onError)
    queues.set(name, queue)
    // A queue whose first contact fails is broken for good: the next caller gets a new one.
    queue.waitUntilReady().catch(() => queues.delete(name))
    return queue
  }

  async function ask<T>(name: QueueName, question: (queue: JobQueue) => Promise<T>): Promise<T> {
    if (closing) throw new QueueDown('The queue is closed')
    if (!backend.isUp()) throw new QueueDown(`The queue is down: no connection to ${backend.kind}`)
    try {
      return await within(answerMs, `The queue (${backend.kind})`, question(queueOf(name)))
    } catch (error) {
      throw new QueueDown(`The queue is down: ${error instanceof Error ? error.message : error}`, { cause: error })
    }
  }

  async function isIdle(name: QueueName): Promise<boolean> {
    return ask(name, async (queue) => {
      const [counts, due] = await Promise.all([
        queue.getJobCounts('waiting', 'active', 'prioritized'),
        queue.getDelayedCount(Date.now() + 1), // the queue's delays run on the machine's clock
      ])
      return Object.values(counts).every((count) => count === 0) && due === 0
    })
  }

  async function run(name: QueueName, ids: JobIds, handler: JobHandler): Promise<void> {
    changes++
    const work = (async () => handler(ids))().catch((error: unknown) => {
      log.error({ err: error, queue: name, ...ids }, 'A job failed')
    })
    running.add(work)
    await work
    running.delete(work)
    changes++
  }

  async function closeAll(graceMs: number): Promise<void> {
    const closed = Promise.allSettled([...workers, ...queues.values()].map((each) => each.close()))
    const handlersDone = (async () => {
      while (running.size > 0) await Promise.all(running)
    })()
    // With no handler left, what may still hang is only a connection: not worth the whole grace.
    const done = handlersDone.then(() => within(Math.min(answerMs, graceMs), 'Closing the queue', closed))
    await within(graceMs, 'Closing the queue', done).catch(() => {
      if (running.size > 0) log.warn({ running: running.size }, 'Left while jobs were running; they will run again')
    })
    backend.disconnect()
  }

  return {
    async add(name, ids, { delayMs, priority, onceAt } = {}) {
      assertOutsideTransaction(`Adding a job to the queue ${name}`)
      assertIds(ids)
      changes++
      const jobId = onceAt && [...Object.values(ids), onceAt.getTime()].join('-')
      await ask(name, (queue) => queue.add(name, ids, { delay: delayMs, priority, ...(jobId && { jobId }) }))
      changes++
    },
    work(name, handler, { concurrency }) {
      const worker = backend.createWorker(
        `${prefix}-${name}`,
        (job) => run(name, job.data, handler),
        concurrency,
        onError,
      )
      workers.push(worker)
      return { ready: async () => void (await worker.waitUntilReady()) }
    },
    async idle() {
      const before = changes
      const idle = await Promise.all(queueNames.map(isIdle))
      return idle.every(Boolean) && running.size === 0 && changes === before
    },
    close({ graceMs = 10_000 } = {}) {
      closing ??= closeAll(graceMs)
      return closing
    },
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const word = /^[a-z][a-z_-]{0,31}$/

/** Job data is clear text in the queue: it may point at what people wrote, never hold it. */
function assertIds(ids: JobIds): void {
  for (const [key, value] of Object.entries(ids)) {
    if (!uuid.test(value) && !word.test(value)) throw new TypeError(`Job data holds ids only; ${key} is not one`)
  }
}

/** A server that is away raises errors by the dozen: one line every ten seconds says as much. */
function createErrorLog(log: Logger, everyMs = 10_000): (error: Error) => void {
  let quietUntil = 0
  let unsaid = 0
  return (error) => {
    if (performance.now() < quietUntil) {
      unsaid++
      return
    }
    log.error({ err: error, unsaid }, 'The queue has trouble')
    quietUntil = performance.now() + everyMs
    unsaid = 0
  }
}
