/**
 * Which of four kinds a coach's utterance is, as counsellors' speech is coded: it asks, gives back, brings in something of its
 * own, or none of these.
 *
 * English is weighed by a linear model (multinomial logistic regression) trained on half of AnnoMI, transcripts of
 * motivational interviewing that are in the public domain; the weights hold words and pairs of words, no texts.
 * `npm run train:technique` made them, `npm run eval:technique` measures them on the other half. Other languages go by rules.
 *
 * @see Wu et al., "Anno-MI: A Dataset of Expert-Annotated Counselling Dialogues", ICASSP 2022
 */

import type { Language } from '../../../coaching/knowledge/languages.ts'
import { type Before, kindFeatures } from './kind-features.ts'
import { type Kind, kindByRules } from './kind-rules.ts'
import trained from './kind-weights.json' with { type: 'json' }

/** The order of the weights. */
export const kinds = ['question', 'reflection', 'input', 'none'] as const satisfies readonly Kind[]

/** Integers, one for each kind: only how they compare counts. */
export type KindWeights = { bias: readonly number[]; features: Readonly<Record<string, readonly number[]>> }

const weights: KindWeights = trained
const known = new Map(Object.entries(weights.features))

export function kindOf(utterance: string, before: Before, language: Language): Kind {
  if (language !== 'en') return kindByRules(utterance, before.client, language)
  return weigh(kindFeatures(utterance, before), weights.bias, (feature) => known.get(feature))
}

function weigh(
  features: readonly string[],
  bias: readonly number[],
  weightsOf: (feature: string) => readonly number[] | undefined,
): Kind {
  const sums = [...bias]
  for (const feature of features) {
    for (const [at, weight] of (weightsOf(feature) ?? []).entries()) sums[at] = (sums[at] ?? 0) + weight
  }
  return kinds[sums.indexOf(Math.max(...sums))] ?? 'none'
}
