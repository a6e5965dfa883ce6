/**
 * The conversation: who may speak now. States, their legal moves, what the rules are shown (a snapshot) and what they
 * may ask for (effects). Rules are pure; the database applies their effects in the transaction that took the snapshot.
 */
import type { HandoffReason, MessageMetadata, OfferStatus } from './attribution.ts'
import type { CoachSettings } from './coach.ts'
import type { Decided } from './copilot/ladder.ts'
import type { CopilotOfClient } from './copilot/setting.ts'
import type { NewDelivery } from './deliveries.ts'
import { IllegalMove } from './errors.ts'
import type { Offer, OfferEnd } from './handoff/offer.ts'
import type { DeadKey } from './incident.ts'
import type { MessageFile, MessageKind } from './media.ts'
import type { OpenSession, SessionEnd } from './memory/session.ts'
import type { MirrorDensity } from './mirrors.ts'
import type { Episode, EpisodeOutcome, EpisodeState } from './safety/episode.ts'
import type { Timer, TimerData, TimerKind } from './timers.ts'

export const conversationStates = ['ai', 'waiting', 'human'] as const
export type ConversationState = (typeof conversationStates)[number]

export type SenderType = 'client' | 'ai' | 'human_coach'

/**
 * shared: both sides see it. held: written, but not (yet) for the other side: before consent, or a coach's text that waits
 * for a tap. note: the team's own. dropped: an AI reply that went out of date. withdrawn: taken back.
 */
export type MessageVisibility = 'shared' | 'held' | 'note' | 'dropped' | 'withdrawn'

const legalMoves: Record<ConversationState, readonly ConversationState[]> = {
  ai: ['waiting', 'human'],
  waiting: ['human', 'ai'],
  human: ['ai', 'waiting'],
}

/**
 * Throws unless the move is legal: ai -> waiting | human, waiting -> human | ai, human -> ai | waiting; and with an open
 * crisis episode waiting -> ai never, human -> ai only with a reason. A trigger in the database refuses the same.
 *
 * @throws {IllegalMove}
 */
export function assertLegalMove(
  from: ConversationState,
  to: ConversationState,
  rule: { episodeOpen: boolean; reason: string },
) {
  if (!legalMoves[from].includes(to)) throw new IllegalMove(`${from} -> ${to}`)
  if (!rule.episodeOpen || to !== 'ai') return
  if (from === 'waiting') throw new IllegalMove('waiting -> ai with an open crisis episode')
  if (rule.reason.trim() === '') throw new IllegalMove('human -> ai with an open crisis episode and no reason')
}

export type Member = { id: string; displayName: string; role: 'owner' | 'assistant'; telegramUserId: number }

export type HeldDraft = { id: string; seq: number; content: string; metadata: MessageMetadata; sentAt: Date }

