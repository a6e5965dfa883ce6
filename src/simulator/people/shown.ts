import { fullName } from '../bot-api/render.ts'
import {
  type Attachment,
  type Chat,
  type Media,
  type MediaKind,
  type Message,
  type PersonAccount,
  type Reaction,
  type Topic,
  topicOf,
} from '../world/state.ts'
import { topicIcons } from '../world/topics.ts'
import { findMember, isAdmin } from '../world/world.ts'

/** The objects of docs/simulator.md. */

export type ShownChat = {
  id: number
  type: 'private' | 'group' | 'supergroup'
  title: string
  /** In private chats: the bot, for a person who talks to several. */
  bot?: string
  isForum: boolean
  botIsAdmin: boolean
  blocked?: boolean
  members: number[]
  topics: ShownTopic[]
  pinned: number[]
}

export type ShownTopic = {
  id: number
  name: string
  iconColor: number
  icon?: string
  closed: boolean
  hidden?: boolean
}

export type ShownMessage = {
  id: number
  chatId: number
  topicId?: number
  from: { id: number; name: string; isBot: boolean }
  date: string
  editedAt?: string
  text: string
  entities: unknown[]
  deleted: boolean
  silent: boolean
  pinned: boolean
  replyTo?: number
  /** The words of that message that this one is about. */
  quote?: string
  forwardedFrom?: string
  media?: ShownMedia
  attachment?: ShownAttachment
  albumId?: string
  service?: string
  buttons?: { text: string; data?: string; url?: string }[][]
  reactions: { emoji: string; by: number[] }[]
  forceReply?: boolean
}

export type ShownMedia = {
  kind: MediaKind
  fileId: string
  uniqueId: string
  name?: string
  mime: string
  size: number
  durationS?: number
  width?: number
  height?: number
  emoji?: string
}

export type ShownAttachment =
  | { kind: 'location' | 'venue' | 'contact' | 'dice'; payload: Record<string, unknown> }
  | {
      kind: 'poll'
      question: string
      options: { text: string; votes: number; voters: number[]; mine?: true }[]
      multiple?: true
      closed: boolean
    }

export function showPerson({ id, firstName, lastName, username, languageCode }: PersonAccount) {
  return { id, firstName, lastName, username, languageCode }
}

export function showChat(chat: Chat): ShownChat {
  if (chat.type === 'private') {
    const { id, bot, person, pinned, blocked } = chat
    const title = bot.firstName
    const members = [person.id, bot.id]
    return {
      id,
      type: 'private',
      title,
      bot: `@${bot.username}`,
      isForum: false,
      botIsAdmin: false,
      blocked,
      members,
      topics: [],
      pinned,
    }
  }
  const present = [...chat.members.values()].filter((member) => findMember(chat, member.user.id))
  return {
    id: chat.id,
    type: chat.type,
    title: chat.title,
    isForum: chat.isForum,
    botIsAdmin: present.some((member) => member.user.isBot && isAdmin(chat, member.user.id)),
    members: present.map((member) => member.user.id),
    topics: chat.isForum ? [...chat.topics.values()].map(showTopic) : [],
    pinned: chat.pinned,
  }
}

export function showTopic({ id, name, iconColor, iconCustomEmojiId, closed, hidden }: Topic): ShownTopic {
  const icon = topicIcons.find((known) => known.customEmojiId === iconCustomEmojiId)?.emoji
  return { id, name, iconColor, icon, closed, hidden: hidden || undefined }
}

/** @param viewerId whose screen it is: in anonymous polls everyone sees their own vote alone */
export function showMessage(message: Message, viewerId?: number): ShownMessage {
  const { chat, from } = message
  return {
    id: message.id,
    chatId: chat.id,
    topicId: topicOf(message),
    from:
      message.anonymous && chat.type !== 'private'
        ? { id: chat.id, name: chat.title, isBot: false }
        : { id: from.id, name: fullName(from), isBot: from.isBot },
    date: message.date.toISOString(),
    editedAt: message.editedAt?.toISOString(),
    text: message.text,
    entities: message.entities,
    deleted: message.deleted,
    silent: message.silent,
    pinned: message.pinned,
    replyTo: message.replyToId,
    quote: message.quote?.text,
    forwardedFrom: message.forwardOf && (message.forwardOf.groupTitle ?? fullName(message.forwardOf.user)),
    media: message.media && showMedia(message.media),
    attachment: message.attachment && showAttachment(message.attachment, viewerId),
    albumId: message.albumId,
    service: message.service?.kind,
    buttons: message.buttons?.map((row) =>
      row.map(({ text, callback_data, url }) => ({ text, data: optionalText(callback_data), url: optionalText(url) })),
    ),
    reactions: showReactions(message.reactions),
    forceReply: message.forceReply,
  }
}

function showMedia({ kind, file, durationS, width, height, emoji }: Media): ShownMedia {
  const { id: fileId, uniqueId, name, mime, bytes } = file
  return { kind, fileId, uniqueId, name, mime, size: bytes.length, durationS, width, height, emoji }
}

function showAttachment(attachment: Attachment, viewerId: number | undefined): ShownAttachment {
  if (attachment.kind !== 'poll') return attachment
  const { question, options, isClosed, isAnonymous, allowsMultiple } = attachment.poll
  const shown = options.map(({ text, voterIds }) => ({
    text,
    votes: voterIds.size,
    voters: isAnonymous ? [] : [...voterIds],
    ...(viewerId !== undefined && voterIds.has(viewerId) && { mine: true as const }),
  }))
  return { kind: 'poll', question, options: shown, ...(allowsMultiple && { multiple: true }), closed: isClosed }
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function showReactions(reactions: Map<number, Reaction[]>) {
  const by = new Map<string, number[]>()
  for (const [userId, given] of reactions) {
    for (const reaction of given) {
      const emoji = optionalText(reaction['emoji']) ?? '⭐'
      by.set(emoji, [...(by.get(emoji) ?? []), userId])
    }
  }
  return [...by].map(([emoji, userIds]) => ({ emoji, by: userIds }))
}
