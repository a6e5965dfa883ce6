import { describe } from './media.ts'
import {
  type Button,
  type Chat,
  type Entity,
  type Group,
  type Media,
  type Message,
  type Origin,
  type Reaction,
  type Service,
  topicOf,
  type User,
} from './state.ts'
import { detectEntities } from './text.ts'
import { tellMessage, tellReaction } from './updates.ts'
import { isPresent, type World } from './world.ts'

export type NewMessage = Pick<Message, 'chat' | 'from' | 'text'> &
  Partial<Omit<Message, 'id' | 'chat' | 'from' | 'text' | 'date' | 'editedAt' | 'deleted' | 'pinned' | 'reactions'>>

/** Puts a message into a chat, whoever may not have been allowed to: permissions are for the caller to check. */
export function postMessage(world: World, content: NewMessage): Message {
  const { chat, from, service, text } = content
  const message: Message = {
    anonymous: false,
    silent: false,
    protected: false,
    ...content,
    id: nextMessageId(chat),
    entities: service ? [] : detectEntities({ text, entities: content.entities ?? [] }),
    date: world.now(),
    deleted: false,
    pinned: false,
    reactions: new Map(),
  }
  chat.messages.set(message.id, message)
  chat.typing.delete(`${from.id}:${message.threadId}`)
  if (chat.type === 'private' && !from.isBot) chat.started = true
  if (chat.type === 'private' && from.isBot) chat.drafts.clear()
  if (chat.type !== 'private' && from.isBot && !service) chat.lastBotId = from.id
  markRead(world, from.id, message)
  tellMessage(world, 'message', message)
  world.emit('message', chat)
  if (isHeard(message)) world.emit('alert', chat, { topicId: topicOf(message), messageId: message.id, fromId: from.id })
  return message
}

/** Makes a phone ring: not what is sent silently, what a chat says about itself, or what nobody else is there to hear. */
function isHeard({ chat, from, silent, service }: Message): boolean {
  if (silent || (service && service.kind !== 'pinned_message')) return false
  const people = chat.type === 'private' ? [chat.person] : presentPeople(chat)
  return people.some(({ id }) => id !== from.id)
}

function presentPeople({ members }: Group): User[] {
  return [...members.values()].flatMap(({ user, status }) => (isPresent(status) && !user.isBot ? [user] : []))
}

function nextMessageId(chat: Chat): number {
  return chat.type === 'private' ? ++chat.bot.lastPrivateMessageId : ++chat.lastMessageId
}

/** Of what was forwarded already, the first author stays. */
export function originOf({ from, chat, anonymous, date, forwardOf }: Message): Origin {
  if (forwardOf) return forwardOf
  if (anonymous && chat.type !== 'private') return { user: from, groupId: chat.id, groupTitle: chat.title, date }
  return { user: from, date }
}

/** A message about the chat itself: a member came, a topic was made, something was pinned. */
export function postService(
  world: World,
  about: { chat: Chat; from: User; service: Service; text: string; threadId?: number; silent?: boolean },
): Message {
  const { chat, from } = about
  const anonymous = chat.type !== 'private' && chat.members.get(from.id)?.isAnonymous === true
  return postMessage(world, { ...about, anonymous })
}

export function editMessage(
  world: World,
  message: Message,
  changes: { text?: string; entities?: Entity[]; media?: Media; buttons?: Button[][]; linkPreviewOptions?: unknown },
): void {
  const entities = changes.entities ?? message.entities
  Object.assign(message, changes)
  // A new keyboard alone is not an edit that people see.
  if (changes.text !== undefined || changes.media) {
    message.entities = detectEntities({ text: message.text, entities })
    message.editedAt = world.now()
    tellMessage(world, 'edited_message', message)
  }
  world.emit('edit', message.chat)
}

/** No bot hears of it: the Bot API has no update for deletions. */
export function deleteMessage(world: World, message: Message): void {
  message.deleted = true
  unpin(message)
  world.emit('delete', message.chat)
}

export function setReactions(world: World, message: Message, by: User, reactions: Reaction[]): void {
  const before = message.reactions.get(by.id) ?? []
  if (JSON.stringify(before) === JSON.stringify(reactions)) return
  if (reactions.length > 0) message.reactions.set(by.id, reactions)
  else message.reactions.delete(by.id)
  if (!by.isBot) tellReaction(world, message, by, { before, after: reactions })
  world.emit('reaction', message.chat)
}

export function pinMessage(world: World, message: Message, by: User, silent: boolean): void {
  const { chat } = message
  unpin(message)
  message.pinned = true
  chat.pinned.push(message.id)
  postService(world, {
    chat,
    from: by,
    threadId: message.threadId,
    service: { kind: 'pinned_message', pinnedId: message.id },
    text: `${by.firstName} pinned "${shorten(describe(message))}"`,
    silent,
  })
}

export function unpinMessage(world: World, message: Message): void {
  unpin(message)
  world.emit('edit', message.chat)
}

function unpin(message: Message): void {
  message.pinned = false
  message.chat.pinned = message.chat.pinned.filter((id) => id !== message.id)
}

function shorten(text: string): string {
  const characters = [...text]
  return characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : text
}

/**
 * Read marks are kept per topic, as the unread counts in a forum's topic list are.
 *
 * @returns false when it had been read already
 */
export function markRead(world: World, personId: number, upTo: Pick<Message, 'chat' | 'threadId' | 'id'>): boolean {
  const key = readMarkKey(personId, upTo.chat, upTo.threadId)
  if (upTo.id <= (world.readMarks.get(key) ?? 0)) return false
  world.readMarks.set(key, upTo.id)
  return true
}

export function readMarkKey(personId: number, chat: Chat, threadId: number | undefined): string {
  const place = chat.type === 'private' ? chat.bot.id : chat.id
  const topic = topicOf({ chat, threadId }) ?? 0
  return `${personId}:${place}:${topic}`
}
