import { setTimeout as sleep } from 'node:timers/promises'
import type { BotAccount, Webhook } from '../world/state.ts'
import type { Update } from '../world/update-queue.ts'
import type { World } from '../world/world.ts'
import { ApiError } from './api-error.ts'
import { type Body, parseObject } from './body.ts'
import type { Perform } from './perform.ts'
import { isOnThisMachine } from './this-machine.ts'

export type WebhookSettings = {
  /** Real time, as everything here: what waits at the other end is a program. */
  timeoutMs: number
  /** The first wait after a failure; each further one is twice as long. */
  retryMs: number
  retryMsAtMost: number
}

export const usualWebhookSettings: WebhookSettings = { timeoutMs: 60_000, retryMs: 200, retryMsAtMost: 5_000 }

type Deps = { world: World; perform: Perform; settings: WebhookSettings }

/**
 * Sends updates where bots want them, one after another: the next one goes when this one was taken, which is what any 2xx
 * means. It begins when a bot names an address and ends when it names none, or the world ends.
 */
export function runWebhooks({ world, perform, settings }: Deps): void {
  world.onWebhook((bot, webhook) => void deliver(bot, webhook))

  async function deliver(bot: BotAccount, webhook: Webhook): Promise<void> {
    const signal = AbortSignal.any([webhook.closing.signal, world.closing])
    for (let failures = 0; ; ) {
      const update = await bot.queue.first(signal)
      if (!update) return
      const problem = await send(bot, webhook, update, signal)
      if (problem === undefined) {
        bot.queue.confirm(update.update_id)
        failures = 0
        continue
      }
      webhook.lastError = { at: world.now(), message: problem }
      const waitMs = Math.min(settings.retryMs * 2 ** failures++, settings.retryMsAtMost)
      await sleep(waitMs, undefined, { signal }).catch(() => undefined)
    }
  }

  /** @returns what went wrong, in Telegram's words for it */
  async function send(
    bot: BotAccount,
    { url, secretToken }: Webhook,
    update: Update,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    if (!isOnThisMachine(url)) return 'The simulator delivers on this machine only'
    const timeout = AbortSignal.timeout(settings.timeoutMs)
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secretToken !== undefined && { 'x-telegram-bot-api-secret-token': secretToken }),
        },
        body: JSON.stringify(update),
        redirect: 'manual',
        signal: AbortSignal.any([signal, timeout]),
      })
      const text = await response.text()
      if (!response.ok) return `Wrong response from the webhook: ${response.status} ${response.statusText}`.trim()
      await obey(bot, text, signal)
      return undefined
    } catch (error) {
      return timeout.aborted ? 'Read timeout expired' : describe(error)
    }
  }

  /** A bot may call one method by the body of its answer, and never learns what came of it. */
  async function obey(bot: BotAccount, text: string, signal: AbortSignal): Promise<void> {
    const body = readAnswer(text)
    if (!body) return
    const { method, ...parameters } = body.parameters
    if (typeof method !== 'string') return
    await perform(bot, method, () => ({ ...body, parameters }), signal)
  }
}

function readAnswer(text: string): Body | undefined {
  try {
    return { parameters: parseObject(text), uploads: new Map() }
  } catch (error) {
    if (error instanceof ApiError) return undefined // "OK", for example, is a good answer too
    throw error
  }
}

function describe(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  return code === 'ECONNREFUSED' ? 'Connection refused' : `Connection failed: ${code || String(error)}`
}
