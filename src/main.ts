/** The start: reads the configuration, opens the app or the demo, listens, and closes in order on a signal. */
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import type { App } from './app.ts'
import { systemClock } from './clock.ts'
import { type Config, ConfigError, loadConfig, renderHelp } from './config.ts'
import { createLog } from './log.ts'
import { maskToken } from './telegram/bot-api.ts'
import { BotRefused } from './telegram/refused.ts'

/** What a failed start ends with: one sentence, no stack. */
const expected = [ConfigError, BotRefused]
const closeAtMostMs = 20_000
/** A connection on which nothing has come or gone for so long is ended. */
const idleMs = 120_000

const args = process.argv.slice(2)
if (args.length > 0) {
  const wrong = args.filter((arg) => arg !== '--help' && arg !== '-h')
  process.stdout.write(`${[...wrong.map((arg) => `What is ${arg}?`), renderHelp()].join('\n')}\n`)
  process.exit(wrong.length > 0 ? 1 : 0)
}

try {
  await start(loadConfig())
} catch (error) {
  fail(error)
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel)
  const token = config.telegramBotToken
  const running = token ? await startBot({ ...config, telegramBotToken: token }, log) : await startDemo(config)

  let closing = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, async () => {
      if (closing) process.exit(1)
      closing = true
      setTimeout(() => process.exit(1), closeAtMostMs).unref()
      await running.close()
      process.exit(0)
    })
  running.stopped.catch(fail)
}

type Running = { close(): Promise<void>; stopped: Promise<void> }

// The product is loaded once the configuration is right: a mistake in it is said at once, and a bot carries no demo.

async function startDemo(config: Config): Promise<Running> {
  say('Starting the demo: the product on a simulated Telegram. This takes a few seconds.')
  const { openDemo } = await import('./demo.ts')
  let server: Listening | undefined
  const demo = await openDemo(
    config,
    createLog(config.logLevel === 'info' ? 'warn' : config.logLevel),
    async (http) => {
      // Never beyond this machine: whoever opens the page can be anyone in it.
      server = await listen(http, config.port, '127.0.0.1')
      return server.url
    },
  )
  say(`\n  Open ${server?.url}\n\n  Write as Sarah on the left, take over as Dana on the right. Ctrl-C ends it.`)
  return {
    stopped: demo.app.stopped,
    async close() {
      await demo.close()
      await server?.close()
    },
  }
}

async function startBot(config: Config & { telegramBotToken: string }, log: Logger): Promise<Running> {
  const { openApp } = await import('./app.ts')
  const app = await openApp({ config, log, clock: systemClock })
  const server = config.roles.includes('http') ? await listen(app.http, config.port, config.host) : undefined
  await app.start()
  if (server) say(`OpenCoach listens on ${server.url}`)
  if (config.roles.includes('bot')) await printCoachLink(app)
  return {
    stopped: app.stopped,
    async close() {
      await app.close()
      await server?.close()
    },
  }
}

/** Until someone is the coach, each start offers a fresh one-time link. */
async function printCoachLink(app: App): Promise<void> {
  const username = await app.botUsername()
  if (await app.practices.hasCoach())
    return say(`The bot is @${username}. \`npm run coach-link\` makes a link for another coach.`)
  say(
    `\n  Become the coach: open https://t.me/${username}?start=${await app.practice.makeCoachCode()}\n  (works once, for 24 hours)\n`,
  )
}

type Listening = { url: string; close(): Promise<void> }

function listen(http: Hono, port: number, hostname: string): Promise<Listening> {
  return new Promise((resolve, reject) => {
    // Longer than a proxy in front keeps a connection (60 s, nginx): one that closes here as a request comes loses it.
    // A large file may take hours on a slow line; a connection on which nothing comes is ended long before.
    const serverOptions = { keepAliveTimeout: 75_000, requestTimeout: 12 * 3_600_000 }
    const server = serve({ fetch: http.fetch, port, hostname, serverOptions }, (info) =>
      resolve({
        url: `http://${hostname}:${info.port}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            if ('closeAllConnections' in server) server.closeAllConnections()
          }),
      }),
    )
    server.setTimeout(idleMs)
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new ConfigError(`PORT ${port} is in use: set another one, for example PORT=${port + 1}.`)
          : new ConfigError(`HOST ${hostname} and PORT ${port} cannot be listened on: ${error.code ?? error.message}.`),
      ),
    )
  })
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function fail(error: unknown): never {
  const isExpected =
    error instanceof Error && (expected.some((kind) => error instanceof kind) || error.name === 'FolderLocked')
  const text = error instanceof Error ? (isExpected ? error.message : error.stack) : String(error)
  process.stderr.write(`${maskToken(text ?? '')}\n`)
  process.exit(1)
}
