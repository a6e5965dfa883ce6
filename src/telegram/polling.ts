/** Long polling that acknowledges an update only once its effect is stored: nothing is lost by a kill. */
import { type Bot, type Context, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import { maskToken } from './bot-api.ts'
import { type Handling, longHandlingMs } from './handling.ts'
import { pause } from './pause.ts'
import { BotRefused, isRefusal } from './refused.ts'

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
/** A process that waits for another one's turn to end looks this often. */
const standbyMs = 2_000

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
  handling: Handling
  /** Of several processes with one token one polls. May fail: then whoever polled goes on. */
  isMyTurn: () => Promise<boolean>
  log: Logger
}

export function createPolling<C extends Context>({ bot, handling, isMyTurn, log }: Deps<C>): Polling {
  const stopping = new AbortController()
  let running: Promise<void> | undefined
  let isHandling = false
  let hadTurn: boolean | undefined
  let hasPolled = false
  let conflicts = 0
  const { promise: caughtUp, resolve: noteCaughtUp } = Promise.withResolvers<void>()

  async function run(): Promise<void> {
    let offset = 0
    let failures = 0
    let isFirst = true
    while (!stopping.signal.aborted) {
      if (!(await hasTurn())) {
        noteCaughtUp() // not for this process to wait for
        offset = 0 // by the next turn others have gone on
        await wait(standbyMs)
        continue
      }
      const updates = await fetchUpdates(offset, isFirst ? 0 : pollSeconds)
      isHandling = updates.length > 0
      const handled = await handleWatched(updates)
      isHandling = false
      isFirst = false
      noteCaughtUp()
      const last = updates[handled - 1]
      if (last) offset = last.update_id + 1
      failures = handled === updates.length ? 0 : handled > 0 ? 1 : failures + 1
      if (failures > 0) await wait(Math.min(retryMs * failures, 5_000))
    }
    // Acknowledges what was handled last.
    if (hadTurn && offset > 0) await bot.api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => {})
  }

  /** While an update takes long (a database that hangs), it and what has arrived since are looked at for danger. */
  async function handleWatched(updates: Update[]): Promise<number> {
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
      return await handleInOrder(updates, (update) => {
        current = update.update_id
        watch.refresh()
      })
    } finally {
      clearInterval(watch)
      await looking // two requests at a time end each other
    }

    async function look(): Promise<void> {
      const waiting = await bot.api.getUpdates({ offset: current, limit: 100, timeout: 0 }).catch(() => updates)
      for (const update of waiting) if (update.update_id >= current) await handling.screenOnly(update)
    }
  }

  /** @returns how many were handled; after the first failure the rest, to keep their order, is only looked at for danger */
  async function handleInOrder(updates: Update[], onNext: (update: Update) => void): Promise<number> {
    for (const [index, update] of updates.entries()) {
      if (stopping.signal.aborted) return index
      onNext(update)
      if (await handling.handle(update)) continue
      for (const waiting of updates.slice(index)) await handling.screenOnly(waiting)
      return index
    }
    return updates.length
  }

  /** While the database cannot say whose turn it is, people in danger still have to be heard by whoever polled. */
  async function hasTurn(): Promise<boolean> {
    const before = hadTurn
    hadTurn = await isMyTurn().catch(() => before ?? false)
    if (hadTurn !== before) log.info(hadTurn ? 'this process polls' : 'another process polls; this one stands by')
    return hadTurn
  }

  async function fetchUpdates(offset: number, waitSeconds: number): Promise<Update[]> {
    try {
      if (!bot.isInited()) await bot.init(shortly())
      const updates = await bot.api.getUpdates(
        { offset, limit: 100, timeout: waitSeconds, allowed_updates: allowedUpdates },
        pollSignal(),
      )
      hasPolled = true
      conflicts = 0
      return updates
    } catch (error) {
      if (stopping.signal.aborted) return []
      if (isRefusal(error)) throw new BotRefused()
      if (error instanceof GrammyError && error.error_code === 409) await resolveConflict(error.description)
      else {
        log.error({ error: maskToken(String(error)) }, 'could not fetch updates; trying again')
        await wait(retryMs)
      }
      return []
    }
  }

  /** Someone else fetches with this token. Whoever it is, we do not give up: they may go, and nobody else reads our clients. */
  async function resolveConflict(description: string): Promise<void> {
    const isWebhook = /webhook/i.test(description)
    if (isWebhook && !hasPolled) {
      // A webhook left on this token, by an earlier installation for example, would keep every update from us.
      await bot.api.deleteWebhook({}, shortly()).catch(() => {})
      log.warn('a webhook was set on this token; it is removed, since this process polls')
      return
    }
    // One that is set while we poll is a newer installation's, or our own next one's: it is not taken away.
    conflicts++
    log.error(
      { conflicts },
      isWebhook
        ? 'someone has set a webhook on this token: no updates reach this process; trying again'
        : 'another process polls with this token; trying again',
    )
    await wait(Math.min(3 * retryMs * conflicts, 15_000))
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

  function wait(ms: number): Promise<void> {
    return pause(ms, stopping.signal)
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
