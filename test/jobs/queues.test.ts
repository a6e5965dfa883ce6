import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:net'
import { Redis } from 'ioredis'
import { type Logger, pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openPglite, type PgliteDatabase } from '../../src/db/pglite.ts'
import { createPglitePool, type PgPoolLike } from '../../src/db/pglite-pool.ts'
import { openQueues, QueueDown, type Queues } from '../../src/jobs/queues.ts'
import { preparedDump } from '../support/prepared.ts'

type LogLine = { msg: string; level: number } & Record<string, unknown>
type OpenOptions = { assertOutsideTransaction?: (what: string) => void; pool?: PgPoolLike; prefix?: string }
const run = `test-${randomUUID()}`
const open: Queues[] = []
const lines: LogLine[] = []
const logged = new EventEmitter()
const log: Logger = pino(
  {
    level: 'debug',
  },
  {
    write: (text: string) => {
      lines.push(JSON.parse(text))
      logged.emit('line')
    },
  },
)

async function openAt(where: Parameters<typeof openQueues>[0], options: OpenOptions = {}): Promise<Queues> {
  const { prefix = `${run}-${open.length}-${randomUUID()}`, assertOutsideTransaction = () => undefined } = options
  const queues = await openQueues(where, { prefix, log, assertOutsideTransaction })
  open.push(queues)
  return queues
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((queues) => queues.close({ graceMs: 1_000 })))
  lines.length = 0
})

