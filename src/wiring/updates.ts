/** The way of Telegram's updates into this process: fetched or brought, as the configuration and the roles say. */
import type { Bot } from 'grammy'
import type { Logger } from 'pino'
import type { Words } from '../coaching/receive.ts'
import type { Config } from '../config.ts'
import { openPollTurn } from '../db/poll-turn.ts'
import { createHandling } from '../telegram/handling.ts'
import { wordsOf } from '../telegram/incoming.ts'
import { createPolling } from '../telegram/polling.ts'
import { createRegistration } from '../telegram/registration.ts'
import { createWebhook, webhookSecret } from '../telegram/webhook.ts'

type Deps = {
  config: Config & { telegramBotToken: string }
  bot: Bot
  botId: number
  isStoreUp: () => Promise<boolean>
  screenOnly: (words: Words) => Promise<unknown>
  log: Logger
}

export function wireUpdates({ config, bot, botId, isStoreUp, screenOnly, log }: Deps) {
  const handling = createHandling({
    bot,
    isStoreUp,
    log,
    screenOnly: async (update) => {
      const words = wordsOf(update)
      if (words) await screenOnly(words)
    },
  })
  const isBot = config.roles.includes('bot')
  const { publicUrl } = config
  const webhook =
    publicUrl !== undefined && config.roles.includes('http')
      ? createWebhook({ handling, token: config.telegramBotToken, log })
      : undefined
  const registration =
    publicUrl !== undefined && isBot
      ? createRegistration({ bot, publicUrl, secret: webhookSecret(config.telegramBotToken), log })
      : undefined
  const pollTurn =
    isBot && publicUrl === undefined && config.databaseUrl ? openPollTurn(config.databaseUrl, botId) : undefined
  const polling =
    isBot && publicUrl === undefined
      ? createPolling({ bot, handling, isMyTurn: pollTurn?.isMine ?? (async () => true), log })
      : undefined
  const fetching = polling ?? registration

  return {
    webhook,
    polling,
    /** What makes updates come: undefined where another process sees to it. */
    fetching,
    idle: () => (polling?.idle() ?? true) && (webhook?.idle() ?? true),
    async close(): Promise<void> {
      await fetching?.stop()
      await pollTurn?.close() // another process polls from here on
      await webhook?.close()
    },
  }
}
