import { describe, expect, test } from 'vitest'
import type { LearnedFrom } from '../../src/coaching/learning/analysis.ts'
import type { Use } from '../../src/coaching/learning/approach.ts'
import {
  type ClientApproaches,
  estimateOf,
  examplesOf,
  halfLifeDays,
  learn,
  rankApproaches,
  takeBack,
} from '../../src/coaching/learning/client-approach.ts'
import type { Move, Situation, Technique } from '../../src/coaching/learning/vocabulary.ts'
import { learnedFrom, manyLearned, type Outcome, reacted } from '../support/analyses.ts'
import fc from '../support/property.ts'

const now = new Date('2026-11-26T12:00:00Z')
const dayMs = 24 * 3_600_000
const overwhelmed: Situation = 'overwhelm'

function daysAgo(days: number): Date {
  return new Date(now.getTime() - days * dayMs)
}

function went(id: string, outcome: Outcome | null, days = 1, technique: Technique = 'grounding'): LearnedFrom {
  return learnedFrom(id, { at: daysAgo(days), analysis: { outcome, techniques: [technique] } })
}

function used(messageId: string, success: Use['success'], days = 1): Use {
  const structure: Move[] = ['acknowledge', 'ground', 'question']
  return {
    ...{ kind: 'use', messageId, at: daysAgo(days), situation: overwhelmed },
    ...{ technique: 'grounding', structure, success },
  }
}

function learnAll(all: readonly (LearnedFrom | Use)[]): ClientApproaches | undefined {
  return all.reduce<ClientApproaches | undefined>(learn, undefined)
}

function onlyEstimate(state: ClientApproaches | undefined, at = now) {
  expect(state?.approaches).toHaveLength(1)
  return estimateOf(state?.approaches[0] ?? { evidence: [] }, at)
}

/** Of one situation, by the coach and by the AI. */
const evidence: fc.Arbitrary<(LearnedFrom | Use)[]> = fc
  .tuple(manyLearned, fc.array(fc.constantFrom<Use['success']>(0, 0.5, 1), { maxLength: 6 }))
  .map(([all, successes]) => [
    ...all.map((one) => ({ ...one, analysis: { ...one.analysis, situation: overwhelmed } })),
    ...successes.map((success, at) => used(`message-${at}`, success, at)),
  ])

function idOf(from: LearnedFrom | Use): string {
  return 'kind' in from ? from.messageId : from.interventionId
}

describe('what is learned of a client', () => {
  test('can be taken back, to exactly what was before', () => {
    fc.assert(
      fc.property(evidence, fc.nat(), (all, at) => {
        fc.pre(all.length > 0)
        const last = all[at % all.length] as LearnedFrom | Use
        const before = learnAll(all.filter((one) => one !== last))
        expect(takeBack(learn(before, last), idOf(last))).toEqual(before)
      }),
    )
  })

  test('is the same in whatever order it came and went', () => {
    fc.assert(
      fc.property(evidence, fc.array(fc.nat(), { maxLength: 30 }), (all, draws) => {
        let state: ClientApproaches | undefined
        const inside = new Set<LearnedFrom | Use>()
        for (const draw of draws) {
          const one = all[draw % Math.max(1, all.length)]
          if (!one) continue
          state = inside.has(one) ? state && takeBack(state, idOf(one)) : learn(state, one)
          if (!inside.delete(one)) inside.add(one)
        }
        expect(state).toEqual(learnAll(all.filter((one) => inside.has(one))))
      }),
    )
  })

  test('is plain JSON', () => {
    fc.assert(
      fc.property(evidence, (all) => {
        const state = learnAll(all) ?? null
        expect(JSON.parse(JSON.stringify(state))).toEqual(state)
      }),
    )
  })

  test('is replaced when the same intervention is analysed again', () => {
    const before = went('one', null)
    const after = went('one', reacted('transformative'), 1, 'reframe')
    expect(learn(learn(undefined, before), after)).toEqual(learn(undefined, after))
  })

  test('stays in its situation', () => {
    const state = learn(undefined, went('one', null))
    expect(() => learn(state, learnedFrom('two', { analysis: { situation: 'grief' } }))).toThrow(RangeError)
  })

  test('taking back what is not there changes nothing', () => {
    const state = learn(undefined, went('one', null))
    expect(takeBack(state, 'two')).toEqual(state)
  })
})

test.each<[Move[], Move[]]>([
  [
    ['ground', 'ground', 'question'],
    ['ground', 'question'],
  ],
  [
    ['ground', 'question', 'ground'],
    ['ground', 'question', 'ground'],
  ],
  [
    ['acknowledge', 'pause', 'ground', 'reframe', 'question', 'plan', 'close'],
    ['acknowledge', 'pause', 'ground', 'reframe', 'question'],
  ],
])('%j is learned as %j, of the coach and of the AI', (structure, expected) => {
  const ofCoach = learn(undefined, learnedFrom('one', { analysis: { structure } }))
  const ofAi = learn(undefined, { ...used('message', 1), structure })
  for (const { approaches } of [ofCoach, ofAi]) expect(approaches[0]?.structure).toEqual(expected)
})

