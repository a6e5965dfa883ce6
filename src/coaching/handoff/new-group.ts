/** The coach's team reads elsewhere from now on: whoever is in danger or waits is called for there, too. */
import { alertAgain, alertOfHandoff, deliver } from '../alerts.ts'
import type { ConversationSnapshot, Effect } from '../conversation.ts'
import { teamButtons } from '../safety/episode-texts.ts'

/** @param nextId for an alert: that of its handoff belongs to the first one */
export function alertInNewGroup(before: ConversationSnapshot, nextId: () => string, now: Date): Effect[] {
  const s = { ...before, coach: { ...before.coach, hasGroup: true } }
  const { openEpisode: episode, openHandoff: handoff } = s
  if (episode) {
    const isAnswered = episode.state === 'human' || episode.state === 'promised'
    return [
      deliver({
        target: 'topic',
        lane: 'crisis',
        body: {
          kind: 'text',
          key: 'alert-crisis',
          params: { client: s.client.displayName, grade: episode.grade },
          buttons: isAnswered && s.state === 'human' ? [] : teamButtons(s, 'topic'),
          recap: true,
          loud: true,
        },
      }),
    ]
  }
  if (s.state !== 'waiting' || !handoff) return []
  if (handoff.reason === 'crisis' || handoff.reason === 'coach_initiated')
    return alertAgain(s, Math.max(1, Math.round((now.getTime() - handoff.openedAt.getTime()) / 60_000)))
  return alertOfHandoff(s, handoff, '', nextId()).filter(({ kind }) => kind === 'deliver')
}
