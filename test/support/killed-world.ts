/**
 * People and a model who outlive the product: the app runs in a process of its own, on a folder or on servers, and can be
 * killed and started again. Time is real here.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createMovableClock } from '../../src/simulator/clock.ts'
import { createSimulator, listenSimulator } from '../../src/simulator/server.ts'
import { briefly, compileCache } from './child.ts'
import { onServers } from './databases.ts'
import { openFakeOpenAi } from './openai-server.ts'
import { createDatabase, databaseUrl, templateDatabase, testDatabasePrefix } from './postgres.ts'
import { newDataDir } from './prepared.ts'

const appFile = fileURLToPath(new URL('killed-app.ts', import.meta.url))
const botUsername = 'clone_bot'
/** On servers nobody can tell that a process is dead before its leases run out: the next one starts that much later. */
const leasesOutMs = 31_000

type Ground = { DATA_DIR: string; DATABASE_URL?: string; REDIS_URL?: string }

/** An empty, migrated store of its own. */
async function newGround(): Promise<Ground> {
  if (!onServers) return { DATA_DIR: await newDataDir() }
  const name = `${testDatabasePrefix()}_${randomUUID().slice(0, 8)}`
  await createDatabase(name, templateDatabase())
  return {
    DATA_DIR: await mkdtemp(join(tmpdir(), 'killed-')),
    DATABASE_URL: databaseUrl(name),
    REDIS_URL: process.env['TEST_REDIS_URL'] ?? '',
  }
}

