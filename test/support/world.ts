/**
 * A whole product for one test: the real app over real HTTP, with Telegram and the model as servers on localhost that the
 * test scripts, a database of its own, and a clock that stands still until it is moved.
 */

import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { sql } from 'drizzle-orm'
import { type App, type AppOptions, openApp } from '../../src/app.ts'
import { handoffLexicons } from '../../src/coaching/handoff/lexicons.ts'
import { createReadSignals } from '../../src/coaching/handoff/word-signals.ts'
import type { RightOfWay } from '../../src/coaching/right-of-way.ts'
import { crisisPhrases } from '../../src/coaching/safety/languages.ts'
import { createCrisisScreen } from '../../src/coaching/safety/screen.ts'
import { loadConfig } from '../../src/config.ts'
import { rowsOf } from '../../src/db/client.ts'
import type { Doors } from '../../src/db/doors.ts'
import { QueueDown, type Queues } from '../../src/jobs/queues.ts'
import { createLog } from '../../src/log.ts'
import { createMovableClock } from '../../src/simulator/clock.ts'
import { createSimulator, listenSimulator } from '../../src/simulator/server.ts'
import { openTestStore } from './databases.ts'
import { openFakeOpenAi } from './openai-server.ts'
import { createTestReading } from './reading.ts'
import { openS3Server, s3Access } from './s3-server.ts'
import { findSavedPractice, readRows, savePractice } from './saved-practice.ts'
import { checkStatement } from './statements.ts'

type Simulator = ReturnType<typeof createSimulator>
type Person = ReturnType<Simulator['addPerson']>
type Shown = ReturnType<Person['screen']>[number]

export const botUsername = 'clone_bot'
/** The product's own, compiled once a process. */
const screen = createCrisisScreen(crisisPhrases)
const readSignals = createReadSignals(handoffLexicons)
/** The same in every world: rows of one are read in another. */
const secretsKey = Buffer.alloc(32, 'worlds').toString('base64')
const allRights = { can_manage_topics: true, can_pin_messages: true, can_delete_messages: true }

export type WorldOptions = {
  /** Names of clients who have been invited and have agreed. */
  clients?: string[]
  forum?: boolean
  /** Without a group the coach hears in private. */
  group?: boolean
  /** Without a key the AI is off. */
  key?: boolean
  method?: string
  start?: string
  /** People sign up in this world itself, for tests that look at how; left out, the world begins where they have. */
  signsUp?: boolean
  logLevel?: string
  /** Telegram brings updates instead of being asked for them. */
  webhook?: boolean
  /** The product's own website, which only the test knows of. */
  website?: boolean
  /** Original files are in a bucket. */
  bucket?: boolean
  fileMegabytes?: number
  /** Who gives way to whom, where a test is about it. */
  rightOfWay?: RightOfWay
  /** Turns at a time: one, where a test is about their order. */
  turnConcurrency?: number
  /** Real time: short where a model never answers, long enough everywhere else for one that is held back a while. */
  modelDeadlineMs?: number
  /** Whoever runs the place is called, too: Olga, in private. */
  operator?: boolean
  pagerUrl?: string
  /** Documents are read with vectors of the fake server's, as a coach's key opens them. */
  embedsByKey?: boolean
  /** Where a key is good. */
  serverFor?: AppOptions['serverFor']
  /** Telegram is a Bot API server on this machine, which keeps its files there. */
  localFiles?: string
  /** Documents are read by the product's own means, with the models of the server. */
  reads?: boolean
  /** As in the demo: without a key the rehearsal answers. */
  rehearsal?: boolean
}

/** A test that ran out of time leaves its world open, at work on rows that are the next one's. */
let leftOpen: { close(): Promise<void> } | undefined

