/** What past interventions like it say of an answer: how much, in which direction, and where they have no say. */
import { expect, test } from 'vitest'
import { type Calibration, prior } from '../../../src/coaching/confidence/calibration.ts'
import { confidenceOfAnswer } from '../../../src/coaching/confidence/confidence.ts'
import { leaningOf, type TriedExample } from '../../../src/coaching/confidence/examples.ts'
import { partWeights } from '../../../src/coaching/confidence/parts.ts'
import { sureFrom } from '../../../src/coaching/handoff/weights.ts'
import fc from '../../support/property.ts'

const near = { likeness: 1 }
test.each<[string, TriedExample[], number | undefined]>([
  ['none was given', [], undefined],
  ['nobody knows how it went', [{ ...near, success: undefined, timesUsed: 3, successRate: undefined }], undefined],
  ['the coach’s words helped', [{ ...near, success: 1 }], 0.2],
  ['and the AI’s after them, four times', [{ ...near, success: 1, timesUsed: 4, successRate: 1 }], 0.692],
  ['the coach took over each time', [{ ...near, success: 1, timesUsed: 4, successRate: 0 }], -0.538],
  ['once is enough to weigh more than the coach’s', [{ ...near, success: 1, timesUsed: 1, successRate: 0 }], -0.143],
  ['half as near, half as much', [{ likeness: 0.5, success: 1, timesUsed: 4, successRate: 1 }], 0.346],
  [
    'what is known of the nearer counts for more',
    [
      { likeness: 0.9, success: 0 },
      { likeness: 0.3, success: 1 },
    ],
    -0.09,
  ],
])('%s', (_name, examples, leaning) => {
  if (leaning === undefined) expect(leaningOf(examples)).toBeUndefined()
  else expect(leaningOf(examples)).toBeCloseTo(leaning, 3)
})

const share = fc.double({ min: 0, max: 1, noNaN: true })
const example: fc.Arbitrary<TriedExample> = fc.record({
  likeness: fc.double({ min: 0.01, max: 2, noNaN: true }),
  success: fc.constantFrom(0, 0.5, 1, undefined),
  timesUsed: fc.nat({ max: 30 }),
  successRate: fc.option(share, { nil: undefined }),
})
const examples = fc.array(example, { maxLength: 3 })
const curve: fc.Arbitrary<Calibration> = fc.record({
  intercept: fc.double({ min: -2, max: 2, noNaN: true }),
  slope: fc.double({ min: 0.2, max: 2, noNaN: true }),
  n: fc.constant(40),
})
const given = fc.record({
  confidence: share,
  wasCaught: fc.boolean(),
  calibration: fc.oneof(fc.constant(prior), curve),
})
const calm = { risk: 'none' as const, stakes: 'none' as const }
type Given = { confidence: number; wasCaught: boolean; calibration: Calibration }

function sure(
  { confidence, wasCaught, calibration }: Given,
  by: TriedExample[],
  at: { risk: 'none' | 'low'; stakes: 'none' | 'high' } = calm,
) {
  return confidenceOfAnswer({ messages: [], calibration }, { confidence, ...at }, wasCaught, undefined, by)
}

test('what went better makes an answer no less sure, what went worse no surer, by a quarter of the way at most', () => {
  fc.assert(
    fc.property(given, examples, share, (turn, some, other) => {
      const better = some.map((one) => ({ ...one, successRate: one.successRate && Math.max(one.successRate, other) }))
      expect(sure(turn, better).calibrated).toBeGreaterThanOrEqual(sure(turn, some).calibrated)
      const [byItself, raw] = [sure(turn, []).raw, sure(turn, some).raw]
      const share = partWeights.examples / (partWeights.examples + partWeights.model)
      expect(raw).toBeLessThanOrEqual(byItself + share * (1 - byItself) + 0.001)
      expect(raw).toBeGreaterThanOrEqual(byItself - share * byItself - 0.001)
      const leaning = leaningOf(some) ?? 0
      if (leaning < 0) expect(sure(turn, some).calibrated).toBeLessThanOrEqual(sure(turn, []).calibrated)
      if (leaning > 0) expect(sure(turn, some).calibrated).toBeGreaterThanOrEqual(sure(turn, []).calibrated)
    }),
  )
})

test('whoever is unsure by itself stays so, and in danger or with much at stake nothing makes it surer', () => {
  fc.assert(
    fc.property(given, examples, (turn, some) => {
      const byItself = sure(turn, []).calibrated
      if (byItself < sureFrom) expect(sure(turn, some).calibrated).toBeLessThanOrEqual(byItself)
      for (const at of [
        { ...calm, risk: 'low' as const },
        { ...calm, stakes: 'high' as const },
      ])
        expect(sure(turn, some, at).calibrated).toBeLessThanOrEqual(byItself)
    }),
  )
  // Where it may, it does.
  const went = [{ ...near, success: 1 as const, timesUsed: 4, successRate: 1 }]
  expect(sure({ confidence: 0.8, wasCaught: false, calibration: prior }, went).raw).toBeCloseTo(0.835, 3)
})
