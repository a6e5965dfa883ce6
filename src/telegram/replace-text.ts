/** A text of ours with buttons has been decided: what was shown of it says so, and its buttons are gone, or are others. */
import type { DeliveryBody } from '../coaching/deliveries.ts'
import type { ClaimedDelivery, DeliveryOutcome, Outbox } from '../coaching/ports/deliveries.ts'
import type { TextKey, Texts } from '../locales/texts.ts'
import type { BotApi } from './bot-api.ts'
import { keyboard } from './buttons.ts'
import { unlessDone } from './edit-shown.ts'
import { plain } from './rendering/formatted.ts'
import { renderNotice } from './rendering/labels.ts'
import { withQuotes } from './rendering/messages.ts'
import { splitFormatted } from './rendering/split.ts'

type Deps = { botApi: BotApi; texts: Texts; outbox: Pick<Outbox, 'findSent'> }

export function createReplaceText({ botApi, texts, outbox }: Deps) {
  /** What was never sent needs no change. */
  return async function replaceText(
    { coachId, client, coach, target }: ClaimedDelivery,
    { deliveryId, key, params, said, quote, buttons = [] }: Extract<DeliveryBody, { kind: 'replace' }>,
  ): Promise<DeliveryOutcome> {
    const sent = await outbox.findSent(coachId, deliveryId)
    const last = sent?.telegramMessageIds.at(-1)
    const language = target === 'client' ? client.language : coach.language
    const words = texts.render(language, key as TextKey, params)
    const [text, ...rest] =
      target === 'client' ? renderNotice(words) : splitFormatted(withQuotes(plain(words), { said, quote }))
    // Of what was too long for one message the rest stands above: it is not said again.
    const isWhole = rest.length === 0 && sent?.telegramMessageIds.length === 1
    const shown = target === 'client' || isWhole ? text : plain(words)
    if (sent && shown && last !== undefined)
      await unlessDone(botApi.editText(sent.chatId, last, shown, keyboard(buttons, texts, language)))
    return { kind: 'sent' }
  }
}