export async function openWorld(options: WorldOptions = {}) {
  await leftOpen?.close().catch(() => {}) // what is wrong with it, its own test has said
  const {
    clients = ['Sarah'],
    forum = true,
    group: hasGroup = true,
    key = true,
    method = 'I listen, and ask one question.',
  } = options
  const start = options.start ?? '2026-03-02T10:00:00Z'
  const practice = { clients, forum, hasGroup, key, method, start }
  const saved = options.signsUp ? undefined : await findSavedPractice(practice)
  const clock = createMovableClock(saved?.now ?? new Date(start))
  const simulator = createSimulator({
    clock,
    onAdvance: (ms) => advance(ms),
    patienceMs: 30_000,
    localFiles: options.localFiles,
    ...(saved && { saved: saved.telegram, idSeed: 2 }),
  })
  const [bot = simulator.addBot({ username: botUsername, name: 'The clone' })] = simulator.world.bots.values()
  const operator = options.operator ? simulator.addPerson({ firstName: 'Olga' }) : undefined
  const telegram = await listenSimulator(simulator)
  const model = await openFakeOpenAi()
  // After an upload nothing is tried out, unless a test wants it.
  model.answersAs('sample_question', () => ({ question: '' }))
  const store = await openTestStore(saved?.rows)
  const faults: Faults = { databaseDown: false, queueDown: false, queueLoses: false }
  const log = createLog(options.logLevel ?? process.env['TEST_LOG'] ?? 'silent')
  const statementFaults: string[] = []
  const now = () => sql`${clock.now().toISOString()}::timestamptz`

  const website =
    options.webhook || options.website ? await listen((request, env) => app.http.fetch(request, env)) : undefined
  const files = await mkdtemp(join(tmpdir(), 'world-files-'))
  const bucket = options.bucket ? await openS3Server() : undefined
  const reading = createTestReading()
  const appOptions: AppOptions = {
    config: {
      ...loadConfig({
        PUBLIC_URL: options.webhook ? website?.url : undefined,
        STORAGE_DIR: files,
        ...(bucket && {
          STORAGE_S3_URL: bucket.url,
          STORAGE_S3_ACCESS_KEY_ID: s3Access.accessKeyId,
          STORAGE_S3_SECRET_ACCESS_KEY: s3Access.secretAccessKey,
        }),
        TURN_CONCURRENCY: options.turnConcurrency?.toString(),
        STORAGE_FILE_LIMIT_MB: String(options.fileMegabytes ?? 300),
        DATA_DIR: '/nonexistent',
        OPENAI_BASE_URL: model.url,
        ALLOW_PRIVATE_MODEL_HOSTS: 'yes',
        SECRETS_KEY: secretsKey,
        TELEGRAM_API_ROOT: telegram.url,
        TELEGRAM_FILES_DIR: options.localFiles,
        TELEGRAM_BOT_TOKEN: bot.token,
        DATABASE_URL: store.databaseUrl,
        REDIS_URL: store.redisUrl,
        OPERATOR_TELEGRAM_ID: operator && String(operator.id),
        PAGER_WEBHOOK_URL: options.pagerUrl,
        ...(options.reads && { PATH: process.env['PATH'] }),
      }),
      telegramBotToken: bot.token,
    },
    log,
    clock,
    scratchDir: join(files, 'scratch'),
    modelDeadlineMs: options.modelDeadlineMs ?? 30_000,
    screen,
    readSignals,
    offlineModel: options.rehearsal ?? false,
    ...(options.serverFor && { serverFor: options.serverFor }),
    ...(options.rightOfWay && { rightOfWay: options.rightOfWay }),
    ...(!options.reads && {
      reading: options.embedsByKey
        ? { extract: reading.reading.extract, split: reading.reading.split }
        : reading.reading,
    }),
    queuePrefix: `test-${randomUUID()}`,
    ...(store.embedded && { embedded: store.embedded }),
    wrapDoors: (doors) => faulty(doors, faults),
    wrapQueues: (queues) => unreliable(queues, faults),
    logQuery: (statement) => {
      const fault = checkStatement(statement)
      if (fault) statementFaults.push(fault)
    },
  }
  let app: App = await openApp(appOptions)
  await app.start()
  await until(() => bot.queue.allowedUpdates !== undefined) // the bot polls, and has said what it wants to hear

  const link = (code: string) => `https://t.me/${botUsername}?start=${code}`
  const known = (name: string) => simulator.person({ id: saved?.people[name] ?? 0 })
  const dana = saved ? known('Dana') : simulator.addPerson({ firstName: 'Dana', username: 'dana' })
  const coach = saved ? await findCoach() : await signUp()
  const group = saved ? findGroup() : hasGroup ? await linkGroup() : undefined
  const people = new Map<string, Person>()
  for (const name of clients) {
    if (saved) people.set(name, known(name))
    else await addClient(name)
  }
  if (!saved) await keep()

  async function keep() {
    await settle()
    await savePractice(practice, {
      telegram: simulator.save(),
      rows: await readRows(store.database),
      now: clock.now(),
      people: Object.fromEntries([['Dana', dana.id], ...clients.map((name) => [name, people.get(name)?.id])]),
      groupId: group?.id,
    })
  }

  function findGroup() {
    return saved?.groupId === undefined ? undefined : simulator.world.getGroup(saved.groupId)
  }

  async function findCoach() {
    return { id: (await rows<{ id: string }>(sql`select id from coaches`)).at(-1)?.id ?? '' }
  }

  async function signUp() {
    await dana.opens(link(await app.practice.makeCoachCode()))
    await dana.hears(/welcome/i)
    const { id } = await findCoach()
    await app.practices.setMethod(id, method, 'system')
    if (key) {
      await dana.says('/key sk-test-key-of-dana-0001')
      await dana.hears('0001')
    }
    return { id }
  }

  async function linkGroup() {
    const made = simulator.addGroup({ title: "Dana's clients", owner: dana, isForum: forum })
    await dana.promotes(`@${botUsername}`, made.id, { rights: allRights })
    await dana.hears('group where you watch', { chat: made.id })
    await settle()
    await dana.taps('Link this group', { chat: made.id })
    await dana.hears('Done', { chat: made.id })
    return made
  }

  /** Invites and lets agree, as people do. */
  async function addClient(name: string, { agrees = true } = {}): Promise<Person> {
    const person = simulator.addPerson({ firstName: name, username: `${name.toLowerCase()}_test` })
    people.set(name, person)
    await person.opens(link(await app.practices.getInviteCode(coach.id)))
    await person.hears(/an AI/)
    if (agrees) {
      await person.taps('I agree')
      await person.hears('Thank you')
      await settle()
    }
    return person
  }

  async function rows<T>(query: ReturnType<typeof sql>): Promise<T[]> {
    return rowsOf<T>(store.database.drizzle, query)
  }

  /** Nothing that is due now is left to do. */
  async function quiet(): Promise<void> {
    let calm = 0
    const deadline = performance.now() + 60_000
    while (calm < 2) {
      if (performance.now() > deadline) throw new Error(`The world does not come to rest: ${await describeUnrest()}`)
      calm = (await isQuiet()) ? calm + 1 : 0
      await new Promise((resolve) => setTimeout(resolve, calm > 0 ? 2 : 20))
    }
  }

  async function isQuiet(): Promise<boolean> {
    if (bot.queue.size > 0 || !(app.polling?.idle() ?? true) || !app.waker.idle()) return false
    if (faults.databaseDown) return faults.queueDown || app.queues.idle()
    const due =
      await rows(sql`select id from conversations where turn_due_at <= ${now()} and state = 'ai' and (leased_until is null or leased_until < ${now()})
      union all select id from deliveries where status = 'sending'
      union all select id from timers where due_at <= ${now()}
      union all select message_id from spoken_messages where due_at <= ${now()}
      union all select id from briefings where due_at <= ${now()}
      union all select id from conversations where session_ends_at <= ${now()}
      union all select r.client_id from (select coach_id, client_id, due_at from session_summaries
        union all select coach_id, client_id, due_at from relationship_context) r
        join clients c on c.coach_id = r.coach_id and c.id = r.client_id where r.due_at <= ${now()} and c.consent_at is not null
      union all select id from documents where due_at <= ${now()} or remove_at <= ${now()}
      union all select coach_id from knowledge_indexes where due_at <= ${now()}
      union all select id from uploads where due_at <= ${now()}
      union all select id from received_files where due_at <= ${now()}
      union all select id from document_batches where due_at <= ${now()} and (leased_until is null or leased_until <= ${now()})
      union all select id from sample_answers where due_at <= ${now()}
      union all select document_id from document_reviews where due_at <= ${now()}
      union all select id from tries where due_at <= ${now()}
      union all select coach_id from file_removals where due_at <= ${now()}
      union all select id from incidents where (leased_until is null or leased_until <= ${now()}) and
        ((closed_at is not null and released_at is null) or (show_at <= ${now()} and not_before <= ${now()}) or (closed_at is null and probe_at <= ${now()}))
      union all select b.coach_id from boards b join coaches c on c.id = b.coach_id where c.group_chat_id is not null
        and (b.leased_until is null or b.leased_until <= ${now()}) and ((b.due_at <= ${now()} and b.not_before <= ${now()})
        or exists (select from cards where cards.coach_id = c.id and cards.due_at <= ${now()}))
      union all select d.id from deliveries d join coaches c on c.id = d.coach_id
        where d.status = 'pending' and d.not_before <= ${now()} and not (d.target = 'topic' and c.group_chat_id is null)
          and (d.body ->> 'kind' in ('reaction', 'reaction_on_shown', 'edit', 'replace') or not exists (select from deliveries earlier where earlier.conversation_id = d.conversation_id and earlier.target = d.target
            and earlier.lane = d.lane and earlier.seq < d.seq and earlier.status = 'pending' and earlier.not_before > ${now()}))`)
    return due.length === 0 && (faults.queueDown || (await noJobs()))
  }

  /** No job waits, runs or is due. The embedded queue is asked in one statement, since worlds ask it thousands of times. */
  async function noJobs(): Promise<boolean> {
    if (!store.embedded) return app.queues.idle()
    const jobs = await rows(sql`select id from bullmq.job where starts_with(queue, ${appOptions.queuePrefix ?? ''})
      and (state in ('waiting', 'active') or (state = 'delayed' and process_at_ms <= ${Date.now()}))`)
    return jobs.length === 0
  }

  async function describeUnrest(): Promise<string> {
    const open = await rows(
      sql`select target, lane, status, attempts, body, last_error from deliveries where status in ('pending', 'sending')`,
    )
    return JSON.stringify(
      {
        updates: bot.queue.size,
        polling: app.polling?.idle(),
        waker: app.waker.idle(),
        queues: await app.queues.idle(),
        open,
      },
      null,
      1,
    )
  }

  /** Moves the clock of everyone and lets what has become due happen. */
  async function advance(ms: number): Promise<void> {
    await quiet()
    clock.advance(ms)
    await app.reconciler.tick()
    await quiet()
  }

  /** Until nothing is pending: waits for fragments and retries within the next minute are lived through. */
  async function settle(): Promise<void> {
    await quiet()
    for (let steps = 0; steps < 50; steps++) {
      const [next] = await rows<{
        ms: number | null
      }>(sql`select ceil(extract(epoch from min(at) - ${now()}) * 1000)::int as ms from (
        select turn_due_at as at from conversations where state = 'ai' union all
        select greatest(show_at, not_before) from incidents where show_at is not null union all
        select not_before from deliveries where status = 'pending' union all
        select due_at from spoken_messages union all
        select due_at from received_files union all
        select due_at from document_batches union all
        select due_at from knowledge_indexes union all
        select due_at from tries union all
        select due_at from documents) waits where at > ${now()} and at < ${now()} + interval '61 seconds'`)
      if (!next?.ms) return
      await advance(Math.max(1, next.ms))
    }
  }

  const heardUpTo = new Map<number, number>()
  let closing: Promise<void> | undefined

  async function closeAll() {
    await app.close()
    await website?.close()
    await bucket?.close()
    await rm(files, { recursive: true, force: true })
    await telegram.close()
    await model.close()
    if (statementFaults.length > 0)
      throw new Error(`Queries without a coach:\n${[...new Set(statementFaults)].join('\n')}`)
    simulator.assertNoViolations()
  }

  const world = {
    get app(): App {
      return app
    },
    /** The operator starts the product again, with other settings. */
    async restart(settings: Partial<AppOptions['config']>): Promise<void> {
      await app.close()
      app = await openApp({ ...appOptions, config: { ...appOptions.config, ...settings } })
      await app.start()
    },
    /** What another process of this installation would be opened with. */
    appOptions,
    websiteUrl: website?.url ?? '',
    /** What reads documents here, and what it was asked. */
    reading,
    /** Names of all original files that are kept, finished or not. */
    async originals(): Promise<string[]> {
      if (bucket) return [...bucket.objects.keys(), ...[...bucket.unfinished.values()].map(({ key }) => key)]
      const entries = await readdir(files, { recursive: true, withFileTypes: true })
      return entries.flatMap((entry) => (entry.isFile() ? entry.name : []))
    },
    simulator,
    bot,
    telegramUrl: telegram.url,
    model,
    clock,
    dana,
    coach,
    get operator(): Person {
      if (!operator) throw new Error('Nobody runs this world')
      return operator
    },
    faults,
    log,
    store,
    rows,
    settle,
    advance,
    quiet,
    addClient,
    link,
    get group() {
      if (!group) throw new Error('This world has no group')
      return group
    },
    client(name: string): Person {
      const person = people.get(name)
      if (!person) throw new Error(`${name} is no client here`)
      return person
    },
    get sarah(): Person {
      return this.client('Sarah')
    },

    /** A client's topic in the group, by its name. */
    topicOf(name: string): number {
      const shown = dana.chats().find((chat) => chat.id === group?.id)
      const topic = shown?.topics.findLast((candidate) => candidate.name === name)
      if (!topic) throw new Error(`${name} has no topic`)
      return topic.id
    },
    /** What is in a client's topic, oldest first. */
    topic(name: string, reader: Person = dana): Shown[] {
      return reader.screen({ chat: group?.id ?? 0, topic: this.topicOf(name) })
    },
    /** Writes in a client's topic. */
    async writes(author: Person, name: string, text: string, rest: { replyTo?: number } = {}): Promise<Shown> {
      return author.says(text, { chat: group?.id ?? 0, topic: this.topicOf(name), ...rest })
    },
    async taps(author: Person, button: string) {
      return author.taps(button, { chat: group?.id ?? 0 })
    },
    /** The bot's messages on a client's phone since the last look. */
    newsFor(person: Person): Shown[] {
      const all = person
        .screen()
        .filter((message) => message.from.isBot && message.id > (heardUpTo.get(person.id) ?? 0))
      heardUpTo.set(person.id, Math.max(heardUpTo.get(person.id) ?? 0, ...all.map((message) => message.id)))
      return all
    },

    close(): Promise<void> {
      if (leftOpen === world) leftOpen = undefined
      closing ??= closeAll()
      return closing
    },
    async [Symbol.asyncDispose]() {
      await this.close()
    },
  }
  leftOpen = world
  return world
}

