/** What the core asks of the way out: what waits to be sent, and what becomes of it. */
import type { CardFacts, TopicIcon } from '../board.ts'
import type { DeliveryBody, DeliveryTarget } from '../deliveries.ts'
import type { BriefingPart } from '../handoff/briefing.ts'
import type { ExceptionQuestion } from '../learning/exception.ts'
import type { Moment } from '../learning/moment.ts'
import type { StoredMessage, WakeUp } from '../ports.ts'

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
