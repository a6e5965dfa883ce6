/** What the core asks of the world, as types only. Adapters implement these; `main.ts` hands them over. */
import type { z } from 'zod'
import type { MessageMetadata } from './attribution.ts'
import type { CardFacts, Need, TopicIcon } from './board.ts'
import type { ConversationSnapshot, Member, MessageVisibility, Ruling, SenderType } from './conversation.ts'
import type { DeliveryBody, DeliveryTarget } from './deliveries.ts'
import type { MessageFile, MessageKind } from './media.ts'
import type { MirrorDensity } from './mirrors.ts'

/** The only source of time. Waits are columns compared with it; nothing else reads a clock. */
export interface Clock {
  now(): Date
}

/** New primary keys: uuid v7, so that rows sort by when they were made. */
export interface Ids {
  next(): string
}

/** What a model call is for; chosen by the caller, recorded with its cost, and all the offline model has to go by. */
export type ModelPurpose = 'turn' | 'key_check'

export type ModelMessage = { role: 'system' | 'user' | 'assistant'; content: string }

export type ModelRequest<T> = {
  purpose: ModelPurpose
  /** Most stable first, so that the provider's prompt cache works. */
  messages: readonly ModelMessage[]
  schema: z.ZodType<T>
  /** Name of the schema on the wire: letters, digits and underscores. */
  schemaName: string
  /** Ends the call early, for example when a human has taken over. */
  signal?: AbortSignal
}

/** Summed over the calls that one answer took (a malformed answer is asked for again once). */
export type ModelUsage = {
  model: string
  tokensIn: number
  tokensCached: number
  tokensOut: number
  /** US dollars; null when the model's price is not known. */
  costUsd: number | null
  latencyMs: number
}

export type ModelAnswer<T> = { value: T; usage: ModelUsage }

/** One language model with one key. */
export interface ChatModel {
  /**
   * One structured answer, valid against `schema`.
   *
   * @throws {AiUnavailable} for every way of not getting one: no key, refused key, spent quota, rate limit, deadline,
   *   stalled or cut stream, refusal, an answer that is malformed twice
   */
  answer<T>(request: ModelRequest<T>): Promise<ModelAnswer<T>>
}

/** Which update of Telegram's caused this; recorded with its effect, so that redelivery changes nothing. */
export type Origin = { botId: number; updateId: number }

/** Work that a commit has made due. Only a hint: everything due can be read back from rows. */
export type WakeUp =
  | { kind: 'turn'; coachId: string; conversationId: string; dueAt: Date }
  | { kind: 'deliver'; coachId: string; conversationId: string; crisis: boolean; dueAt?: Date }
  /** The coach's board, or a card or an icon of a client's topic. */
  | { kind: 'board'; coachId: string; dueAt?: Date }

export type Wake = (wakeUps: readonly WakeUp[]) => Promise<void>

export type StoredMessage = {
  id: string
  seq: number
  senderType: SenderType
  senderId: string
  senderName: string
  kind: MessageKind
  content: string
  file: MessageFile | undefined
  /** Where it was written, for what came from Telegram. */
  telegram: { chatId: number; messageId: number } | undefined
  visibility: MessageVisibility
  metadata: MessageMetadata
  sentAt: Date
  editedAt: Date | undefined
}

/** A conversation to change, and a message of it that the rule wants to see, by our id or by Telegram's. */
export type ConversationAddress = {
  coachId: string
  conversationId: string
  message?: { id: string } | { chatId: number; messageId: number }
}

export interface Conversations {
  /**
   * One transaction: records the update, locks the conversation, shows it to `rule`, applies the effects.
   *
   * @returns what the rule answered and what to wake; undefined when this update had its effect before
   * @throws {NotFound} when there is no such conversation; {IllegalMove} when the rule asks for one
   */
  change<R>(
    address: ConversationAddress,
    origin: Origin | undefined,
    rule: (snapshot: ConversationSnapshot, message: StoredMessage | undefined) => Ruling<R>,
  ): Promise<{ result: R; wakeUps: WakeUp[] } | undefined>

