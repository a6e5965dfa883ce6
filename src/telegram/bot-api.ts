/** The one way to Telegram: every send, edit and reaction goes through here, with a deadline and its errors classified. */
import { type Api, BotError, GrammyError, HttpError, InputFile } from 'grammy'
import type { InlineKeyboardMarkup, ReactionTypeEmoji } from 'grammy/types'
import type { FileKind } from '../coaching/media.ts'
import type { DeliveryOutcome } from '../coaching/ports/deliveries.ts'
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

export type FileOptions = Pick<SendOptions, 'silent' | 'replyTo'> & {
  caption?: Formatted | undefined
  hasSpoiler?: boolean | undefined
}
type AlbumFile = { as: FileKind; fileId: string; caption?: Formatted | undefined; hasSpoiler?: boolean | undefined }

export type BotApi = ReturnType<typeof createBotApi>

type Deps = {
  api: Api
  /** Throws inside a database transaction. */
  assertOutsideTransaction: (what: string) => void
}

type Signal = Parameters<Api['getMe']>[0]
type SendAs = (
  api: Api,
  chatId: number,
  fileId: string,
  other: Parameters<Api['sendDocument']>[2],
  signal: Signal,
) => Promise<{ message_id: number }>

/** What one kind does not take (a sticker's caption) is never given to it. */
const sendAs: Record<FileKind, SendAs> = {
  photo: (api, ...call) => api.sendPhoto(...call),
  voice: (api, ...call) => api.sendVoice(...call),
  video: (api, ...call) => api.sendVideo(...call),
  video_note: (api, ...call) => api.sendVideoNote(...call),
  audio: (api, ...call) => api.sendAudio(...call),
  document: (api, ...call) => api.sendDocument(...call),
  animation: (api, ...call) => api.sendAnimation(...call),
  sticker: (api, ...call) => api.sendSticker(...call),
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
          ...replyParameters(options.replyTo),
          ...(options.keyboard && { reply_markup: options.keyboard }),
          ...(options.forceReply && { reply_markup: { force_reply: true } }),
        },
        deadline('sendMessage'),
      )
      return message.message_id
    },

    /** A picture of our own making. @returns Telegram's id of the message */
    async sendPicture(place: Place, png: Uint8Array, options: Pick<FileOptions, 'silent'> = {}): Promise<number> {
      const other = {
        ...(place.topicId !== undefined && { message_thread_id: place.topicId }),
        ...(options.silent && { disable_notification: true }),
      }
      const file = new InputFile(png, 'trend.png')
      const message = await api.sendPhoto(place.chatId, file, other, deadline('send photo'))
      return message.message_id
    },

    /** The same file again, by its id: no bytes pass through here. */
    async sendFile(place: Place, as: FileKind, fileId: string, options: FileOptions = {}): Promise<number> {
      const { caption, hasSpoiler, silent } = options
      const other = {
        ...(place.topicId !== undefined && { message_thread_id: place.topicId }),
        ...(silent && { disable_notification: true }),
        ...(caption && { caption: caption.text, caption_entities: caption.entities }),
        ...(hasSpoiler && { has_spoiler: true }),
        ...replyParameters(options.replyTo),
      }
      const signal = deadline(`send ${as}`)
      const message = await sendAs[as](api, place.chatId, fileId, other, signal)
      return message.message_id
    },

    /** @returns Telegram's ids, one a file, in their order */
    async sendAlbum(place: Place, files: readonly AlbumFile[], { silent = false } = {}): Promise<number[]> {
      const media = files.map(({ as, fileId, caption, hasSpoiler }) => ({
        type: as as 'photo', // the four that albums can hold differ in nothing that is used here
        media: fileId,
        ...(caption && { caption: caption.text, caption_entities: caption.entities }),
        ...(hasSpoiler && { has_spoiler: true }),
      }))
      const messages = await api.sendMediaGroup(
        place.chatId,
        media,
        {
          ...(place.topicId !== undefined && { message_thread_id: place.topicId }),
          ...(silent && { disable_notification: true }),
        },
        deadline('sendMediaGroup'),
      )
      return messages.map(({ message_id }) => message_id)
    },

    async copyMessage(
      place: Place,
      from: { chatId: number; messageId: number },
      { silent = false } = {},
    ): Promise<number> {
      const copied = await api.copyMessage(
        place.chatId,
        from.chatId,
        from.messageId,
        {
          ...(place.topicId !== undefined && { message_thread_id: place.topicId }),
          ...(silent && { disable_notification: true }),
        },
        deadline('copyMessage'),
      )
      return copied.message_id
    },

    async editCaption(chatId: number, messageId: number, caption: Formatted): Promise<void> {
      await api.editMessageCaption(
        chatId,
        messageId,
        { caption: caption.text, caption_entities: caption.entities },
        deadline('editMessageCaption'),
      )
    },

    async reopenTopic(chatId: number, topicId: number): Promise<void> {
      await api.reopenForumTopic(chatId, topicId, deadline('reopenForumTopic'))
    },

    /** @param emoji null takes the bot's reaction back */
    async react(chatId: number, messageId: number, emoji: string | null): Promise<void> {
      const reaction =
        emoji === null
          ? []
          : [{ type: 'emoji', emoji: emoji as ReactionTypeEmoji['emoji'] } satisfies ReactionTypeEmoji]
      await api.setMessageReaction(chatId, messageId, reaction, {}, deadline('setMessageReaction'))
    },

    async deleteMessage(chatId: number, messageId: number): Promise<void> {
      await api.deleteMessage(chatId, messageId, deadline('deleteMessage'))
    },

    async changeKeyboard(chatId: number, messageId: number, keyboard: InlineKeyboardMarkup): Promise<void> {
      await api.editMessageReplyMarkup(
        chatId,
        messageId,
        { reply_markup: keyboard },
        deadline('editMessageReplyMarkup'),
      )
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
        {
          entities: formatted.entities,
          link_preview_options: { is_disabled: true },
          ...(keyboard && { reply_markup: keyboard }),
        },
        deadline('editMessageText'),
      )
    },

    async createTopic(chatId: number, name: string, iconCustomEmojiId?: string): Promise<number> {
      const icon = { ...(iconCustomEmojiId && { icon_custom_emoji_id: iconCustomEmojiId }) }
      const topic = await api.createForumTopic(chatId, name, icon, deadline('createForumTopic'))
      return topic.message_thread_id
    },

    async setTopicIcon(chatId: number, topicId: number, iconCustomEmojiId: string): Promise<void> {
      const icon = { icon_custom_emoji_id: iconCustomEmojiId }
      await api.editForumTopic(chatId, topicId, icon, deadline('editForumTopic'))
    },

    /** The icons that a topic may have: the same for everyone. */
    async listTopicIcons(): Promise<{ emoji: string; customEmojiId: string }[]> {
      const stickers = await api.getForumTopicIconStickers(deadline('getForumTopicIconStickers'))
      return stickers.flatMap(({ emoji, custom_emoji_id: customEmojiId }) =>
        emoji && customEmojiId ? { emoji, customEmojiId } : [],
      )
    },

    async pin(chatId: number, messageId: number): Promise<void> {
      await api.pinChatMessage(chatId, messageId, { disable_notification: true }, deadline('pinChatMessage'))
    },

    async showTyping(chatId: number): Promise<void> {
      await api.sendChatAction(chatId, 'typing', {}, deadline('sendChatAction'))
    },

    /** @param isAlert it stays until it is closed, instead of passing over the screen */
    async answerTap(callbackQueryId: string, text?: string, { isAlert = false } = {}): Promise<void> {
      await api.answerCallbackQuery(
        callbackQueryId,
        { ...(text && { text: text.slice(0, 200) }), ...(isAlert && { show_alert: true }) },
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

/** An answer to what is gone by then is sent all the same. */
function replyParameters(messageId: number | undefined) {
  if (messageId === undefined) return {}
  return { reply_parameters: { message_id: messageId, allow_sending_without_reply: true } }
}

/** What a failed call means for the delivery that made it. */
export function outcomeOf(error: unknown): DeliveryOutcome {
  if (!(error instanceof GrammyError)) return { kind: 'unclear', error: causeOf(error) }
  const { error_code: code, description, parameters } = error
  if (code === 429) return { kind: 'too_early', retryAfterMs: (parameters.retry_after ?? 1) * 1_000 }
  if (code === 401 || (code === 404 && description === 'Not Found')) return { kind: 'bot_refused', error: description }
  if (code === 403) return { kind: 'blocked', error: description }
  if (code >= 500) return { kind: 'unclear', error: description }
  if (/message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i.test(description)) return { kind: 'topic_gone' }
  if (
    /TOPIC_CLOSED|not enough rights to send|CHAT_WRITE_FORBIDDEN|CHAT_SEND_\w+_FORBIDDEN|need administrator rights/i.test(
      description,
    )
  )
    return { kind: 'shut', error: description }
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

/** What went wrong, in words: grammY's own say only that a request failed, and the reason is inside. */
export function causeOf(error: unknown): string {
  return maskToken(String(error instanceof HttpError ? (error.error ?? error.message) : error))
}

/** The token sits in the URLs of error messages. */
export function maskToken(text: string): string {
  return text.replace(/\d+:[\w-]{20,}/g, '***')
}
