import { describe, expect, test } from 'vitest'
import {
  baseAtLeast,
  type Contribution,
  clientsAtLeast,
  coachesAtLeast,
  contributionOf,
  findPatterns,
} from '../../src/coaching/learning/patterns.ts'
import { learnedFrom, reacted } from '../support/analyses.ts'
import fc from '../support/property.ts'

const structure = 'acknowledge>ground>question'

/** The same number of each coach's clients, each with `n` tries. */
function practice(coaches: number, clientsEach: number, given: Pick<Contribution, 'structure' | 'n' | 'successes'>) {
  return Array.from({ length: coaches * clientsEach }, (_, at): Contribution => {
    const coachId = `coach-${at % coaches}`
    return { coachId, clientId: `client-${at}`, situation: 'overwhelm', ...given }
  })
}

/** What else is done: half of it helps. */
const others = practice(4, 5, { structure: 'advise', n: 2, successes: 1 })

function patternOf(contributions: readonly Contribution[]) {
  const pattern = findPatterns(contributions).find((one) => one.structure === structure)
  if (!pattern) throw new Error('there is no such pattern')
  return pattern
}

test('what helps far more often than the rest, with enough coaches and clients, is used', () => {
  const pattern = patternOf([...others, ...practice(3, 2, { structure, n: 5, successes: 5 })])
  expect(pattern).toMatchObject({ coaches: 3, clients: 6, n: 30, successes: 30, rate: 1, base: 0.5, isUsable: true })
  expect(pattern.p).toBeCloseTo(2 * 0.5 ** 30, 12)
  // Wilson at 30 of 30: 1 / (1 + z² / 30).
  expect(pattern.wilson).toEqual({ low: expect.closeTo(0.8865, 4), high: 1 })
})

describe('is not used', () => {
  test.each([
    ['of two coaches', [...others, ...practice(2, 5, { structure, n: 5, successes: 5 })]],
    ['of four clients', [...others, ...practice(4, 1, { structure, n: 8, successes: 8 })]],
    ['no better than the rest', [...others, ...practice(3, 2, { structure, n: 5, successes: 3 })]],
    ['worse than the rest', [...others, ...practice(3, 2, { structure, n: 5, successes: 0 })]],
    ['with nothing beside it', practice(3, 2, { structure, n: 5, successes: 5 })],
    [
      'with too little beside it',
      [...others.slice(0, (baseAtLeast - 1) >> 1), ...practice(3, 2, { structure, n: 5, successes: 5 })],
    ],
    [
      'better with one coach alone',
      [
        ...others,
        ...practice(4, 2, { structure, n: 4, successes: 2 }),
        ...practice(1, 4, { structure, n: 20, successes: 20 }),
      ],
    ],
    ['a chance among many', [...others, ...practice(3, 2, { structure, n: 3, successes: 2 })]],
  ])('%s', (_, contributions) => {
    expect(patternOf(contributions).isUsable).toBe(false)
  })

  test('whatever the numbers are, below the thresholds', () => {
    const structures = ['ground', 'question', 'advise>plan'] as const
    const rate = fc.constantFrom(0.1, 0.5, 0.9)
    const drawn = fc.tuple(
      fc.record({ ground: rate, question: rate, 'advise>plan': rate }),
      fc.array(
        fc.record({
          coachId: fc.constantFrom('dana', 'ben', 'mia', 'otto'),
          clientId: fc.constantFrom('1', '2', '3'),
          situation: fc.constantFrom('overwhelm' as const, 'grief' as const),
          structure: fc.constantFrom(...structures),
          n: fc.nat({ max: 20 }),
        }),
        { maxLength: 40 },
      ),
    )
    let used = 0
    fc.assert(
      fc.property(drawn, ([rates, all]) => {
        const contributions = all.map((one) => ({ ...one, successes: Math.round(rates[one.structure] * one.n) }))
        for (const one of findPatterns(contributions)) {
          expect(one.n).toBeGreaterThan(0)
          if (!one.isUsable) continue
          used++
          expect(one.coaches).toBeGreaterThanOrEqual(coachesAtLeast)
          expect(one.clients).toBeGreaterThanOrEqual(clientsAtLeast)
          expect(one.rate).toBeGreaterThan(one.base ?? 1)
          expect(one.p).toBeLessThanOrEqual(0.05)
        }
      }),
      { numRuns: 300 },
    )
    expect(used).toBeGreaterThan(0)
  })
})

test('the order and the portions in which contributions come change nothing', () => {
  const whole = [...others, ...practice(3, 2, { structure, n: 5, successes: 4 })]
  const portions = whole.flatMap((one) => [
    { ...one, n: 1, successes: 1 },
    { ...one, n: one.n - 1, successes: one.successes - 1 },
  ])
  expect(findPatterns(portions.toReversed())).toEqual(findPatterns(whole))
  expect(findPatterns([])).toEqual([])
})

test('where nothing helps more than anything else, something is found in at most one run of twenty', () => {
  const runs = 200
  const random = drawsFrom(7)
  const flip = (rate: number, n: number) => Array.from({ length: n }, random).filter((draw) => draw < rate).length
  const structures = Array.from({ length: 10 }, (_, at) => `plan>${'close>'.repeat(at)}`)
  let found = 0
  for (let run = 0; run < runs; run++) {
    const same = structures.flatMap((one) => practice(4, 2, { structure: one, n: 5, successes: 0 }))
    const patterns = findPatterns(same.map((one) => ({ ...one, successes: flip(0.6, one.n) })))
    if (patterns.some(({ isUsable }) => isUsable)) found++
  }
  expect(found / runs).toBeLessThanOrEqual(0.05)
})

/** Numbers in [0, 1) that look random, the same in every run (a linear congruential generator of Knuth's). */
function drawsFrom(seed: number): () => number {
  let state = BigInt(seed)
  return () => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n
    return Number(state >> 11n) / 2 ** 53
  }
}

describe('what one intervention contributes', () => {
  test('is a count, and no word of anyone', () => {
    expect(contributionOf(learnedFrom('a'))).toEqual({
      ...{ clientId: 'sarah', situation: 'overwhelm', structure, n: 1, successes: 1 },
    })
  })

  test.each([
    ['transformative', 1],
    ['neutral', 0],
    ['negative', 0],
  ] as const)('%s: %i', (reaction, successes) => {
    expect(contributionOf(learnedFrom('a', { analysis: { outcome: reacted(reaction) } }))?.successes).toBe(successes)
  })

  test('is nothing while nobody knows how it went, or of no client', () => {
    expect(contributionOf(learnedFrom('a', { analysis: { outcome: null } }))).toBeUndefined()
    expect(contributionOf(learnedFrom('a', { clientId: undefined }))).toBeUndefined()
  })
})