  /** Takes the due turn of a conversation; undefined when there is none, or someone else has it. */
  claimTurn(coachId: string, conversationId: string): Promise<ClaimedTurn | undefined>

  /** Keeps a turn that is still being worked on. False when the lease is lost. */
  renewLease(turn: Pick<ClaimedTurn, 'coachId' | 'conversationId' | 'leaseId'>): Promise<boolean>
}

/** A turn and what it is answered from. The fresh `leaseId` is the fence: recording a decision needs it still to be there. */
export type ClaimedTurn = {
  coachId: string
  conversationId: string
  leaseId: string
  attempts: number
  aiAllowed: boolean
  /** The coach has left the unanswered messages to the AI: asking for the human again would go in circles. */
  leftToAi: boolean
  /** The newest client message this turn answers. */
  upToSeq: number
  coach: { displayName: string; methodology: string }
  client: { displayName: string; language: string; telegramUserId: number }
  /** The newest messages, oldest first, among them at least every unanswered one. */
  messages: StoredMessage[]
  /** What the human left for the AI at the last handback, while no AI message has followed it. */
  noteForAi: string | undefined
}

/** A delivery taken for sending, with all that its text is made from. */
export type ClaimedDelivery = {
  id: string
  coachId: string
  conversationId: string
  target: DeliveryTarget
  lane: number
  body: DeliveryBody
  isAi: boolean
  attempts: number
  partsSent: number
  createdAt: Date
  /** What it shows, oldest first: mostly one; several in a mirror of a whole turn, or in an album. */
  messages: StoredMessage[]
  /** Telegram's id, in the client's chat, of what it was written as a reply to. */
  repliesTo: number | undefined
  client: { id: string; displayName: string; language: string; telegramUserId: number; topicId: number | undefined }
  /** What a topic's card says; read when the topic or the card is to be made. */
  card: CardFacts | undefined
  coach: {
    displayName: string
    language: string
    timezone: string
    telegramUserId: number
    groupChatId: number | undefined
    groupIsForum: boolean
    /** Everyone the client may hear from in person; read for AI text, which must not begin like theirs. */
    teamNames: string[]
  }
}

/** What became of an attempt to send. `unclear`: it may have happened (no answer, or the server failed). */
export type DeliveryOutcome =
  /** `last`: its last part, or only one, where that has not been recorded yet. */
  | { kind: 'sent'; last?: { chatId: number; sent: readonly SentPart[] } }
  | { kind: 'too_early'; retryAfterMs: number }
  | { kind: 'unclear'; error: string }
  | { kind: 'blocked'; error: string }
  | { kind: 'refused'; error: string }
  /** Nothing can be written in that place, though it is there: the coach's private chat takes what was for the group. */
  | { kind: 'shut'; error: string }
  /** The topic it was meant for does not exist: a new one is to be made. */
  | { kind: 'topic_gone' }
  /** A topic was made first; the delivery itself is still to do. */
  | { kind: 'topic_made'; topicId: number; icon?: TopicIcon | undefined }
  /** The bot may not act at all (its token was refused): nothing is lost, nothing is tried until the next start. */
  | { kind: 'bot_refused'; error: string }

/** One of Telegram's messages, and the message of ours that it shows or is about. */
export type SentPart = { telegramMessageId: number; messageId?: string | undefined }

export interface Outbox {
  /** Where something of a conversation may go now. */
  listOpen(coachId: string, conversationId: string): Promise<DeliveryTarget[]>
  /** Takes the next delivery of a conversation to one place, if there is one and none is under way there. */
  claim(
    coachId: string,
    conversationId: string,
    target: DeliveryTarget,
  ): Promise<{ delivery: ClaimedDelivery | undefined; wakeUps: WakeUp[] }>
  /**
   * One part of a text has reached Telegram: a crash after this resumes with the next part.
   *
   * @returns whether the next part may follow: not for AI text once a human has taken over
   */
  recordPart(delivery: ClaimedDelivery, chatId: number, sent: readonly SentPart[]): Promise<boolean>
  /** @returns what to wake, and whether something more may go to the same place */
  recordOutcome(delivery: ClaimedDelivery, outcome: DeliveryOutcome): Promise<{ wakeUps: WakeUp[]; hasMore: boolean }>
  /** Where a message is shown: Telegram's ids, in their order, and everything else that is shown there with it. */
  findShown(
    coachId: string,
    messageId: string,
    target: DeliveryTarget,
  ): Promise<{ chatId: number; parts: SentPart[]; messages: StoredMessage[] } | undefined>
}

