import { EventEmitter } from 'node:events'
import type { SimulatorClock } from '../clock.ts'
import { notFound, refused } from '../refusal.ts'
import { createFileLinks } from './file-links.ts'
import { createFileStore } from './files.ts'
import { createIds } from './ids.ts'
import { emptyWorld, type SavedWorld } from './saved.ts'
import {
  type BotAccount,
  type Chat,
  type Group,
  generalTopicId,
  type Member,
  type PersonAccount,
  type PrivateChat,
  type Webhook,
} from './state.ts'
import { createUpdateQueue } from './update-queue.ts'

export type WorldEventKind =
  | 'message'
  | 'edit'
  | 'delete'
  | 'reaction'
  | 'typing'
  | 'chat'
  /** A message that makes a sound on somebody's phone. */
  | 'alert'
  /** A tap has been answered. */
  | 'answer'
  | 'clock'
  /** What the page suggests has changed. */
  | 'guide'
export type WorldEvent = {
  n: number
  kind: WorldEventKind
  chatId?: number
  topicId?: number
  messageId?: number
  /** Who wrote it: the one whose phone stays quiet. */
  fromId?: number
}

export type CallbackAnswer = { text?: string; alert: boolean; url?: string }
export type CallbackQuery = { id: string; botId: number; personId: number; answer?: CallbackAnswer }

export type World = ReturnType<typeof createWorld>

type Deps = {
  clock: SimulatorClock
  idSeed?: number
  patienceMs?: number
  saved?: SavedWorld
  localFiles?: string | undefined
}

/**
 * A Telegram, empty or as it was saved: its state, and an event for every change in it. The rules are in the files beside
 * this one.
 */
