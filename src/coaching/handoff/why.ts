/** `/why`: what is stored of a decision, put in order. Words are the edge's; nothing here is ever shown to a client. */
import {
  type DecisionRecord,
  decisionRecord,
  type HandoffReason,
  type HearingProblem,
  hearingProblemOf,
  type OfferStatus,
} from '../attribution.ts'
import { type ConfidenceRecord, confidenceRecord } from '../confidence/confidence.ts'
import type { SenderType } from '../conversation.ts'
import type { InsightKind } from '../memory/insight.ts'
import type { StoredMessage } from '../ports.ts'
import { offerAccepted } from './offer.ts'
import { defaultWeights, type SignalName, signalNames } from './weights.ts'

/** What led to a message, or to a handoff. */
export type Reason = {
  client: string
  coach: { displayName: string; timezone: string }
  /** The client's words that it was about, oldest first. */
  words: StoredMessage[]
} & (
  | {
      kind: 'message'
      message: StoredMessage
      approvedBy: string | undefined
      offer: OfferFacts | undefined
      remembered: RememberedFacts
    }
  | { kind: 'handoff'; handoff: HandoffFacts }
)

/** What of the client's memory it was given. */
export type RememberedFacts = {
  insights: { kind: InsightKind; text: string }[]
  /** When the sessions began whose summaries it saw. */
  sessions: Date[]
  /** What was found for the client's words among what was said earlier. */
  recalled: { at: Date; by: SenderType; text: string }[]
  /** What the coach had answered when somebody faced something like it: when that was. */
  examples: Date[]
}

export type OfferFacts = { status: OfferStatus; madeAt: Date; closedAt: Date | undefined }

export type HandoffFacts = {
  reason: HandoffReason
  trigger: string
  signals: Record<string, unknown>
  aiConfidenceBefore: number | null
  openedAt: Date
  claimedAt: Date | undefined
  claimedBy: string | undefined
}

/** What decided, by its kind; `rule` is what it is called, where it has a name of its own. */
export type DecidedBy =
  | { kind: 'sum'; score: number }
  | { kind: 'coach_rule'; rule: string }
  | {
      kind: 'words' | 'model' | 'stakes' | 'loop' | 'command' | 'offer' | 'ai_off' | 'takeover' | 'before'
    }
  | { kind: 'voice_note'; problem: HearingProblem | undefined }
  | { kind: 'ai_unavailable' | 'reply_check' | 'crisis' | 'other'; rule: string }

/** One signal in the sum. */
export type SignalLine = { name: SignalName; score: number; weight: number; worth: number; saw: Saw[] }

export type Saw =
  | { kind: 'wish'; wish: 'ask' | 'hint' | 'decline' }
  | { kind: 'topic'; topic: string }
  | { kind: 'immediate' }
  | { kind: 'sentiment'; value: number; usual: number | null }
  | { kind: 'confidence'; value: number }

const coachRulePrefix = 'rule: '
const replyCheckPrefix = 'reply check: '

/** What decided to answer, or to offer; what decided to call the human. */
export function decidedBy(reason: Reason): DecidedBy {
  if (reason.kind === 'message') {
    const { decision } = reason.message.metadata
    return decision ? ruleOf(decision.decided_by, decision.score) : { kind: 'before' }
  }
  const { handoff } = reason
  switch (handoff.reason) {
    case 'crisis':
      return { kind: 'crisis', rule: handoff.trigger }
    case 'ai_off':
      return { kind: 'ai_off' }
    case 'voice_note':
      return { kind: 'voice_note', problem: hearingProblemOf(handoff.trigger) }
    case 'coach_initiated':
      return { kind: 'takeover' }
    case 'ai_unavailable':
      return { kind: 'ai_unavailable', rule: handoff.trigger }
    case 'unsafe_reply':
      return { kind: 'reply_check', rule: withoutPrefix(handoff.trigger, replyCheckPrefix) }
  }
  const record = recordOf(reason)
  return ruleOf(record?.decided_by ?? handoff.trigger, record?.score ?? 0)
}