/** How a coach's board and cards are written: the group is where their links lead. */
export type BoardStyle = { language: string; timezone: string; groupChatId: number | undefined; groupIsForum: boolean }
/** Who needs the coach, most urgent first. */
export type BoardView = BoardStyle & { now: Date; needs: Need[] }

/** A change of what the coach's group shows, taken under a lease: one at a time for each coach. */
export type BoardWork = { coachId: string; leaseId: string; groupChatId: number } & (
  | { kind: 'board'; view: BoardView; message: { chatId: number; messageId: number } | undefined }
  | { kind: 'card'; conversationId: string; facts: CardFacts; style: BoardStyle; messageId: number }
  | { kind: 'icon'; conversationId: string; icon: TopicIcon; topicId: number }
)

/** `lost`: the message that was to be edited is not there any more. */
export type BoardOutcome = { kind: 'shown' | 'lost' | 'refused' } | { kind: 'later'; afterMs: number }

export interface Boards {
  /** What is true now, for whoever asks. */
  view(coachId: string): Promise<BoardView>
  /** Takes the next change that is due, the board before the cards; its pace is kept. */
  claim(coachId: string): Promise<{ work: BoardWork | undefined; wakeUps: WakeUp[] }>
  /** A new board has reached Telegram: from now on it is the one that is edited. */
  recordSent(work: BoardWork, chatId: number, messageId: number): Promise<void>
  record(work: BoardWork, outcome: BoardOutcome): Promise<void>
}

/** Finds whose message this is, by stored ids and never by text. */
export interface Senders {
  /** The conversation a person is in, in their private chat with the bot. */
  findClient(telegramUserId: number): Promise<ClientAddress | undefined>
  /** The conversations that people are in, the newest first: what is kept in mind for when the database is down. */
  listClients(limit: number): Promise<(ClientAddress & { telegramUserId: number })[]>
  /** The conversation of something this person wrote, whichever coach it was for. */
  findClientConversationOfMessage(telegramUserId: number, messageId: number): Promise<ClientAddress | undefined>
  /** One of a person's conversations, active or not: buttons outlive a change of coach. */
  findClientConversation(telegramUserId: number, conversationId: string): Promise<ClientAddress | undefined>
  /** The practice a person works in. */
  findMember(telegramUserId: number): Promise<MemberAddress | undefined>
  /** The practice a group is linked to, with everyone who may act in it. */
  findGroup(chatId: number): Promise<GroupAddress | undefined>
  findConversationOfTopic(coachId: string, topicId: number): Promise<string | undefined>
  /** What one of Telegram's messages shows, in whichever chat: a message of ours, or one that somebody wrote there. */
  findShownMessage(
    chatId: number,
    telegramMessageId: number,
  ): Promise<{ coachId: string; conversationId: string; messageId: string } | undefined>
  /** The conversation that a message in the group or in a private chat belongs to: ours, or a team member's. */
  findConversationOfMessage(coachId: string, chatId: number, telegramMessageId: number): Promise<string | undefined>
}

export type ClientAddress = {
  coachId: string
  conversationId: string
  clientId: string
  clientName: string
  language: string
  coachName: string
  coachTelegramUserId: number
  groupChatId: number | undefined
  topicId: number | undefined
}

export type MemberAddress = {
  coachId: string
  coachName: string
  language: string
  member: Member
  groupChatId: number | undefined
}

export type GroupAddress = { coachId: string; coachName: string; language: string; isForum: boolean; members: Member[] }

export type Person = { telegramUserId: number; displayName: string; language: string; username?: string }

