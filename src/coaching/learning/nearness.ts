/** How near what a client says is to what an intervention answered. */
import { traitsOf } from '../knowledge/embedding-traits.ts'

export type NearnessSigns = {
  /** Of what the client's words weigh, the share that it holds: from 0, above 1 where it says them more than once. */
  held: number
  /** Cosine to the client's words; undefined where there is no vector of the same model. */
  similarity: number | undefined
  isSameSituation: boolean
}

/** Half and half, and a little for the same kind of situation: the best of coarse steps (docs/measurements.md). */
const meaning = 0.5
const sameSituation = 0.2

/**
 * The cosine above which an intervention may be an example that shares no word with what the client says. None where it is not known
 * what a model's likeness says: a wrong example is followed, where a wrong passage would be passed over.
 */
export function foundByMeaningAbove(model: string): number {
  const { floor, isTelling = false } = traitsOf(model)
  return isTelling ? floor : 1
}

/** @returns from 0, which is: not at all; of no unit, for the same client's words and the same model to be compared by */
export function nearnessToExample({ held, similarity, isSameSituation }: NearnessSigns, model: string): number {
  const { floor } = traitsOf(model)
  // Where nothing is known of its meaning, that is as near as its words are.
  const meant = similarity === undefined ? held : Math.max(0, (similarity - floor) / (1 - floor))
  return (1 - meaning) * held + meaning * meant + (isSameSituation ? sameSituation : 0)
}