/** What is true of a conversation while its row is locked. */
export type ConversationSnapshot = {
  id: string
  state: ConversationState
  stateSince: Date
  /** Why it is in this state. */
  stateReason: string | undefined
  claimedBy: Member | undefined
  /** Whom an alert names. */
  assignee: Member | undefined
  aiEnabled: boolean
  turnDueAt: Date | undefined
  turnWaitingSince: Date | undefined
  turnRestarts: number
  turnAttempts: number
  leaseId: string | undefined
  lastNoticeAt: Date | undefined
  /** When the client last got something that they had not asked for. */
  lastUnaskedAt: Date | undefined
  /** From when on the client counts as unusually silent. */
  silentAt: Date | undefined
  /** The session under way, or over and not yet written down. */
  session: OpenSession | undefined
  lastCrisisTextAt: Date | undefined
  crisisTextCount: number
  coach: {
    id: string
    displayName: string
    mode: 'auto' | 'copilot' | 'off'
    hasGroup: boolean
    telegramUserId: number
    mirrors: MirrorDensity
    timezone: string
    settings: CoachSettings
    country: string | undefined
  }
  client: {
    id: string
    displayName: string
    language: string
    /** `UTC`: not known. */
    timezone: string
    status: 'active' | 'paused' | 'blocked' | 'erased'
    consented: boolean
    /** To be told what was noted of them. */
    wantsReceipts: boolean
    telegramUserId: number
    /** ISO 3166, two letters; undefined until they have said. */
    country: string | undefined
  }
  /** The coach and everyone who works with them. */
  team: readonly Member[]
  openHandoff:
    | {
        id: string
        reason: HandoffReason
        trigger: string
        aiConfidenceBefore: number | null
        openedAt: Date
        claimedAt: Date | undefined
      }
    | undefined
  /** The last handback, while no AI message has followed it. */
  handedBack: { handoffId: string; humanMinutes: number; humanMessages: number } | undefined
  openEpisode: Episode | undefined
  /** The newest offer to bring in the human. */
  offer: Offer | undefined
  /** What is set for this client's drafts. */
  copilot: CopilotOfClient
  /** A reply of the AI's that waits for someone of the team in copilot, or that they have rejected. */
  draft: HeldDraft | undefined
  /** What became of drafts for this client, oldest first; read where a reply may go out, and replies wait for the coach. */
  decided?: readonly Decided[]
  /** When the newest closed episode that was no false alarm ended. */
  flaggedAt: Date | undefined
  /** Order numbers of the newest shared message of each side; 0 when there is none. */
  lastClientSeq: number
  lastAnswerSeq: number
  /** Human messages since the open handoff was claimed. */
  humanMessages: number
  lastHumanMessageAt: Date | undefined
  lastClientMessageAt: Date | undefined
  /** An AI reply is recorded and not yet being sent. */
  aiReplyPending: boolean
  /** The client has written before consenting. */
  hasHeldClientMessages: boolean
  /** The album that the newest message of the team's belongs to, and what became of it. */
  lastCoachAlbum: { id: string; visibility: MessageVisibility } | undefined
  /** Confidence of the newest AI message. */
  lastAiConfidence: number | undefined
  /** The model refuses the coach's key; when this client was told so, if it has kept them waiting. */
  keyIncident: { toldAt: Date | undefined } | undefined
  /** The newest such incident, open or closed, and when this client was told of it. */
  lastKeyIncident: { toldAt: Date | undefined; closedAt: Date | undefined } | undefined
  /** When the coach's key was last seen to work, as far as that is kept. */
  keyProvenAt: Date | undefined
  /** False when the coach has given none, or has removed it. */
  hasKey: boolean
  /** What is being written down of what was spoken. */
  listening: readonly { messageId: string; attempts: number; deadlineAt: Date }[]
  /** What is to happen at a time, in no order. */
  timers: readonly Timer[]
}

export type NewMessage = {
  id: string
  senderType: SenderType
  senderId: string
  kind?: MessageKind
  content: string
  file?: MessageFile
  visibility: MessageVisibility
  metadata?: MessageMetadata
  telegram?: { chatId: number; messageId: number }
  sentAt: Date
}

/** What a rule asks for. Applied in order, all or nothing. */
/** Where in Telegram words of the team's stand. */
export type WrittenAt = { chatId: number; messageId: number }

