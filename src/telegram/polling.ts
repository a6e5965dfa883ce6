/** Long polling that acknowledges an update only once its effect is stored: nothing is lost by a kill. */
import { type Bot, type Context, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import { maskToken } from './bot-api.ts'

/** Named, since an omitted list keeps whatever was set before; reactions and member changes come only when asked for. */
export const allowedUpdates = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'message_reaction',
] as const

const pollSeconds = 30
const retryMs = 1_000
/** Nobody in danger waits longer for the handling of what came before them, or of their own message. */
const longHandlingMs = 3_000
/** An update that fails this often while the store is up is a fault of ours, and must not hold up everyone else. */
const triesAtMost = 5

export class BotRefused extends Error {
  override readonly name = 'BotRefused'
  constructor() {
    super('Telegram refuses TELEGRAM_BOT_TOKEN: get a valid one from @BotFather and start again.')
  }
}

/** Telegram answers so to a token it does not know. */
export function isRefusal(error: unknown): boolean {
  return error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404)
}

/** grammY's types name the signal of a polyfill; at run time it is the platform's. */
type GrammySignal = Parameters<Bot['api']['getMe']>[0]

export type Polling = {
  /** Ends when stopped. @throws {BotRefused} when Telegram refuses the token: nothing can be done without a new one */
  run(): Promise<void>
  stop(): Promise<void>
  /** Resolves when what had waited at Telegram before the start is stored, as far as one request brings it. */
  caughtUp: Promise<void>
  /** Nothing is being handled. */
  idle(): boolean
}

type Deps<C extends Context> = {
  bot: Bot<C>
  /** Can the database be reached? An update that fails while it cannot is tried for ever. */
  isStoreUp: () => Promise<boolean>
  /** Looks for danger in an update that failed or has to wait behind another, and answers that; stores nothing. */
  screenOnly: (update: Update) => Promise<void>
  log: Logger
}

export function createPolling<C extends Context>({ bot, isStoreUp, screenOnly, log }: Deps<C>): Polling {
  const stopping = new AbortController()
  let running: Promise<void> | undefined
  let isHandling = false
  const { promise: caughtUp, resolve: noteCaughtUp } = Promise.withResolvers<void>()

  async function run(): Promise<void> {
    let offset = 0
    let failures = 0
    let isFirst = true
    while (!stopping.signal.aborted) {
      const updates = await fetchUpdates(offset, isFirst ? 0 : pollSeconds)
      isHandling = updates.length > 0
      const handled = await handleWatched(updates, failures + 1)
      isHandling = false
      isFirst = false
      noteCaughtUp()
      const last = updates[handled - 1]
      if (last) offset = last.update_id + 1
      failures = handled === updates.length ? 0 : handled > 0 ? 1 : failures + 1
      if (failures > 0) await pause(Math.min(retryMs * failures, 5_000))
    }
    // Acknowledges what was handled last.
    if (offset > 0) await bot.api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => {})
  }

  /** While an update takes long (a database that hangs), it and what has arrived since are looked at for danger. */
  async function handleWatched(updates: Update[], attempt: number): Promise<number> {
    const [first] = updates
    if (!first) return 0
    let current = first.update_id
    let looking: Promise<void> | undefined
    const watch = setInterval(() => {
      looking ??= look().finally(() => {
        looking = undefined
      })
    }, longHandlingMs)
    try {
      return await handleInOrder(updates, attempt, (update) => {
        current = update.update_id
        watch.refresh()
      })
    } finally {
      clearInterval(watch)
      await looking // two requests at a time end each other
    }

    async function look(): Promise<void> {
      const waiting = await bot.api.getUpdates({ offset: current, limit: 100, timeout: 0 }).catch(() => updates)
      for (const update of waiting) if (update.update_id >= current) await screenOnly(update)
    }
  }

  /** @returns how many were handled; after the first failure the rest, to keep their order, is only looked at for danger */
  async function handleInOrder(updates: Update[], attempt: number, onNext: (update: Update) => void): Promise<number> {
    for (const [index, update] of updates.entries()) {
      if (stopping.signal.aborted) return index
      onNext(update)
      if (await handle(update, index === 0 ? attempt : 1)) continue
      for (const waiting of updates.slice(index)) await screenOnly(waiting)
      return index
    }
    return updates.length
  }

  async function handle(update: Update, attempt: number): Promise<boolean> {
    try {
      await bot.handleUpdate(update)
      return true
    } catch (error) {
      log.error({ updateId: update.update_id, attempt, err: error }, 'update not handled; trying again')
      if (attempt < triesAtMost || !(await isStoreUp())) return false
      log.fatal({ updateId: update.update_id }, 'update given up')
      return true
    }
  }

  async function fetchUpdates(offset: number, waitSeconds: number): Promise<Update[]> {
    try {
      if (!bot.isInited()) await bot.init(shortly())
      return await bot.api.getUpdates(
        { offset, limit: 100, timeout: waitSeconds, allowed_updates: allowedUpdates },
        pollSignal(),
      )
    } catch (error) {
      if (stopping.signal.aborted) return []
      if (isRefusal(error)) throw new BotRefused()
      const isConflict = error instanceof GrammyError && error.error_code === 409
      if (isConflict && /webhook/i.test(error.description)) {
        // A webhook left on this token, by an earlier installation for example, would keep every update from us.
        await bot.api.deleteWebhook({}, shortly()).catch(() => {})
        log.warn('a webhook was set on this token; it is removed, since this process polls')
        return []
      }
      log.error(
        { error: maskToken(String(error)) },
        isConflict ? 'another process polls with this token; trying again' : 'could not fetch updates; trying again',
      )
      await pause(isConflict ? 3 * retryMs : retryMs)
      return []
    }
  }

  /** A connection that died without a word (a laptop asleep, a lost route) must not silence the bot. */
  function pollSignal() {
    return AbortSignal.any([
      stopping.signal,
      AbortSignal.timeout((pollSeconds + 15) * 1_000),
    ]) as unknown as GrammySignal
  }

  function shortly() {
    return AbortSignal.any([stopping.signal, AbortSignal.timeout(15_000)]) as unknown as GrammySignal
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      stopping.signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer)
          resolve()
        },
        { once: true },
      )
    })
  }

  return {
    run: () => (running ??= run()),
    async stop() {
      stopping.abort()
      await running?.catch(() => {})
    },
    caughtUp,
    idle: () => !isHandling,
  }
}
