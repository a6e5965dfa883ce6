/**
 * Updates as Telegram brings them: what is stored is answered 200, everything else 503, which Telegram repeats. The work that
 * follows from an update is done later, by the queue, so that an answer takes as long as one transaction.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import type { Handling } from './handling.ts'
import { createLanes } from './lanes.ts'

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

export function createWebhook({ handling, token, log }: { handling: Handling; token: string; log: Logger }): Webhook {
  const expected = digest(webhookSecret(token))
  const lanes = createLanes({ handling, log })
  let isOpen = false

  return {
    isGenuine: (secret) => timingSafeEqual(digest(secret ?? ''), expected),
    async receive(body) {
      if (!isOpen) return 503
      const update = parse(body)
      if (!update) return 400
      return (await answerInTime(lanes.take(update))) ? 200 : 503
    },
    open() {
      isOpen = true
    },
    async close() {
      isOpen = false
      await lanes.done()
    },
    idle: lanes.idle,
  }
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