/** Resolves when it has been called `times` times. */
function countdown(times: number) {
  const { promise, resolve } = Promise.withResolvers<void>()
  let left = times
  return {
    done: promise,
    tick: () => {
      if (--left === 0) resolve()
    },
  }
}
/** Tries again until it is so; for what the queue tells nobody of. */
async function eventually<T>(attempt: () => Promise<T>, isIt: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await attempt()
    if (isIt(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
/**
 * Fails when it has not settled within `ms`, counted in timers of this process: when a busy machine holds up the process,
 * it holds up the timers just as long.
 */
async function settledWithin<T>(ms: number, promise: Promise<T>): Promise<T> {
  let isSettled = false
  const settle = () => {
    isSettled = true
  }
  promise.then(settle, settle)
  for (let passed = 0; passed < ms && !isSettled; passed += 20) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(isSettled, `settled within ${ms} ms`).toBe(true)
  return promise
}
const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => 'fine',
    (error: unknown) => error,
  )

let database: PgliteDatabase
let pool: PgPoolLike
beforeAll(async () => {
  database = await openPglite({ loadFrom: await preparedDump('empty') })
  pool = createPglitePool(database.pglite)
})
afterAll(() => database.close())

const redisUrl = process.env['TEST_REDIS_URL'] ?? ''
afterAll(async () => {
  if (!redisUrl) return
  const redis = new Redis(redisUrl)
  for await (const keys of redis.scanStream({ match: `bull:${run}-*`, count: 1000 }))
    if (keys.length > 0) await redis.del(...keys)
  await redis.quit()
})
const backends = [
  { name: 'Postgres (embedded)', skip: false, openHere: (options?: OpenOptions) => openAt({ pool }, options) },
  { name: 'Redis', skip: redisUrl === '', openHere: (options?: OpenOptions) => openAt({ redisUrl }, options) },
]

for (const { name, skip, openHere } of backends) {
  describe.skipIf(skip)(`on ${name}`, () => {
    test('200 jobs all run, no more at a time than allowed', async () => {
      const queues = await openHere()
      const { done, tick } = countdown(200)
      const seen = new Set<string>()
      let now = 0
      let most = 0
      const ids = Array.from({ length: 200 }, () => randomUUID())
      await Promise.all(ids.map((id) => queues.add('turn', { conversationId: id })))
      queues.work(
        'turn',
        async ({ conversationId = '' }) => {
          most = Math.max(most, ++now)
          await new Promise((resolve) => setTimeout(resolve, 5))
          now--
          seen.add(conversationId)
          tick()
        },
        { concurrency: 4 },
      )
      await done
      expect(seen).toEqual(new Set(ids))
      expect(most).toBe(4)
      expect(await eventually(queues.idle, (idle) => idle)).toBe(true)
    })

    test('an idle worker picks a job up within milliseconds', async () => {
      const queues = await openHere()
      let arrived = Promise.withResolvers<number>()
      const worker = queues.work('deliver', async () => arrived.resolve(performance.now()), { concurrency: 2 })
      await worker.ready()
      const latencies: number[] = []
      for (let i = 0; i < 21; i++) {
        arrived = Promise.withResolvers()
        const start = performance.now()
        await queues.add('deliver', { conversationId: randomUUID() })
        latencies.push((await arrived.promise) - start)
        await eventually(queues.idle, (idle) => idle)
      }
      const median = latencies.sort((a, b) => a - b)[10] ?? Number.NaN
      if (process.env['SHOW_LATENCY'])
        process.stdout.write(`${name}: median ${median.toFixed(1)} ms, worst ${latencies.at(-1)?.toFixed(1)} ms\n`)
      expect(median).toBeLessThan(100)
    })

    test('idle counts what waits and runs, and a delayed job only when it is due', async () => {
      const queues = await openHere()
      expect(await queues.idle()).toBe(true)
      await queues.add('turn', { conversationId: randomUUID() }, { delayMs: 60_000 })
      expect(await queues.idle()).toBe(true)
      await queues.add('deliver', { conversationId: randomUUID() }, { priority: 3 })
      expect(await queues.idle()).toBe(false)

      const began = Promise.withResolvers<void>()
      const mayEnd = Promise.withResolvers<void>()
      const handler = async () => {
        began.resolve()
        await mayEnd.promise
      }
      queues.work('deliver', handler, { concurrency: 1 })
      await began.promise
      expect(await queues.idle()).toBe(false)
      mayEnd.resolve()
      expect(await eventually(queues.idle, (idle) => idle)).toBe(true)

      await queues.add('turn', { conversationId: randomUUID() }, { delayMs: 30 })
      expect(await eventually(queues.idle, (idle) => !idle)).toBe(false) // due, and no worker takes it
    })

    test('a delayed job waits its time, and a small priority goes before a large one', async () => {
      const queues = await openHere()
      const order: string[] = []
      const { done, tick } = countdown(3)
      const start = performance.now()
      await queues.add('turn', { kind: 'later' }, { delayMs: 300 })
      await queues.add('turn', { kind: 'second' }, { priority: 9 })
      await queues.add('turn', { kind: 'first' }, { priority: 1 })
      const handler = async ({ kind = '' }) => {
        order.push(kind)
        tick()
      }
      queues.work('turn', handler, { concurrency: 1 })
      await done
      expect(order).toEqual(['first', 'second', 'later'])
      expect(performance.now() - start).toBeGreaterThanOrEqual(290)
    })

    test('what is announced many times for one moment is there once, and anew for another moment', async () => {
      const queues = await openHere()
      const [one, other] = [randomUUID(), randomUUID()]
      const at = new Date(Date.now() + 400)
      const runs: string[] = []
      const { done, tick } = countdown(3)
      for (let n = 0; n < 5; n++) await queues.add('board', { coachId: one }, { delayMs: 400, onceAt: at })
      await queues.add('board', { coachId: other }, { delayMs: 400, onceAt: at })
      const handler = async ({ coachId = '' }) => {
        runs.push(coachId)
        // Its time has not come by the clock of whoever looks: announced again, as it stands.
        if (runs.length <= 2) await queues.add('board', { coachId }, { delayMs: 10, onceAt: at })
        if (runs.length === 2)
          await queues.add('board', { coachId: one }, { delayMs: 10, onceAt: new Date(at.getTime() + 1) })
        tick()
      }
      queues.work('board', handler, { concurrency: 1 })
      await done
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(runs.toSorted()).toEqual([one, one, other].toSorted())
    })

    test('a handler that throws is logged with its ids; its job is over and the others go on', async () => {
      const queues = await openHere()
      const conversationId = randomUUID()
      const runs: string[] = []
      const { done, tick } = countdown(2)
      await queues.add('turn', { conversationId })
      await queues.add('turn', { conversationId: randomUUID() })
      const handler = async (ids: Record<string, string>) => {
        runs.push(ids['conversationId'] ?? '')
        tick()
        if (ids['conversationId'] === conversationId) throw new Error('no lease')
      }
      queues.work('turn', handler, { concurrency: 1 })
      await done
      await eventually(queues.idle, (idle) => idle)
      expect(runs).toHaveLength(2)
      expect(lines.filter((line) => line.msg === 'A job failed')).toMatchObject([{ queue: 'turn', conversationId }])
    })

    test('job data holds ids and short words, never text', async () => {
      const queues = await openHere()
      for (const text of ['I feel low today', 'Sarah', '', 'a'.repeat(40)])
        await expect(queues.add('turn', { note: text })).rejects.toThrow(TypeError)
      await queues.add('turn', { conversationId: randomUUID(), kind: 'handed_back' })
    })

    test('nothing is added inside a transaction', async () => {
      const refuse = (what: string) => {
        throw new Error(`${what} inside a transaction`)
      }
      const queues = await openHere({ assertOutsideTransaction: refuse })
      await expect(queues.add('turn', { conversationId: randomUUID() })).rejects.toThrow(/queue turn inside/)
      expect(await queues.idle()).toBe(true)
    })

    test('closing waits for a running handler', async () => {
      const queues = await openHere()
      const began = Promise.withResolvers<void>()
      let ended = false
      const handler = async () => {
        began.resolve()
        await new Promise((resolve) => setTimeout(resolve, 300))
        ended = true
      }
      queues.work('turn', handler, { concurrency: 1 })
      await queues.add('turn', { conversationId: randomUUID() })
      await began.promise
      await queues.close()
      expect(ended).toBe(true)
      await expect(queues.add('turn', { conversationId: randomUUID() })).rejects.toThrow(QueueDown)
    })

    test('closing leaves a handler that never ends', async () => {
      const queues = await openHere()
      const began = Promise.withResolvers<void>()
      const handler = () => {
        began.resolve()
        return new Promise<void>(() => undefined)
      }
      queues.work('turn', handler, { concurrency: 1 })
      await queues.add('turn', { conversationId: randomUUID() })
      await began.promise
      await settledWithin(1_000, queues.close({ graceMs: 200 }))
      expect(lines.some((line) => line['running'] === 1)).toBe(true)
    })
  })
}

describe('on the embedded database', () => {
  test("jobs live beside coaches' transactions without seeing a wrong role or row", async () => {
    const [dana, mia] = [randomUUID(), randomUUID()]
    await database.pglite.exec(`
      create role coach_role nologin; create table secret (coach_id uuid);
      alter table secret enable row level security; alter table secret force row level security;
      create policy own on secret using (coach_id = nullif(current_setting('app.coach_id', true), '')::uuid);
      insert into secret values ('${dana}'), ('${mia}'), ('${mia}'); grant select on secret to coach_role`)
    const look = (coachId: string) =>
      database.pglite.transaction(async (tx) => {
        await tx.query("select set_config('role', 'coach_role', true), set_config('app.coach_id', $1, true)", [coachId])
        const { rows } = await tx.query<{ n: number; who: string }>(
          'select count(*)::int as n, current_user::text as who from secret',
        )
        return rows[0]
      })
    // Migrations run in a transaction of their own: while coaches' transactions go on, and twice at once.
    const looking = Array.from({ length: 20 }, (_, i) => look(i % 2 ? dana : mia))
    const [queues] = await Promise.all([openAt({ pool }), openAt({ pool }), ...looking])
    const { done, tick } = countdown(150)
    const wrong: unknown[] = []
    const handler = async ({ coachId = '' }) => {
      const seen = await look(coachId)
      if (seen?.who !== 'coach_role' || seen.n !== (coachId === dana ? 1 : 2)) wrong.push(seen)
      tick()
    }
    queues.work('turn', handler, { concurrency: 8 })
    await Promise.all(Array.from({ length: 150 }, (_, i) => queues.add('turn', { coachId: i % 2 ? dana : mia })))
    await done
    expect(wrong).toEqual([])
    expect(await Promise.all(looking)).toContainEqual({ n: 1, who: 'coach_role' })
  })

  test('a job that is over leaves nothing behind', async () => {
    const prefix = `test-${randomUUID()}`
    const queues = await openAt({ pool }, { prefix })
    const { done, tick } = countdown(3)
    const handler = async ({ kind = '' }) => {
      tick()
      if (kind === 'bad') throw new Error('no lease')
    }
    queues.work('turn', handler, { concurrency: 1 })
    for (const kind of ['good', 'bad', 'good']) await queues.add('turn', { kind })
    await done
    await eventually(queues.idle, (idle) => idle)
    const { rows } = await pool.query('select data from bullmq.job where queue = $1', [`${prefix}-turn`])
    expect(rows).toEqual([])
  })

  test('a handler that ends after everything is closed disturbs nobody', async () => {
    const other = await openPglite({ loadFrom: await database.dump() })
    const queues = await openAt({ pool: createPglitePool(other.pglite) })
    const began = Promise.withResolvers<void>()
    const mayEnd = Promise.withResolvers<void>()
    const handler = async () => {
      began.resolve()
      await mayEnd.promise
    }
    queues.work('turn', handler, { concurrency: 1 })
    await queues.add('turn', { conversationId: randomUUID() })
    await began.promise
    await queues.close({ graceMs: 50 })
    await other.close()
    lines.length = 0
    mayEnd.resolve()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(lines).toEqual([]) // a rejection that nobody catches would fail the run as well
  })

  test('idle does not miss work that moves to a queue it has looked at already', async () => {
    let move: (() => Promise<void>) | undefined
    const watched: PgPoolLike = Object.assign(Object.create(pool) as PgPoolLike, {
      connect: () => pool.connect(),
      query: async (text: string, params?: unknown[]) => {
        if (/COUNT/.test(text) && String(params?.[0]).endsWith('-deliver')) await move?.()
        return pool.query(text, params)
      },
    })
    const queues = await openAt({ pool: watched })
    expect(await queues.idle()).toBe(true)
    move = () => {
      move = undefined
      return queues.add('turn', { conversationId: randomUUID() })
    }
    expect(await queues.idle()).toBe(false)
  })

  test('a lost notification delays a job by seconds at most', async () => {
    const deaf: PgPoolLike = Object.assign(Object.create(pool) as PgPoolLike, {
      query: pool.query.bind(pool),
      connect: async () => {
        const client = await pool.connect()
        return Object.assign(client, { on: () => client })
      },
    })
    const queues = await openAt({ pool: deaf })
    const arrived = Promise.withResolvers<void>()
    const worker = queues.work('turn', async () => arrived.resolve(), { concurrency: 1 })
    await worker.ready()
    await eventually(
      () => database.pglite.query('select 1'),
      () => true,
    )
    await queues.add('turn', { conversationId: randomUUID() })
    await settledWithin(6_000, arrived.promise)
  })

  test('a database that is kept busy makes adding fail within two seconds', async () => {
    const queues = await openAt({ pool })
    await queues.idle()
    const release = Promise.withResolvers<void>()
    const busy = database.pglite.transaction(() => release.promise)
    const added = outcome(queues.add('turn', { conversationId: randomUUID() }))
    expect(await settledWithin(2_000, added)).toBeInstanceOf(QueueDown)
    release.resolve()
    await busy
  })
})

const hasRedis = spawnSync('redis-server', ['--version']).status === 0
describe.skipIf(!hasRedis)('when Redis', () => {
  const servers: ChildProcess[] = []
  afterEach(async () => {
    await Promise.all(open.splice(0).map((queues) => queues.close({ graceMs: 1_000 })))
    for (const server of servers.splice(0)) await stop(server)
  })

  async function freePort(): Promise<number> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    server.close()
    await once(server, 'close')
    return typeof address === 'object' && address ? address.port : 0
  }
  async function start(port: number, ...more: string[]): Promise<ChildProcess> {
    const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...more]
    const server = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] })
    servers.push(server)
    for await (const chunk of server.stdout) if (String(chunk).includes('Ready to accept connections')) break
    return server
  }
  async function stop(server: ChildProcess): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
  async function expectDown(queues: Queues, withinMs = 2_000): Promise<void> {
    const added = outcome(queues.add('turn', { conversationId: randomUUID() }))
    expect(await settledWithin(withinMs, added)).toBeInstanceOf(QueueDown)
  }
  const addUntilFine = (queues: Queues, conversationId: string) =>
    eventually(
      () => outcome(queues.add('turn', { conversationId })),
      (result) => result === 'fine',
    )

  test('dies, adding fails at once; when it is back, everything goes on by itself', async () => {
    const port = await freePort()
    const server = await start(port)
    const queues = await openAt({ redisUrl: `redis://127.0.0.1:${port}` })
    const arrived = new EventEmitter()
    const handler = async ({ conversationId = '' }) => void arrived.emit(conversationId)
    await queues.work('turn', handler, { concurrency: 2 }).ready()
    const first = randomUUID()
    const firstRan = once(arrived, first)
    await queues.add('turn', { conversationId: first })
    await firstRan

    await stop(server)
    await expectDown(queues)
    for (let i = 0; i < 5; i++) await expectDown(queues, 200)
    await new Promise((resolve) => setTimeout(resolve, 1_000)) // while the clients try again and again
    await start(port)
    const second = randomUUID()
    const secondRan = once(arrived, second)
    await addUntilFine(queues, second)
    await secondRan
    expect(lines.filter((line) => line.msg === 'The queue has trouble')).toHaveLength(1) // in ten seconds
  })

  test('hangs, adding and asking fail within two seconds', async () => {
    const port = await freePort()
    const server = await start(port)
    const queues = await openAt({ redisUrl: `redis://127.0.0.1:${port}` })
    await queues.add('turn', { conversationId: randomUUID() })
    server.kill('SIGSTOP')
    await expectDown(queues)
    await expect(queues.idle()).rejects.toThrow(QueueDown)
    server.kill('SIGCONT')
    await addUntilFine(queues, randomUUID())
  })

  test('is not there at the start, opening succeeds and work begins once it is', async () => {
    const port = await freePort()
    const queues = await openAt({ redisUrl: `redis://127.0.0.1:${port}` })
    expect(lines.some((line) => /cannot be reached/.test(line.msg))).toBe(true)
    const arrived = Promise.withResolvers<void>()
    queues.work('turn', async () => arrived.resolve(), { concurrency: 1 })
    await expectDown(queues, 200) // known to be down: nobody waits for it
    await start(port)
    await addUntilFine(queues, randomUUID())
    await arrived.promise
  })

  test('has gone, was never there or hangs, closing is bounded and leaves no connection behind', async () => {
    const ways = ['has gone', 'was never there', 'hangs']
    const ports = await Promise.all(ways.map(freePort)) // listening all at once, so no two are the same
    await Promise.all(ways.map((how, i) => expectToLeaveNothing(how, ports[i] ?? 0)))
  })
  async function expectToLeaveNothing(how: string, port: number): Promise<void> {
    const server = how === 'was never there' ? undefined : await start(port)
    const queues = await openAt({ redisUrl: `redis://127.0.0.1:${port}` })
    const worker = queues.work('turn', async () => undefined, { concurrency: 1 })
    if (server) {
      await worker.ready()
      if (how === 'hangs') server.kill('SIGSTOP')
      else await stop(server)
    }
    await settledWithin(3_000, queues.close())

    if (server) await stop(server)
    let calls = 0
    const listener = createServer(() => calls++).listen(port, '127.0.0.1')
    await once(listener, 'listening')
    await new Promise((resolve) => setTimeout(resolve, 2_500)) // longer than any client waits between two tries
    listener.close()
    expect(calls, how).toBe(0)
  }

  test('may throw jobs away when it is full, the log says so', async () => {
    const port = await freePort()
    await start(port, '--maxmemory-policy', 'allkeys-lru')
    const warned = eventually(
      async () => lines.find((line) => line['maxmemoryPolicy']),
      (line) => line !== undefined,
    )
    await openAt({ redisUrl: `redis://127.0.0.1:${port}` })
    expect(await warned).toMatchObject({ level: 40, maxmemoryPolicy: 'allkeys-lru' })
  })
})
