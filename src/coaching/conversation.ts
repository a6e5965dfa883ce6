/**
 * The conversation: who may speak now. States, their legal moves, what the rules are shown (a snapshot) and what they
 * may ask for (effects). Rules are pure; the database applies their effects in the transaction that took the snapshot.
 */
import type { HandoffReason, MessageMetadata } from './attribution.ts'
import type { NewDelivery } from './deliveries.ts'
import { IllegalMove } from './errors.ts'
import type { MessageFile, MessageKind } from './media.ts'
import type { MirrorDensity } from './mirrors.ts'

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

/** What is true of a conversation while its row is locked. */
export type ConversationSnapshot = {
  id: string
  state: ConversationState
  stateSince: Date
  claimedBy: Member | undefined
  aiEnabled: boolean
  turnDueAt: Date | undefined
  turnWaitingSince: Date | undefined
  turnRestarts: number
  turnAttempts: number
  leaseId: string | undefined
  lastNoticeAt: Date | undefined
  /** From when on the client counts as unusually silent. */
  silentAt: Date | undefined
  lastCrisisTextAt: Date | undefined
  crisisTextCount: number
  coach: {
    id: string
    displayName: string
    mode: 'auto' | 'copilot' | 'off'
    hasGroup: boolean
    telegramUserId: number
    mirrors: MirrorDensity
  }
  client: {
    id: string
    displayName: string
    language: string
    status: 'active' | 'paused' | 'blocked' | 'erased'
    consented: boolean
    telegramUserId: number
  }
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
  openEpisode: { id: string; grade: number; kind: string } | undefined
  /** Order numbers of the newest shared message of each side; 0 when there is none. */
  lastClientSeq: number
  lastAnswerSeq: number
  /** Human messages since the open handoff was claimed. */
  humanMessages: number
  lastHumanMessageAt: Date | undefined
  /** An AI reply is recorded and not yet being sent. */
  aiReplyPending: boolean
  /** The client has written before consenting. */
  hasHeldClientMessages: boolean
  /** The album that the newest message of the team's belongs to, and what became of it. */
  lastCoachAlbum: { id: string; visibility: MessageVisibility } | undefined
  /** Confidence of the newest AI message. */
  lastAiConfidence: number | undefined
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
export type Effect =
  | { kind: 'store_message'; message: NewMessage }
  | { kind: 'edit_message'; messageId: string; content: string; editedAt: Date }
  | { kind: 'set_visibility'; messageId: string; visibility: MessageVisibility; metadata?: MessageMetadata }
  /** The other files of an album that wait for a tap or are about to be sent: they go where one of them went. */
  | { kind: 'settle_album'; albumId: string; by: string; visibility: 'shared' | 'note' }
  | { kind: 'set_reactions'; messageId: string; by: string; emojis: readonly string[] }
  /** Every message the client wrote before consent becomes part of the conversation, or goes. */
  | { kind: 'release_held_client_messages' }
  | { kind: 'delete_held_client_messages' }
  | { kind: 'deliver'; delivery: NewDelivery }
  /** Mirrors that wait to be shown together with more: until then, or no longer. */
  | { kind: 'hold_mirrors'; until: Date }
  | { kind: 'release_mirrors' }
  /** AI text that has not been sent yet will not be. */
  | { kind: 'cancel_ai_deliveries' }
  | { kind: 'cancel_delivery_of_message'; messageId: string }
  | { kind: 'move'; to: ConversationState; by: string; reason: string; claimedBy?: string }
  | { kind: 'set_turn'; dueAt: Date | null; waitingSince: Date | null; restarts?: number; attempts?: number }
  | { kind: 'release_lease' }
  | {
      kind: 'open_handoff'
      handoff: {
        id: string
        reason: HandoffReason
        trigger: string
        signals: Record<string, unknown>
        aiConfidenceBefore: number | null
        claimedBy?: string
      }
    }
  | { kind: 'claim_handoff'; handoffId: string; by: string }
  | { kind: 'escalate_handoff'; handoffId: string; reason: HandoffReason; trigger: string }
  | { kind: 'close_handoff'; handoffId: string; reason: string; noteForAi?: string }
  | { kind: 'record_confidence_after'; handoffId: string; confidence: number }
  | { kind: 'open_episode'; episode: { id: string; grade: number; kind: string; rule: string } }
  | { kind: 'raise_episode'; episodeId: string; grade: number; danger: string }
  | { kind: 'close_episode'; episodeId: string; by: string; reason: string }
  | { kind: 'set_ai_enabled'; enabled: boolean }
  | { kind: 'note_noticed' }
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
