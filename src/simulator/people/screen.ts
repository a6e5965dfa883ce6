import { notAllowed, notFound, refused } from '../refusal.ts'
import { describe } from '../world/media.ts'
import { readMarkKey } from '../world/messages.ts'
import { type Chat, type Message, type PersonAccount, topicOf } from '../world/state.ts'
import { findMember, type World } from '../world/world.ts'
import { type ShownChat, type ShownMessage, type ShownTopic, showChat, showMessage } from './shown.ts'

/** Where people are and what is on their screens. */

/** A chat as named in the control API: the number the bot calls it by, a group's id, or a bot's `@username`. */
export type ChatName = number | string

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
