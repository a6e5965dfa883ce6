/** A message was edited: what was shown of it, to the client or to the coach, changes with it. */
import type { ClaimedDelivery, DeliveryOutcome, Outbox, SentPart } from '../coaching/ports/deliveries.ts'
import type { Texts } from '../locales/texts.ts'
import { type BotApi, outcomeOf } from './bot-api.ts'
import type { Formatted } from './rendering/formatted.ts'
import { renderMessagesForClient, renderMirror } from './rendering/messages.ts'
import type { Outgoing } from './rendering/outgoing.ts'

type Deps = { botApi: BotApi; texts: Texts; outbox: Outbox }
type Shown = NonNullable<Awaited<ReturnType<Outbox['findShown']>>>

export function createEditShown({ botApi, texts, outbox }: Deps) {
  /** Edits in place; a text that has become longer goes on in a new message, one that has become shorter leaves none behind. */
  return async function editShown(delivery: ClaimedDelivery, messageId: string): Promise<DeliveryOutcome> {
    const shown = await outbox.findShown(delivery.coachId, messageId, delivery.target)
    if (!shown) return { kind: 'sent' } // not shown yet: it will be as it is by then
    const render = delivery.target === 'client' ? renderMessagesForClient : renderMirror
    const wanted = render({ ...delivery, messages: shown.messages, body: { kind: 'mirror' } }, texts).flatMap(slotsOf)
    for (const [at, slot] of wanted.entries()) {
      const part = shown.parts[at]
      if (part) await edit(shown, part, slot)
      else if (slot.kind === 'text') await sendRest(delivery, shown, slot.content, messageId)
    }
    for (const part of shown.parts.slice(wanted.length)) await takeAway(delivery, shown, part)
    return { kind: 'sent' }
  }

  async function edit({ chatId }: Shown, { telegramMessageId }: SentPart, slot: Slot): Promise<void> {
    if (slot.kind === 'text') await unlessDone(botApi.editText(chatId, telegramMessageId, slot.content))
    if (slot.kind === 'caption') await unlessDone(botApi.editCaption(chatId, telegramMessageId, slot.content))
  }

  async function sendRest(
    delivery: ClaimedDelivery,
    { chatId, deliveryId }: Shown,
    content: Formatted,
    messageId: string,
  ): Promise<void> {
    const topicId = delivery.target === 'topic' ? delivery.client.topicId : undefined
    const telegramMessageId = await botApi.sendText({ chatId, topicId }, content, {
      silent: delivery.target !== 'client',
    })
    // As a part of what it goes on from: the next edit, and whoever takes the message back, finds it there.
    await outbox.recordPart(delivery, chatId, [{ telegramMessageId, messageId, continues: deliveryId }])
  }

  async function takeAway({ coachId }: ClaimedDelivery, { chatId }: Shown, part: SentPart): Promise<void> {
    try {
      await unlessDone(botApi.deleteMessage(chatId, part.telegramMessageId))
    } catch (error) {
      if (outcomeOf(error).kind !== 'refused') throw error
      return // what is left says too much, not too little
    }
    await outbox.forgetPart(coachId, chatId, part.telegramMessageId)
  }
}

/** Shown as it is already, or taken away by hand: nothing is left to change. */
export async function unlessDone(edit: Promise<void>): Promise<void> {
  try {
    await edit
  } catch (error) {
    const outcome = outcomeOf(error)
    if (outcome.kind !== 'refused' || !/not modified|not found/i.test(outcome.error)) throw error
  }
}

/** One of Telegram's messages, and what of it can be edited. */
type Slot = { kind: 'text' | 'caption'; content: Formatted } | { kind: 'fixed' }

function slotsOf(outgoing: Outgoing): Slot[] {
  if (outgoing.kind === 'text') return [{ kind: 'text', content: outgoing.content }]
  if (outgoing.kind === 'copy') return [{ kind: 'fixed' }]
  const files = outgoing.kind === 'album' ? outgoing.files : [outgoing]
  return files.map(({ caption }) => (caption ? { kind: 'caption', content: caption } : { kind: 'fixed' }))
}
