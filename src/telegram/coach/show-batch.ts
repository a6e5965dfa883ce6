/** Shows what becomes of files that came together: one silent message in the coach's private chat, edited as they get on. */
import type { Logger } from 'pino'
import type { BatchShown, BatchWork, PriceSpeech } from '../../coaching/knowledge/batches.ts'
import type { Texts } from '../../locales/texts.ts'
import { type BotApi, outcomeOf } from '../bot-api.ts'
import { keyboard } from '../buttons.ts'
import { renderBatch } from '../rendering/batch.ts'

const tryAgainMs = 30_000

type Deps = {
  botApi: Pick<BotApi, 'sendText' | 'editText'>
  texts: Texts
  priceSpeech: PriceSpeech
  hasPage: boolean
  log: Logger
}

/** @returns what became of it; never throws for a failure of Telegram's */
export function createShowBatch({ botApi, texts, priceSpeech, hasPage, log }: Deps) {
  return async function show(work: BatchWork): Promise<BatchShown> {
    const { view, chatId, messageId, coachId } = work
    const askedMs = view.items.reduce((sum, { state, speechMs = 0 }) => sum + (state === 'asked' ? speechMs : 0), 0)
    const speechCostUsd = askedMs > 0 ? await priceSpeech(coachId, askedMs) : null
    const { text, buttons } = renderBatch(view, { speechCostUsd, hasPage }, texts)
    const options = { silent: true, keyboard: keyboard(buttons, texts, view.language) }
    try {
      if (messageId === undefined) return { kind: 'shown', messageId: await botApi.sendText({ chatId }, text, options) }
      await botApi.editText(chatId, messageId, text, options.keyboard)
      return { kind: 'shown' }
    } catch (error) {
      if (/message is not modified/i.test(String(error))) return { kind: 'shown' }
      const outcome = outcomeOf(error)
      log.warn({ coachId, outcome }, 'a batch is not shown')
      if (outcome.kind === 'too_early') return { kind: 'later', afterMs: outcome.retryAfterMs }
      const isLost = outcome.kind === 'refused' && /not found|can't be edited|MESSAGE_ID_INVALID/i.test(outcome.error)
      if (messageId !== undefined && isLost) return { kind: 'lost' }
      if (outcome.kind === 'blocked' || outcome.kind === 'refused') return { kind: 'refused' }
      return { kind: 'later', afterMs: tryAgainMs }
    }
  }
}
