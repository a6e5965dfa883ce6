/** What the past interventions that an answer is given as examples say of how sure it is: how they went, by how near they are. */
import type { Exemplar } from '../learning/ports.ts'

/** How the coach's own answer went, and the AI's after it. */
export type TriedExample = Partial<Pick<Exemplar, 'success' | 'likeness' | 'timesUsed' | 'successRate'>>

/** That the coach's words helped says half of what it would say if they had been the AI's. */
const coachCounts = 0.5
/** More uses say no more. */
const usesAtMost = 10

/**
 * The share of successes that is to be expected, beginning with one of each, as far from even as the nearest is near.
 *
 * @returns from -1, against the answer, to 1, for it; it rises with each success and falls with each failure. Undefined when
 * nothing is known of how any of them went
 */
export function leaningOf(examples: readonly TriedExample[]): number | undefined {
  const whole = examples.reduce((sum, { likeness = 0 }) => sum + likeness, 0)
  if (whole === 0) return undefined
  let [good, known] = [0, 0]
  for (const { success, likeness = 0, timesUsed = 0, successRate } of examples) {
    const share = likeness / whole // each was given to the same answers: they do not add up
    const uses = successRate === undefined ? 0 : Math.min(usesAtMost, timesUsed)
    good += share * ((success ?? 0) * coachCounts + uses * (successRate ?? 0))
    known += share * ((success === undefined ? 0 : coachCounts) + uses)
  }
  if (known === 0) return undefined
  const expected = (1 + good) / (2 + known)
  return (2 * expected - 1) * Math.min(1, Math.max(...examples.map(({ likeness = 0 }) => likeness)))
}
