/** What Telegram sends, as the core's plain values. */
import type { Context } from 'grammy'
import type { Message, ReactionType, Update, User } from 'grammy/types'
import type { Origin } from '../coaching/ports.ts'
import type { IncomingMessage, Words } from '../coaching/receive.ts'
import { parseTap } from './buttons.ts'
import { aboutOf, fileOf, kindOf, textOf } from './content.ts'

/** Sender of messages by admins who hide who they are. */
export const anonymousAdminId = 1_087_968_824

export function originOf(ctx: Context): Origin {
  return { botId: ctx.me.id, updateId: ctx.update.update_id }
}

/** A message in a private chat. */
export function incomingOf(ctx: Context, message: Message, from: User): IncomingMessage {
  const file = fileOf(message)
  return {
    origin: originOf(ctx),
    chatId: message.chat.id,
    messageId: message.message_id,
    telegramUserId: from.id,
    text: textOf(message),
    kind: kindOf(message),
    ...(file && { file }),
    ...aboutOf(message),
    language: from.language_code,
    sentAt: new Date(message.date * 1_000), // Telegram counts in seconds
  }
}

/** Who wrote what in private, or tapped that they are not safe: for the screen alone. */
export function wordsOf(update: Update): Words | undefined {
  const tapped = update.callback_query
  if (tapped?.message?.chat.type === 'private' && parseTap(tapped.data)?.action === 'not_safe')
    return { telegramUserId: tapped.from.id, text: '', language: tapped.from.language_code, tapsNotSafe: true }
  const message = update.message ?? update.edited_message
  if (message?.chat.type !== 'private' || !message.from) return undefined
  return { telegramUserId: message.from.id, text: textOf(message), language: message.from.language_code }
}

/** Reactions by their emoji; an emoji of Telegram's own making by `custom:` and its id. */
export function emojisOf(reactions: readonly ReactionType[]): string[] {
  return reactions.map((reaction) => {
    if (reaction.type === 'emoji') return reaction.emoji
    return reaction.type === 'custom_emoji' ? `custom:${reaction.custom_emoji_id}` : 'custom:paid'
  })
}

/** Does it look like a command, whoever gave it and to which bot? */
export function startsWithCommand(message: Message): boolean {
  const entity = message.entities?.[0]
  return entity?.type === 'bot_command' && entity.offset === 0
}

export type Command = { name: string; argument: string }

/**
 * A command that a person typed afresh: at the start of an unforwarded message, and meant for this bot. Forwards, edits
 * and other bots' messages can carry commands that nobody here gave.
 */
export function commandOf(message: Message, botUsername: string): Command | undefined {
  const entity = message.entities?.[0]
  if (!message.text || entity?.type !== 'bot_command' || entity.offset !== 0) return undefined
  if (message.forward_origin || message.via_bot) return undefined
  const [name = '', addressee] = message.text.slice(1, entity.length).split('@', 2)
  if (addressee && addressee.toLowerCase() !== botUsername.toLowerCase()) return undefined
  return { name: name.toLowerCase(), argument: message.text.slice(entity.length).trim() }
}
