/** Of what was learned, what a turn is about: the situation, the nearest interventions, and the pattern that fits. */

import type { ClientApproaches } from './client-approach.ts'
import { type CorrectedStyle, correctStyle } from './corrections.ts'
import type { Pattern } from './patterns.ts'
import type { Exemplar, Learned } from './ports.ts'
import type { Example } from './told.ts'
import type { Situation } from './vocabulary.ts'

/** As many as a model still tells apart. */
const examplesAtMost = 3
/** What is less near than this share of the nearest is about something else. */
const nearEnough = 0.4
/** What the coach said to this very client counts for more than what they said to another. */
const theirs = 1.25
/** What the coach has pinned goes before what is as near. */
const pinned = 1.5

export type ChosenLearned = {
  profile: CorrectedStyle | undefined
  approaches: readonly ClientApproaches[]
  examples: readonly Example[]
  pattern: Pattern | undefined
  /** What the client seems to be facing; undefined when nothing like it was seen. */
  situation: Situation | undefined
}

/** @param learned as it was read for the client's words */
export function chooseLearned({ style, corrections, approaches, exemplars, patterns }: Learned): ChosenLearned {
  const rank = (one: Exemplar) => one.likeness * (one.isTheirs ? theirs : 1) * (one.isPinned ? pinned : 1)
  const ordered = exemplars.toSorted((one, other) => rank(other) - rank(one))
  const [nearest] = ordered
  const near = nearest ? ordered.filter((one) => rank(one) >= nearEnough * rank(nearest)) : []
  const situation = nearest?.situation
  return {
    ...{ profile: style && correctStyle(style, corrections), approaches, situation },
    examples: near.slice(0, examplesAtMost),
    pattern: patterns
      .filter((one) => one.situation === situation)
      .toSorted((one, other) => other.wilson.low - one.wilson.low)[0],
  }
}
