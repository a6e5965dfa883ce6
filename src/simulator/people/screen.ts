import { fullName } from '../bot-api/render.ts'
import { notAllowed, notFound, refused } from '../refusal.ts'
import { describe } from '../world/media.ts'
import { readMarkKey } from '../world/messages.ts'
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
import { findMember, isAdmin, type World } from '../world/world.ts'

/** What a person sees, as docs/simulator.md describes it. */

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
  | { kind: 'poll'; question: string; options: { text: string; votes: number; voters: number[] }[]; closed: boolean }

/** A chat as named in the control API: the number the bot calls it by, a group's id, or a bot's `@username`. */
export type ChatName = number | string

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

export function showMessage(message: Message): ShownMessage {
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
    attachment: message.attachment && showAttachment(message.attachment),
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

function showAttachment(attachment: Attachment): ShownAttachment {
  if (attachment.kind !== 'poll') return attachment
  const { question, options, isClosed, isAnonymous } = attachment.poll
  const shown = options.map(({ text, voterIds }) => ({
    text,
    votes: voterIds.size,
    voters: isAnonymous ? [] : [...voterIds],
  }))
  return { kind: 'poll', question, options: shown, closed: isClosed }
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

export function chatsOf(world: World, person: PersonAccount): Chat[] {
  const groups = [...world.groups.values()].filter((group) => !group.migratedTo && findMember(group, person.id))
  return [...world.privateChats.filter((chat) => chat.person.id === person.id), ...groups]
}

/**
 * Finds the chat a person means.
 *
 * @param name left out: the person's chat with the only bot there is
 * @throws {Refusal} 404 when there is none, 409 when the person is not in it, 400 when it could be several
 */
export function findChat(world: World, person: PersonAccount, name?: ChatName): Chat {
  if (typeof name === 'string' && name.startsWith('@')) {
    const user = world.findByUsername(name)
    if (!user?.isBot) throw notFound(`There is no bot ${name}`)
    return world.openPrivateChat(person, user)
  }
  const id = name === undefined ? person.id : Number(name)
  if (id === person.id) return findOnlyPrivateChat(world, person)
  const named = world.groups.get(id)
  const group = named?.migratedTo ?? named
  if (!group) throw notFound(`There is no chat ${name}`)
  if (!findMember(group, person.id)) throw notAllowed(`${person.firstName} is not in the group "${group.title}"`)
  return group
}

function findOnlyPrivateChat(world: World, person: PersonAccount): Chat {
  const known = world.privateChats.filter((chat) => chat.person.id === person.id)
  const [chat] = known
  const [bot] = world.bots.values()
  if (known.length === 1 && chat) return chat
  if (known.length === 0 && world.bots.size === 1 && bot) return world.openPrivateChat(person, bot)
  if (world.bots.size === 0) throw notFound('There is no bot to talk to')
  throw refused(400, 'There are several bots: name the chat by the bot, "@username"')
}

/** @throws {Refusal} 404 when the forum has no such topic */
export function assertTopic(chat: Chat, topicId: number | undefined): void {
  if (topicId === undefined) return
  if (chat.type === 'private' || !chat.topics.has(topicId)) throw notFound(`There is no topic ${topicId} in this chat`)
}

/** @throws {Refusal} 404 when it is not there, or no longer */
export function getMessage(chat: Chat, messageId: number): Message {
  const message = chat.messages.get(messageId)
  if (!message || message.deleted) throw notFound(`There is no message ${messageId} in this chat`)
  return message
}

/** The messages on a person's screen, oldest first, deleted ones absent; without a topic, all topics of a forum. */
export function screenOf(chat: Chat, topicId?: number): Message[] {
  assertTopic(chat, topicId)
  return [...chat.messages.values()].filter(
    (message) => !message.deleted && (topicId === undefined || topicOf(message) === topicId),
  )
}

/** The screen as text, for error messages: who, what, and the buttons below. */
export function printScreen(messages: readonly Message[]): string[] {
  return messages.map((message) => {
    const { id, from, buttons = [] } = message
    const labels = buttons.flat().map((button) => ` [${button.text}]`)
    return `#${id} ${from.firstName}: ${describe(message)}${labels.join('')}`
  })
}

/** A chat as it stands in this person's list: what is new in it, and what was said last, topic by topic too. */
export function showChatTo(world: World, person: PersonAccount, chat: Chat): ListedChat {
  const shown = showChat(chat)
  const messages = screenOf(chat)
  const byTopic = Map.groupBy(messages, topicOf)
  const summarise = (some: Message[] = []) => {
    const last = some.at(-1)
    return {
      unread: some.filter((message) => isUnread(world, person, message)).length,
      lastMessage: last && showMessage(last),
    }
  }
  const topics = shown.topics.map((topic) => ({ ...topic, ...summarise(byTopic.get(topic.id)) }))
  return { ...shown, topics, ...summarise(messages) }
}

type Summary = { unread: number; lastMessage?: ShownMessage }
export type ListedChat = Omit<ShownChat, 'topics'> & Summary & { topics: (ShownTopic & Summary)[] }

function isUnread(world: World, person: PersonAccount, { chat, from, id, threadId }: Message): boolean {
  return from.id !== person.id && id > (world.readMarks.get(readMarkKey(person.id, chat, threadId)) ?? 0)
}

/** What the bot is writing there now, for as long as it may be seen. */
export function draftsIn(world: World, chat: Chat) {
  if (chat.type !== 'private') return []
  return [...chat.drafts.values()]
    .filter(({ until }) => until > world.now())
    .map(({ id, text, entities }) => ({ id, text, entities }))
}

/** Names of those who are typing there now. */
export function typingIn(world: World, chat: Chat, topicId?: number): string[] {
  const users = [...world.bots.values(), ...world.people.values()]
  return [...chat.typing.values()]
    .filter(
      ({ until, threadId }) => until > world.now() && (topicId === undefined || (threadId ?? topicId) === topicId),
    )
    .flatMap(({ userId }) => users.find((user) => user.id === userId)?.firstName ?? [])
}
