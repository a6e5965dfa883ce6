/** `/brief`: a team member wants to know how things stand with a client, whoever leads. */
import { deliver, handoffButtons, noticeToTopic, whyNow } from '../alerts.ts'
import type { ConversationSnapshot, Ruling } from '../conversation.ts'

export type BriefingRequestResult = { kind: 'asked' | 'in_crisis' | 'no_consent' }

/** The part that needs no model is there at once; the rest is added to it. */
export function requestBriefing(s: ConversationSnapshot, nextId: () => string): Ruling<BriefingRequestResult> {
  const params = { client: s.client.displayName }
  if (s.openEpisode) return { effects: [noticeToTopic('brief-in-crisis', params)], result: { kind: 'in_crisis' } }
  if (!s.client.consented)
    return { effects: [noticeToTopic('brief-no-consent', params)], result: { kind: 'no_consent' } }
  const id = nextId()
  const { openHandoff: handoff, state } = s
  // While a client waits, as the alert said it.
  const isAlerted = state === 'waiting' && handoff && !['crisis', 'coach_initiated'].includes(handoff.reason)
  return {
    effects: [
      deliver({
        id,
        target: 'topic',
        lane: 'alert',
        body: {
          kind: 'text',
          key: isAlerted ? `alert-${handoff.reason.replaceAll('_', '-')}` : `brief-${state}`,
          params: { ...params, member: s.claimedBy?.displayName ?? s.coach.displayName },
          why: handoff ? whyNow(handoff) : [],
          quotesLast: true,
          buttons: state === 'human' ? [] : handoffButtons(s, handoff?.reason),
        },
      }),
      { kind: 'open_briefing', briefing: { id, isAsked: true } },
    ],
    result: { kind: 'asked' },
  }
}
