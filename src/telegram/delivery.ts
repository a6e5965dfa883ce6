/** Renders a delivery and sends it: text and entities, silent unless it is due a sound, part after part. */
import type { Logger } from 'pino'
import { topicIcon } from '../coaching/board.ts'
import type { DeliveryBody } from '../coaching/deliveries.ts'
import { exceptionButtons } from '../coaching/learning/exception.ts'
import { momentButtons } from '../coaching/learning/moment.ts'
import type {
  ClaimedDelivery,
  DeliveryOutcome,
  Outbox,
  Page,
  SendPage,
  SentPart,
} from '../coaching/ports/deliveries.ts'
import type { Practices } from '../coaching/ports/practices.ts'
import type { TextKey, Texts } from '../locales/texts.ts'
import { type BotApi, migratedTo, outcomeOf, type Place } from './bot-api.ts'
import { keyboard } from './buttons.ts'
import { createEditShown } from './edit-shown.ts'
import { renderCard } from './rendering/board.ts'
import { renderBriefing } from './rendering/briefing.ts'
import { renderException } from './rendering/exception.ts'
import { plain } from './rendering/formatted.ts'
import { renderMoment } from './rendering/learning.ts'
import { renderForClient, renderForCoach } from './rendering/messages.ts'
import type { Outgoing } from './rendering/outgoing.ts'
import { createReplaceText } from './replace-text.ts'
import type { TopicIcons } from './topic-icons.ts'

/** Telegram's limit on a topic's name. */
const topicNameLength = 128
/** A coach is told at most this often that something about their group has to be mended. */
const tellEveryMs = 3_600_000

type Deps = {
  botApi: BotApi
  texts: Texts
  outbox: Outbox
  practices: Pick<Practices, 'migrateGroup'>
  topicIcons: TopicIcons
  /** Whoever runs the place, where that is configured. */
  operatorTelegramId?: number | undefined
  page?: SendPage | undefined
  log: Logger
}

