/** What the core asks of briefings, and of what is stored of how it came to something. */
import type { ConversationSnapshot, Effect } from '../conversation.ts'
import type { DeliveryTarget } from '../deliveries.ts'
import type { TelegramMessage, WakeUp } from '../ports.ts'
import type { BriefingLine } from './briefing.ts'
import type { PastDecision } from './sensitivity.ts'
import type { LastSaid, Reason } from './why.ts'

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
