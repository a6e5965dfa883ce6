/** The human leaves, or says the AI may: back to state `ai`. */
import { noticeToClient, noticeToTopic } from '../alerts.ts'
import type { ConversationSnapshot, Effect, Member, Ruling } from '../conversation.ts'
import { afterHuman, closeEpisode, stepDown } from '../safety/closing.ts'

export type HandbackResult =
  | { kind: 'handed_back' }
  | { kind: 'not_with_human' }
  | { kind: 'claimed_by_other' }
  | { kind: 'reason_needed' }

/** By whoever claimed it, or by the coach. `note` is for the AI, and the reason that an open crisis episode needs. */
export function handBack(s: ConversationSnapshot, member: Member, note: string, now: Date): Ruling<HandbackResult> {
  const params = { client: s.client.displayName, member: s.claimedBy?.displayName ?? '' }
  // In a crisis the human may have been there by phone, without having led here.
  if (s.state !== 'human' && !(s.openEpisode && s.state === 'waiting'))
    return refuse('not_with_human', 'handback-not-human', params)
  if (s.state === 'human' && s.claimedBy?.id !== member.id && member.role !== 'owner')
    return refuse('claimed_by_other', 'handback-not-yours', params)
  if (s.openEpisode && note.trim() === '') return refuse('reason_needed', 'handback-reason-needed', params)

  const effects: Effect[] = []
  if (s.openEpisode)
    effects.push(...closeEpisode(s, { by: member.id, reason: note.trim(), outcome: 'safe' }), ...stepDown(s, now))
  if (s.openHandoff)
    effects.push({
      kind: 'close_handoff',
      handoffId: s.openHandoff.id,
      reason: 'handback',
      ...(note.trim() && { noteForAi: note.trim() }),
    })
  effects.push(
    { kind: 'move', to: 'ai', by: member.id, reason: note.trim() || 'handback' },
    { kind: 'end_session', by: 'handback' },
    // Who was reached by phone alone has had nobody here who could leave.
    ...(s.state === 'human' ? [humanLeft(s, s.claimedBy?.displayName ?? member.displayName)] : []),
    // What a crisis was about is dealt with, here or by phone: no model answers it afterwards.
    ...(s.openEpisode ? [] : resumeTurn(s, now)),
    noticeToTopic(confirmationOf(s, note), { client: s.client.displayName }),
    ...(s.openEpisode ? afterHuman(s) : []),
  )
  return { effects, result: { kind: 'handed_back' } }
}

function confirmationOf(s: ConversationSnapshot, note: string): string {
  if (!isAiOn(s)) return 'handback-confirmed-ai-off'
  return note.trim() ? 'handback-confirmed-note' : 'handback-confirmed'
}

/** The client hears who answers from here on. */
export function humanLeft(s: ConversationSnapshot, leader: string): Effect {
  return isAiOn(s)
    ? noticeToClient('human-left', { coach: leader })
    : noticeToClient('human-left-ai-off', { member: leader, coach: s.coach.displayName })
}

/** Switched on for this client, and by the coach altogether. */
export function isAiOn({ aiEnabled, coach }: ConversationSnapshot): boolean {
  return aiEnabled && coach.mode !== 'off'
}

export type ResumeResult =
  | { kind: 'resumed' }
  | { kind: 'not_waiting' }
  | { kind: 'crisis_open' }
  | { kind: 'key_dead' }
  | { kind: 'ai_off' }

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
  if (!isAiOn(s))
    return {
      effects: [noticeToTopic('ai-may-answer-off', { client: s.client.displayName })],
      result: { kind: 'ai_off' },
    }
  if (s.keyIncident)
    return {
      effects: [noticeToTopic('ai-may-answer-no-key', { client: s.client.displayName })],
      result: { kind: 'key_dead' },
    }
  return {
    effects: [
      ...resume(s, member.id, 'left_to_ai', now),
      { kind: 'note_looked' },
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
export function resumeTurn(s: ConversationSnapshot, now: Date): Effect[] {
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