/** The database as it is when it is down: every door fails. */
type Faults = {
  databaseDown: boolean
  queueDown: boolean
  /** The queue takes jobs and forgets them. */
  queueLoses: boolean
  /** The next transaction begins when this has resolved: of a world that is at rest, else what is under way comes first. */
  holdNext?: (() => Promise<void>) | undefined
}

function faulty(doors: Doors, faults: Faults): Doors {
  const down = () => Promise.reject(new Error('the database is down'))
  const held = async () => {
    const hold = faults.holdNext
    faults.holdNext = undefined
    await hold?.()
  }
  return {
    asCoach: (coachId, work) => (faults.databaseDown ? down() : held().then(() => doors.asCoach(coachId, work))),
    asSystem: (reason, work) => {
      if (faults.databaseDown) return down()
      // The sweep looks every few seconds: it is not the one that is waited for.
      return reason === 'sweep' ? doors.asSystem(reason, work) : held().then(() => doors.asSystem(reason, work))
    },
  }
}

/** A web server of the product's, which is there before the product is. */
function listen(answer: (request: Request, env: object) => Response | Promise<Response>) {
  return new Promise<{ url: string; close(): Promise<void> }>((resolve) => {
    const server = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({
        url: `http://127.0.0.1:${port}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            if ('closeAllConnections' in server) server.closeAllConnections()
          }),
      }),
    )
  })
}

function unreliable(queues: Queues, faults: { queueDown: boolean; queueLoses: boolean }): Queues {
  return {
    ...queues,
    async add(...job) {
      if (faults.queueDown) throw new QueueDown('the queue is down')
      if (!faults.queueLoses) await queues.add(...job)
    },
  }
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('Waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
