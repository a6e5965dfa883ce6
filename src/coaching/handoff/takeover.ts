/** The human steps in. */
import { noticeToClient, noticeToTopic } from '../alerts.ts'
import type { ConversationSnapshot, Effect, Member, Ruling } from '../conversation.ts'
import { leaveAi } from '../mirrors.ts'
import { promise } from '../safety/episode.ts'
import { paramsOf } from '../safety/episode-texts.ts'

export type TakeoverResult = { kind: 'taken' } | { kind: 'already_yours' } | { kind: 'taken_by_other'; by: string }

/**
 * One member claims the conversation; of two who try, the second hears who has it. The state changes first; the
 * acknowledgement waits until no AI text is in flight, so after it the client gets none.
 */
export function takeOver(
  s: ConversationSnapshot,
  member: Member,
  nextId: () => string,
  now: Date,
): Ruling<TakeoverResult> {
  if (s.state === 'human') {
    const result: TakeoverResult =
      s.claimedBy?.id === member.id
        ? { kind: 'already_yours' }
        : { kind: 'taken_by_other', by: s.claimedBy?.displayName ?? '' }
    const key = result.kind === 'already_yours' ? 'takeover-already-yours' : 'takeover-taken'
    return {
      effects: [noticeToTopic(key, { client: s.client.displayName, member: s.claimedBy?.displayName ?? '' })],
      result,
    }
  }
  const effects: Effect[] = [
    { kind: 'cancel_ai_deliveries' },
    { kind: 'set_turn', dueAt: null, waitingSince: null, restarts: 0, attempts: 0 },
    s.openHandoff
      ? { kind: 'claim_handoff', handoffId: s.openHandoff.id, by: member.id }
      : {
          kind: 'open_handoff',
          handoff: {
            id: nextId(),
            reason: 'coach_initiated',
            trigger: 'takeover',
            signals: {},
            aiConfidenceBefore: s.lastAiConfidence ?? null,
            claimedBy: member.id,
          },
        },
    ...leaveAi(s, {
      to: 'human',
      by: member.id,
      reason: s.openHandoff?.reason ?? 'coach_initiated',
      claimedBy: member.id,
    }),
    s.openEpisode
      ? noticeToClient('crisis-human-here', { ...paramsOf(s), coach: member.displayName }, { lane: 'crisis' })
      : noticeToClient('human-here', { coach: member.displayName }),
    ...promise(s, member, 'writing', now),
    { kind: 'note_looked' },
    noticeToTopic(
      'takeover-confirmed',
      { client: s.client.displayName, member: member.displayName },
      {
        buttons: [
          [
            ...(s.openEpisode ? [] : [{ key: 'suggest-button', action: 'suggest', subject: s.id } as const]),
            { key: 'hand-back-button', action: 'handback', subject: s.id },
          ],
        ],
        afterAiSends: true,
      },
    ),
  ]
  return { effects, result: { kind: 'taken' } }
}
