import { expect, test } from 'vitest'
import { judge } from '../../../src/coaching/handoff/decide.ts'
import { topicNames } from '../../../src/coaching/handoff/lexicon.ts'
import { defaultWeights, signalNames } from '../../../src/coaching/handoff/weights.ts'
import type { WordSignals } from '../../../src/coaching/handoff/word-signals.ts'
import fc from '../../support/property.ts'

type Evidence = Parameters<typeof judge>[0]
type Head = NonNullable<Evidence['head']> & { confidence: number }

const silent: WordSignals = { wish: undefined, topics: [], isImmediate: false, sentiment: undefined, saysLoop: false }
const sure: Head = { risk: 'none', wants_human: false, sentiment: 0, stakes: 'none', confidence: 0.9 }

function decide(
  rest: { head?: Partial<Head> | null; words?: Partial<WordSignals> } & Partial<
    Omit<Evidence, 'head' | 'confidence' | 'words'>
  >,
) {
  const { head, words, ...other } = rest
  const evidence: Evidence = {
    text: '',
    rules: [],
    weights: defaultWeights,
    repeatsItself: false,
    complainedBefore: false,
    earlierSentiments: [],
    ...other,
    head: head === null ? undefined : { ...sure, ...head },
    confidence: head === null ? undefined : (head?.confidence ?? sure.confidence),
    words: { ...silent, ...words },
  }
  return judge(evidence)
}

test.each([
  ['nothing', {}, 'continue', undefined, 0],
  ['not sure, and nothing else', { head: { confidence: 0.1 } }, 'continue', undefined, 0.3],
  ['asked for in words', { words: { wish: 'ask' as const } }, 'handoff', 'explicit_request', 0.4],
  ['asked for, says the model', { head: { wants_human: true } }, 'handoff', 'explicit_request', 0.4],
  [
    'declined in words, asked for says the model',
    { head: { wants_human: true }, words: { wish: 'decline' as const } },
    'continue',
    undefined,
    0.2,
  ],
  ['hinted at, and nothing else', { words: { wish: 'hint' as const } }, 'offer', undefined, 0.4],
  ['despair, and nothing else', { words: { sentiment: -0.9 } }, 'continue', undefined, 0.2],
  ['despair, unsure', { head: { confidence: 0.4 }, words: { sentiment: -0.9 } }, 'offer', undefined, 0.5],
  ['no usable answer', { head: null }, 'handoff', 'ai_unavailable', 0.3],
  [
    'asked for, and no usable answer',
    { head: null, words: { wish: 'ask' as const } },
    'handoff',
    'explicit_request',
    0.7,
  ],
  ['a decision now, sure', { words: { topics: ['job' as const], isImmediate: true } }, 'continue', undefined, 0.3],
  [
    'a decision now, unsure',
    { head: { confidence: 0.4 }, words: { topics: ['job' as const], isImmediate: true } },
    'handoff',
    'high_stakes_decision',
    0.6,
  ],
  ['a topic, unsure', { head: { confidence: 0.4 }, words: { topics: ['job' as const] } }, 'offer', undefined, 0.6],
  ['a hint and a topic', { words: { wish: 'hint' as const, topics: ['job' as const] } }, 'offer', undefined, 0.7],
  [
    'a hint, a topic, despair',
    { words: { wish: 'hint' as const, topics: ['job' as const], sentiment: -0.9 } },
    'handoff',
    'several_signs',
    0.9,
  ],
  ['going in circles', { words: { saysLoop: true } }, 'offer', undefined, 0.55],
  [
    'going in circles, unsure',
    { head: { confidence: 0.4 }, words: { saysLoop: true } },
    'handoff',
    'several_signs',
    0.85,
  ],
  ['going in circles again', { words: { saysLoop: true }, complainedBefore: true }, 'handoff', 'loop', 0.55],
  ['about to repeat itself', { repeatsItself: true }, 'offer', undefined, 0.55],
] as const)('%s', (_name, evidence, outcome, reason, score) => {
  expect(decide(evidence as Parameters<typeof decide>[0])).toMatchObject({
    outcome,
    reason,
    record: { outcome, score },
  })
})

const anyWords: fc.Arbitrary<WordSignals> = fc.record({
  wish: fc.constantFrom('ask' as const, 'hint' as const, 'decline' as const, undefined),
  topics: fc.subarray([...topicNames]),
  isImmediate: fc.boolean(),
  sentiment: fc.option(fc.double({ min: -1, max: 1, noNaN: true }), { nil: undefined }),
  saysLoop: fc.boolean(),
})
const anyHead: fc.Arbitrary<Head> = fc.record({
  risk: fc.constantFrom('none', 'low', 'high', 'imminent'),
  wants_human: fc.boolean(),
  sentiment: fc.double({ min: -1, max: 1, noNaN: true }),
  stakes: fc.constantFrom('none', 'low', 'high'),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
})

test('every signal is between 0 and 1, and their weighted sum is the score', () => {
  fc.assert(
    fc.property(
      anyWords,
      fc.option(anyHead, { nil: null }),
      fc.array(fc.double({ min: -1, max: 1, noNaN: true })),
      (words, head, earlierSentiments) => {
        const { record } = decide({ words, head, earlierSentiments })
        const { scores } = record
        for (const name of signalNames) {
          expect(scores[name]).toBeGreaterThanOrEqual(0)
          expect(scores[name]).toBeLessThanOrEqual(1)
        }
        const sum = signalNames.reduce((total, name) => total + defaultWeights[name] * scores[name], 0)
        expect(record.score).toBeCloseTo(sum, 3)
      },
    ),
  )
})

test('more signs never bring the human less', () => {
  const rank = { continue: 0, offer: 1, handoff: 2 }
  fc.assert(
    fc.property(anyWords, anyHead, fc.double({ min: 0, max: 1, noNaN: true }), (words, head, confidence) => {
      const before = decide({ words, head })
      const lower = Math.min(confidence, head.confidence)
      const more = [
        decide({ words: { ...words, saysLoop: true }, head }),
        decide({ words: { ...words, topics: [...topicNames] }, head }),
        decide({ words, head: { ...head, confidence: lower } }),
        decide({ words: { ...words, wish: 'ask' }, head }),
      ]
      for (const after of more) expect(rank[after.outcome]).toBeGreaterThanOrEqual(rank[before.outcome])
    }),
  )
})
