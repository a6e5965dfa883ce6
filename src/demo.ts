/**
 * The demo: the product on the Telegram simulator, with people in it. Its history is not written into tables but lived:
 * the coach signs up, links her group and invites two clients through the same bot that a newcomer then talks to.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { type App, openApp } from './app.ts'
import { createShiftableClock } from './clock.ts'
import type { Config } from './config.ts'
import { openPglite } from './db/pglite.ts'
import { createOwnKey } from './demo-key.ts'
import { createSimulator } from './simulator/server.ts'

const dayMs = 24 * 3_600_000
const restAtMostMs = 10_000

const method = `I coach in the spirit of GROW: goal, reality, options, way forward, one step at a time.
I listen first and name the feeling before the problem. I ask one open question, never three.
Small steps beat big plans: I always look for the smallest next step that would still count.
I never tell anyone what to do, and I do not diagnose.`

const steps = [
  {
    title: 'Write as Sarah',
    hint: "On Sarah's phone, tell the AI what is on your mind. Dana reads along: open Sarah's topic in her group.",
  },
  {
    title: 'Take over as Dana',
    hint: "In Sarah's topic send /takeover, or just write and tap “Take over and send”.",
  },
  {
    title: 'Answer, then hand back',
    hint: 'What Dana writes reaches Sarah with her name on it. Then /handback, with a note for the AI if you like.',
  },
  { title: 'Write as Sarah again', hint: 'The AI goes on from what Dana said. Try /human as Sarah, too.' },
]

export type Demo = { app: App; http: Hono; close(): Promise<void> }

/**
 * Opens the demo. `listen` serves the page and the Bot API and tells where: the product reaches Telegram over HTTP, here
 * as anywhere.
 */
export async function openDemo(config: Config, log: Logger, listen: (http: Hono) => Promise<string>): Promise<Demo> {
  const clock = createShiftableClock(-2 * dayMs)
  let app: App | undefined
  const ownKey = createOwnKey({ app: () => app, usual: { baseUrl: config.openaiBaseUrl, model: config.openaiModel } })
  const simulator = createSimulator({
    clock,
    guide: async () => ({ steps, ...(await ownKey.guide()) }),
    onAdvance: (ms) => moveTime(ms),
  })
  async function moveTime(ms: number): Promise<void> {
    if (!app) return
    await rest(app)
    clock.advance(ms)
    await app.reconciler.tick()
    await rest(app)
  }
  const bot = simulator.addBot({ username: 'dana_coaching_bot', name: "Dana's AI assistant" })
  const apiRoot = await listen(simulator.app)

  const embedded = await openPglite({ log })
  const files = await mkdtemp(join(tmpdir(), 'opencoach-demo-'))
  app = await openApp({
    config: {
      ...config,
      telegramBotToken: bot.token,
      telegramApiRoot: apiRoot,
      publicUrl: undefined, // its Telegram is on this machine, and reaches no address outside
      databaseUrl: undefined,
      storageDir: files, // as short-lived as the rest of it
      storageS3: undefined,
      redisUrl: undefined,
      allowPrivateModelHosts: true, // whoever sits at this machine may use a model that runs on it
    },
    log,
    clock,
    embedded,
    scratchDir: join(files, 'scratch'),
    offlineModel: true,
    serverFor: ownKey.serverFor,
  })
  await app.start()
  ownKey.belongsTo(await live(app, simulator, bot.username))
  await moveTime(Math.max(0, Date.now() - clock.now().getTime()))
  return {
    app,
    http: simulator.app,
    async close() {
      simulator.close() // ends the long poll, so that the bot can stop
      await app?.close()
      await embedded.close()
      await rm(files, { recursive: true, force: true })
    },
  }
}

/** A jump of the clock in mid-send would look like a send that a crash cut off. */
async function rest(app: App): Promise<void> {
  const until = performance.now() + restAtMostMs
  for (let calm = 0; calm < 3 && performance.now() < until; ) {
    calm = (await app.idle()) ? calm + 1 : 0
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** @returns the coach's Telegram id */
async function live(app: App, simulator: ReturnType<typeof createSimulator>, botUsername: string): Promise<number> {
  const link = (code: string) => `https://t.me/${botUsername}?start=${code}`
  const dana = simulator.addPerson({ firstName: 'Dana', username: 'dana' })
  const mia = simulator.addPerson({ firstName: 'Mia', username: 'mia' })
  await dana.opens(link(await app.practice.makeCoachCode()))
  await dana.hears(/welcome/i)
  await dana.says(`/method ${method}`)
  await dana.hears(/saved|noted|kept/i)

  const group = simulator.addGroup({ title: "Dana's clients", owner: dana, members: [mia], isForum: true })
  const rights = { can_manage_topics: true, can_pin_messages: true, can_delete_messages: true }
  await dana.promotes(`@${botUsername}`, group.id, { rights })
  await dana.hears('group where you watch', { chat: group.id })
  await dana.taps('Link this group', { chat: group.id })
  await dana.hears('Done', { chat: group.id })
  await dana.says('/invite')
  const { text } = await dana.hears('t.me/')
  const invite = /https:\S+/.exec(text)?.[0] ?? ''

  for (const [firstName, words] of [
    ['Sarah', 'My boss gave the project to someone else today. I keep wondering what I did wrong.'],
    ['Tom', 'I promised myself to go running this week. I have not gone once.'],
  ] as const) {
    const client = simulator.addPerson({ firstName, username: firstName.toLowerCase() })
    await client.opens(invite)
    await client.hears(/AI/)
    await client.taps('I agree')
    await client.hears('Thank you')
    const said = await client.says(words)
    await client.hears(/\?/, { since: said.id, timeoutMs: 20_000 })
  }
  return dana.id
}
