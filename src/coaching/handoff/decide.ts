/** Continue, or fetch the human: hard rules first, then the weighted sum of the signals. Pure. */
import type { TurnAnswer } from '../answer.ts'
import type { DecisionRecord, HandoffReason } from '../attribution.ts'
import { type CoachRule, matchCoachRules } from './rules.ts'
import { sentimentScore, trendOf } from './signals/sentiment.ts'
import { contradicted, type SignalName, signalNames, sureFrom, thresholds, type Weights } from './weights.ts'
import type { WordSignals } from './word-signals.ts'

export type Judged = {
  outcome: DecisionRecord['outcome']
  reason: HandoffReason | undefined
  trigger: string
  record: DecisionRecord
}

type Evidence = {
  /** What the model thinks; undefined when it gave no usable answer. */
  head: Pick<TurnAnswer, 'risk' | 'wants_human' | 'sentiment' | 'stakes'> | undefined
  /** How sure the AI is, calibrated; undefined without an answer. */
  confidence: number | undefined
  words: WordSignals
  /** The client's own unanswered words, for the coach's rules. */
  text: string
  rules: readonly CoachRule[]
  /** What each signal counts with this coach. */
  weights: Weights
  /** The AI is about to say again what it has said. */
  repeatsItself: boolean
  /** The client has complained of that before in this conversation's newest messages. */
  complainedBefore: boolean
  /** How this client felt before, -1 to 1 each. */
  earlierSentiments: readonly number[]
}

/**
 * What the words say overrides what the model says: its `wants_human` is only a hint where the client declines the human.
 * Danger is none of this: crisis rules come first, and apart.
 */
export function judge(evidence: Evidence): Judged {
  const { head, words } = evidence
  const feelings = [words.sentiment ?? 0, head?.sentiment ?? 0].filter((value) => value !== 0)
  const sentiment = feelings.reduce((sum, value) => sum + value, 0) / Math.max(1, feelings.length)
  const trend = trendOf(sentiment, evidence.earlierSentiments)
  const isUnsure = evidence.confidence === undefined || evidence.confidence < sureFrom
  const scores: Record<SignalName, number> = {
    crisis: head && head.risk !== 'none' ? 1 : 0,
    confidence: isUnsure ? 1 : 0,
    sentiment: sentimentScore(sentiment, trend),
    stakes: words.topics.length > 0 || head?.stakes === 'high' ? 1 : 0,
    wants_human: wishScore(words.wish, head?.wants_human ?? false),
    loop: words.saysLoop || evidence.repeatsItself ? 1 : 0,
  }
  const score = weigh(scores, evidence.weights)
  const { decidedBy, ...outcome } = outcomeOf(evidence, { isUnsure, score })
  const record: DecisionRecord = {
    outcome: outcome.outcome,
    decided_by: decidedBy,
    score,
    scores,
    weights: evidence.weights,
    above: thresholds,
    wish: words.wish ?? null,
    topics: words.topics,
    is_immediate: words.isImmediate,
    sentiment: Math.round(sentiment * 100) / 100,
    usual_sentiment: trend.usual,
  }
  return { ...outcome, record }
}

/**
 * What would have come of a decision with other weights, from what was stored of it. What a hard rule decided stays; over a
 * coach's own rule that offers, a sum that is high enough calls as ever.
 */
export function decideAgain(record: DecisionRecord, weights: Weights, above = thresholds): DecisionRecord['outcome'] {
  const isBySum = record.decided_by === bySum
  if (!isBySum && record.outcome !== 'offer') return record.outcome
  const score = weigh(record.scores, weights)
  if (score > above.handoff) return 'handoff'
  if (!isBySum) return 'offer'
  return score > above.offer ? 'offer' : 'continue'
}

const bySum = 'sum'

/** The sum, to three places. */
function weigh(scores: DecisionRecord['scores'], weights: Weights): number {
  const sum = signalNames.reduce((total, name) => total + weights[name] * scores[name], 0)
  return Math.round(sum * 1_000) / 1_000
}

function wishScore(wish: WordSignals['wish'], modelSaysSo: boolean): number {
  if (wish === 'ask' || wish === 'hint') return 1
  if (!modelSaysSo) return 0
  return wish === 'decline' ? contradicted : 1
}

type Outcome = Pick<Judged, 'outcome' | 'reason' | 'trigger'> & { decidedBy: string }

function outcomeOf(evidence: Evidence, { isUnsure, score }: { isUnsure: boolean; score: number }): Outcome {
  const { head, words } = evidence
  if (words.wish === 'ask') return handOff('explicit_request', 'words:wants_human')
  if (head?.wants_human && words.wish !== 'decline') return handOff('explicit_request', 'model:wants_human')
  const [ruled] = matchCoachRules(evidence.rules, evidence.text)
  if (ruled?.rule.action === 'handoff') return handOff('coach_rule', `rule: ${ruled.phrase}`)
  if (!head) return handOff('ai_unavailable', 'no usable answer')
  if (ruled?.rule.action === 'never')
    return { outcome: 'continue', decidedBy: `rule: ${ruled.phrase}`, reason: undefined, trigger: '' }
  if ((words.isImmediate || head.stakes === 'high') && isUnsure)
    return handOff('high_stakes_decision', `stakes high, confidence below ${sureFrom}`)
  if (words.saysLoop && evidence.complainedBefore) return handOff('loop', 'said twice that it goes in circles')
  if (score > thresholds.handoff) return { ...handOff('several_signs', `sum ${score}`), decidedBy: bySum }
  if (ruled?.rule.action === 'offer')
    return { outcome: 'offer', decidedBy: `rule: ${ruled.phrase}`, reason: undefined, trigger: '' }
  if (score > thresholds.offer) return { outcome: 'offer', decidedBy: bySum, reason: undefined, trigger: '' }
  return { outcome: 'continue', decidedBy: bySum, reason: undefined, trigger: '' }
}

function handOff(reason: HandoffReason, trigger: string): Outcome {
  return { outcome: 'handoff', decidedBy: trigger, reason, trigger }
}