export function createWorld({ clock, idSeed = 1, patienceMs, saved = emptyWorld(), localFiles }: Deps) {
  const ids = createIds(idSeed, saved.takenIds)
  const emitter = new EventEmitter<{ event: [WorldEvent]; webhook: [BotAccount, Webhook] }>().setMaxListeners(0)
  const { bots, people, groups, privateChats, readMarks } = saved
  const closing = new AbortController()
  let lastEvent = 0

  function assertFree(username: string | undefined) {
    if (username === undefined) return
    if (!/^[a-z]\w{2,31}$/i.test(username)) throw refused(400, `"${username}" is not a username`)
    if (findByUsername(username)) throw refused(409, `@${username} is taken`)
  }

  function findByUsername(username: string): BotAccount | PersonAccount | undefined {
    const wanted = username.replace(/^@/, '').toLowerCase()
    return [...bots.values(), ...people.values()].find((user) => user.username?.toLowerCase() === wanted)
  }

  function addBot({ username, name }: { username: string; name: string }): BotAccount {
    const plainUsername = username.replace(/^@/, '')
    assertFree(plainUsername)
    const id = ids.user()
    const bot: BotAccount = {
      id,
      isBot: true,
      firstName: name,
      username: plainUsername,
      token: `${id}:${ids.secret()}`,
      canReadAllGroupMessages: false,
      queue: createUpdateQueue(ids.firstUpdate()),
      commands: new Map(),
      profile: new Map(),
      lastPrivateMessageId: 0,
    }
    bots.set(id, bot)
    emit('chat')
    return bot
  }

  function addPerson(profile: {
    firstName: string
    lastName?: string
    username?: string
    languageCode?: string
    hidesForwards?: boolean
  }): PersonAccount {
    assertFree(profile.username)
    const { languageCode = 'en', ...rest } = profile
    const person: PersonAccount = { id: ids.user(), isBot: false, ...rest, languageCode }
    people.set(person.id, person)
    emit('chat')
    return person
  }

  function addGroup({ title, members, isForum = false, type = 'supergroup' }: NewGroup): Group {
    if (isForum && type === 'group') throw refused(400, 'A basic group has no topics: migrate it first')
    const group: Group = {
      type,
      id: type === 'group' ? ids.basicGroup() : ids.group(),
      title,
      isForum: false,
      lastMessageId: type === 'group' ? 0 : generalTopicId, // the first message of a supergroup stands for its General topic
      members: new Map(members.map((member) => [member.user.id, { ...member }])),
      topics: new Map(),
      messages: new Map(),
      pinned: [],
      typing: new Map(),
    }
    groups.set(group.id, group)
    setForum(group, isForum)
    emit('chat', group)
    return group
  }

  function emit(
    kind: WorldEventKind,
    chat?: Pick<Chat, 'id'>,
    about: Pick<WorldEvent, 'topicId' | 'messageId' | 'fromId'> = {},
  ) {
    lastEvent++
    emitter.emit('event', { n: lastEvent, kind, ...(chat && { chatId: chat.id }), ...about })
  }

  return {
    bots,
    people,
    groups,
    privateChats,
    /** How long people wait unless told otherwise; left out, as long as each kind of waiting says. */
    patienceMs,
    /** Where a server that runs with `--local` puts its files. */
    localFiles,
    files: createFileStore(saved.files),
    fileLinks: createFileLinks(),
    /** Albums under way, by chat, person and the word that holds them together. */
    albums: new Map<string, string>(),
    callbacks: new Map<string, CallbackQuery>(),
    /** Message ids up to which a person has read, by `person:chat:bot:topic`. */
    readMarks,
    ids,
    now: () => clock.now(),
    addBot,
    addPerson,
    addGroup,
    findByUsername,
    emit,
    /** Aborted when the world ends: whoever waits for something in it stops then. */
    closing: closing.signal,
    close: () => closing.abort(),
    get lastEvent() {
      return lastEvent
    },

    /** @returns a function that stops listening */
    onEvent(listener: (event: WorldEvent) => void): () => void {
      emitter.on('event', listener)
      return () => emitter.off('event', listener)
    },

    /** Hears of every address that a bot names for its updates. */
    onWebhook: (listener: (bot: BotAccount, webhook: Webhook) => void) => void emitter.on('webhook', listener),

    setWebhook(bot: BotAccount, webhook: Webhook | undefined) {
      bot.webhook?.closing.abort()
      bot.webhook = webhook
      if (webhook) emitter.emit('webhook', bot, webhook)
    },

    findBotByToken: (token: string) => [...bots.values()].find((bot) => bot.token === token),

    getPerson(id: number): PersonAccount {
      const person = people.get(id)
      if (!person) throw notFound(`There is no person with id ${id}`)
      return person
    },

    getGroup(id: number): Group {
      const group = groups.get(id)
      if (!group) throw notFound(`There is no group with id ${id}`)
      return group
    },

    findPrivateChat: (person: Pick<PersonAccount, 'id'>, bot: Pick<BotAccount, 'id'>) =>
      privateChats.find((chat) => chat.person.id === person.id && chat.bot.id === bot.id),

    /** The chat of a person with a bot, opened if it was not: an empty screen with a Start button. */
    openPrivateChat(person: PersonAccount, bot: BotAccount): PrivateChat {
      const known = this.findPrivateChat(person, bot)
      if (known) return known
      const chat: PrivateChat = {
        type: 'private',
        id: person.id,
        person,
        bot,
        started: false,
        blocked: false,
        messages: new Map(),
        pinned: [],
        typing: new Map(),
        drafts: new Map(),
      }
      privateChats.push(chat)
      return chat
    },
  }
}

type NewGroup = { title: string; members: Member[]; isForum?: boolean; type?: Group['type'] }

/** The members that a new group has: its owner, and others without rights. */
export function firstMembers(owner: PersonAccount, others: readonly PersonAccount[]): Member[] {
  const plain = { rights: {}, isAnonymous: false }
  return [
    { user: owner, status: 'creator', ...plain },
    ...others.flatMap((user) => (user.id === owner.id ? [] : [{ user, status: 'member' as const, ...plain }])),
  ]
}

/** A forum always has General; turning topics off keeps the messages and hides the topics. */
export function setForum(group: Group, isForum: boolean) {
  group.isForum = isForum
  if (!isForum || group.topics.has(generalTopicId)) return
  group.topics.set(generalTopicId, {
    id: generalTopicId,
    name: 'General',
    iconColor: 0x6fb9f0,
    closed: false,
    creatorId: 0,
  })
}

export function findMember(group: Group, userId: number) {
  const member = group.members.get(userId)
  return member && isPresent(member.status) ? member : undefined
}

export function isPresent(status: string): boolean {
  return status === 'creator' || status === 'administrator' || status === 'member'
}

/** Owners may do everything, administrators what they were given, others nothing that needs a right. */
export function hasRight(group: Group, userId: number, right: string): boolean {
  const member = group.members.get(userId)
  return member?.status === 'creator' || (member?.status === 'administrator' && member.rights[right] === true)
}

export function isAdmin(group: Group, userId: number): boolean {
  const status = group.members.get(userId)?.status
  return status === 'creator' || status === 'administrator'
}
