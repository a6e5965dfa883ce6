import { expect, test } from 'vitest'
import { prior } from '../../../src/coaching/confidence/calibration.ts'
import { confidenceOf, confidenceOfAnswer, confidenceRecord } from '../../../src/coaching/confidence/confidence.ts'
import { outcomeOf } from '../../../src/coaching/confidence/outcomes.ts'
import { combine, partNames, partWeights, seenShare } from '../../../src/coaching/confidence/parts.ts'
import fc from '../../support/property.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const values = fc.record(
  { model: share, check: fc.constant(0), seen: share, support: fc.constantFrom(0, 1), examples: share },
  { requiredKeys: ['model'] },
)

test.each([
  [{ model: 0.8 }, 0.8],
  [{ model: 0.8, check: 0 }, 0.48],
  [{ model: 0.8, seen: 0 }, 0.6],
  [{ model: 0.8, seen: 0.5 }, 0.725],
  [{ model: 0.8, check: 0, seen: 0 }, 0.4],
] as const)('%j are worth %f', (parts, raw) => {
  expect(combine(parts).raw).toBeCloseTo(raw, 6)
})

test('what is absent is left out, and the weights of the rest are the whole', () => {
  fc.assert(
    fc.property(values, (some) => {
      const { parts, raw } = combine(some)
      const present = partNames.filter((name) => some[name] !== undefined)
      expect(Object.keys(parts)).toEqual(present)
      const whole = present.reduce((sum, name) => sum + partWeights[name], 0)
      const mean = present.reduce((sum, name) => sum + (partWeights[name] / whole) * (some[name] ?? 0), 0)
      expect(raw).toBeCloseTo(mean, 9)
      expect(raw).toBeGreaterThanOrEqual(0)
      expect(raw).toBeLessThanOrEqual(1)
    }),
  )
})

test("it rises with the model's number, and what is kept of it has the documented shape", () => {
  fc.assert(
    fc.property(values, share, (some, higher) => {
      const more = { ...some, model: Math.max(some.model, higher) }
      expect(confidenceOf(more, prior).calibrated).toBeGreaterThanOrEqual(confidenceOf(some, prior).calibrated)
      expect(confidenceRecord.parse(confidenceOf(some, prior))).toEqual(confidenceOf(some, prior))
    }),
  )
})

test('what the AI cannot see of a turn counts against it', () => {
  expect(seenShare([{ kind: 'text' }, { kind: 'sticker' }])).toBeUndefined()
  expect(seenShare([{ kind: 'text' }, { kind: 'photo' }])).toBe(0.5)
  expect(seenShare([])).toBeUndefined()
  const { parts } = confidenceOfAnswer({ messages: [], calibration: prior }, { confidence: 0.7 }, true)
  expect(parts).toEqual({ model: { value: 0.7, weight: 0.6 }, check: { value: 0, weight: 0.4 } })
})

const quiet = { raw: 0.7, draft: undefined, reactions: [], handoff: undefined, wroteOn: false }
const minutes = (count: number) => count * 60_000
test.each([
  ['nothing yet', {}, undefined],
  ['the client wrote on', { wroteOn: true }, { isGood: true, weight: 0.2 }],
  ['a thumb up', { reactions: ['👍'], wroteOn: true }, { isGood: true, weight: 1 }],
  ['a thumb down', { reactions: ['👎'] }, { isGood: false, weight: 1 }],
  ['one of each', { reactions: ['👍', '👎'] }, { isGood: false, weight: 1 }],
  ['an emoji that says nothing of it', { reactions: ['🎃'] }, undefined],
  [
    'taken over at once',
    { handoff: { reason: 'coach_initiated' as const, afterMs: minutes(2) } },
    { isGood: false, weight: 1 },
  ],
  [
    'taken over later',
    { handoff: { reason: 'coach_initiated' as const, afterMs: minutes(60) }, wroteOn: true },
    undefined,
  ],
  [
    'the human asked for at once',
    { handoff: { reason: 'explicit_request' as const, afterMs: minutes(1) }, wroteOn: true },
    { isGood: false, weight: 1 },
  ],
  [
    'a crisis says nothing of the answer',
    { handoff: { reason: 'crisis' as const, afterMs: minutes(1) }, wroteOn: true },
    undefined,
  ],
  ['a draft that was sent', { draft: 'sent' as const }, { isGood: true, weight: 1 }],
  ['a draft that was replaced', { draft: 'replaced' as const }, { isGood: false, weight: 1 }],
  ['a draft that waits', { draft: 'waiting' as const }, undefined],
] as const)('%s', (_name, aftermath, outcome) => {
  const found = outcomeOf({ ...quiet, ...aftermath })
  if (outcome === undefined) expect(found).toBeUndefined()
  else expect(found).toEqual({ raw: 0.7, ...outcome })
})
