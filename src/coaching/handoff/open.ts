/** The AI asks for the human: state waiting, the coach alerted, the client told. */
import { alertOfHandoff, noticeToClient } from '../alerts.ts'
import type { HandoffReason } from '../attribution.ts'
import type { ConversationSnapshot, Effect } from '../conversation.ts'
import { leaveAi } from '../mirrors.ts'

export type HandoffRequest = {
  reason: HandoffReason
  /** The rule or word that decided, for `/why`. */
  trigger: string
  /** The weighted sum of the signals, where they were summed. */
  score?: number
  signals: Record<string, unknown>
  aiConfidenceBefore: number | null
  /** The client's words that led here. */
  words: string
}

/** From state `ai` only; a conversation that already waits or has its human needs no second handoff. */
export function openHandoff(s: ConversationSnapshot, request: HandoffRequest, id: string): Effect[] {
  const { words, ...handoff } = request
  return [
    { kind: 'cancel_ai_deliveries' },
    { kind: 'set_turn', dueAt: null, waitingSince: null, restarts: 0, attempts: 0 },
    { kind: 'open_handoff', handoff: { id, ...handoff } },
    ...leaveAi(s, {
      to: 'waiting',
      by: request.reason === 'explicit_request' ? 'client' : 'ai',
      reason: request.reason,
    }),
    noticeToClient(`holding-${request.reason.replaceAll('_', '-')}`, { coach: s.coach.displayName }),
    { kind: 'note_noticed' },
    ...alertOfHandoff(s, request, words, id),
  ]
}
