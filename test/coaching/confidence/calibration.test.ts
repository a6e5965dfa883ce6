import { describe, expect, test } from 'vitest'
import {
  type Calibration,
  calibrate,
  type Outcome,
  prior,
  priorOutcomes,
  refit,
} from '../../../src/coaching/confidence/calibration.ts'
import fc from '../../support/property.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const outcome: fc.Arbitrary<Outcome> = fc.record({
  raw: share,
  isGood: fc.boolean(),
  weight: fc.constantFrom(0.2, 1),
})
const outcomes = fc.array(outcome, { maxLength: 60 })
const many = (count: number, raw: number, isGood: boolean): Outcome[] =>
  Array.from({ length: count }, () => ({ raw, isGood, weight: 1 }))

describe('without outcomes', () => {
  test('a claim is taken as it is', () => {
    expect(refit([])).toEqual(prior)
    for (const raw of [0, 0.05, 0.4, 0.599, 0.6, 0.9]) expect(calibrate(prior, raw)).toBeCloseTo(raw, 2)
  })
})

test.each([
  ['as often good as claimed', [...many(8, 0.8, true), ...many(2, 0.8, false)], 0.79, 0.81],
  ['one that went wrong moves it little', many(1, 0.8, false), 0.7, 0.8],
  ['as many that went wrong as the prior is worth', many(priorOutcomes, 0.8, false), 0.1, 0.5],
  ['a hundred that went wrong leave little', many(100, 0.8, false), 0, 0.15],
  ['a hundred that went well', many(100, 0.5, true), 0.85, 1],
] as const)('%s', (_name, seen, from, to) => {
  const { raw } = seen[0] as Outcome
  const calibrated = calibrate(refit(seen), raw)
  expect(calibrated).toBeGreaterThanOrEqual(from)
  expect(calibrated).toBeLessThanOrEqual(to)
})

test('a higher claim never counts for less, whatever has happened, and all stays between 0 and 1', () => {
  fc.assert(
    fc.property(outcomes, share, share, (seen, one, other) => {
      const curve = refit(seen)
      const [low, high] = [calibrate(curve, Math.min(one, other)), calibrate(curve, Math.max(one, other))]
      expect(low).toBeLessThanOrEqual(high)
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(1)
    }),
  )
})

test('n is the weight of what was seen, and grows with it', () => {
  fc.assert(
    fc.property(outcomes, outcome, (seen, next) => {
      const before = refit(seen).n
      const after = refit([...seen, next]).n
      expect(after - before).toBeCloseTo(next.weight, 5)
    }),
  )
})

test('one more that went wrong lowers a claim like it, one that went well raises it', () => {
  fc.assert(
    fc.property(outcomes, share, (seen, raw) => {
      // to two places, as claims are gathered
      const claim = Math.round(raw * 100) / 100
      const now = calibrate(refit(seen), claim)
      expect(calibrate(refit([...seen, ...many(1, claim, false)]), claim)).toBeLessThanOrEqual(now + 0.001)
      expect(calibrate(refit([...seen, ...many(1, claim, true)]), claim)).toBeGreaterThanOrEqual(now - 0.001)
    }),
  )
})

test('it is the same in any order, and as often as it is made', () => {
  const isSame = (one: Calibration, other: Calibration) => {
    expect(one.n).toBe(other.n)
    expect(one.intercept).toBeCloseTo(other.intercept, 6)
    expect(one.slope).toBeCloseTo(other.slope, 6)
  }
  fc.assert(
    fc.property(
      outcomes.chain((seen) => fc.tuple(fc.constant(seen), fc.shuffledSubarray(seen, { minLength: seen.length }))),
      ([seen, shuffled]) => {
        isSame(refit(seen), refit(shuffled))
        // One by one, the last of many refits is the refit of all.
        const last = seen.reduce<{ seen: Outcome[]; curve: Calibration }>(
          (so, next) => ({ seen: [...so.seen, next], curve: refit([...so.seen, next]) }),
          { seen: [], curve: prior },
        )
        isSame(last.curve, refit(seen))
      },
    ),
    { numRuns: 50 },
  )
})
