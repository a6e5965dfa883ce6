import {
  createPostgresBackend,
  type PgPool,
  type Processor,
  Queue,
  type QueueOptions,
  runMigrations,
  Worker,
} from 'bullmq'
import { Redis, type RedisOptions } from 'ioredis'
import type { Logger } from 'pino'
import { within } from './within.ts'

/** What of BullMQ's Queue and Worker is used here, whichever backend they are on. */
export type JobQueue = {
  add(
    name: string,
    data: Record<string, string>,
    options: { delay?: number; priority?: number; jobId?: string },
  ): Promise<unknown>
  getJobCounts(...states: ('waiting' | 'active' | 'prioritized')[]): Promise<Record<string, number>>
  getDelayedCount(before: number): Promise<number>
  waitUntilReady(): Promise<unknown>
  close(): Promise<void>
}
export type JobWorker = { waitUntilReady(): Promise<unknown>; close(): Promise<void> }
export type JobProcessor = Processor<Record<string, string>, void>

/** Where the jobs are kept: the only difference between the two deployments. */
export type QueueBackend = {
  kind: 'redis' | 'postgres'
  /** Could a job be added now? Says no at once while the connection is down. */
  isUp(): boolean
  createQueue(name: string, onError: (error: Error) => void): JobQueue
  createWorker(name: string, processor: JobProcessor, concurrency: number, onError: (error: Error) => void): JobWorker
  /** Ends every connection at once, whatever is waiting on it. */
  disconnect(): void
}

/** Longest wait for an answer, so that a caller hears of a queue that hangs within two seconds. */
export const answerMs = 1_500

const queueOptions = {
  // A job is a wake-up: what it was for is in our rows, so nothing is retried from here or kept to look at.
  defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: { age: 7 * 24 * 3600, count: 1000 } },
  streams: { events: { maxLen: 100 } }, // nobody reads them
} satisfies Partial<QueueOptions>

// A crashed process's jobs come back after this long; the reconciler is there sooner.
const workerOptions = { lockDuration: 60_000 }

/** BullMQ in Postgres, its tables in the schema `bullmq`, which is made or brought up to date here. */
export async function openPostgresBackend(pool: PgPool): Promise<QueueBackend> {
  const client = await pool.connect()
  try {
    await runMigrations(client)
  } finally {
    client.release()
  }
  return {
    kind: 'postgres',
    isUp: () => true,
    createQueue: (name, onError) =>
      new Queue(name, { connection: pool, ...queueOptions }, createPostgresBackend).on('error', onError),
    createWorker: (name, processor, concurrency, onError) =>
      new Worker(name, processor, { connection: pool, concurrency, ...workerOptions }, createPostgresBackend).on(
        'error',
        onError,
      ),
    disconnect: () => undefined, // the pool is its owner's
  }
}

/**
 * BullMQ in Redis. Resolves after `answerMs` even if Redis cannot be reached: the clients keep trying, and work that was
 * not announced meanwhile is found in the database.
 */
export async function openRedisBackend(redisUrl: string, log: Logger): Promise<QueueBackend> {
  const connections = new Set<Redis>()
  const shared: RedisOptions = {
    retryStrategy: (times) => Math.min(times * 100, 2_000),
    reconnectOnError: (error) => error.message.startsWith('READONLY'), // the old primary after a failover
  }
  function connect(options: RedisOptions, onError: (error: Error) => void): Redis {
    const client = new Redis(redisUrl, { ...shared, ...options }).on('error', onError)
    connections.add(client)
    return client
  }

  // Whoever adds must hear at once that it failed.
  const producer = connect(
    {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      commandTimeout: answerMs,
    },
    () => undefined, // each queue hears it too, and logs it
  )
  producer.once('ready', () => {
    warnOfEviction(producer, log).catch(() => undefined) // it went away again: heard of elsewhere
  })
  await within(answerMs, 'Redis', new Promise((resolve) => producer.once('ready', resolve))).catch(() => {
    log.error('Redis cannot be reached: work is stored and waits, and starts when Redis is there')
  })

  return {
    kind: 'redis',
    isUp: () => producer.status === 'ready',
    createQueue: (name, onError) => new Queue(name, { connection: producer, ...queueOptions }).on('error', onError),
    createWorker(name, processor, concurrency, onError) {
      const connection = connect({ maxRetriesPerRequest: null }, onError) // a worker waits until Redis is back
      return new Worker(name, processor, { connection, concurrency, ...workerOptions }).on('error', onError)
    },
    disconnect() {
      for (const connection of connections) connection.disconnect()
    },
  }
}

/** A full Redis with another policy throws jobs away without a word. */
async function warnOfEviction(redis: Redis, log: Logger): Promise<void> {
  const memory = await redis.info('memory') // unlike CONFIG, hosted servers allow it
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1]
  if (policy === undefined || policy === 'noeviction') return
  log.warn(
    { maxmemoryPolicy: policy },
    `Redis may throw jobs away when it is full: its maxmemory-policy is ${policy}; set it to noeviction`,
  )
}