/** A coach's practice: who they are, their method, key, group, team and invitations. */
export interface Practices {
  /** Keeps the hash of a fresh one-time link by which a person becomes a coach. */
  addCoachLink(codeHash: string, expiresAt: Date): Promise<void>
  hasCoach(): Promise<boolean>
  /** Uses the link up and makes the coach, in one transaction. A coach who presses it again stays who they are. */
  signUpCoach(
    codeHash: string,
    person: Person,
  ): Promise<{ kind: 'signed_up' | 'coach_already'; coachId: string } | { kind: 'unknown_link' }>
  /** The client and conversation of an invitation, made on first use; that coach is then the active one in their chat. */
  acceptInvite(code: string, person: Person): Promise<(ClientAddress & { isNew: boolean }) | undefined>
  /** The coach's standing invitation code; made on first use. */
  getInviteCode(coachId: string): Promise<string>
  getPractice(coachId: string): Promise<Practice>
  setMethod(coachId: string, methodology: string, by: string): Promise<void>
  /** How much of what the AI deals with the coach wants to see. */
  setMirrors(coachId: string, mirrors: MirrorDensity, by: string): Promise<void>
  setKey(coachId: string, key: EncryptedSecret, last4: string, by: string): Promise<void>
  forgetKey(coachId: string, by: string): Promise<void>
  findKey(coachId: string): Promise<EncryptedSecret | undefined>
  /** Conversations in state `waiting`, the longest first. */
  listWaiting(coachId: string): Promise<string[]>
  /** @returns false when another coach has that group */
  linkGroup(
    coachId: string,
    chatId: number,
    isForum: boolean,
    by: string,
  ): Promise<{ linked: boolean; wakeUps: WakeUp[] }>
  /** The group became a supergroup: same group, new id. */
  migrateGroup(oldChatId: number, newChatId: number): Promise<void>
  unlinkGroup(chatId: number): Promise<void>
  addMember(coachId: string, person: Person, by: string): Promise<Member>
  /** A person who works in a practice and was being a client is a coach again in their private chat. */
  leaveClientRole(telegramUserId: number): Promise<void>
  ask(coachId: string, telegramUserId: number, question: Question, expiresAt: Date): Promise<void>
  /** The question this person was asked, if it still stands; it is gone afterwards. */
  takeQuestion(coachId: string, telegramUserId: number): Promise<Question | undefined>
}

export type Question = 'method' | 'key'
export type Practice = {
  displayName: string
  methodology: string
  language: string
  keyLast4: string | undefined
  groupChatId: number | undefined
  clients: number
  mirrors: MirrorDensity
}
export type EncryptedSecret = { ciphertext: Uint8Array; nonce: Uint8Array; keyVersion: number }

/** Seals secrets at rest; `owner` is bound in, so that one coach's ciphertext is useless in another's row. */
export interface SecretBox {
  seal(secret: string, owner: string): EncryptedSecret
  /** @throws when the ciphertext, its owner or the key is not the one it was sealed with */
  open(sealed: EncryptedSecret, owner: string): string
}

/** Whose key pays for a coach's model calls, and which model it opens. */
export interface Models {
  /** @throws {AiUnavailable} `no_key` when the coach has none */
  forCoach(coachId: string): Promise<ChatModel>
}

/** Shows a client that an answer is being written, until stopped. Never throws. */
export type ShowTyping = (telegramUserId: number) => { stop(): void }

/** The way to people that needs no database: direct sends, to strangers and when a crisis could not be stored. */
export interface Emergency {
  /** Never throws. @returns whether the person has the text, now or from a moment ago */
  sendCrisisText(request: {
    telegramUserId: number
    /** Telegram's word for the language of a person who is not known. */
    language: string | undefined
    grade: number
    kind: string
    known: ClientAddress | undefined
  }): Promise<boolean>
}

/** Everything that rows say is due now. */
export interface Sweep {
  listDue(limit: number): Promise<WakeUp[]>
  /** Forgets updates that Telegram will not send again. */
  prune(): Promise<void>
  /**
   * Another bot than before works on this data (its token was changed): message ids of private chats are that bot's own,
   * so the old ones are forgotten before they are taken for new ones. Groups count for everyone and keep theirs.
   */
  adoptBot(botId: number): Promise<void>
  /** At the start of the only process: what a crash left under way is free to be taken at once. */
  releaseAll(): Promise<void>
}
