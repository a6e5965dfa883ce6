/** What the core asks of the world, as types only. Adapters implement these; `main.ts` hands them over. */
import type { z } from 'zod'
import type { MessageMetadata } from './attribution.ts'
import type { CardFacts, Need, TopicIcon } from './board.ts'
import type { CoachMode, Reminders } from './coach.ts'
import type { Calibration } from './confidence/calibration.ts'
import type { ConversationSnapshot, Effect, Member, MessageVisibility, Ruling, SenderType } from './conversation.ts'
import type { Decided, Rung } from './copilot/ladder.ts'
import type { CopilotOfClient, CopilotSetting } from './copilot/setting.ts'
import type { DeliveryBody, DeliveryTarget } from './deliveries.ts'
import type { BriefingLine, BriefingPart } from './handoff/briefing.ts'
import type { ReminderPreset } from './handoff/reminder-presets.ts'
import type { CoachRule, CoachRuleAction } from './handoff/rules.ts'
import type { PastDecision, Sensitivity, SensitivityChange } from './handoff/sensitivity.ts'
import type { Weights } from './handoff/weights.ts'
import type { LastSaid, Reason } from './handoff/why.ts'
import type { WeeklyHours } from './hours.ts'
import type { DeadKey, IncidentView, KeyAfter } from './incident.ts'
import type { KnowledgeSetting } from './knowledge/setting.ts'
import type { ExceptionQuestion } from './learning/exception.ts'
import type { Moment } from './learning/moment.ts'
import type { LearningSetting } from './learning/setting.ts'
import type { LifecycleKey } from './lifecycle.ts'
import type { MessageFile, MessageKind } from './media.ts'
import type { MirrorDensity } from './mirrors.ts'
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

/** What is to be added to a delivery of the same id. */
export type BriefingToWrite = {
  id: string
  coachId: string
  conversationId: string
  handoffId: string | undefined
  /** By `/brief`; else it belongs to an alert. */
  isAsked: boolean
  /** This one among them. */
  attempts: number
}
/** `againAt`: it is tried once more then. */
export type SettledBriefing = { effects: Effect[]; lines: BriefingLine[]; againAt?: Date }

