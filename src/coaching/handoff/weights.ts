/** What each signal counts in the sum that decides where no rule does. */

export const signalNames = ['crisis', 'confidence', 'sentiment', 'stakes', 'wants_human', 'loop'] as const
export type SignalName = (typeof signalNames)[number]
export type Weights = Record<SignalName, number>

/** A coach's settings may say otherwise, signal by signal. */
export const defaultWeights: Weights = {
  crisis: 0.5,
  confidence: 0.3,
  sentiment: 0.2,
  stakes: 0.3,
  wants_human: 0.4,
  loop: 0.55,
}

/** A wish for the human that is only hinted at is enough for an offer: docs/decisions/0017. */
export const thresholds = { offer: 0.35, handoff: 0.7 }
type Thresholds = typeof thresholds
/** Those of decisions that do not name theirs. */
export const firstThresholds: Thresholds = { offer: 0.5, handoff: 0.7 }
/** What the model's `wants_human` is worth where the client's own words decline the human. */
export const contradicted = 0.5
/** Below this the AI is not sure enough; with a decision of high stakes it does not answer alone. */
export const sureFrom = 0.6
/** Below this a client feels worse than an AI should answer alone. */
export const despairBelow = -0.7
