/**
 * Updates as Telegram brings them: what is stored is answered 200, everything else 503, which Telegram repeats. The work that
 * follows from an update is done later, by the queue, so that an answer takes as long as one transaction.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import { type Handling, longHandlingMs } from './handling.ts'

/** Telegram hangs up after 60 s, and then says nothing of what it wants: an answer before that does. */
const answerWithinMs = 50_000

export type Webhook = {
  /** Does the request come from Telegram? */
  isGenuine(secret: string | undefined): boolean
  /** @returns the status to answer with; what is not 200 is brought again */
  receive(body: string): Promise<200 | 400 | 503>
  /** Before the rest of the process is ready nothing is taken. */
  open(): void
  /** Takes nothing more; ends what is under way. */
  close(): Promise<void>
  idle(): boolean
}

/**
 * Proves that a request comes from Telegram. Made from the token, so that all processes agree on it and nothing new is kept.
 *
 * @returns 64 characters of those that Telegram allows
 */
export function webhookSecret(token: string): string {
  return createHmac('sha256', token).update('opencoach webhook').digest('hex')
}

type Waiting = { update: Update; settle: (isHandled: boolean) => void }

export function createWebhook({ handling, token, log }: { handling: Handling; token: string; log: Logger }): Webhook {
  const expected = digest(webhookSecret(token))
  const lanes = new Map<number, { waiting: Waiting[]; done: Promise<void> }>()
  const underWay = new Map<number, Promise<boolean>>()
  let isOpen = false

  return {
    isGenuine: (secret) => timingSafeEqual(digest(secret ?? ''), expected),
    async receive(body) {
      if (!isOpen) return 503
      const update = parse(body)
      if (!update) return 400
      return (await answerInTime(take(update))) ? 200 : 503
    },
    open() {
      isOpen = true
    },
    async close() {
      isOpen = false
      await Promise.all([...lanes.values()].map((lane) => lane.done))
    },
    idle: () => underWay.size === 0,
  }

  /** Telegram repeats what it got no answer to, perhaps while we are still at it: both get the same answer. */
  function take(update: Update): Promise<boolean> {
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
  }

  /** One at a time in a chat, the oldest first: connections overtake each other. After a failure nothing passes it by. */
  async function work(key: number, waiting: Waiting[]): Promise<void> {
    let hasFailed = false
    while (waiting.length > 0) {
      const next = waiting.reduce((first, other) => (other.update.update_id < first.update.update_id ? other : first))
      waiting.splice(waiting.indexOf(next), 1)
      const isHandled: boolean = !hasFailed && (await handling.handle(next.update))
      if (!isHandled) await screen(next.update)
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

/** As Telegram queues them: by the chat; a tap by who tapped. */
function laneOf(update: Update): number {
  const message = update.message ?? update.edited_message ?? update.message_reaction ?? update.my_chat_member
  return message?.chat.id ?? update.callback_query?.from.id ?? 0
}

function parse(body: string): Update | undefined {
  try {
    const value: unknown = JSON.parse(body)
    const isUpdate = typeof value === 'object' && value !== null && 'update_id' in value
    return isUpdate && Number.isSafeInteger(value.update_id) ? (value as Update) : undefined
  } catch {
    return undefined
  }
}

async function answerInTime(handled: Promise<boolean>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), answerWithinMs)
  try {
    return await Promise.race([handled, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Of equal length, whatever was sent. */
function digest(text: string): Buffer {
  return createHmac('sha256', 'compare').update(text).digest()
}
