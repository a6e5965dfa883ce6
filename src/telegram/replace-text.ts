/** A text of ours with buttons has been decided: what the client was shown of it says so, and has no buttons any more. */
import type { DeliveryBody } from '../coaching/deliveries.ts'
import type { ClaimedDelivery, DeliveryOutcome, Outbox } from '../coaching/ports.ts'
import type { TextKey, Texts } from '../locales/texts.ts'
import type { BotApi } from './bot-api.ts'
import { unlessDone } from './edit-shown.ts'
import { renderNotice } from './rendering/labels.ts'

type Deps = { botApi: BotApi; texts: Texts; outbox: Pick<Outbox, 'findSent'> }

export function createReplaceText({ botApi, texts, outbox }: Deps) {
  /** What was never sent needs no change. */
  return async function replaceText(
    { coachId, client }: ClaimedDelivery,
    { deliveryId, key, params }: Extract<DeliveryBody, { kind: 'replace' }>,
  ): Promise<DeliveryOutcome> {
    const sent = await outbox.findSent(coachId, deliveryId)
    const [text] = renderNotice(texts.render(client.language, key as TextKey, params))
    const last = sent?.telegramMessageIds.at(-1)
    if (sent && text && last !== undefined) await unlessDone(botApi.editText(sent.chatId, last, text))
    return { kind: 'sent' }
  }
}
