/** A turn's evidence, gathered: the client's words, the model's answer, the coach's rules, what was said before. */
import type { TurnAnswer } from '../answer.ts'
import { openMessages } from '../open-messages.ts'
import type { ClaimedTurn } from '../ports.ts'
import { type Judged, judge } from './decide.ts'
import { repeatsItself } from './signals/loop.ts'
import { ownWords, type ReadSignals } from './word-signals.ts'

/** A complaint counts as the second one within this time. */
const complaintMs = 30 * 60_000

/**
 * @param answer undefined: the model gave no usable one
 * @param confidence how sure the AI is of it, calibrated
 * @returns what to do with the turn
 */
export type JudgeTurn = (
  turn: Pick<ClaimedTurn, 'messages' | 'coach' | 'rules' | 'weights' | 'dealtWithUpToSeq'>,
  answer: Pick<TurnAnswer, 'risk' | 'wants_human' | 'sentiment' | 'stakes' | 'reply'> | undefined,
  confidence: number | undefined,
) => Judged

export function createJudgeTurn(readSignals: ReadSignals): JudgeTurn {
  return (turn, answer, confidence) => {
    const { messages, coach, rules, weights } = turn
    const names = [coach.displayName]
    const open = openMessages(turn)
    const text = ownWords(open)
    const answered = messages.slice(0, messages.length - open.length)
    const since = (messages.at(-1)?.sentAt.getTime() ?? 0) - complaintMs
    const byAi = answered.filter(({ senderType }) => senderType === 'ai')
    return judge({
      head: answer,
      confidence,
      words: readSignals(text, names),
      text,
      rules,
      weights,
      repeatsItself:
        answer !== undefined &&
        repeatsItself(
          answer.reply,
          byAi.map(({ content }) => content),
        ),
      complainedBefore: answered.some(
        ({ senderType, content, sentAt }) =>
          senderType === 'client' && sentAt.getTime() >= since && readSignals(content, names).saysLoop,
      ),
      earlierSentiments: byAi.flatMap(({ metadata }) => metadata.decision?.sentiment ?? metadata.sentiment ?? []),
    })
  }
}
