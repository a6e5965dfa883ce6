/** The one way to Telegram: every send, edit and reaction goes through here, with a deadline and its errors classified. */
import { type Api, BotError, GrammyError, HttpError } from 'grammy'
import type { InlineKeyboardMarkup, ReactionTypeEmoji } from 'grammy/types'
import type { DeliveryOutcome } from '../coaching/ports.ts'
import type { Formatted } from './rendering/formatted.ts'

/** A call that takes longer may have happened all the same. */
const callDeadlineMs = 10_000

export type Place = { chatId: number; topicId?: number | undefined }

export type SendOptions = {
  silent?: boolean
  keyboard?: InlineKeyboardMarkup | undefined
  replyTo?: number | undefined
  /** Opens the composer as an answer to this message. */
  forceReply?: boolean
}

export type BotApi = ReturnType<typeof createBotApi>

type Deps = {
  api: Api
  /** Throws inside a database transaction. */
  assertOutsideTransaction: (what: string) => void
}

export function createBotApi({ api, assertOutsideTransaction }: Deps) {
  function deadline(what: string) {
    assertOutsideTransaction(`telegram ${what}`)
    // grammY's types name the AbortSignal of a polyfill; at run time it is this one.
    return AbortSignal.timeout(callDeadlineMs) as unknown as Parameters<typeof api.getMe>[0]
  }

  return {
    /** @returns Telegram's id of the message */
    async sendText(place: Place, formatted: Formatted, options: SendOptions = {}): Promise<number> {
      const message = await api.sendMessage(
        place.chatId,
        formatted.text,
        {
          entities: formatted.entities,
          link_preview_options: { is_disabled: true },
          ...(place.topicId !== undefined && { message_thread_id: place.topicId }),
          ...(options.silent && { disable_notification: true }),
          ...(options.replyTo !== undefined && {
            reply_parameters: { message_id: options.replyTo, allow_sending_without_reply: true },
          }),
          ...(options.keyboard && { reply_markup: options.keyboard }),
          ...(options.forceReply && { reply_markup: { force_reply: true } }),
        },
        deadline('sendMessage'),
      )
      return message.message_id
    },

    async react(chatId: number, messageId: number, emoji: string): Promise<void> {
      const reaction = [{ type: 'emoji', emoji: emoji as ReactionTypeEmoji['emoji'] } satisfies ReactionTypeEmoji]
      await api.setMessageReaction(chatId, messageId, reaction, {}, deadline('setMessageReaction'))
    },

    async deleteMessage(chatId: number, messageId: number): Promise<void> {
      await api.deleteMessage(chatId, messageId, deadline('deleteMessage'))
    },

    async removeKeyboard(chatId: number, messageId: number): Promise<void> {
      await api.editMessageReplyMarkup(chatId, messageId, {}, deadline('editMessageReplyMarkup'))
    },

    async editText(
      chatId: number,
      messageId: number,
      formatted: Formatted,
      keyboard?: InlineKeyboardMarkup,
    ): Promise<void> {
      await api.editMessageText(
        chatId,
        messageId,
        formatted.text,
        { entities: formatted.entities, ...(keyboard && { reply_markup: keyboard }) },
        deadline('editMessageText'),
      )
    },

    async createTopic(chatId: number, name: string): Promise<number> {
      const topic = await api.createForumTopic(chatId, name, {}, deadline('createForumTopic'))
      return topic.message_thread_id
    },

    async pin(chatId: number, messageId: number): Promise<void> {
      await api.pinChatMessage(chatId, messageId, { disable_notification: true }, deadline('pinChatMessage'))
    },

    async showTyping(chatId: number): Promise<void> {
      await api.sendChatAction(chatId, 'typing', {}, deadline('sendChatAction'))
    },

    async answerTap(callbackQueryId: string, text?: string): Promise<void> {
      await api.answerCallbackQuery(
        callbackQueryId,
        { ...(text && { text: text.slice(0, 200) }) },
        deadline('answerCallbackQuery'),
      )
    },

    async setCommands(
      commands: { command: string; description: string }[],
      scope: Parameters<Api['setMyCommands']>[1],
    ): Promise<void> {
      await api.setMyCommands(commands, scope, deadline('setMyCommands'))
    },

    getChat: (chatId: number) => api.getChat(chatId, deadline('getChat')),
    getMember: (chatId: number, userId: number) => api.getChatMember(chatId, userId, deadline('getChatMember')),
    getMe: () => api.getMe(deadline('getMe')),
  }
}

/** What a failed call means for the delivery that made it. */
export function outcomeOf(error: unknown): DeliveryOutcome {
  if (error instanceof HttpError) return { kind: 'unclear', error: maskToken(String(error.error ?? error.message)) }
  if (!(error instanceof GrammyError)) return { kind: 'unclear', error: maskToken(String(error)) }
  const { error_code: code, description, parameters } = error
  if (code === 429) return { kind: 'too_early', retryAfterMs: (parameters.retry_after ?? 1) * 1_000 }
  if (code === 401 || (code === 404 && description === 'Not Found')) return { kind: 'bot_refused', error: description }
  if (code === 403) return { kind: 'blocked', error: description }
  if (code >= 500) return { kind: 'unclear', error: description }
  if (/message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i.test(description)) return { kind: 'topic_gone' }
  return { kind: 'refused', error: description }
}

/** Did Telegram refuse, or not answer? Anything else is ours. */
export function isTelegramFailure(error: unknown): boolean {
  const inner = error instanceof BotError ? error.error : error
  return inner instanceof GrammyError || inner instanceof HttpError
}

/** The group's new id, when it has become a supergroup. */
export function migratedTo(error: unknown): number | undefined {
  return error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined
}

/** The token sits in the URLs of error messages. */
export function maskToken(text: string): string {
  return text.replace(/\d+:[\w-]{20,}/g, '***')
}