export type Effect =
  | { kind: 'store_message'; message: NewMessage }
  | { kind: 'edit_message'; messageId: string; content: string; editedAt: Date; metadata?: MessageMetadata }
  /** What was spoken is to be written down; is tried again; is, or will not be. */
  | { kind: 'listen'; messageId: string; deadlineAt: Date }
  | { kind: 'listen_again'; messageId: string; dueAt: Date }
  | { kind: 'stop_listening'; messageId: string }
  /** Not an edit: nobody has said anything else. */
  | { kind: 'write_down'; messageId: string; content: string; metadata: MessageMetadata }
  | { kind: 'set_visibility'; messageId: string; visibility: MessageVisibility; metadata?: MessageMetadata }
  /** AI text that waited for the coach is said after all, as the AI's; in other words where somebody gave it some. */
  | { kind: 'release_draft'; messageId: string; metadata: MessageMetadata; content?: string; written?: WrittenAt }
  /** What became of AI text that waits: `held` while it may still be sent, else it never is. */
  | { kind: 'settle_draft'; messageId: string; visibility: 'held' | 'dropped'; metadata: MessageMetadata }
  | { kind: 'set_copilot'; copilot: CopilotOfClient }
  /** The other files of an album that wait for a tap or are about to be sent: they go where one of them went. */
  | { kind: 'settle_album'; albumId: string; by: string; visibility: 'shared' | 'note' }
  /** The session under way is over. */
  | { kind: 'end_session'; by: SessionEnd }
  | { kind: 'set_session'; session: OpenSession }
  | { kind: 'set_reactions'; messageId: string; by: string; emojis: readonly string[] }
  /** Every message the client wrote before consent becomes part of the conversation, shown to the coach by then if at all; or goes. */
  | { kind: 'release_held_client_messages'; mirrorAt: Date | undefined }
  | { kind: 'delete_held_client_messages' }
  | { kind: 'deliver'; delivery: NewDelivery }
  /** Mirrors that wait to be shown together with more: until then, or no longer. */
  | { kind: 'hold_mirrors'; until: Date }
  | { kind: 'release_mirrors' }
  /** The client asked for something that the coach's documents do not hold. */
  | { kind: 'note_gap'; id: string; messageId: string }
  /** AI text that has not been sent yet will not be. */
  | { kind: 'cancel_ai_deliveries' }
  | { kind: 'cancel_delivery_of_message'; messageId: string }
  /** What has not been sent of it will not be. */
  | { kind: 'cancel_delivery'; deliveryId: string }
  | { kind: 'move'; to: ConversationState; by: string; reason: string; claimedBy?: string }
  | { kind: 'set_turn'; dueAt: Date | null; waitingSince: Date | null; restarts?: number; attempts?: number }
  | { kind: 'release_lease' }
  /** The incident of the coach's key, opened if there is none, keeps this client waiting. */
  | { kind: 'hold_for_key'; why: DeadKey; tells: boolean }
  | {
      kind: 'open_handoff'
      handoff: {
        id: string
        reason: HandoffReason
        trigger: string
        score?: number
        signals: Record<string, unknown>
        aiConfidenceBefore: number | null
        claimedBy?: string
      }
    }
  | { kind: 'claim_handoff'; handoffId: string; by: string }
  | { kind: 'escalate_handoff'; handoffId: string; reason: HandoffReason; trigger: string }
  | { kind: 'close_handoff'; handoffId: string; reason: string; noteForAi?: string; isOverlooked?: boolean }
  /** What the coach has said to the client since the claim is to be learned from; nothing where they said nothing. */
  | { kind: 'open_intervention'; handoffId: string }
  /** What the coach would have said instead of the AI's message of that order number is to be learned from, and is kept. */
  | {
      kind: 'open_taught'
      intervention: {
        id: string
        as: 'taught' | 'edited_draft' | 'rejected_draft'
        by: string
        said: string
        aboutSeq: number
      }
    }
  /** They say it otherwise now: all that was made of it is made anew. */
  | { kind: 'edit_taught'; interventionId: string; said: string }
  /** Someone of the team knows that nobody came. */
  | { kind: 'note_looked' }
  /** Something is to be added to the delivery of the same id; one that is still to be written for an earlier one is not. */
  | { kind: 'open_briefing'; briefing: { id: string; handoffId?: string; isAsked: boolean } }
  | { kind: 'record_confidence_after'; handoffId: string; confidence: number }
  | { kind: 'open_episode'; episode: { id: string; grade: number; kind: string; rule: string } }
  | { kind: 'raise_episode'; episodeId: string; grade: number; danger: string }
  | {
      kind: 'step_episode'
      episodeId: string
      to: EpisodeState
      by: string
      why: string
      /** From whom a word to the client is expected now. */
      expectedFrom?: string
    }
  | { kind: 'close_episode'; episodeId: string; by: string; reason: string; outcome: EpisodeOutcome }
  | {
      kind: 'open_offer'
      offer: {
        id: string
        deliveryId: string
        messageId: string
        clientMessageId?: string
        decidedBy: string
        score: number
      }
    }
  /** Its text is not sent any more, should it still wait. */
  | {
      kind: 'close_offer'
      offerId: string
      messageId: string
      status: Exclude<OfferStatus, 'open'>
      why: OfferEnd
    }
  /** From here on another may be made. */
  | { kind: 'end_offer_episode'; offerId: string }
  | { kind: 'set_client_country'; country: string }
  | { kind: 'assign'; to: string | null }
  | { kind: 'set_ai_enabled'; enabled: boolean }
  /** Moves it when it is set already. */
  | { kind: 'set_timer'; timer: TimerKind; dueAt: Date; data?: TimerData }
  | { kind: 'cancel_timer'; timer: TimerKind }
  | { kind: 'note_noticed' }
  /** In the client's own words, those of that message: nothing where the thing is there no longer. */
  | { kind: 'correct_item'; itemId: string; correction: { id: string; text: string; messageId: string } }
  /** Of what is not confirmed yet, one thing; nothing where there is none. */
  | { kind: 'send_receipt'; deliveryId: string }
  /** What the client wants forgotten, and whose minute is over. */
  | { kind: 'erase_forgotten' }
  | { kind: 'note_crisis_text' }
  | { kind: 'consent'; id: string; version: string; wording: string }
  | { kind: 'withdraw_consent' }
  | { kind: 'set_client_status'; status: 'active' | 'paused' | 'blocked' }
  | {
      kind: 'record_usage'
      id: string
      purpose: string
      usage: {
        model: string
        tokensIn: number
        tokensCached: number
        tokensOut: number
        costUsd: number | null
        latencyMs: number
      }
    }

/** A rule's answer: what to change, and what to tell whoever asked. */
export type Ruling<R> = { effects: Effect[]; result: R }
