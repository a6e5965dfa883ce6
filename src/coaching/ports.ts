/**
 * What the core asks of the world, as types only. Adapters implement these; `app.ts` hands them over. What is asked for one area
 * alone is in `ports/`, and in the `ports.ts` of the area's own folder.
 */

import type { z } from 'zod'
import type { MessageMetadata } from './attribution.ts'
import type { Calibration } from './confidence/calibration.ts'
import type { ConversationSnapshot, Effect, Member, MessageVisibility, Ruling, SenderType } from './conversation.ts'
import type { Rung } from './copilot/ladder.ts'
import type { CopilotOfClient } from './copilot/setting.ts'
import type { CoachRule } from './handoff/rules.ts'
import type { Weights } from './handoff/weights.ts'
import type { DeadKey } from './incident.ts'
import type { KnowledgeSetting } from './knowledge/setting.ts'
import type { MessageFile, MessageKind } from './media.ts'
import type { Timer, TimerKind } from './timers.ts'

/** The only source of time. Waits are columns compared with it; nothing else reads a clock. */
export interface Clock {
  now(): Date
}

/** New primary keys: uuid v7, so that rows sort by when they were made. */
export interface Ids {
  next(): string
}

/** What a model call is for; chosen by the caller, recorded with its cost, and all the offline model has to go by. */
export type ModelPurpose =
  | 'turn'
  | 'reply_check'
  | 'suggestion'
  | 'briefing'
  | 'key_check'
  | 'sample_question'
  | 'conflict_check'
  | 'memory'
  | 'relationship'
  | 'analysis'

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
  /** What is to be added to an alert is to be written. */
  | { kind: 'briefing'; coachId: string; conversationId: string; dueAt?: Date }
  /** Something spoken is to be written down. */
  | { kind: 'voice'; coachId: string; conversationId: string; dueAt?: Date }
  /** A session of the client's is over, or something is to be kept of one that is. */
  | { kind: 'memory'; coachId: string; conversationId: string; dueAt?: Date }
  /** Timers of a conversation, the first of which is due then. */
  | { kind: 'timer'; coachId: string; conversationId: string; dueAt: Date }
  /** The coach's board, or a card or an icon of a client's topic. */
  | { kind: 'board'; coachId: string; dueAt?: Date }
  /** An incident of the coach's. */
  | { kind: 'incident'; coachId: string; dueAt?: Date }
  /** The coach's documents: files, uploads, or what is to be read. */
  | { kind: 'document'; coachId: string; dueAt?: Date }
  /** The coach's messages that say what becomes of the files they sent. */
  | { kind: 'batch'; coachId: string; dueAt?: Date }
  /** What is made of the coach's documents once they are ready. */
  | { kind: 'review'; coachId: string; dueAt?: Date }
  /** What can be recalled of the coach's clients is to be kept up to date. */
  | { kind: 'recall'; coachId: string; dueAt?: Date }
  /** What the coach did is to be analysed, and learned from. */
  | { kind: 'learn'; coachId: string; dueAt?: Date }
  /** What the coach has written to their own clone is to be answered. */
  | { kind: 'try'; coachId: string; dueAt?: Date }

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
  /** The client wants it forgotten: its words are gone, or about to go. */
  isForgotten?: boolean
}

/** A conversation to change, and a message of it that the rule wants to see, by our id or by Telegram's. */
export type ConversationAddress = {
  coachId: string
  conversationId: string
  message?: { id: string } | { chatId: number; messageId: number }
  /** A reply may go out by this change: the rule sees what became of earlier drafts, where replies wait for the coach. */
  withDrafts?: boolean
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

  /** What the turn that is due then would be asked, as it stands; undefined when there is none that the AI will answer. */
  peekTurn(coachId: string, conversationId: string, dueAt: Date): Promise<UpcomingTurn | undefined>

  /**
   * What a draft or a briefing for the coach is made from.
   *
   * @param newest so many messages at least, where there are as many; left out, as a turn would see them
   * @throws {NotFound} without the client's consent
   */
  readMaterial(coachId: string, conversationId: string, newest?: number): Promise<Material>

  /** Keeps a turn that is still being worked on. False when the lease is lost. */
  renewLease(turn: Pick<ClaimedTurn, 'coachId' | 'conversationId' | 'leaseId'>): Promise<boolean>
}

export type Material = Pick<ClaimedTurn, 'client' | 'messages'> & {
  coach: ClaimedTurn['coach'] & { language: string }
}

export interface Timers {
  /**
   * One transaction: locks the conversation, takes the first of its timers that is due, applies the effects of `rule`. A
   * rule that throws leaves the timer where it is.
   *
   * @returns what to wake; undefined when no timer is due
   */
  fire(
    coachId: string,
    conversationId: string,
    rule: (snapshot: ConversationSnapshot, timer: Timer) => Effect[],
  ): Promise<{ wakeUps: WakeUp[] } | undefined>
  postpone(coachId: string, conversationId: string, kind: TimerKind, dueAt: Date): Promise<void>
}

