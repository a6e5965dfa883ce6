/** Long polling that acknowledges an update only once its effect is stored: nothing is lost by a kill. */
import { type Bot, type Context, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import { causeOf } from './bot-api.ts'
import type { Handling } from './handling.ts'
import { createLanes } from './lanes.ts'
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
/** While something is under way, what others write meanwhile is asked for this often. */
const besidesMs = 200
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
  const lanes = createLanes({ handling, log, signal: stopping.signal })
  let offset = 0
  /** What Telegram has not been told to forget, by its number: has it been handled? */
  const known = new Map<number, boolean>()
  const underWay = new Map<number, Promise<void>>()
  let round = { handled: 0, failed: 0 }
  /** Rounds in a row in which nothing was handled. */
  let failures = 0
  let isCaughtUp = false
  let hadTurn: boolean | undefined
  let hasPolled = false
  let conflicts = 0
  const { promise: caughtUp, resolve: noteCaughtUp } = Promise.withResolvers<void>()

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (!(await hasTurn())) {
        noteCaughtUp() // not for this process to wait for
        await allHandled()
        known.clear()
        offset = 0 // by the next turn others have gone on
        await wait(standbyMs)
        continue
      }
      const isBusy = underWay.size > 0 || !isCaughtUp
      const updates = await fetchUpdates(isBusy ? 0 : pollSeconds)
      if (updates) forgetGone(updates)
      takeNew(updates ?? [])
      if (!isCaughtUp) void allHandled().then(noteCaughtUp)
      isCaughtUp = true
      await handleForAWhile()
    }
    await allHandled()
    acknowledge()
    if (hadTurn && offset > 0) await bot.api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => {})
  }

  /**
   * What is not acknowledged comes again with every request: new is what is not known, and what has failed. That one comes
   * before those behind it, and so is taken before them.
   */
  function takeNew(updates: Update[]): void {
    for (const update of updates) {
      const id = update.update_id
      if (underWay.has(id) || known.get(id)) continue
      known.set(id, false)
      const handling = lanes.take(update).then((isHandled) => {
        underWay.delete(id)
        known.set(id, isHandled)
        round[isHandled ? 'handled' : 'failed']++
      })
      underWay.set(id, handling)
    }
  }

  /** What Telegram no longer has (a day old, or taken by another process) never comes again, and must not be waited for. */
  function forgetGone([first]: readonly Update[]): void {
    const oldest = first?.update_id ?? Number.POSITIVE_INFINITY
    for (const id of known.keys()) if (id < oldest && !underWay.has(id)) known.delete(id)
  }

  /** Until all is handled, or for so long that what others write meanwhile has to be asked for. */
  async function handleForAWhile(): Promise<void> {
    await Promise.race([allHandled(), wait(besidesMs)])
    acknowledge()
    const { handled, failed } = round
    round = { handled: 0, failed: 0 }
    if (handled > 0) failures = 0
    if (failed > 0) await wait(Math.min(retryMs * ++failures, 5_000))
  }

  async function allHandled(): Promise<void> {
    await Promise.all(underWay.values())
  }

  /** Telegram forgets what is before the offset: nothing that is not handled is. */
  function acknowledge(): void {
    for (const [id, isHandled] of [...known].sort(([a], [b]) => a - b)) {
      if (!isHandled) return
      known.delete(id)
      offset = id + 1
    }
  }

  /** While the database cannot say whose turn it is, people in danger still have to be heard by whoever polled. */
  async function hasTurn(): Promise<boolean> {
    const before = hadTurn
    hadTurn = await isMyTurn().catch(() => before ?? false)
    if (hadTurn !== before) log.info(hadTurn ? 'this process polls' : 'another process polls; this one stands by')
    return hadTurn
  }

  /** @returns those that Telegram still has, the oldest first; undefined when it cannot be asked */
  async function fetchUpdates(waitSeconds: number): Promise<Update[] | undefined> {
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
      if (stopping.signal.aborted) return undefined
      if (isRefusal(error)) throw new BotRefused()
      if (error instanceof GrammyError && error.error_code === 409) await resolveConflict(error.description)
      else {
        log.error({ error: causeOf(error) }, 'could not fetch updates; trying again')
        await wait(retryMs)
      }
      return undefined
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
    idle: lanes.idle,
  }
}