describe('how well an approach works', () => {
  test('is open at first, rises with each success and falls with each failure', () => {
    const means = [
      [],
      [went('a', reacted('positive'))],
      [went('a', reacted('positive')), used('m', 1)],
      [went('a', reacted('positive')), used('m', 1), went('b', reacted('negative'))],
      [went('a', reacted('positive')), used('m', 1), went('b', reacted('negative')), used('n', 0)],
    ].map((all) => estimateOf({ evidence: learnAll(all)?.approaches[0]?.evidence ?? [] }, now))
    expect(means[0]).toMatchObject({ mean: 0.5, low: expect.closeTo(0.05, 6), n: 0, worked: 0 })
    expect(means[1]?.mean).toBeGreaterThan(0.5)
    expect(means[2]?.mean).toBeGreaterThan(means[1]?.mean ?? 1)
    expect(means[2]?.low).toBeGreaterThan(means[1]?.low ?? 1)
    expect(means[3]?.mean).toBeLessThan(means[2]?.mean ?? 0)
    expect(means[4]?.mean).toBeLessThan(means[3]?.mean ?? 0)
    expect(means[4]).toMatchObject({ n: 4, worked: 2 })
  })

  test('counts half after a half-life, and little after years', () => {
    const state = learnAll([went('a', reacted('positive'), 0), went('b', reacted('positive'), 0)])
    const later = (days: number) => onlyEstimate(state, new Date(now.getTime() + days * dayMs)).mean
    expect(later(0)).toBeCloseTo(3 / 4, 9)
    expect(later(halfLifeDays)).toBeCloseTo(2 / 3, 9)
    expect(later(20 * halfLifeDays)).toBeCloseTo(1 / 2, 4)
  })

  test('what failed lately outweighs what worked long ago', () => {
    const old = Array.from({ length: 4 }, (_, at) => went(`old-${at}`, reacted('positive'), 400))
    const state = learnAll([...old, went('x', reacted('negative')), went('y', reacted('negative'))])
    expect(onlyEstimate(state)).toMatchObject({ n: 6, worked: 4 })
    expect(onlyEstimate(state).mean).toBeLessThan(0.5)
  })

  test.each([
    ['transformative', null, 1, 1],
    ['positive', null, 1, 1],
    ['neutral', null, 0, 0.5],
    ['negative', null, 0, 1 / 3],
    ['positive', false, 0, 0.5],
    ['neutral', true, 1, 1],
    ['neutral', false, 0, 1 / 3],
    ['negative', true, 0, 0.5],
  ] as const)('%s, and what was agreed was done: %s', (reaction, didIt, worked, mean) => {
    const estimate = onlyEstimate(learn(undefined, went('a', reacted(reaction, didIt), 0)))
    expect(estimate).toMatchObject({ n: 1, worked })
    expect(estimate.mean).toBeCloseTo(mean === 1 ? 2 / 3 : mean, 9)
  })

  test('what nobody knows the outcome of moves nothing', () => {
    expect(onlyEstimate(learn(undefined, went('a', null)))).toMatchObject({ mean: 0.5, n: 0, lastAt: daysAgo(1) })
  })

  test('a use that says little counts little', () => {
    const mean = (weight: number) => onlyEstimate(learn(undefined, { ...used('m', 0, 0), weight })).mean
    expect(mean(0.2)).toBeCloseTo(1 / 2.2, 9)
    expect(mean(1)).toBeCloseTo(1 / 3, 9)
  })

  test('of several the one that may be counted on comes first', () => {
    const state = learnAll([
      ...Array.from({ length: 4 }, (_, at) => went(`a-${at}`, reacted('positive'), 2, 'question')),
      went('b', reacted('positive'), 1, 'challenge'),
      went('c', reacted('negative'), 1, 'silence'),
    ])
    const ranked = rankApproaches(state as ClientApproaches, now)
    expect(ranked.map(({ approach }) => approach.technique)).toEqual(['question', 'challenge', 'silence'])
  })
})

test('examples: what worked, of the best approach and the newest first; nothing that failed, or would not help again', () => {
  const state = learnAll([
    went('unknown', null, 1),
    went('old', reacted('positive'), 9),
    went('new', reacted('positive'), 2),
    went('failed', reacted('negative'), 1),
    went('other', reacted('positive'), 1, 'challenge'),
    learnedFrom('once', { at: daysAgo(1), analysis: { applicable_to_similar: false } }),
    used('message', 1),
  ])
  expect(examplesOf(state as ClientApproaches, now)).toEqual(['new', 'old', 'other', 'unknown'])
})
