/** The client asks for the human: `/human`, or the button. */
import { noticeToClient } from '../alerts.ts'
import type { ConversationSnapshot, Ruling } from '../conversation.ts'
import { answerInEpisode } from '../safety/danger.ts'
import { openHandoff } from './open.ts'

export type RequestHumanResult = { kind: 'asked' | 'already_waiting' | 'already_here' }

export function requestHuman(s: ConversationSnapshot, nextId: () => string, now: Date): Ruling<RequestHumanResult> {
  // Whoever is in danger never reads less than where help is, unless somebody is there.
  if (s.openEpisode)
    return {
      effects: answerInEpisode(s, now),
      result: { kind: s.state === 'human' ? 'already_here' : 'already_waiting' },
    }
  if (s.state === 'human')
    return {
      effects: [noticeToClient('human-already-here', { coach: s.claimedBy?.displayName ?? s.coach.displayName })],
      result: { kind: 'already_here' },
    }
  if (s.state === 'waiting')
    return {
      effects: [noticeToClient('waiting-still', { coach: s.coach.displayName })],
      result: { kind: 'already_waiting' },
    }
  const effects = openHandoff(
    s,
    {
      reason: 'explicit_request',
      trigger: '/human',
      signals: {},
      aiConfidenceBefore: s.lastAiConfidence ?? null,
      words: '',
    },
    nextId(),
  )
  return { effects, result: { kind: 'asked' } }
}
