/** The icons of clients' topics: of those that Telegram offers, the ones that tell the state at a glance. */
import type { Logger } from 'pino'
import type { TopicIcon } from '../coaching/board.ts'
import { type BotApi, outcomeOf } from './bot-api.ts'

/** The first that is offered is taken; no two states begin with the same. */
const wanted: Record<TopicIcon, readonly string[]> = {
  ai: ['🤖', '💬'],
  waiting: ['🙋', '❗', '❓', '⏳'],
  human: ['🗣', '👀', '❤', '📣'],
  crisis: ['🆘', '🔥', '‼'],
  off: ['💤', '📁', '📝'],
}
/** After a failure to ask. */
const askAgainAfterMs = 600_000

export type TopicIcons = ReturnType<typeof createTopicIcons>

export function createTopicIcons({ botApi, log }: { botApi: BotApi; log: Logger }) {
  let offered: ReturnType<BotApi['listTopicIcons']> | undefined
  let failedAt = Number.NEGATIVE_INFINITY

  return {
    /** Asks Telegram once. @returns undefined when it offers none that fits, or cannot be asked: the icon is left as it is */
    async find(icon: TopicIcon): Promise<string | undefined> {
      const icons = await list()
      const found = wanted[icon].flatMap((emoji) => icons.find((one) => bare(one.emoji) === bare(emoji)) ?? [])
      return found[0]?.customEmojiId
    },
  }

  async function list() {
    if (performance.now() - failedAt < askAgainAfterMs) return []
    offered ??= botApi.listTopicIcons()
    try {
      return await offered
    } catch (error) {
      offered = undefined
      failedAt = performance.now()
      log.warn({ outcome: outcomeOf(error) }, 'topic icons not known')
      return []
    }
  }
}

/** Telegram writes some emoji with a variation selector and some without. */
function bare(emoji: string): string {
  return emoji.replaceAll('\uFE0F', '')
}
