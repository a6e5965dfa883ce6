/** Renders a delivery and sends it: text and entities, silent unless it is due a sound, part after part. */
import type { Logger } from 'pino'
import type { DeliveryBody } from '../coaching/deliveries.ts'
import type { ClaimedDelivery, DeliveryOutcome, Outbox, Practices } from '../coaching/ports.ts'
import type { Texts } from '../locales/texts.ts'
import { type BotApi, migratedTo, outcomeOf, type Place } from './bot-api.ts'
import { keyboard } from './buttons.ts'
import { type Formatted, plain } from './rendering/formatted.ts'
import { renderCard, renderForClient, renderForCoach, renderMirror } from './rendering/messages.ts'
import { splitFormatted } from './rendering/split.ts'

/** Telegram's limit on a topic's name. */
const topicNameLength = 128
const tellOfTopicsEveryMs = 3_600_000

type Deps = { botApi: BotApi; texts: Texts; outbox: Outbox; practices: Pick<Practices, 'migrateGroup'>; log: Logger }

/** @returns what became of it; never throws for a failure of Telegram's */
export function createSend({ botApi, texts, outbox, practices, log }: Deps) {
  const toldOfTopicsAt = new Map<number, number>()

  return async function send(delivery: ClaimedDelivery): Promise<DeliveryOutcome> {
    try {
      return await attempt(delivery)
    } catch (error) {
      const newChatId = migratedTo(error)
      // A reaction belongs to a message of the old group; everything else goes to the new one.
      if (newChatId !== undefined && delivery.coach.groupChatId !== undefined && delivery.body.kind !== 'reaction') {
        await practices.migrateGroup(delivery.coach.groupChatId, newChatId)
        return { kind: 'too_early', retryAfterMs: 0 }
      }
      const outcome = outcomeOf(error)
      log.warn(
        { deliveryId: delivery.id, target: delivery.target, attempts: delivery.attempts, outcome },
        'delivery not sent',
      )
      return outcome
    }
  }

  async function attempt(delivery: ClaimedDelivery): Promise<DeliveryOutcome> {
    const { body, client, coach } = delivery
    if (delivery.target === 'client') {
      if (body.kind === 'unsend') return takeBack(delivery, body.messageId)
      return sendParts(delivery, { chatId: client.telegramUserId }, renderForClient(delivery, texts), false)
    }
    const forCoach =
      body.kind === 'mirror' ? splitFormatted(renderMirror(delivery, texts)) : renderForCoach(delivery, texts)
    if (delivery.target === 'coach')
      return sendParts(delivery, { chatId: coach.telegramUserId }, forCoach, !isLoud(body))

    if (coach.groupChatId === undefined) return { kind: 'refused', error: 'no group' }
    if (body.kind === 'reaction') {
      await botApi.react(body.chatId, body.telegramMessageId, body.emoji)
      return { kind: 'sent' }
    }
    if (coach.groupIsForum && client.topicId === undefined) {
      const topicId = await makeTopic(coach.groupChatId, delivery)
      if (topicId !== undefined) return { kind: 'topic_made', topicId }
    }
    const topic = { chatId: coach.groupChatId, ...(coach.groupIsForum && { topicId: client.topicId }) }
    if (body.kind === 'card') return sendCard(delivery, topic)
    return sendParts(delivery, topic, forCoach, !isLoud(body))
  }

  /** @returns undefined when Telegram refuses: General takes what the topic cannot, and the coach hears how to mend it */
  async function makeTopic(groupChatId: number, { client, coach }: ClaimedDelivery): Promise<number | undefined> {
    try {
      return await botApi.createTopic(groupChatId, client.displayName.slice(0, topicNameLength).toWellFormed())
    } catch (error) {
      if (outcomeOf(error).kind !== 'refused') throw error
      const last = toldOfTopicsAt.get(groupChatId)
      if (last === undefined || performance.now() - last > tellOfTopicsEveryMs) {
        toldOfTopicsAt.set(groupChatId, performance.now())
        const text = plain(texts.render(coach.language, 'topics-impossible'))
        await botApi.sendText({ chatId: coach.telegramUserId }, text).catch(() => {}) // the group shows it as well
      }
      return undefined
    }
  }

  async function sendParts(
    delivery: ClaimedDelivery,
    place: Place,
    parts: Formatted[],
    silent: boolean,
  ): Promise<DeliveryOutcome> {
    const { body } = delivery
    const language = delivery.target === 'client' ? delivery.client.language : delivery.coach.language
    // Nothing visible is left of it: whoever waits for it must not be taken for answered.
    if (parts.length === 0) return { kind: 'refused', error: 'nothing to send' }
    for (const [index, part] of parts.entries()) {
      if (index < delivery.partsSent) continue
      const isLast = index === parts.length - 1
      const telegramMessageId = await botApi.sendText(place, part, {
        silent,
        ...(index === 0 && body.kind === 'text' && { replyTo: body.replyToTelegramMessageId }),
        ...(isLast && body.kind === 'text' && body.buttons && { keyboard: keyboard(body.buttons, texts, language) }),
      })
      const mayGoOn = await outbox.recordPart(delivery, place.chatId, telegramMessageId)
      if (!mayGoOn) break
    }
    return { kind: 'sent' }
  }

  async function sendCard(delivery: ClaimedDelivery, topic: Place): Promise<DeliveryOutcome> {
    const messageId = await botApi.sendText(topic, renderCard(delivery, texts), { silent: true })
    await outbox.recordPart(delivery, topic.chatId, messageId)
    if (!delivery.coach.groupIsForum) return { kind: 'sent' }
    try {
      await botApi.pin(topic.chatId, messageId)
    } catch (error) {
      log.warn({ deliveryId: delivery.id, outcome: outcomeOf(error) }, 'card not pinned') // it is there all the same
    }
    return { kind: 'sent' }
  }

  async function takeBack(delivery: ClaimedDelivery, messageId: string): Promise<DeliveryOutcome> {
    for (const part of await outbox.listSentParts(delivery.coachId, messageId)) {
      try {
        await botApi.deleteMessage(part.chatId, part.telegramMessageId)
      } catch (error) {
        const outcome = outcomeOf(error)
        if (outcome.kind !== 'refused' || !/not found/i.test(outcome.error)) return outcome
      }
    }
    return { kind: 'sent' }
  }
}

function isLoud(body: DeliveryBody): boolean {
  return (body.kind === 'text' || body.kind === 'mirror') && body.loud === true
}
