/** What an answer's confidence is made of: the model's own number, and what speaks against relying on it. */

import { isSeen } from '../media.ts'
import type { StoredMessage } from '../ports.ts'

/**
 * model: what the model says of itself. check: 0 where its first reply had to be made again. seen: the share of the
 * unanswered messages that the AI could take in at all; a photo is not among them. support: 0 where the client asked for
 * something that the coach's documents do not hold. examples: the mean of all others, moved towards 1 where past interventions
 * like it and the AI's answers after them went well, towards 0 where they did not (`withLeaning`).
 *
 * A part that has nothing to say is absent, and the others' weights count for the whole. A model is seldom too humble, so
 * the parts beside its own number only ever object; that it deserves more trust than it claims is for outcomes to show, which
 * `examples` are made of.
 */
export const partWeights = { model: 0.6, check: 0.4, seen: 0.2, support: 0.2, examples: 0.2 } as const
export const partNames = ['model', 'check', 'seen', 'support', 'examples'] as const
export type PartName = (typeof partNames)[number]
export type Part = { value: number; weight: number }

/** Each 0 to 1. */
export type PartValues = { model: number } & Partial<Record<PartName, number>>
export type Parts = Partial<Record<PartName, Part>>

/** @returns the parts with their weights, and their weighted mean, 0 to 1 */
export function combine(values: PartValues): { parts: Parts; raw: number } {
  const parts: Parts = {}
  let sum = 0
  let weights = 0
  for (const name of partNames) {
    const value = values[name]
    if (value === undefined) continue
    const weight = partWeights[name]
    parts[name] = { value, weight }
    sum += value * weight
    weights += weight
  }
  return { parts, raw: sum / weights }
}

/** @param leaning -1 to 1: moves the mean by a quarter of its way at most, where the model's number is all there is, else by less */
export function withLeaning(values: PartValues, leaning: number): PartValues {
  const { raw } = combine(values)
  return { ...values, examples: leaning > 0 ? raw + (1 - raw) * leaning : raw * (1 + leaning) }
}

/** @param unanswered what the turn is about. @returns undefined when the AI could take in all of it */
export function seenShare(
  unanswered: readonly (Pick<StoredMessage, 'kind'> & Partial<StoredMessage>)[],
): number | undefined {
  const seen = unanswered.filter(({ kind, metadata }) => isSeen(kind) || metadata?.transcription).length
  return seen === unanswered.length ? undefined : seen / unanswered.length
}
