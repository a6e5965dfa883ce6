/** What Telegram sends, as the core's plain values. */
import type { Context } from 'grammy'
import type { Message, Update, User } from 'grammy/types'
import type { Origin, Person } from '../coaching/ports.ts'
import type { IncomingMessage } from '../coaching/receive.ts'

/** Sender of messages by admins who hide who they are. */
export const anonymousAdminId = 1_087_968_824

export function originOf(ctx: Context): Origin {
  return { botId: ctx.me.id, updateId: ctx.update.update_id }
}

export function personOf(user: User): Person {
  return {
    telegramUserId: user.id,
    displayName: [user.first_name, user.last_name].filter(Boolean).join(' ').slice(0, 100) || 'Someone',
    language: user.language_code?.split('-')[0] ?? 'en',
  }
}

/** A message in a private chat. */
export function incomingOf(ctx: Context, message: Message, from: User): IncomingMessage {
  const otherKind = otherKindOf(message)
  return {
    origin: originOf(ctx),
    chatId: message.chat.id,
    messageId: message.message_id,
    telegramUserId: from.id,
    text: textOf(message),
    ...(otherKind && { otherKind }),
    language: from.language_code,
    sentAt: new Date(message.date * 1_000), // Telegram counts in seconds
  }
}

/** A private message's sender and words, for the screen alone. */
export function wordsOf(
  update: Update,
): { telegramUserId: number; text: string; language: string | undefined } | undefined {
  const message = update.message ?? update.edited_message
  if (message?.chat.type !== 'private' || !message.from) return undefined
  return { telegramUserId: message.from.id, text: textOf(message), language: message.from.language_code }
}

/** The words of a message, wherever Telegram puts them: they all pass the same gate. */
export function textOf(message: Message): string {
  const poll = message.poll ? [message.poll.question, ...message.poll.options.map((option) => option.text)] : []
  return [message.text ?? message.caption ?? '', ...poll].filter(Boolean).join('\n')
}

const kinds = [
  'photo',
  'voice',
  'video',
  'video_note',
  'audio',
  'document',
  'animation',
  'sticker',
  'location',
  'venue',
  'contact',
  'poll',
  'dice',
  'story',
  'game',
  'invoice',
  'paid_media',
  'checklist',
] as const

function otherKindOf(message: Message): string | undefined {
  if (message.text !== undefined) return undefined
  return kinds.find((kind) => kind in message) ?? 'other'
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
