/** Tells Telegram where to bring updates, and sees to it that it stays so. */
import type { Bot, Context } from 'grammy'
import type { Logger } from 'pino'
import { causeOf } from './bot-api.ts'
import { pause } from './pause.ts'
import { allowedUpdates } from './polling.ts'
import { BotRefused, isRefusal } from './refused.ts'

export const webhookPath = '/telegram/webhook'

/** Each holds a transaction while it lasts; of one chat Telegram brings one update at a time anyway. */
const connectionsAtMost = 20
const checkMs = 60_000
const retryMs = 2_000

export type Registration = {
  /** Ends when stopped; the webhook stays, so that what is written meanwhile waits at Telegram. @throws {BotRefused} */
  run(): Promise<void>
  stop(): Promise<void>
  /** Resolves when what had waited at Telegram has been brought. */
  caughtUp: Promise<void>
}

type Deps<C extends Context> = { bot: Bot<C>; publicUrl: string; secret: string; log: Logger }

export function createRegistration<C extends Context>({ bot, publicUrl, secret, log }: Deps<C>): Registration {
  const url = `${publicUrl.replace(/\/+$/, '')}${webhookPath}`
  const stopping = new AbortController()
  const { promise: caughtUp, resolve: noteCaughtUp } = Promise.withResolvers<void>()
  let running: Promise<void> | undefined
  let lookNow = () => {}

  // A token that is revoked shows first where something is sent.
  bot.api.config.use(async (call, method, payload, signal) => {
    const answer = await call(method, payload, signal)
    if (!answer.ok && answer.error_code === 401) lookNow()
    return answer
  })

  async function run(): Promise<void> {
    await insist(register)
    let isFirst = true
    while (!stopping.signal.aborted) {
      const pending = await insist(check)
      if (pending === 0) noteCaughtUp()
      await untilNextLook(isFirst && pending !== 0 ? 200 : checkMs)
      isFirst &&= pending !== 0
    }
  }

  async function register(): Promise<void> {
    await bot.api.setWebhook(
      url,
      { secret_token: secret, allowed_updates: allowedUpdates, max_connections: connectionsAtMost },
      shortly(),
    )
  }

  /** @returns how many updates wait at Telegram */
  async function check(): Promise<number> {
    const info = await bot.api.getWebhookInfo(shortly())
    if (info.url !== url) {
      log.error('the webhook of this token was changed by someone else; it is set again')
      await register()
    } else if (info.last_error_message && info.pending_update_count > 0)
      log.warn(
        { error: info.last_error_message, waiting: info.pending_update_count },
        'Telegram could not bring updates',
      )
    return info.pending_update_count
  }

  /** Without it nobody is heard: tried until it works. */
  async function insist<T>(call: () => Promise<T>): Promise<T | undefined> {
    for (let failures = 1; !stopping.signal.aborted; failures++)
      try {
        return await call()
      } catch (error) {
        if (stopping.signal.aborted) break
        if (isRefusal(error)) throw new BotRefused()
        log.error({ error: causeOf(error) }, 'could not see to the webhook at PUBLIC_URL; trying again')
        await pause(Math.min(retryMs * failures, 30_000), stopping.signal)
      }
    return undefined
  }

  async function untilNextLook(ms: number): Promise<void> {
    const early = new AbortController()
    lookNow = () => early.abort()
    await pause(ms, AbortSignal.any([stopping.signal, early.signal]))
  }

  /** grammY's types name the signal of a polyfill; at run time it is the platform's. */
  function shortly() {
    return AbortSignal.any([stopping.signal, AbortSignal.timeout(15_000)]) as unknown as Parameters<
      typeof bot.api.getMe
    >[0]
  }

  return {
    run: () => (running ??= run()),
    async stop() {
      stopping.abort()
      await running?.catch(() => {})
    },
    caughtUp,
  }
}
