/** Updates in the order of their chat, and no chat behind another's: one that takes long keeps nobody else waiting. */
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import { type Handling, longHandlingMs } from './handling.ts'

export type Lanes = {
  /**
   * @returns whether the update may be acknowledged. Whatever is behind one of its chat that failed is not handled either,
   *   to keep the order; those who are in danger are answered all the same. Never throws.
   */
  take(update: Update): Promise<boolean>
  /** Resolves when nothing that was taken is under way any more. */
  done(): Promise<void>
  idle(): boolean
}

type Waiting = { update: Update; settle: (isHandled: boolean) => void }

type Deps = {
  handling: Handling
  log: Logger
  /** Once aborted, what still waits is left for the next process. */
  signal?: AbortSignal
}

export function createLanes({ handling, log, signal }: Deps): Lanes {
  const lanes = new Map<number, { waiting: Waiting[]; done: Promise<void> }>()
  const underWay = new Map<number, Promise<boolean>>()

  return {
    /** Telegram repeats what it got no answer to, perhaps while we are still at it: both get the same answer. */
    take(update) {
      const already = underWay.get(update.update_id)
      if (already) return already
      const { promise, resolve } = Promise.withResolvers<boolean>()
      underWay.set(update.update_id, promise)
      const watch = setInterval(() => void screen(update), longHandlingMs)
      const settle = (isHandled: boolean) => {
        clearInterval(watch)
        underWay.delete(update.update_id)
        resolve(isHandled)
      }
      const key = laneOf(update)
      const lane = lanes.get(key)
      if (lane) lane.waiting.push({ update, settle })
      else {
        const waiting = [{ update, settle }]
        lanes.set(key, { waiting, done: work(key, waiting) })
      }
      return promise
    },
    async done() {
      await Promise.all([...lanes.values()].map((lane) => lane.done))
    },
    idle: () => underWay.size === 0,
  }

  /** One at a time in a chat, the oldest first: connections overtake each other. After a failure nothing passes it by. */
  async function work(key: number, waiting: Waiting[]): Promise<void> {
    let hasFailed = false
    while (waiting.length > 0) {
      const next = waiting.reduce((first, other) => (other.update.update_id < first.update.update_id ? other : first))
      waiting.splice(waiting.indexOf(next), 1)
      const isLeft = signal?.aborted === true
      const isHandled: boolean = !hasFailed && !isLeft && (await handling.handle(next.update))
      if (!isHandled && !isLeft) await screen(next.update)
      hasFailed ||= !isHandled
      if (waiting.length === 0) lanes.delete(key)
      next.settle(isHandled)
    }
  }

  async function screen(update: Update): Promise<void> {
    await handling.screenOnly(update).catch((error: unknown) => {
      log.error({ updateId: update.update_id, err: error }, 'update not looked at for danger')
    })
  }
}

/** By the chat. A tap counts to the chat of its message, so that it comes before what is written there after it. */
function laneOf({ callback_query: tap, ...update }: Update): number {
  const event = update.message ?? update.edited_message ?? update.message_reaction ?? update.my_chat_member
  return (event ?? tap?.message)?.chat.id ?? tap?.from.id ?? 0
}
