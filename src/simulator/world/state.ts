import type { StoredFile } from './files.ts'
import type { UpdateQueue } from './update-queue.ts'

/** Plain state of the simulated Telegram. Everything that changes it is in the files beside this one. */

export type User = {
  id: number
  isBot: boolean
  firstName: string
  lastName?: string
  username?: string
  languageCode?: string
}

export type PersonAccount = User & {
  isBot: false
  languageCode: string
  /** Their forwarded messages carry their name only, as a setting of Telegram's has it. */
  hidesForwards?: boolean
}

export type Webhook = {
  url: string
  maxConnections: number
  secretToken?: string
  lastError?: { at: Date; message: string }
  /** Aborted when another address takes its place, or none. */
  closing: AbortController
}

export type BotAccount = User & {
  isBot: true
  username: string
  token: string
  /** BotFather's privacy mode, the other way round: true means the bot reads everything in its groups. */
  canReadAllGroupMessages: boolean
  queue: UpdateQueue
  webhook?: Webhook
  /** By scope and language, see bot-api/methods/commands.ts. */
  commands: Map<string, { command: string; description: string }[]>
  /** Texts by `field:language`, such as `description:de`. */
  profile: Map<string, string>
  /** Private chats of a bot count their messages together, so no two of them share an id. */
  lastPrivateMessageId: number
}

export type Rights = Record<string, boolean>

export type MemberStatus = 'creator' | 'administrator' | 'member' | 'left' | 'kicked'

export type Member = { user: User; status: MemberStatus; rights: Rights; isAnonymous: boolean }

export type Topic = {
  id: number
  name: string
  iconColor: number
  iconCustomEmojiId?: string
  closed: boolean
  /** Only General can be. */
  hidden?: boolean
  creatorId: number
}

export type Entity = { type: string; offset: number; length: number } & Record<string, unknown>

export type Button = { text: string } & Record<string, unknown>

export type Reaction = { type: string } & Record<string, unknown>

export type MediaKind = 'photo' | 'voice' | 'video_note' | 'video' | 'animation' | 'audio' | 'document' | 'sticker'

/** A file in a message; what it is called and how it is encoded the file itself knows. */
export type Media = {
  kind: MediaKind
  file: StoredFile
  /** Of a photo: the small size. */
  thumbnail?: StoredFile
  width?: number
  height?: number
  durationS?: number
  title?: string
  performer?: string
  /** Of a sticker. */
  emoji?: string
  hasSpoiler?: boolean
  captionAbove?: boolean
}

export type Poll = {
  id: string
  question: string
  options: { id: string; text: string; voterIds: Set<number> }[]
  isClosed: boolean
  isAnonymous: boolean
  type: 'regular' | 'quiz'
  allowsMultiple: boolean
  /** Of a quiz. */
  correctIndexes?: number[]
  explanation?: string
}

/** What a message can hold instead of a text or a file; `payload` is in the Bot API's words. */
export type Attachment =
  | { kind: 'location' | 'venue' | 'contact' | 'dice'; payload: Record<string, unknown> }
  | { kind: 'poll'; poll: Poll }

/** `kind` is the Bot API's field of the message, `payload` what stands in it; a pinned message is looked up when shown. */
export type Service = { kind: string; payload?: unknown; pinnedId?: number }

/** Whose message was forwarded: a group's, when an administrator wrote it who does not show. */
export type Origin = { user: User; groupTitle?: string; groupId?: number; date: Date }

export type Quote = { text: string; position: number; entities?: Entity[] }

export type Message = {
  id: number
  chat: Chat
  /** In forums: the topic, 1 for General. Elsewhere: the first message of the chain of replies, as Telegram has it. */
  threadId?: number
  from: User
  /** Sent in the name of the group by an administrator who does not show. */
  anonymous: boolean
  date: Date
  editedAt?: Date
  /** The caption, when there is a file. */
  text: string
  entities: Entity[]
  deleted: boolean
  silent: boolean
  protected: boolean
  pinned: boolean
  replyToId?: number
  /** The part of the message replied to that this one is about. */
  quote?: Quote
  media?: Media
  attachment?: Attachment
  /** Files sent together share it. */
  albumId?: string
  service?: Service
  buttons?: Button[][]
  forceReply?: boolean
  forwardOf?: Origin
  linkPreviewOptions?: unknown
  reactions: Map<number, Reaction[]>
}

export type Draft = { id: number; text: string; entities: Entity[]; until: Date }

type ChatBase = {
  messages: Map<number, Message>
  pinned: number[]
  /** By user and topic. */
  typing: Map<string, { userId: number; threadId?: number; until: Date }>
}

export type PrivateChat = ChatBase & {
  type: 'private'
  /** What the bot calls this chat: the person's id. */
  id: number
  person: PersonAccount
  bot: BotAccount
  /** The person has written at least once; before that a bot may not. */
  started: boolean
  blocked: boolean
  /** What the bot is writing, by its own number for it. */
  drafts: Map<number, Draft>
}

export type Group = ChatBase & {
  /** A basic group has no topics, and becomes a supergroup under another id (world/migration.ts). */
  type: 'group' | 'supergroup'
  id: number
  title: string
  isForum: boolean
  lastMessageId: number
  /** Those who left stay, with status `left` or `kicked`. */
  members: Map<number, Member>
  topics: Map<number, Topic>
  lastBotId?: number
  /** Where everyone is now; nothing happens here any more. */
  migratedTo?: Group
}

export type Chat = PrivateChat | Group

export const generalTopicId = 1

/** The topic a message stands in; undefined outside forums. What is older than the topics of a group is in General. */
export function topicOf({ chat, threadId }: Pick<Message, 'chat' | 'threadId'>): number | undefined {
  if (chat.type === 'private' || !chat.isForum) return undefined
  return threadId !== undefined && chat.topics.has(threadId) ? threadId : generalTopicId
}

export const anonymousAdminId = 1087968824
