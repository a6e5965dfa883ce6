/** What Telegram sends, as the core's plain values. */
import type { Context } from 'grammy'
import type { Message, ReactionType, Update, User } from 'grammy/types'
import { isFileKind, type MessageFile, type MessageKind } from '../coaching/media.ts'
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
  return [message.text ?? message.caption ?? '', standInFor(message)].filter(Boolean).join('\n')
}

/** In words, what is not written but can be read: the AI answers it, and the coach reads it where the thing itself cannot go. */
function standInFor(message: Message): string {
  const { poll, location, venue, contact, dice, sticker, checklist } = message
  if (poll) return [poll.question, ...poll.options.map((option) => option.text)].join('\n')
  if (checklist) return [checklist.title, ...checklist.tasks.map((task) => task.text)].join('\n')
  if (venue) return `📍 ${[venue.title, venue.address].filter(Boolean).join(', ')}`
  if (location) return `📍 ${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`
  if (contact) return `👤 ${[contact.first_name, contact.last_name, contact.phone_number].filter(Boolean).join(' ')}`
  if (dice) return `${dice.emoji} ${dice.value}`
  return sticker?.emoji ?? ''
}

/** An animation comes as a document too, and a venue as a location: the more telling word comes first. */
const kindFields = [
  'photo',
  'voice',
  'video',
  'video_note',
  'audio',
  'animation',
  'document',
  'sticker',
  'venue',
  'location',
  'contact',
  'poll',
  'dice',
  'story',
] as const satisfies readonly MessageKind[]

export function kindOf(message: Message): MessageKind {
  if (message.text !== undefined) return 'text'
  return kindFields.find((kind) => message[kind] !== undefined) ?? 'other'
}

export function fileOf(message: Message): MessageFile | undefined {
  const kind = kindOf(message)
  if (!isFileKind(kind)) return undefined
  const found = kind === 'photo' ? message.photo?.at(-1) : message[kind] // of a photo's sizes the last is the largest
  if (!found) return undefined
  return {
    fileId: found.file_id,
    uniqueId: found.file_unique_id,
    ...('file_name' in found && found.file_name && { name: found.file_name.slice(0, 255) }),
    ...('mime_type' in found && found.mime_type && { mime: found.mime_type }),
    ...(found.file_size !== undefined && { sizeBytes: found.file_size }),
    ...('duration' in found && { durationS: found.duration }),
    ...(message.media_group_id && { albumId: message.media_group_id }),
    ...(message.has_media_spoiler && { hasSpoiler: true }),
  }
}

/** Whose words a forward is: never taken for the sender's own. */
function forwardedFrom({ forward_origin: origin }: Message): string | undefined {
  switch (origin?.type) {
    case 'user':
      return personOf(origin.sender_user).displayName
    case 'hidden_user':
      return origin.sender_user_name
    case 'chat':
      return 'title' in origin.sender_chat ? origin.sender_chat.title : undefined
    case 'channel':
      return 'title' in origin.chat ? origin.chat.title : undefined
    default:
      return undefined
  }
}

/** What of another message this one is about: the part that was marked, else the beginning of what it answers. */
function quoteOf(message: Message): string | undefined {
  const answered = message.reply_to_message ?? message.external_reply
  if (!answered || 'forum_topic_created' in answered) return undefined
  const words = message.quote?.text ?? ('message_id' in answered ? textOf(answered as Message) : '')
  return words.slice(0, 200).toWellFormed() || undefined
}

/** What is known of a message besides its words and file. */
export function aboutOf(message: Message): { forwardedFrom?: string; quote?: string } {
  const from = forwardedFrom(message)
  const quote = quoteOf(message)
  return { ...(from && { forwardedFrom: from.slice(0, 100).toWellFormed() }), ...(quote && { quote }) }
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
