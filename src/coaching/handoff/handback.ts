/** The human leaves, or says the AI may: back to state `ai`. */
import { noticeToClient, noticeToTopic } from '../alerts.ts'
import type { ConversationSnapshot, Effect, Member, Ruling } from '../conversation.ts'

export type HandbackResult =
  | { kind: 'handed_back' }
  | { kind: 'not_with_human' }
  | { kind: 'claimed_by_other' }
  | { kind: 'reason_needed' }

/** By whoever claimed it, or by the coach. `note` is for the AI, and the reason that an open crisis episode needs. */
export function handBack(s: ConversationSnapshot, member: Member, note: string, now: Date): Ruling<HandbackResult> {
  const params = { client: s.client.displayName, member: s.claimedBy?.displayName ?? '' }
  if (s.state !== 'human') return refuse('not_with_human', 'handback-not-human', params)
  if (s.claimedBy?.id !== member.id && member.role !== 'owner')
    return refuse('claimed_by_other', 'handback-not-yours', params)
  if (s.openEpisode && note.trim() === '') return refuse('reason_needed', 'handback-reason-needed', params)

  const effects: Effect[] = []
  if (s.openEpisode)
    effects.push({ kind: 'close_episode', episodeId: s.openEpisode.id, by: member.id, reason: note.trim() })
  if (s.openHandoff)
    effects.push({
      kind: 'close_handoff',
      handoffId: s.openHandoff.id,
      reason: 'handback',
      ...(note.trim() && { noteForAi: note.trim() }),
    })
  effects.push(
    { kind: 'move', to: 'ai', by: member.id, reason: note.trim() || 'handback' },
    noticeToClient('human-left', { coach: s.claimedBy?.displayName ?? member.displayName }),
    ...resumeTurn(s, now),
    noticeToTopic(note.trim() ? 'handback-confirmed-note' : 'handback-confirmed', { client: s.client.displayName }),
  )
  return { effects, result: { kind: 'handed_back' } }
}

export type ResumeResult = { kind: 'resumed' } | { kind: 'not_waiting' } | { kind: 'crisis_open' }

/** [AI may answer]: the coach leaves a waiting client to the AI. Never while a crisis episode is open. */
export function letAiAnswer(s: ConversationSnapshot, member: Member, now: Date): Ruling<ResumeResult> {
  if (s.openEpisode && s.state === 'waiting')
    return {
      effects: [noticeToTopic('ai-locked-by-crisis', { client: s.client.displayName })],
      result: { kind: 'crisis_open' },
    }
  if (s.state !== 'waiting')
    return {
      effects: [noticeToTopic('ai-may-answer-late', { client: s.client.displayName })],
      result: { kind: 'not_waiting' },
    }
  return {
    effects: [
      ...resume(s, member.id, 'left_to_ai', now),
      noticeToTopic('ai-may-answer-confirmed', { client: s.client.displayName }),
    ],
    result: { kind: 'resumed' },
  }
}

/** waiting -> ai, answering what is unanswered. */
export function resume(s: ConversationSnapshot, by: string, reason: string, now: Date): Effect[] {
  return [
    ...(s.openHandoff ? [{ kind: 'close_handoff', handoffId: s.openHandoff.id, reason } as const] : []),
    { kind: 'move', to: 'ai', by, reason },
    noticeToClient('left-to-ai', { coach: s.coach.displayName }),
    ...resumeTurn(s, now),
  ]
}

/** What the client wrote last and nobody answered is the AI's to answer now. */
function resumeTurn(s: ConversationSnapshot, now: Date): Effect[] {
  if (s.lastClientSeq <= s.lastAnswerSeq || !s.client.consented) return []
  return [{ kind: 'set_turn', dueAt: now, waitingSince: now, restarts: 0, attempts: 0 }]
}

function refuse(
  kind: Exclude<HandbackResult['kind'], 'handed_back'>,
  key: string,
  params: Record<string, string>,
): Ruling<HandbackResult> {
  return { effects: [noticeToTopic(key, params)], result: { kind } }
}