/** @returns what became of it; never throws for a failure of Telegram's */
export function createSend({ botApi, texts, outbox, practices, topicIcons, operatorTelegramId, page, log }: Deps) {
  const toldAt = new Map<string, number>()
  const editShown = createEditShown({ botApi, texts, outbox })
  const replaceText = createReplaceText({ botApi, texts, outbox })

  return async function send(delivery: ClaimedDelivery): Promise<DeliveryOutcome> {
    try {
      return await attempt(delivery)
    } catch (error) {
      return afterFailure(delivery, error)
    }
  }

  async function attempt(delivery: ClaimedDelivery): Promise<DeliveryOutcome> {
    const { body, client, coach } = delivery
    if (body.kind === 'reaction') {
      await botApi.react(body.chatId, body.telegramMessageId, body.emoji)
      return { kind: 'sent' }
    }
    if (body.kind === 'reaction_on_shown') {
      const shown = await outbox.findShown(delivery.coachId, body.messageId, delivery.target)
      // A draft has no mirror: what showed it bears its id.
      const draft = shown ? undefined : await outbox.findSent(delivery.coachId, body.messageId)
      const chatId = shown?.chatId ?? draft?.chatId
      const last = shown?.parts.at(-1)?.telegramMessageId ?? draft?.telegramMessageIds.at(-1)
      if (chatId !== undefined && last !== undefined) await botApi.react(chatId, last, body.emoji)
      return { kind: 'sent' }
    }
    if (body.kind === 'edit') return editShown(delivery, body.messageId)
    if (body.kind === 'replace') return replaceText(delivery, body)
    if (body.kind === 'briefing') return showBriefing(delivery)
    if (body.kind === 'moment' || body.kind === 'exception') {
      const kept = keptAsItStands(delivery)
      if (!kept) return { kind: 'sent' } // it is gone
      if (kept.place) return editKept(delivery, kept.place)
    }
    if (delivery.target === 'client') {
      if (body.kind === 'unsend') return takeBack(delivery, body.messageId)
      return sendParts(delivery, { chatId: client.telegramUserId }, renderForClient(delivery, texts), false)
    }
    if (delivery.target === 'pager') return page ? page(pageOf(delivery)) : { kind: 'refused', error: 'no pager' }
    if (delivery.target === 'operator' || delivery.target === 'person') {
      const chatId = delivery.target === 'operator' ? operatorTelegramId : body.kind === 'text' ? body.to : undefined
      if (chatId === undefined) return { kind: 'refused', error: 'nobody to send it to' }
      return sendParts(delivery, { chatId }, renderForCoach(delivery, texts), !isLoud(body))
    }
    if (delivery.target === 'coach')
      return sendParts(delivery, { chatId: coach.telegramUserId }, renderForCoach(delivery, texts), !isLoud(body))

    if (coach.groupChatId === undefined) return { kind: 'refused', error: 'no group' }
    if (coach.groupIsForum && client.topicId === undefined) {
      const icon = delivery.card && topicIcon(delivery.card)
      const topicId = await makeTopic(coach.groupChatId, delivery, icon && (await topicIcons.find(icon)))
      if (topicId !== undefined) return { kind: 'topic_made', topicId, icon }
    }
    return sendToGroup(delivery, {
      chatId: coach.groupChatId,
      ...(coach.groupIsForum && { topicId: client.topicId }),
    })
  }

  async function sendToGroup(delivery: ClaimedDelivery, place: Place): Promise<DeliveryOutcome> {
    if (delivery.body.kind === 'card') return sendCard(delivery, place)
    return sendParts(delivery, place, renderForCoach(delivery, texts), !isLoud(delivery.body))
  }

  async function afterFailure(delivery: ClaimedDelivery, error: unknown): Promise<DeliveryOutcome> {
    const { body, coach, client, target } = delivery
    const newChatId = migratedTo(error)
    // A reaction belongs to a message of the old group; everything else goes to the new one.
    if (newChatId !== undefined && coach.groupChatId !== undefined && body.kind !== 'reaction') {
      await practices.migrateGroup(coach.groupChatId, newChatId)
      return { kind: 'too_early', retryAfterMs: 0 }
    }
    const outcome = outcomeOf(error)
    log.warn({ deliveryId: delivery.id, target, attempts: delivery.attempts, outcome }, 'delivery not sent')
    if (outcome.kind !== 'shut' || target !== 'topic' || coach.groupChatId === undefined) return outcome
    if (client.topicId !== undefined && coach.groupIsForum) {
      const isOpen = await botApi.reopenTopic(coach.groupChatId, client.topicId).then(
        () => true,
        () => false,
      )
      if (isOpen) return { kind: 'too_early', retryAfterMs: 0 }
    }
    await tellCoachOnce(delivery, 'group-shut')
    if (client.topicId === undefined || !coach.groupIsForum || body.kind === 'card') return outcome
    // General takes what the topic does not; where that is shut too, the coach's private chat does.
    return sendToGroup(delivery, { chatId: coach.groupChatId }).catch(outcomeOf)
  }

  /** @returns undefined when Telegram refuses: General takes what the topic cannot, and the coach hears how to mend it */
  async function makeTopic(
    groupChatId: number,
    delivery: ClaimedDelivery,
    iconCustomEmojiId: string | undefined,
  ): Promise<number | undefined> {
    try {
      const name = delivery.client.displayName.slice(0, topicNameLength).toWellFormed()
      return await botApi.createTopic(groupChatId, name, iconCustomEmojiId)
    } catch (error) {
      const { kind } = outcomeOf(error)
      if (kind !== 'refused' && kind !== 'shut') throw error
      await tellCoachOnce(delivery, 'topics-impossible')
      return undefined
    }
  }

  /** In private, since the group is what needs mending. */
  async function tellCoachOnce({ coach }: ClaimedDelivery, key: TextKey): Promise<void> {
    const what = `${key}:${coach.groupChatId}`
    const last = toldAt.get(what)
    if (last !== undefined && performance.now() - last < tellEveryMs) return
    toldAt.set(what, performance.now())
    const text = plain(texts.render(coach.language, key))
    await botApi.sendText({ chatId: coach.telegramUserId }, text).catch(() => {}) // the group shows it as well
  }

  async function sendParts(
    delivery: ClaimedDelivery,
    place: Place,
    parts: Outgoing[],
    silent: boolean,
  ): Promise<DeliveryOutcome> {
    // Nothing visible is left of it: whoever waits for it must not be taken for answered.
    if (parts.length === 0) return { kind: 'refused', error: 'nothing to send' }
    for (const [index, part] of parts.entries()) {
      if (index < delivery.partsSent) continue
      const sent = await sendPart(delivery, place, part, {
        silent,
        isFirst: index === 0,
        isLast: index === parts.length - 1,
      })
      // The last part is recorded with the outcome, in one transaction.
      if (index === parts.length - 1) return { kind: 'sent', last: { chatId: place.chatId, sent } }
      const mayGoOn = await outbox.recordPart(delivery, place.chatId, sent)
      if (!mayGoOn) break
    }
    return { kind: 'sent' }
  }

  async function sendPart(
    { body, target, client, coach, moment, exception, repliesTo }: ClaimedDelivery,
    place: Place,
    part: Outgoing,
    { silent, isFirst, isLast }: { silent: boolean; isFirst: boolean; isLast: boolean },
  ): Promise<SentPart[]> {
    const ofText = body.kind === 'text' && target === 'topic' ? body.replyToTelegramMessageId : undefined
    const replyTo = !isFirst ? undefined : body.kind === 'text' ? ofText : repliesTo
    switch (part.kind) {
      case 'album': {
        const files = part.files.map(({ file, ...rest }) => ({ ...rest, ...file }))
        const ids = await botApi.sendAlbum(place, files, { silent })
        return ids.map((telegramMessageId, at) => ({ telegramMessageId, messageId: part.files[at]?.messageId }))
      }
      case 'file': {
        const { as, file, caption, messageId } = part
        const options = { silent, caption, hasSpoiler: file.hasSpoiler, replyTo }
        return [{ telegramMessageId: await botApi.sendFile(place, as, file.fileId, options), messageId }]
      }
      case 'copy':
        return [{ telegramMessageId: await copyOrSay(place, part, silent), messageId: part.messageId }]
      case 'text': {
        const language = target === 'client' ? client.language : coach.language
        const buttons = body.kind === 'text' ? body.buttons : keptAsItStands({ moment, exception })?.buttons
        const telegramMessageId = await botApi.sendText(place, part.content, {
          silent,
          replyTo,
          ...(isLast && buttons && { keyboard: keyboard(buttons, texts, language) }),
        })
        return [{ telegramMessageId, messageId: part.messageId }]
      }
    }
  }

  /** What has been deleted meanwhile, or may not be copied, is said in words. */
  async function copyOrSay(place: Place, part: Extract<Outgoing, { kind: 'copy' }>, silent: boolean): Promise<number> {
    try {
      return await botApi.copyMessage(place, part.from, { silent })
    } catch (error) {
      const outcome = outcomeOf(error)
      if (outcome.kind !== 'refused' || !/copy|copied/i.test(outcome.error)) throw error
      return botApi.sendText(place, part.instead, { silent })
    }
  }

  async function sendCard(delivery: ClaimedDelivery, topic: Place): Promise<DeliveryOutcome> {
    if (!delivery.card) return { kind: 'refused', error: 'no card' }
    const card = renderCard(delivery.card, delivery.coach, texts)
    const telegramMessageId = await botApi.sendText(topic, card, { silent: true })
    await outbox.recordPart(delivery, topic.chatId, [{ telegramMessageId }])
    if (!delivery.coach.groupIsForum) return { kind: 'sent' }
    try {
      await botApi.pin(topic.chatId, telegramMessageId)
    } catch (error) {
      log.warn({ deliveryId: delivery.id, outcome: outcomeOf(error) }, 'card not pinned') // it is there all the same
    }
    return { kind: 'sent' }
  }

  /** In place: whoever has read the alert need not look for another, and its buttons stay where they were. */
  async function showBriefing(delivery: ClaimedDelivery): Promise<DeliveryOutcome> {
    const { briefing, coach } = delivery
    if (!briefing?.place) return { kind: 'sent' } // the alert never got there, or a crisis has its own: nothing to add to
    const { chatId, telegramMessageId } = briefing.place
    const buttons = briefing.alert.buttons ?? []
    const content = renderBriefing(briefing, delivery, texts)
    return editedOrGone(botApi.editText(chatId, telegramMessageId, content, keyboard(buttons, texts, coach.language)))
  }

  async function editKept(
    delivery: ClaimedDelivery,
    { chatId, telegramMessageId }: { chatId: number; telegramMessageId: number },
  ): Promise<DeliveryOutcome> {
    const { moment, exception, coach } = delivery
    const content = moment ? renderMoment(moment, coach, texts) : exception && renderException(exception, coach, texts)
    if (!content) return { kind: 'sent' }
    const buttons = keptAsItStands(delivery)?.buttons ?? []
    return editedOrGone(botApi.editText(chatId, telegramMessageId, content, keyboard(buttons, texts, coach.language)))
  }

  /** What says the same already, or was deleted meanwhile, needs no edit. */
  async function editedOrGone(edit: Promise<unknown>): Promise<DeliveryOutcome> {
    try {
      await edit
    } catch (error) {
      const outcome = outcomeOf(error)
      if (outcome.kind !== 'refused' || !/not modified|not found/i.test(outcome.error)) throw error
    }
    return { kind: 'sent' }
  }

  async function takeBack(delivery: ClaimedDelivery, messageId: string): Promise<DeliveryOutcome> {
    const shown = await outbox.findShown(delivery.coachId, messageId, 'client')
    for (const part of shown?.parts ?? []) {
      if (part.messageId !== undefined && part.messageId !== messageId) continue // of an album, this file alone
      try {
        await botApi.deleteMessage(shown?.chatId ?? 0, part.telegramMessageId)
      } catch (error) {
        const outcome = outcomeOf(error)
        if (outcome.kind !== 'refused' || !/not found/i.test(outcome.error)) return outcome
      }
    }
    return { kind: 'sent' }
  }
}

function pageOf({ id, coachId, conversationId, body, coach }: ClaimedDelivery): Page {
  const { grade, minutes } = body.kind === 'text' ? (body.params ?? {}) : {}
  return {
    id,
    coachId,
    conversationId,
    coachName: coach.displayName,
    grade: Number(grade),
    minutes: Number(minutes),
  }
}

/** What was sent once says ever after what holds now: where it was sent, and what may be said of it. */
function keptAsItStands({ moment, exception }: Pick<ClaimedDelivery, 'moment' | 'exception'>) {
  if (moment) return { place: moment.place, buttons: momentButtons(moment) }
  return exception && { place: exception.place, buttons: exceptionButtons(exception) }
}

function isLoud(body: DeliveryBody): boolean {
  return (body.kind === 'text' || body.kind === 'mirror') && body.loud === true
}