/** @param rule as a decision's record names it */
export function ruleOf(rule: string, score: number): DecidedBy {
  if (rule === 'sum') return { kind: 'sum', score }
  if (rule.startsWith(coachRulePrefix)) return { kind: 'coach_rule', rule: withoutPrefix(rule, coachRulePrefix) }
  if (rule === 'words:wants_human') return { kind: 'words' }
  if (rule === 'model:wants_human') return { kind: 'model' }
  if (rule.startsWith('stakes ')) return { kind: 'stakes' }
  if (rule === 'said twice that it goes in circles') return { kind: 'loop' }
  if (rule === '/human') return { kind: 'command' }
  if (rule === offerAccepted) return { kind: 'offer' }
  return { kind: 'other', rule }
}

/** The signals that were weighed, as stored; undefined when none were. */
export function recordOf(reason: Reason): DecisionRecord | undefined {
  if (reason.kind === 'message') return reason.message.metadata.decision
  return decisionOf(reason.handoff.signals)
}

/** What was weighed, among what else is stored with it; undefined when nothing was. */
export function decisionOf(stored: unknown): DecisionRecord | undefined {
  return decisionRecord.loose().safeParse(stored).data
}

/** How sure the AI was, 0 to 1; undefined when it was not asked. */
export function confidenceOf(reason: Reason): number | undefined {
  if (reason.kind === 'message') return reason.message.metadata.confidence
  return reason.handoff.aiConfidenceBefore ?? undefined
}

/** What that was made of; undefined when it is not known, or when it was the model's own number and nothing else. */
export function confidenceParts(reason: Reason): ConfidenceRecord | undefined {
  const stored: Record<string, unknown> =
    reason.kind === 'message' ? reason.message.metadata : { ...reason.handoff.signals }
  const { data } = confidenceRecord.safeParse(stored['confidence_parts'])
  return data && (Object.keys(data.parts).length > 1 || data.n > 0) ? data : undefined
}

/** Every signal, whether it spoke or not. */
export function signalLines(record: DecisionRecord, confidence: number | undefined): SignalLine[] {
  return signalNames.map((name) => {
    const score = record.scores[name] ?? 0
    const weight = record.weights?.[name] ?? defaultWeights[name]
    return { name, score, weight, worth: score * weight, saw: sawOf(name, record, confidence) }
  })
}

function sawOf(name: SignalName, record: DecisionRecord, confidence: number | undefined): Saw[] {
  const { wish, topics, is_immediate: isImmediate, sentiment, usual_sentiment: usual } = record
  if (name === 'wants_human') return wish ? [{ kind: 'wish', wish }] : []
  if (name === 'sentiment') return [{ kind: 'sentiment', value: sentiment, usual }]
  if (name === 'confidence') return confidence === undefined ? [] : [{ kind: 'confidence', value: confidence }]
  if (name !== 'stakes') return []
  return [
    ...topics.map((topic): Saw => ({ kind: 'topic', topic })),
    ...(isImmediate ? [{ kind: 'immediate' } as const] : []),
  ]
}

function withoutPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text
}

/** What a client was last told, and by whom: no score and no signal is in it. */
export type LastSaid =
  | { kind: 'ai' }
  | { kind: 'ai_approved' | 'ai_edited'; member: string }
  | { kind: 'human'; member: string }
  | { kind: 'system'; about: 'crisis' | 'offer' | 'waiting' | 'who_answers' | 'other' }

const aboutByPrefix = [
  ['crisis-', 'crisis'],
  ['offer-', 'offer'],
  ['holding-', 'waiting'],
  ['waiting-', 'waiting'],
  ['coach-away', 'waiting'],
  ['human-', 'who_answers'],
  ['left-to-ai', 'who_answers'],
  ['resumed-', 'who_answers'],
  ['will-wait', 'who_answers'],
] as const

/** @param key of the text that was sent */
export function aboutOf(key: string): Extract<LastSaid, { kind: 'system' }>['about'] {
  return aboutByPrefix.find(([prefix]) => key.startsWith(prefix))?.[1] ?? 'other'
}