export interface Briefings {
  /**
   * Takes what is due to be written for a conversation; due again after a while, should whoever took it die.
   *
   * @param isWanted asked under the lock; what nobody wants any more is done
   */
  claim(
    coachId: string,
    conversationId: string,
    isWanted: (s: ConversationSnapshot, briefing: Pick<BriefingToWrite, 'handoffId' | 'isAsked'>) => boolean,
  ): Promise<BriefingToWrite | undefined>
  /**
   * One transaction under the lock. Does nothing when someone else has taken it since, or a newer one has replaced it.
   *
   * @param rule told, too, where what it is added to was sent or will be
   */
  settle(
    briefing: BriefingToWrite,
    rule: (s: ConversationSnapshot, target: DeliveryTarget) => SettledBriefing,
  ): Promise<WakeUp[]>
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
  /** What became of the AI's drafts for this client, oldest first; read where its replies wait for the coach. */
  drafts: readonly Decided[]
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

/** A message of the conversation that something is said of, and where the coach can see it. */
export type PointedAt = { at: Date; shown: { chatId: number; telegramMessageId: number } | undefined }

/** A briefing and what it is added to. */
export type WrittenBriefing = {
  alert: Extract<DeliveryBody, { kind: 'text' }>
  /** Where that is; undefined when it never got there. */
  place: { chatId: number; telegramMessageId: number } | undefined
  isAsked: boolean
  /** The message that the alert quotes. */
  quoted: PointedAt | undefined
  lines: { part: BriefingPart; text: string; evidence: PointedAt[] }[]
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
  /** Of a text of ours to the client: what the coach says instead, by language. */
  ownTexts: Readonly<Record<string, string>>
  /** Telegram's id, in the client's chat, of what it was written as a reply to. */
  repliesTo: number | undefined
  client: {
    id: string
    displayName: string
    language: string
    timezone: string
    telegramUserId: number
    topicId: number | undefined
  }
  briefing: WrittenBriefing | undefined
  /** What the AI takes from what the coach did, for the delivery that shows it. */
  moment: Moment | undefined
  /** What the coach is asked about a document, for the delivery that shows it. */
  exception: ExceptionQuestion | undefined
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
    /** Do clients see where an answer comes from? */
    showsSources: boolean
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
export type SentPart = {
  telegramMessageId: number
  messageId?: string | undefined
  /** The delivery whose message goes on in it, where that is not the one that sends it. */
  continues?: string
}

export interface Outbox {
  /** Takes, for each place where something of a conversation may go now, what goes there next. */
  claimOpen(coachId: string, conversationId: string): Promise<{ deliveries: ClaimedDelivery[]; wakeUps: WakeUp[] }>
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
  /** Telegram's ids of what a delivery has sent. */
  findSent(coachId: string, deliveryId: string): Promise<{ chatId: number; telegramMessageIds: number[] } | undefined>
  /** Where a message is shown: Telegram's ids, in their order, and everything else that is shown there with it. */
  findShown(
    coachId: string,
    messageId: string,
    target: DeliveryTarget,
  ): Promise<{ deliveryId: string; chatId: number; parts: SentPart[]; messages: StoredMessage[] } | undefined>
  /** One of Telegram's messages has been taken away: nothing is shown in it any more. */
  forgetPart(coachId: string, chatId: number, telegramMessageId: number): Promise<void>
}

/** How a coach's board and cards are written: the group is where their links lead. */
export type BoardStyle = { language: string; timezone: string; groupChatId: number | undefined; groupIsForum: boolean }
/** Who needs the coach, most urgent first. */
export type BoardView = BoardStyle & {
  now: Date
  needs: Need[]
  /** The model refuses the coach's key: since when, and how many wait. */
  deadKey: { since: Date; waiting: number } | undefined
}

/** A change of what the coach's group shows, taken under a lease: one at a time for each coach. */
export type BoardWork = { coachId: string; leaseId: string; groupChatId: number } & (
  | { kind: 'board'; view: BoardView; message: { chatId: number; messageId: number } | undefined }
  | { kind: 'card'; conversationId: string; facts: CardFacts; style: BoardStyle; messageId: number }
  | { kind: 'icon'; conversationId: string; icon: TopicIcon; topicId: number }
)

/** `lost`: the message that was to be edited is not there any more, or cannot be changed and is over. */
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

/** What is stored of how it came to something: for `/why`. */
export interface Reasons {
  /**
   * For the team alone.
   *
   * @param about what is asked about; left out, the newest answer or handoff
   */
  findReason(coachId: string, conversationId: string, about?: TelegramMessage): Promise<Reason | undefined>
  /** What was weighed for the newest of what the AI dealt with, over all of a coach's clients: signals, and nobody's words. */
  listDecisions(coachId: string, atMost: number): Promise<PastDecision[]>
  /** For the client: who wrote what they were told last, or what this message shows them. */
  findLastSaid(coachId: string, conversationId: string, about?: TelegramMessage): Promise<LastSaid | undefined>
}

/** Something to do about an incident, taken under a lease: one thing at a time. */
export type IncidentWork = { coachId: string; incidentId: string; leaseId: string } & (
  | {
      kind: 'show'
      view: IncidentView
      message: { chatId: number; messageId: number } | undefined
      /** It has not been said yet. */
      isNew: boolean
      /** How often the key has been tried again. */
      probes: number
      coachTelegramUserId: number
      groupChatId: number | undefined
    }
  | { kind: 'probe' }
  /** Whom it has kept waiting, the longest first. */
  | { kind: 'release'; conversationIds: string[] }
)

/** `lost`: the message that was to be edited is not there any more. */
export type IncidentShown =
  | { kind: 'shown'; message?: { chatId: number; messageId: number } }
  | { kind: 'lost' }
  | { kind: 'later'; afterMs: number }

/** What keeps a coach's clone from answering anyone. */
export interface Incidents {
  /** Takes what is to be done next: clients before messages, messages before another try. */
  claim(coachId: string): Promise<IncidentWork | undefined>
  recordShown(work: IncidentWork, outcome: IncidentShown): Promise<void>
  recordProbe(work: IncidentWork, key: KeyAfter): Promise<void>
  recordReleased(work: IncidentWork): Promise<void>
  /** The coach asks for another try. False when there is nothing open to try. */
  tryAgain(coachId: string, incidentId: string): Promise<boolean>
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
  /** How the documents are used in answers; what is undefined in it is back to its default. */
  changeKnowledge(coachId: string, patch: Partial<KnowledgeSetting>, by: string): Promise<void>
  /** When clients may expect the coach; undefined: at any time. */
  setHours(coachId: string, hours: WeeklyHours | undefined, by: string): Promise<void>
  setTimezone(coachId: string, timezone: string, by: string): Promise<void>
  /** Whose help lines clients see who have not said where they are: ISO 3166, two letters. */
  setCountry(coachId: string, country: string, by: string): Promise<void>
  /** The minutes at once, or who hands back. */
  setReminders(
    coachId: string,
    change: { preset: ReminderPreset } | { handsBackItself: boolean },
    by: string,
  ): Promise<void>
  /** @returns the rule it is about; undefined when there is none, or no room for one more */
  changeRules(coachId: string, change: RuleChange, by: string): Promise<CoachRule | undefined>
  /** @returns how all was before, and is now */
  setSensitivity(
    coachId: string,
    change: SensitivityChange,
    by: string,
  ): Promise<{ before: Sensitivity; now: Sensitivity }>
  /** Are clients asked whether what was noted of them is right? */
  setReceipts(coachId: string, receipts: boolean, by: string): Promise<void>
  /** Is what they say nothing of used after a week, and do they share counts? */
  setLearning(coachId: string, setting: Partial<LearningSetting>, by: string): Promise<void>
  /** Does every reply wait for the coach, how long, what then, and when may the AI send alone? */
  setCopilot(coachId: string, change: { isOn: boolean } | Partial<CopilotSetting>, by: string): Promise<void>
  setKey(coachId: string, key: EncryptedSecret, last4: string, by: string): Promise<void>
  /** The AI is off until there is another: who waited for the key is brought straight to the coach. */
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
  /** @returns what wakes the alerts that go to the coach in private now */
  unlinkGroup(chatId: number): Promise<WakeUp[]>
  addMember(coachId: string, person: Person, by: string): Promise<Member>
  /** Clients who were theirs are nobody's in particular: alerts are the coach's again. */
  unassignMember(coachId: string, telegramUserId: number): Promise<WakeUp[]>
  /** A person who works in a practice and was being a client is a coach again in their private chat. */
  leaveClientRole(telegramUserId: number): Promise<void>
  ask(coachId: string, telegramUserId: number, question: Question, expiresAt: Date): Promise<void>
  /** The question this person was asked, if it still stands. */
  findQuestion(coachId: string, telegramUserId: number): Promise<Question | undefined>
  /** The same; it is gone afterwards. */
  takeQuestion(coachId: string, telegramUserId: number): Promise<Question | undefined>
}

export type RuleChange =
  | { kind: 'add'; rule: CoachRule }
  | { kind: 'set_action'; id: string; action: CoachRuleAction }
  | { kind: 'remove'; id: string }
  /** The one that was removed last, back where it stood. */
  | { kind: 'restore'; id: string }

/**
 * `text:` and which of the texts to clients, in which language (`human-here.de`); `title:` and the document that is renamed;
 * `sample:` and the question that is answered in the coach's own words; `cold:` and the invented situation. `import`: a file.
 */
export type Question =
  | 'method'
  | 'key'
  | 'rule'
  | 'rule_try'
  | `text:${string}`
  | `title:${string}`
  | `sample:${string}`
  | `cold:${string}`
  | 'import'
export type Practice = {
  displayName: string
  methodology: string
  language: string
  keyLast4: string | undefined
  groupChatId: number | undefined
  clients: number
  mirrors: MirrorDensity
  knowledge: KnowledgeSetting
  hours: WeeklyHours | undefined
  rules: readonly CoachRule[]
  reminders: Reminders
  sensitivity: Sensitivity
  timezone: string
  receipts: boolean
  learning: LearningSetting
  mode: CoachMode
  copilot: CopilotSetting
}
export type EncryptedSecret = { ciphertext: Uint8Array; nonce: Uint8Array; keyVersion: number }

/** What a coach says to clients instead of our texts, and what they leave unsaid. */
export interface CoachTexts {
  /** `languages`: what their clients' Telegram speaks, as it says it. */
  list(coachId: string): Promise<{
    own: { key: LifecycleKey; language: string; text: string }[]
    muted: string[]
    languages: string[]
  }>
  /** @param text undefined: ours again */
  set(coachId: string, key: LifecycleKey, language: string, text: string | undefined, by: string): Promise<void>
  /** What it was before the last change. */
  undo(coachId: string, key: LifecycleKey, language: string, by: string): Promise<void>
  setMuted(coachId: string, key: LifecycleKey, muted: boolean, by: string): Promise<void>
}

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

/** To whoever runs the place, without a word of what was said. */
export type Page = {
  /** The same for every try, so that a pager can leave out what it has had; none where nothing is stored. */
  id?: string
  coachId: string
  conversationId: string
  coachName: string
  grade: number
  /** Since the danger was first seen: 0 is the crisis itself, more that nobody has come. */
  minutes: number
}
export type SendPage = (page: Page) => Promise<DeliveryOutcome>

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
