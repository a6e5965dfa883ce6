/** May the AI send a reply alone, in copilot? */
import type { TurnAnswer } from '../answer.ts'
import type { DecisionRecord, DraftRecord } from '../attribution.ts'
import type { ConversationSnapshot } from '../conversation.ts'
import { situationOf } from '../learning/situation-of.ts'
import type { Situation } from '../learning/vocabulary.ts'
import type { ClaimedTurn } from '../ports.ts'
import { isCareful } from './draft-clock.ts'
import { ladderOf, mayGoAlone } from './ladder.ts'
import { copilotSettingOf } from './setting.ts'

type Reply = { answer: Pick<TurnAnswer, 'situation' | 'stakes'>; judged?: DecisionRecord; checked?: unknown }

/**
 * Only where it has been earned, or the coach has said so; and never over something else that asks for a human's eye: a
 * crisis not long ago, high stakes, an offer to bring the coach in, a reply that had to be made twice, one that was rejected.
 *
 * @returns what is kept with the reply, or the situation that it waits in, and whether for an eye on this very reply
 */
export function goesAlone(
  s: ConversationSnapshot,
  turn: Pick<ClaimedTurn, 'rejectedDraft' | 'isRestricted'>,
  { answer, judged, checked }: Reply,
  now: Date,
): DraftRecord | { asks: true; situation: Situation; needsEye: boolean } {
  const situation = situationOf(answer.situation)
  const rung = ladderOf(s.decided ?? [], s.copilot, copilotSettingOf(s.coach).unchanged).find(
    (one) => one.situation === situation,
  )
  const needsEye =
    isCareful(s, now) ||
    turn.isRestricted ||
    turn.rejectedDraft !== undefined ||
    answer.stakes === 'high' ||
    judged?.outcome === 'offer' ||
    checked !== undefined
  if (needsEye || !rung || !mayGoAlone(rung)) return { asks: true, situation, needsEye }
  return { outcome: 'alone', situation, unchanged: rung.unchanged, of: rung.of }
}
