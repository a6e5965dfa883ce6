/** How sure the AI is of an answer, and why: kept with every message of the AI's. */
import { z } from 'zod'
import type { TurnAnswer } from '../answer.ts'
import { sureFrom } from '../handoff/weights.ts'
import type { ClaimedTurn } from '../ports.ts'
import { type Calibration, calibrate } from './calibration.ts'
import { leaningOf, type TriedExample } from './examples.ts'
import { combine, type PartValues, partNames, seenShare, withLeaning } from './parts.ts'

const part = z.strictObject({ value: z.number(), weight: z.number() })

/**
 * `metadata.confidence_parts` of an AI message, and `signals.confidence_parts` of a handoff:
 * `{ parts: { model: { value, weight }, ... }, raw, calibrated, n }`.
 *
 * `parts` are those that had something to say (see `partWeights`), each with its value from 0 to 1; `raw` is their weighted
 * mean; `calibrated` is what that has been worth with this coach, and what is decided on and shown; `n` is how many outcomes
 * stand behind the calibration, 0 at the start.
 */
export const confidenceRecord = z.strictObject({
  parts: z.partialRecord(z.enum(partNames), part),
  raw: z.number(),
  calibrated: z.number(),
  n: z.number(),
})
export type ConfidenceRecord = z.infer<typeof confidenceRecord>

export function confidenceOf(values: PartValues, calibration: Calibration): ConfidenceRecord {
  const { parts, raw } = combine(values)
  return { parts, raw: Math.round(raw * 1_000) / 1_000, calibrated: calibrate(calibration, raw), n: calibration.n }
}

/**
 * @param wasCaught the reply check found something in the first reply
 * @param support 0 to 1: do the coach's documents carry it? undefined when that is no question
 * @param examples past interventions that it was given
 */
export function confidenceOfAnswer(
  { messages, calibration }: Pick<ClaimedTurn, 'messages' | 'calibration'>,
  answer: Pick<TurnAnswer, 'confidence'> & Partial<Pick<TurnAnswer, 'risk' | 'stakes'>>,
  wasCaught: boolean,
  support?: number,
  examples: readonly TriedExample[] = [],
): ConfidenceRecord {
  const answered = messages.findLastIndex(({ senderType }) => senderType !== 'client')
  const seen = seenShare(messages.slice(answered + 1))
  const values = {
    model: answer.confidence,
    ...(wasCaught && { check: 0 }),
    ...(seen !== undefined && { seen }),
    ...(support !== undefined && { support }),
  }
  const byItself = confidenceOf(values, calibration)
  const leaning = leaningOf(examples)
  if (leaning === undefined || (leaning > 0 && !mayBeSurer(byItself, answer))) return byItself
  return confidenceOf(withLeaning(values, leaning), calibration)
}

/** What went well before makes the sure surer. It lifts nobody over the line that decisions go by, and speaks for nothing in danger or at stake. */
function mayBeSurer({ calibrated }: ConfidenceRecord, { risk, stakes }: Partial<TurnAnswer>): boolean {
  return calibrated >= sureFrom && (risk ?? 'none') === 'none' && stakes !== 'high'
}
