/** The week in the coach's private chat: it makes no sound, and can be switched off below. */
import type { Logger } from 'pino'
import type { ShowDigest } from '../../coaching/learning/digest.ts'
import type { Texts } from '../../locales/texts.ts'
import { type BotApi, outcomeOf } from '../bot-api.ts'
import { keyboard } from '../buttons.ts'
import { digestButton, renderDigest } from '../rendering/digest.ts'

const tryAgainMs = 10 * 60_000

type Deps = { botApi: Pick<BotApi, 'sendText'>; texts: Texts; log: Logger }

/** Never throws for a failure of Telegram's. What may have been sent is sent again: twice is better than never, as everywhere. */
export function createShowDigest({ botApi, texts, log }: Deps): ShowDigest {
  return async function show(work, lines) {
    const { coachId, chatId, language } = work
    const buttons = keyboard([[digestButton(true)]], texts, language)
    try {
      const text = renderDigest(lines, work, texts)
      await botApi.sendText({ chatId }, text, { silent: true, keyboard: buttons })
    } catch (error) {
      const outcome = outcomeOf(error)
      log.warn({ coachId, outcome }, 'what was learned in a week is not shown')
      if (outcome.kind === 'too_early') return outcome.retryAfterMs
      if (outcome.kind === 'bot_refused' || outcome.kind === 'unclear') return tryAgainMs
    }
    return undefined
  }
}
