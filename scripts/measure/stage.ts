/**
 * The product in a process of its own, as an operator starts it, with Telegram, the people and the model in this one: a coach
 * with a group and a key, and as many clients as asked for.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { createMovableClock } from '../../src/simulator/clock.ts'
import { createSimulator, listenSimulator, type Simulator } from '../../src/simulator/server.ts'
import { startChild } from '../../test/support/child.ts'
import { openFakeOpenAi } from '../../test/support/openai-server.ts'
import { administrate, databaseUrl } from '../../test/support/postgres.ts'

export type StoreName = 'Postgres + Redis' | 'PGlite'
export type Person = ReturnType<Simulator['addPerson']>
export type Stage = Awaited<ReturnType<typeof openStage>>

const botUsername = 'clone_bot'
const link = (code: string) => `https://t.me/${botUsername}?start=${code}`
const patiently = { timeoutMs: 120_000 }

/** As `npm start` gives them to Node: how much garbage it lets lie before it looks for it. */
const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: { start: string }
}
const nodeOptions = scripts.start.split(' ').filter((word) => word.startsWith('--') && !word.startsWith('--env-file'))

/** The embedded default, and the servers when both are named. */
export function storesToMeasure(env: NodeJS.ProcessEnv): StoreName[] {
  return env['TEST_DATABASE_URL'] && env['TEST_REDIS_URL'] ? ['Postgres + Redis', 'PGlite'] : ['PGlite']
}

/** Milliseconds of a processor by who used them; `people` are the load and the fakes, in this process. */
export type CpuMs = { product: number; people: number; postgres: number; redis: number }

type Store = {
  env: Record<string, string>
  cpuMs(): Promise<Pick<CpuMs, 'postgres' | 'redis'>>
  /** A statement of its owner's, around the product. */
  query(statement: string): Promise<Record<string, unknown>[]>
  /** What a server does by itself a minute after its tables have grown: the planner knows how large they are, indexes which rows all may see. */
  analyze(): Promise<void>
  close(): Promise<void>
}

