import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { createCallLog } from './bot-api/calls.ts'
import { createFaults } from './bot-api/faults.ts'
import { injectUpdate } from './bot-api/inject.ts'
import { createLimits } from './bot-api/limits.ts'
import { createPerform } from './bot-api/perform.ts'
import { botApi } from './bot-api/routes.ts'
import { runWebhooks, usualWebhookSettings, type WebhookSettings } from './bot-api/webhooks.ts'
import { createMovableClock, isMovable, type SimulatorClock } from './clock.ts'
import { controlApi } from './control/control.ts'
import type { Guide } from './control/seeing.ts'
import { localOnly } from './local-only.ts'
import { pageFiles } from './page-files.ts'
import { migrate } from './people/group-acts.ts'
import { createPerson, type Person } from './people/person.ts'
import { notAllowed } from './refusal.ts'
import { readWorld, saveWorld } from './world/saved.ts'
import type { BotAccount, PersonAccount } from './world/state.ts'
import { createWorld, firstMembers } from './world/world.ts'

export type SimulatorOptions = {
  /** Left out: a clock of its own that stands still until it is moved. */
  clock?: SimulatorClock
  /** Moves a clock that others look at too; resolves when what became due has been looked at. */
  onAdvance?: (ms: number) => Promise<void>
  /** Ids and tokens follow from it. */
  idSeed?: number
  /** What `save` of another simulator gave: the world goes on from there. */
  saved?: Uint8Array
  /** Refuses with 429 what Telegram would: more than about one message a second to a person, or 20 a minute to a group. */
  limits?: boolean
  /** How long a webhook may take, and how soon one that failed is tried again. */
  webhooks?: Partial<WebhookSettings>
  /** How long people wait for the bot, in real time, unless told otherwise: 10 s for a message, 5 s after a tap. */
  patienceMs?: number
  /** As a Bot API server that runs with `--local`: files are in this folder, and are not served. */
  localFiles?: string | undefined
  /** The steps that the page offers to try, and what else it offers to do; a function when that changes. */
  guide?: Guide | (() => Guide | Promise<Guide>)
}

export type Simulator = ReturnType<typeof createSimulator>

/** A Bot API server with people in it, all in memory. Serve it with `listenSimulator`, or mount its `app` at the root. */
export function createSimulator(options: SimulatorOptions = {}) {
  const {
    clock = createMovableClock(),
    onAdvance,
    idSeed,
    patienceMs,
    saved,
    localFiles,
    guide = { steps: [] },
  } = options
  const world = createWorld({ clock, idSeed, patienceMs, localFiles, ...(saved && { saved: readWorld(saved) }) })
  const calls = createCallLog()
  const faults = createFaults()
  const limits = createLimits(world.now, { on: options.limits })
  const perform = createPerform({ world, calls, faults, limits })
  runWebhooks({ world, perform, settings: { ...usualWebhookSettings, ...options.webhooks } })

  async function advance(ms: number): Promise<void> {
    if (onAdvance) await onAdvance(ms)
    else if (isMovable(clock)) clock.advance(ms)
    else throw notAllowed('This clock cannot be moved')
    world.emit('clock')
  }

  const app = new Hono()
  app.route('/', botApi({ world, faults, perform }))
  for (const path of ['/', '/page/*', '/control/*']) app.use(path, localOnly)
  app.route(
    '/control',
    controlApi({ world, calls, faults, limits, guide: typeof guide === 'function' ? guide : () => guide, advance }),
  )
  app.route('/', pageFiles())

  return {
    app,
    world,
    calls,
    faults,
    limits,
    advance,
    addBot: world.addBot,
    addGroup({
      owner,
      members = [],
      ...rest
    }: {
      title: string
      owner: Person
      isForum?: boolean
      members?: Person[]
      /** A basic `group` or, left out, a `supergroup`. */
      type?: 'group' | 'supergroup'
    }) {
      const accounts = members.map((member) => member.account)
      return world.addGroup({ ...rest, members: firstMembers(owner.account, accounts) })
    },
    /** Makes a supergroup of a basic group: another chat, with another id. */
    migrateGroup: (id: number) => migrate(world, world.getGroup(id)),
    addPerson: (profile: Parameters<typeof world.addPerson>[0]): Person =>
      createPerson(world, world.addPerson(profile)),
    /** The driver of someone who exists already, made over the control API for example. */
    person: (account: Pick<PersonAccount, 'id'>): Person => createPerson(world, world.getPerson(account.id)),
    /**
     * Puts an update into a bot's queue as it stands, without its `update_id`, whatever the world would have it be.
     *
     * @returns `unknownFields` by path; `queued` is false when the bot has not asked for that kind
     * @throws {Refusal} 400 when the Bot API has no such update, unless `unchecked`
     */
    inject: (
      update: Record<string, unknown>,
      { bot, unchecked }: { bot?: Pick<BotAccount, 'id'>; unchecked?: boolean } = {},
    ) => injectUpdate(world, update, { bot: bot && world.bots.get(bot.id), unchecked }),
    /** The world as it is, for another simulator; faults, limits and the log of calls are not in it. */
    save: () => saveWorld(world),
    /** @throws {Error} listing every unknown field, unknown method and malformed entity that was let pass */
    assertNoViolations(): void {
      const violations = calls.violations()
      if (violations.length > 0) throw new Error(`The Bot API would not take this:\n  ${violations.join('\n  ')}`)
    },
    /** Ends long polls, event streams and everyone's waiting at once. */
    close: () => world.close(),
  }
}

/** Longer than any pause between two calls of a bot: a connection that closes as a call begins takes the call with it. */
const keepAliveTimeout = 75_000

/** Serves it on a port of this machine; 0 takes a free one. `close` also closes the simulator. */
export async function listenSimulator(
  simulator: Simulator,
  { port = 0, host = '127.0.0.1' }: { port?: number; host?: string } = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const serverOptions = { keepAliveTimeout }
  const server = createAdaptorServer({ fetch: simulator.app.fetch, serverOptions })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const actualPort = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    async close() {
      simulator.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
    },
  }
}
