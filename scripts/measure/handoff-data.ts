/** The messages that the handoff's signals are measured on, and what is judged of each. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { TurnAnswer } from '../../src/coaching/answer.ts'
import { decideAgain, type Judged } from '../../src/coaching/handoff/decide.ts'
import { createJudgeTurn } from '../../src/coaching/handoff/judge-turn.ts'
import { handoffLexicons } from '../../src/coaching/handoff/lexicons.ts'
import { defaultWeights, thresholds } from '../../src/coaching/handoff/weights.ts'
import { createReadSignals } from '../../src/coaching/handoff/word-signals.ts'
import type { StoredMessage } from '../../src/coaching/ports.ts'

/** What a message can hold; `topic`: a decision of high stakes that is spoken of, and not taken now. */
export const measuredSignals = [
  'explicit_request',
  'hint',
  'high_stakes_decision',
  'topic',
  'loop',
  'sentiment',
] as const
export type MeasuredSignal = (typeof measuredSignals)[number]
export const expectedOutcomes = ['escalate', 'offer', 'continue'] as const
export type ExpectedOutcome = (typeof expectedOutcomes)[number]

const caseLine = z.object({
  text: z.string().min(1),
  /** What the client wrote before, each answered by the AI. */
  history: z.array(z.union([z.string(), z.object({ text: z.string() }).transform(({ text }) => text)])).default([]),
  /** `handoff` is another word for `escalate`. */
  expect: z.enum([...expectedOutcomes, 'handoff']).transform((word) => (word === 'handoff' ? 'escalate' : word)),
  /** What calls the human; none: nothing does. */
  reason: z.string().optional(),
  /** What the message holds beside it. */
  also: z.array(z.enum(measuredSignals)).default([]),
  /** How sure the model says it is; of all else it sees nothing, so that the words alone are measured. */
  confidence: z.number().min(0).max(1).default(0.5),
  /** For a line without a reason: which one it looks like. */
  near: z.enum(measuredSignals).optional(),
  /** No word of a lexicon was written after it: for measuring alone. */
  held_out: z.boolean().default(false),
  language: z.string().optional(),
})
export type HandoffCase = z.infer<typeof caseLine>

export const handoffLanguages = ['en', 'es', 'de']

const now = new Date('2026-03-02T10:00:00Z')
const coach = { displayName: 'Dana', methodology: '' }
const readSignals = createReadSignals(handoffLexicons)
const judgeTurn = createJudgeTurn(readSignals)

/** The repo's own messages of a language. */
export function readHandoffCases(language: string): HandoffCase[] {
  return readLines(new URL(`../../test/coaching/handoff/cases/${language}.jsonl`, import.meta.url).pathname)
}

/** Messages from elsewhere, one JSON object a line. @throws {Error} naming the line that is wrong */
export function readLines(file: string): HandoffCase[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return []
    try {
      return [caseLine.parse(JSON.parse(line))]
    } catch (error) {
      throw new Error(`${file}, line ${at + 1}`, { cause: error })
    }
  })
}

export type Found = { signals: Set<MeasuredSignal>; outcome: ExpectedOutcome; judged: Judged }

/** What words say and what is decided, with a model that is as sure as the case says and sees nothing else. */
export function judgeCase(
  { text, history, confidence }: Pick<HandoffCase, 'text' | 'history' | 'confidence'>,
  above = thresholds,
): Found {
  const said = history.flatMap((earlier) => [message('client', earlier), message('ai', 'I hear you.')])
  const judged = judgeTurn(
    { messages: [...said, message('client', text)], coach, rules: [], weights: defaultWeights, dealtWithUpToSeq: 0 },
    blind,
    confidence,
  )
  const words = readSignals(text, [coach.displayName])
  const holds: Record<MeasuredSignal, boolean> = {
    explicit_request: words.wish === 'ask',
    hint: words.wish === 'hint',
    high_stakes_decision: words.isImmediate,
    topic: words.topics.length > 0,
    loop: words.saysLoop,
    sentiment: judged.record.scores.sentiment === 1,
  }
  const outcome = decideAgain(judged.record, defaultWeights, above)
  return {
    signals: new Set(measuredSignals.filter((signal) => holds[signal])),
    outcome: outcome === 'handoff' ? 'escalate' : outcome,
    judged,
  }
}

/** A decision that is being taken is about a topic as well. */
export function expectedSignals({ reason, also }: HandoffCase): Set<string> {
  const topic = reason === 'high_stakes_decision' ? ['topic'] : []
  return new Set([...(reason === undefined ? [] : [reason]), ...also, ...topic])
}

/** A model that sees nothing. */
const blind: TurnAnswer = {
  risk: 'none',
  wants_human: false,
  situation: '',
  sentiment: 0,
  stakes: 'none',
  asks_knowledge: false,
  confidence: 0,
  used: [],
  reply: 'I hear you.',
}

function message(senderType: 'client' | 'ai', content: string): StoredMessage {
  const name = senderType === 'ai' ? 'AI' : 'Sarah'
  return {
    id: content,
    seq: 1,
    senderType,
    senderId: name,
    senderName: name,
    kind: 'text',
    content,
    file: undefined,
    telegram: undefined,
    visibility: 'shared',
    metadata: {},
    sentAt: now,
    editedAt: undefined,
  }
}
