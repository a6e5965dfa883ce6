/** What is in a message of Telegram's: its words wherever they are, its kind, its file; and whether anyone said anything at all. */
import type { Message } from 'grammy/types'
import { isFileKind, type MessageFile, type MessageKind } from '../coaching/media.ts'
import { personOf } from './people.ts'

/** The words of a message, wherever Telegram puts them: they all pass the same gate. */
export function textOf(message: Message): string {
  return [message.text ?? message.caption ?? '', standInFor(message)].filter(Boolean).join('\n')
}

/** In words, what is not written but can be read: the AI answers it, and the coach reads it where the thing itself cannot go. */
function standInFor(message: Message): string {
  const { poll, location, venue, contact, dice, sticker, checklist, rich_message: rich, game, invoice } = message
  if (rich) return wordsIn(rich.blocks).join('\n')
  if (game) return [game.title, game.description, game.text ?? ''].filter(Boolean).join('\n')
  if (invoice) return [invoice.title, invoice.description].join('\n')
  if (poll) return [poll.question, ...poll.options.map((option) => option.text)].join('\n')
  if (checklist) return [checklist.title, ...checklist.tasks.map((task) => task.text)].join('\n')
  if (venue) return `📍 ${[venue.title, venue.address].filter(Boolean).join(', ')}`
  if (location) return `📍 ${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`
  if (contact) return `👤 ${[contact.first_name, contact.last_name, contact.phone_number].filter(Boolean).join(' ')}`
  if (dice) return `${dice.emoji} ${dice.value}`
  return sticker?.emoji ?? ''
}

/** Fields of a rich message's blocks in which people's words stand, however deep. */
const worded = new Set(['text', 'title', 'caption', 'credit', 'summary', 'header', 'label'])

function wordsIn(value: unknown, isWorded = false): string[] {
  if (typeof value === 'string') return isWorded && value.trim() ? [value] : []
  if (Array.isArray(value)) return value.flatMap((one) => wordsIn(one, isWorded))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => wordsIn(inner, worded.has(key)))
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

/** What can be sent hidden under a spoiler: the others' methods do not know the field. */
const hideableKinds: ReadonlySet<MessageKind> = new Set(['photo', 'video', 'animation'])

export function kindOf(message: Message): MessageKind {
  if (message.text !== undefined || message.rich_message) return 'text'
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
    ...(message.has_media_spoiler && hideableKinds.has(kind) && { hasSpoiler: true }),
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

/**
 * What Telegram itself tells about a chat: nobody said anything, so there is nothing to answer or to pass on. Whatever is
 * not on this list counts as said, kinds of messages that are not known yet too.
 *
 * @see https://core.telegram.org/bots/api#message, "Service message"
 */
export const serviceFields = [
  'new_chat_members',
  'left_chat_member',
  'chat_owner_left',
  'chat_owner_changed',
  'new_chat_title',
  'new_chat_photo',
  'delete_chat_photo',
  'group_chat_created',
  'supergroup_chat_created',
  'channel_chat_created',
  'message_auto_delete_timer_changed',
  'migrate_to_chat_id',
  'migrate_from_chat_id',
  'pinned_message',
  'successful_payment',
  'refunded_payment',
  'users_shared',
  'chat_shared',
  'gift',
  'unique_gift',
  'gift_upgrade_sent',
  'connected_website',
  'write_access_allowed',
  'passport_data',
  'proximity_alert_triggered',
  'boost_added',
  'chat_background_set',
  'checklist_tasks_done',
  'checklist_tasks_added',
  'direct_message_price_changed',
  'forum_topic_created',
  'forum_topic_edited',
  'forum_topic_closed',
  'forum_topic_reopened',
  'general_forum_topic_hidden',
  'general_forum_topic_unhidden',
  'giveaway_created',
  'giveaway_completed',
  'managed_bot_created',
  'paid_message_price_changed',
  'poll_option_added',
  'poll_option_deleted',
  'suggested_post_approved',
  'suggested_post_approval_failed',
  'suggested_post_declined',
  'suggested_post_paid',
  'suggested_post_refunded',
  'video_chat_scheduled',
  'video_chat_started',
  'video_chat_ended',
  'video_chat_participants_invited',
  'web_app_data',
] as const

export function isService(message: Message): boolean {
  return serviceFields.some((field) => field in message)
}