/** An empty store: a folder, and on servers a database of its own. The queue's keys in Redis go before and after. */
async function openStore(store: StoreName): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'opencoach-measure-'))
  if (store === 'PGlite') {
    return {
      env: { DATA_DIR: folder },
      cpuMs: async () => ({ postgres: 0, redis: 0 }), // in the product's process
      query: () => Promise.reject(new Error('Another process has the embedded database')),
      analyze: async () => {}, // the product's own maintenance does
      close: async () => rmSync(folder, { recursive: true, force: true }),
    }
  }
  const redisUrl = process.env['TEST_REDIS_URL'] ?? ''
  const name = `opencoach_measure_${randomUUID().slice(0, 8)}`
  await administrate(`create database ${name}`)
  await emptyQueue(redisUrl)
  return {
    env: { DATA_DIR: folder, DATABASE_URL: databaseUrl(name), REDIS_URL: redisUrl },
    async cpuMs() {
      const backends = await administrate(`select pid from pg_stat_activity where datname = '${name}'`)
      return { postgres: cpuMsOf(backends.map((row) => Number(row['pid']))), redis: await redisCpuMs(redisUrl) }
    },
    query: (statement) => administrate(statement, name),
    analyze: async () => void (await administrate('vacuum (analyze)', name)),
    async close() {
      await administrate(`drop database ${name} with (force)`)
      await emptyQueue(redisUrl)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What these processes have used of a processor; NaN where the system has no /proc, or they are elsewhere. */
function cpuMsOf(pids: number[]): number {
  try {
    const used = pids.map((pid) => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
      return (Number(fields[11]) + Number(fields[12])) * 10 // user and system, in hundredths of a second
    })
    return used.reduce((sum, ms) => sum + ms, 0)
  } catch {
    return Number.NaN
  }
}

async function redisCpuMs(redisUrl: string): Promise<number> {
  const redis = new Redis(redisUrl)
  const info = await redis.info('cpu')
  redis.disconnect()
  const secondsOf = (name: string) => Number(new RegExp(`used_cpu_${name}:([\\d.]+)`).exec(info)?.[1])
  return (secondsOf('user') + secondsOf('sys')) * 1000
}

async function emptyQueue(redisUrl: string): Promise<void> {
  const redis = new Redis(redisUrl)
  const keys = await redis.keys('bull:opencoach-*')
  if (keys.length > 0) await redis.del(keys)
  redis.disconnect()
}

export async function openStage(storeName: StoreName, extraEnv: Record<string, string> = {}) {
  const store = await openStore(storeName)
  const simulator = createSimulator({ clock: createMovableClock(new Date(), { ticking: true }) })
  const bot = simulator.addBot({ username: botUsername, name: 'The clone' })
  const telegram = await listenSimulator(simulator)
  const model = await openFakeOpenAi()
  const environment = {
    ...store.env,
    ...extraEnv,
    PORT: '0',
    SECRETS_KEY: randomBytes(32).toString('base64'),
    TELEGRAM_API_ROOT: telegram.url,
    TELEGRAM_BOT_TOKEN: bot.token,
    OPENAI_BASE_URL: model.url,
    ALLOW_PRIVATE_MODEL_HOSTS: 'yes',
    LOG_LEVEL: 'warn',
  }
  let product: ReturnType<typeof startChild> | undefined
  let address = ''
  let invitation = ''
  let coach: Person | undefined

  /** @returns milliseconds from the start of the process until it works */
  async function start(): Promise<number> {
    product = startChild('src/main.ts', environment, [], nodeOptions)
    address = (await product.prints(/listens on (\S+)/))[1] ?? ''
    return performance.now() - product.startedAt
  }

  async function stop(): Promise<void> {
    await product?.stop()
    product = undefined
  }

  /** Dana signs up, links her group and makes an invitation. */
  async function signUp(): Promise<void> {
    const [, code = ''] = (await product?.prints(/start=(coach-\S+)/)) ?? []
    const dana = simulator.addPerson({ firstName: 'Dana', username: 'dana' })
    coach = dana
    await dana.opens(link(code))
    await dana.hears(/welcome/i, patiently)
    await dana.says('/key sk-test-key-of-dana-0001')
    await dana.hears('0001', patiently)
    const group = simulator.addGroup({ title: "Dana's clients", owner: dana, isForum: true })
    const rights = { can_manage_topics: true, can_pin_messages: true, can_delete_messages: true }
    await dana.promotes(`@${botUsername}`, group.id, { rights })
    await dana.hears('group where you watch', { chat: group.id, ...patiently })
    await dana.taps('Link this group', { chat: group.id })
    await dana.hears('Done', { chat: group.id, ...patiently })
    await dana.says('/invite')
    const { text } = await dana.hears('t.me/', patiently)
    invitation = /https:\S+/.exec(text)?.[0] ?? ''
  }

  /** For Dana's own programs. */
  async function makeToken(): Promise<string> {
    await coach?.says('/token')
    await coach?.hears(/With a token/, patiently)
    await coach?.taps('New token')
    const shown = await coach?.hears('Your new token', patiently)
    return /oc_[\w-]+/.exec(shown?.text ?? '')?.[0] ?? ''
  }

  /** Clients who have agreed, some at a time, as after an announcement. */
  async function invite(count: number): Promise<Person[]> {
    const people = Array.from({ length: count }, (_, n) => simulator.addPerson({ firstName: `Client ${n + 1}` }))
    const waiting = [...people]
    const join = async () => {
      for (let person = waiting.shift(); person; person = waiting.shift()) {
        await person.opens(invitation)
        await person.hears(/an AI/, patiently)
        await person.taps('I agree')
        await person.hears('Thank you', patiently)
      }
    }
    await Promise.all(Array.from({ length: 10 }, join))
    return people
  }

  return {
    simulator,
    bot,
    model,
    analyze: () => store.analyze(),
    /** Where it is on a server. */
    databaseUrl: store.env['DATABASE_URL'],
    query: (statement: string) => store.query(statement),
    start,
    stop,
    signUp,
    makeToken,
    invite,
    /** Of its website. */
    address: () => address,
    /** Megabytes of the product's process that are in memory; NaN where the system has no /proc. */
    rssMb(): number {
      try {
        const status = readFileSync(`/proc/${product?.pid}/status`, 'utf8')
        return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024
      } catch {
        return Number.NaN
      }
    },
    /** Of a processor, since the start of each: the product, the database and Redis where they are servers on this machine. */
    async cpuMs(): Promise<CpuMs> {
      return {
        product: cpuMsOf([product?.pid ?? 0]),
        people: (process.cpuUsage().user + process.cpuUsage().system) / 1000,
        ...(await store.cpuMs()),
      }
    },
    /** What it has complained of. */
    complaints: () => product?.stdout.split('\n').filter((line) => /"level":[456]0/.test(line)) ?? [],
    async close() {
      await stop()
      await telegram.close()
      await model.close()
      await store.close()
    },
  }
}