/** A turn and what it is answered from. The fresh `leaseId` is the fence: recording a decision needs it still to be there. */
export type ClaimedTurn = {
  coachId: string
  conversationId: string
  clientId: string
  leaseId: string
  claimedAt: Date
  attempts: number
  aiAllowed: boolean
  /** The model refuses the coach's key, as far as is known: it is not asked. */
  deadKey: DeadKey | undefined
  /** The coach has left the unanswered messages to the AI: asking for the human again would go in circles. */
  leftToAi: boolean
  /** The human has been called over the unanswered messages, and has handed back: once more would go in circles. */
  alreadyCalled: boolean
  /** The newest client message this turn answers. */
  upToSeq: number
  coach: { displayName: string; methodology: string }
  /** Names of those who answer beside the coach. */
  team: readonly string[]
  /** Is there anything of the coach's to be looked up? */
  hasDocuments: boolean
  /** Is there anything that was learned from the coach, or from several? */
  hasLearned: boolean
  knowledge: KnowledgeSetting
  /** The coach's own, on when to bring the human in. */
  rules: readonly CoachRule[]
  /** What each signal counts with this coach. */
  weights: Weights
  /** The time zone is the coach's where the client's is not known. */
  client: { displayName: string; language: string; timezone: string; telegramUserId: number }
  /** The newest messages, oldest first, among them at least every unanswered one. */
  messages: StoredMessage[]
  /** A reply that somebody of the team has rejected since the client wrote last. */
  rejectedDraft: string | undefined
  /** What the AI's confidence has been worth with this coach. */
  calibration: Calibration
  /** What the human left for the AI at the last handback, while no AI message has followed it. */
  noteForAi: string | undefined
  /** A crisis has just been closed as safe: the AI leaves out what could do harm. */
  isRestricted: boolean
  /** A human has dealt with the client's messages up to this one, outside the chat: a crisis was closed over them. */
  dealtWithUpToSeq: number
}

/** Of a turn, what the past and the documents are looked up by. */
export type UpcomingTurn = Pick<
  ClaimedTurn,
  'coachId' | 'clientId' | 'coach' | 'team' | 'client' | 'messages' | 'dealtWithUpToSeq' | 'hasDocuments'
>

/** One of Telegram's messages. */
export type TelegramMessage = { chatId: number; messageId: number }

/** How one client's replies go out, and what the AI has earned with them. */
export type CopilotView = {
  clientName: string
  isOn: boolean
  copilot: CopilotOfClient
  ladder: Rung[]
}

export interface Copilots {
  /** @throws {NotFound} */
  view(coachId: string, conversationId: string): Promise<CopilotView>
}

/** Finds whose message this is, by stored ids and never by text. */
export interface Senders {
  /** The conversation a person is in, in their private chat with the bot. */
  findClient(telegramUserId: number): Promise<ClientAddress | undefined>
  /** Who writes in a private chat: a member of a practice, a client, both or neither. */
  findPerson(telegramUserId: number): Promise<{ member: MemberAddress | undefined; client: ClientAddress | undefined }>
  /** The conversations that people are in, the newest first: what is kept in mind for when the database is down. */
  listClients(limit: number): Promise<(ClientAddress & { telegramUserId: number })[]>
  /** The conversation of something this person wrote, whichever coach it was for. */
  findClientConversationOfMessage(telegramUserId: number, messageId: number): Promise<ClientAddress | undefined>
  /** One of a person's conversations, active or not: buttons outlive a change of coach. */
  findClientConversation(telegramUserId: number, conversationId: string): Promise<ClientAddress | undefined>
  /** The practice a person works in: their own, where they help in another's as well. */
  findMember(telegramUserId: number): Promise<MemberAddress | undefined>
  /** The practice that a conversation is in, for someone of its team: of several that they work in, the one it is about. */
  findMemberOfConversation(telegramUserId: number, conversationId: string): Promise<MemberAddress | undefined>
  /** The practice and the conversation that a message is in, for someone of the team there. */
  findMemberOfMessage(
    telegramUserId: number,
    messageId: string,
  ): Promise<(MemberAddress & { conversationId: string }) | undefined>
  /** The practice a group is linked to, with everyone who may act in it. */
  findGroup(chatId: number): Promise<GroupAddress | undefined>
  /** Was a chat this coach's group at any time? */
  wasGroupOf(coachId: string, chatId: number): Promise<boolean>
  /** Clients by the name that their topic bears. */
  findClientsNamed(coachId: string, name: string): Promise<{ clientName: string; topicId: number | undefined }[]>
  /** The conversation of an offer that was made to this person, and the words it was made over. */
  findClientOffer(
    telegramUserId: number,
    offerId: string,
  ): Promise<(ClientAddress & { message?: { id: string } }) | undefined>
  /** Of whom something is remembered, for that person alone. */
  findClientOfItem(telegramUserId: number, itemId: string): Promise<ClientAddress | undefined>
  /** Who has written a message, for that person alone. */
  findClientWhoWrote(telegramUserId: number, messageId: string): Promise<ClientAddress | undefined>
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
  /** Whose help lines: where the client is, else the coach. */
  country: string | undefined
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

/** What became of the last call to someone beyond the team. */
export type Called = 'called' | 'under_way' | 'unreachable' | 'not_set_up'

export type Unattended = {
  coachId: string
  conversationId: string
  grade: number
  since: Date
  operator: Called
  pager: Called
}

/** Everything that rows say is due now. */
export interface Sweep {
  listDue(limit: number): Promise<WakeUp[]>
  /** Crises to which nobody has come, whoever's they are: for the operator's log. */
  listUnattended(): Promise<Unattended[]>
  /** Forgets what nobody will ask for again: updates, written briefings, incidents that are over. */
  prune(): Promise<void>
  /**
   * Another bot than before works on this data (its token was changed): message ids of private chats are that bot's own,
   * so the old ones are forgotten before they are taken for new ones. Groups count for everyone and keep theirs.
   */
  adoptBot(botId: number): Promise<void>
  /** Of the installation: where they are others than before, every coach's documents are looked at, which model they are to follow. */
  adoptEmbeddingSettings(settings: string): Promise<void>
  /** At the start of the only process: what a crash left under way is free to be taken at once. */
  releaseAll(): Promise<void>
}
