/** What polling and the webhook share: when an update counts as handled, and who in danger is answered although it is not. */
import type { Bot, Context } from 'grammy'
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'

/** Nobody in danger waits longer for the handling of what came before them, or of their own message. */
export const longHandlingMs = 3_000
/** An update that fails this often while the store is up is a fault of ours, and must not hold up everyone else. */
const triesAtMost = 5
const failuresRemembered = 1_000
const initWithinMs = 10_000

export type Handling = {
  /** @returns whether the update may be acknowledged: its effect is stored, or it is given up. Never throws. */
  handle(update: Update): Promise<boolean>
  /** Looks for danger in an update that failed or has to wait behind another, and answers that; stores nothing. */
  screenOnly(update: Update): Promise<void>
}

type Deps<C extends Context> = {
  bot: Bot<C>
  /** Can the database be reached? An update that fails while it cannot is tried for ever. */
  isStoreUp: () => Promise<boolean>
  screenOnly: (update: Update) => Promise<void>
  log: Logger
}

export function createHandling<C extends Context>({ bot, isStoreUp, screenOnly, log }: Deps<C>): Handling {
  const failures = new Map<number, number>()

  return {
    async handle(update) {
      try {
        // Who the bot is decides what is addressed to it. That Telegram does not say so now is no fault of the update.
        if (!bot.isInited())
          await bot.init(AbortSignal.timeout(initWithinMs) as unknown as Parameters<typeof bot.init>[0])
      } catch (error) {
        log.error(
          { updateId: update.update_id, err: error },
          'update not handled: Telegram does not say who this bot is',
        )
        return false
      }
      try {
        await bot.handleUpdate(update)
        failures.delete(update.update_id)
        return true
      } catch (error) {
        return noteFailure(update.update_id, error)
      }
    },
    screenOnly,
  }

  async function noteFailure(updateId: number, error: unknown): Promise<boolean> {
    const attempt = (failures.get(updateId) ?? 0) + 1
    log.error({ updateId, attempt, err: error }, 'update not handled; trying again')
    if (attempt < triesAtMost || !(await isStoreUp())) {
      failures.set(updateId, attempt)
      // Another process may have handled one that failed here: such a count is never asked for again.
      for (const oldest of failures.keys()) if (failures.size > failuresRemembered) failures.delete(oldest)
      return false
    }
    log.fatal({ updateId }, 'update given up')
    failures.delete(updateId)
    return true
  }
}
