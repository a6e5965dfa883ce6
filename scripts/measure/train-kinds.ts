/** Multinomial logistic regression over features that are there or not, small enough to be shipped as integers. */

import { type KindWeights, kinds } from '../../src/llm/offline/analysis/kind.ts'
import type { Kind } from '../../src/llm/offline/analysis/kind-rules.ts'
import { createRandom } from './figures.ts'

export type Example = { features: readonly string[]; kind: Kind; transcript: string }

/** Chosen by cross-validation over the transcripts of the half that is trained on. */
const passes = 5
const rate = 0.02
const penalty = 0.01
/** How far rarer kinds count for more: 0 as they are, 1 as if all were as frequent. */
const balance = 0.7
/** A feature is kept that so many examples, of two transcripts at least, have: no name and no place of one is. */
const examplesAtLeast = 3
const transcriptsAtLeast = 2
/** Of an integer weight. */
const scale = 1_000

/** The same examples and seed give the same weights: stochastic gradient descent with AdaGrad's steps. */
export function trainKinds(examples: readonly Example[], seed: number): KindWeights {
  const places = placesOf(examples)
  const rows = examples.map(({ features, kind }) => ({
    places: features.flatMap((feature) => places.get(feature) ?? []),
    kind: kinds.indexOf(kind),
  }))
  const counts = kinds.map((kind) => examples.filter((example) => example.kind === kind).length)
  const worth = counts.map((count) => (examples.length / (kinds.length * Math.max(1, count))) ** balance)
  const weights = new Float64Array(places.size * kinds.length)
  const squares = new Float64Array(weights.length)
  const bias = kinds.map(() => 0)
  const random = createRandom(seed)

  for (let pass = 0; pass < passes; pass++) {
    for (const { places: held, kind } of shuffled(rows, random)) {
      const shares = softmax(
        kinds.map((_, at) =>
          held.reduce((sum, place) => sum + valueAt(weights, place * kinds.length + at), bias[at] ?? 0),
        ),
      )
      for (const [at, share] of shares.entries()) {
        const slope = (share - (at === kind ? 1 : 0)) * (worth[kind] ?? 1)
        bias[at] = (bias[at] ?? 0) - slope * 0.01
        for (const place of held) {
          const index = place * kinds.length + at
          const step = slope + penalty * valueAt(weights, index)
          squares[index] = valueAt(squares, index) + step ** 2
          weights[index] = valueAt(weights, index) - (rate * step) / Math.sqrt(valueAt(squares, index) + 1e-6)
        }
      }
    }
  }
  const integer = (value: number) => Math.round(value * scale) || 0
  const features = [...places].map(([feature, place]): [string, number[]] => [
    feature,
    kinds.map((_, at) => integer(valueAt(weights, place * kinds.length + at))),
  ])
  features.sort(([one], [other]) => (one < other ? -1 : 1))
  return { bias: bias.map(integer), features: Object.fromEntries(features) }
}

function placesOf(examples: readonly Example[]): Map<string, number> {
  const found = new Map<string, { count: number; transcripts: Set<string> }>()
  for (const { features, transcript } of examples) {
    for (const feature of features) {
      const seen = found.get(feature) ?? { count: 0, transcripts: new Set() }
      seen.count++
      seen.transcripts.add(transcript)
      found.set(feature, seen)
    }
  }
  const kept = [...found].filter(
    ([, { count, transcripts }]) => count >= examplesAtLeast && transcripts.size >= transcriptsAtLeast,
  )
  return new Map(kept.map(([feature], place) => [feature, place]))
}

function softmax(values: readonly number[]): number[] {
  const most = Math.max(...values)
  const powers = values.map((value) => Math.exp(value - most))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ value }) => value)
}

function valueAt(values: Float64Array, index: number): number {
  return values[index] ?? 0
}