/** Dana with a group, and clients who come as they are invited; the AI answers "Heard: " and the client's last words. */
export async function openKilledWorld({ reads = false } = {}) {
  const ground = await newGround()
  const simulator = createSimulator({ clock: createMovableClock(new Date(), { ticking: true }), patienceMs: 60_000 })
  const bot = simulator.addBot({ username: botUsername, name: 'The clone' })
  const telegram = await listenSimulator(simulator)
  const model = await openFakeOpenAi()
  model.answersWith((request) => ({ reply: `Heard: ${request.texts('user').at(-1)}` }))
  const environment: NodeJS.ProcessEnv = {
    ...ground,
    PATH: process.env['PATH'],
    NODE_COMPILE_CACHE: compileCache,
    SECRETS_KEY: randomBytes(32).toString('base64'),
    TELEGRAM_API_ROOT: telegram.url,
    TELEGRAM_BOT_TOKEN: bot.token,
    OPENAI_BASE_URL: model.url,
    ALLOW_PRIVATE_MODEL_HOSTS: 'yes',
    QUEUE_PREFIX: `test-${randomUUID()}`,
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    ...(reads && { READS: 'yes' }),
  }
  let running = await startProcess(environment)
  let restarts = 0

  const link = (code: string) => `https://t.me/${botUsername}?start=${code}`
  const dana = simulator.addPerson({ firstName: 'Dana', username: 'dana' })
  await dana.opens(link(await running.ask('coachCode')))
  await dana.hears(/welcome/i)
  await dana.says('/key sk-test-key-of-dana-0001')
  await dana.hears('0001')
  const [coach] = await rows<{ id: string }>('select id from coaches')
  const group = simulator.addGroup({ title: "Dana's clients", owner: dana, isForum: true })
  await dana.promotes(`@${botUsername}`, group.id, {
    rights: { can_manage_topics: true, can_pin_messages: true, can_delete_messages: true },
  })
  await dana.hears('group where you watch', { chat: group.id })
  await rest()
  await dana.taps('Link this group', { chat: group.id })
  await dana.hears('Done', { chat: group.id })

  /** A client with a name of their own, and one topic. */
  async function invite(firstName: string, { agrees = true } = {}) {
    const person = simulator.addPerson({ firstName })
    await person.opens(link(await running.ask('inviteCode', coach?.id)))
    await person.hears(/an AI/)
    if (agrees) {
      await person.taps('I agree')
      await person.hears('Thank you')
    }
    await rest()
    return person
  }

  function rows<T>(query: string): Promise<T[]> {
    return running.ask<T[]>('rows', query)
  }

  /** Until nothing at all is left to do, however long it has to wait for its time. */
  async function rest(withinMs = 60_000): Promise<void> {
    const deadline = performance.now() + withinMs
    while (!(await isAtRest())) {
      if (performance.now() > deadline)
        throw new Error(`No rest: ${JSON.stringify(await rows("select * from deliveries where status <> 'sent'"))}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  function shiftAfterRestart(laterMs: number): string {
    restarts++
    return String(laterMs + (onServers ? restarts * leasesOutMs : 0))
  }

  async function isAtRest(): Promise<boolean> {
    if (bot.queue.size > 0) return false // not handled, or not acknowledged
    const open = await rows(`select id from conversations where turn_due_at is not null
      union all select id from deliveries where status in ('pending', 'sending')`)
    return open.length === 0
  }

  return {
    simulator,
    model,
    dana,
    group,
    rows,
    rest,
    invite,
    /** Of the coach's; as if it had come by the API. @returns its id */
    addDocument: (fileName: string, text: string, replacesId?: string) =>
      running.ask('addDocument', JSON.stringify({ coachId: coach?.id, fileName, text, replacesId })),
    /** The newest of the coach's. */
    removeDocument: () => running.ask('removeDocument', coach?.id),
    async originals(): Promise<string[]> {
      const entries = await readdir(join(ground.DATA_DIR, 'files'), { recursive: true, withFileTypes: true })
      return entries.flatMap((entry) => (entry.isFile() ? entry.name : []))
    },
    /** From now on the process ends itself at this point. */
    arm: (point: string) => running.ask('arm', point),
    /** Ends the process now, between two of its instructions. */
    kill: () => running.process.kill('SIGKILL'),
    /** Kills it while the call is under way that makes the first message that fits, before its answer is written. */
    killAtMessage(reader: Person, chat: number, fits: (shown: { text: string; service?: string }) => boolean) {
      const look = ({ kind }: { kind: string }) => {
        const last = reader.screen({ chat }).at(-1)
        if (kind !== 'message' || !last?.from.isBot || !fits(last)) return
        stop()
        running.process.kill('SIGKILL')
      }
      const stop = simulator.world.onEvent(look)
    },
    /** Resolves when it is dead by a kill. */
    async died(): Promise<void> {
      const signal = await running.ended
      if (signal !== 'SIGKILL') throw new Error(`The process ended by itself (${signal})`)
    },
    /** From now on, of the environment. */
    set: (settings: NodeJS.ProcessEnv) => void Object.assign(environment, settings),
    /** Resolves when the process that was started has ended itself at this point, however soon it comes to it. */
    async restartUntil(point: string, laterMs: number): Promise<void> {
      environment['ARMED'] = point
      await this.restart({ laterMs }).then(
        () => this.died(),
        () => {}, // before it had begun
      )
      delete environment['ARMED']
    },
    /** `laterMs`: the product's clock is moved so far forward, so that what waits for its time has come. */
    async restart({ laterMs = 0 } = {}): Promise<void> {
      running = await startProcess({ ...environment, CLOCK_SHIFT_MS: shiftAfterRestart(laterMs) })
    },
    /** The same, and it ends itself at this point, over what it finds due. */
    async restartToDie(point: string, { laterMs = 0 } = {}): Promise<void> {
      const shifted = { ...environment, CLOCK_SHIFT_MS: shiftAfterRestart(laterMs), ARMED: point }
      const started = await startProcess(shifted).catch(() => undefined)
      const signal = started ? await started.ended : 'SIGKILL'
      if (signal !== 'SIGKILL') throw new Error(`The process ended by itself (${signal})`)
    },
    /** A client's topics in the group, each with what the bot has said there. */
    topicsOf: (name: string) =>
      (dana.chats().find((chat) => chat.id === group.id)?.topics ?? [])
        .filter((topic) => topic.name === name)
        .map((topic) => dana.screen({ chat: group.id, topic: topic.id }))
        .map((shown) => shown.flatMap(({ text, service, from }) => (service || !from.isBot ? [] : text))),
    topicIdOf(name: string): number {
      const found = dana.chats().find((chat) => chat.id === group.id)?.topics
      return found?.find((topic) => topic.name === name)?.id ?? 0
    },

    async close() {
      running.process.kill('SIGKILL')
      await running.ended
      await telegram.close()
      await model.close()
      rmSync(ground.DATA_DIR, { recursive: true, force: true })
      simulator.assertNoViolations()
    },
  }
}

export type KilledWorld = Awaited<ReturnType<typeof openKilledWorld>>
type Person = ReturnType<ReturnType<typeof createSimulator>['addPerson']>

type Running = {
  process: ChildProcess
  /** With the signal that ended it. */
  ended: Promise<NodeJS.Signals | null>
  ask<T = string>(question: string, argument?: string): Promise<T>
}

type Said = { ready?: true; id?: number; answer?: unknown; error?: string }

async function startProcess(environment: NodeJS.ProcessEnv): Promise<Running> {
  const child = fork(appFile, { env: environment, execArgv: briefly })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  const ready = Promise.withResolvers<void>()
  let asked = 0
  child.on('message', ({ ready: isReady, id, answer, error }: Said) => {
    if (isReady) ready.resolve()
    const question = waiting.get(id ?? 0)
    if (error) question?.reject(new Error(error))
    else question?.resolve(answer)
  })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('exit', (code, signal) => {
      const gone = new Error(`The process is gone (${signal ?? code})`)
      ready.reject(gone)
      for (const question of waiting.values()) question.reject(gone)
      resolve(signal)
    })
  })
  await ready.promise
  return {
    process: child,
    ended,
    async ask<T>(question: string, argument = ''): Promise<T> {
      const id = ++asked
      const pending = Promise.withResolvers<unknown>()
      waiting.set(id, pending)
      child.send({ id, ask: question, argument })
      return (await pending.promise) as T
    },
  }
}
