/**
 * What helps one client in one situation. Every piece of evidence is kept, so that each can be taken back exactly; how well
 * an approach works is computed when it is read, from what is left and how old it is: it rises, and it falls.
 */
import type { LearnedFrom } from './analysis.ts'
import {
  type Approach,
  approachKey,
  approachOf,
  isSameApproach,
  type Success,
  structureOf,
  successIn,
  type Use,
} from './approach.ts'
import { compared } from './order.ts'
import { betaQuantile } from './statistics.ts'
import type { Situation } from './vocabulary.ts'

/** Of a client in a situation. Plain JSON, and the same for the same evidence, in whatever order it came. */
export type ClientApproaches = { version: 1; situation: Situation; approaches: KnownApproach[] }

export type KnownApproach = Approach & {
  /** Oldest first. */
  evidence: Evidence[]
}

type Evidence = {
  /** An intervention's, or that of the AI's message. */
  id: string
  by: 'human' | 'ai'
  at: string
  /** Null: it was done, and what came of it is not known. */
  success: Success | null
  weight: number
  /** The AI may take it for an example; its own uses are none. */
  isExample: boolean
}

/** What an approach is worth: the mean and the 5% quantile of a Beta distribution, 0 to 1. */
export type Estimate = {
  mean: number
  low: number
  /** Outcomes that are known, and how many of them were a success; whatever their age. */
  n: number
  worked: number
  lastAt: Date
}

/** After so long a piece of evidence counts half: people change within a season, and so does what helps them. */
export const halfLifeDays = 90
const lowLevel = 0.05
const dayMs = 24 * 3_600_000

/**
 * With one more piece of evidence; what was learned of the same id before is replaced.
 *
 * @throws {RangeError} if it is of another situation than the state
 */
export function learn(state: ClientApproaches | undefined, from: LearnedFrom | Use): ClientApproaches {
  const { situation, approach, evidence } = 'kind' in from ? ofUse(from) : ofIntervention(from)
  if (state && state.situation !== situation) throw new RangeError(`${situation} is not ${state.situation}`)
  const before = (state && takeBack(state, evidence.id))?.approaches ?? []
  const known = before.find((one) => isSameApproach(one, approach))
  const changed = { ...approach, evidence: [...(known?.evidence ?? []), evidence].sort(byAge) }
  const approaches = [...before.filter((one) => one !== known), changed]
  return { version: 1, situation, approaches: approaches.sort(byKey) }
}

/** As if it had never been learned; undefined when nothing is left. What is not there is no mistake. */
export function takeBack(state: ClientApproaches, id: string): ClientApproaches | undefined {
  const approaches = state.approaches.flatMap((one) => {
    const evidence = one.evidence.filter((piece) => piece.id !== id)
    return evidence.length > 0 ? [{ ...one, evidence }] : []
  })
  return approaches.length > 0 ? { ...state, approaches } : undefined
}

export function estimateOf({ evidence }: Pick<KnownApproach, 'evidence'>, now: Date): Estimate {
  let [good, bad, n, worked] = [1, 1, 0, 0] // Beta(1, 1): before anything is known, every share is as likely
  for (const { at, success, weight } of evidence) {
    if (success === null) continue
    const ageDays = Math.max(0, now.getTime() - Date.parse(at)) / dayMs
    const counts = weight * 0.5 ** (ageDays / halfLifeDays)
    good += counts * success
    bad += counts * (1 - success)
    n++
    if (success === 1) worked++
  }
  const lastAt = new Date(evidence.at(-1)?.at ?? 0)
  return { mean: good / (good + bad), low: betaQuantile(lowLevel, good, bad), n, worked, lastAt }
}

/** Best first: by what may be counted on, then by how much is known. */
export function rankApproaches(state: ClientApproaches, now: Date): { approach: KnownApproach; estimate: Estimate }[] {
  return state.approaches
    .map((approach) => ({ approach, estimate: estimateOf(approach, now) }))
    .sort((one, other) => other.estimate.low - one.estimate.low || other.estimate.n - one.estimate.n)
}

/** Ids of interventions to show as examples, best first: those that worked before those of which nothing is known; none that failed. */
export function examplesOf(state: ClientApproaches, now: Date): string[] {
  return rankApproaches(state, now)
    .flatMap(({ approach: { evidence } }) => evidence.toReversed())
    .filter(({ isExample, success }) => isExample && success !== 0)
    .sort((one, other) => (other.success ?? 0) - (one.success ?? 0))
    .map(({ id }) => id)
}

function ofIntervention({ interventionId, at, analysis }: LearnedFrom) {
  const evidence: Evidence = {
    ...{ id: interventionId, by: 'human', at: at.toISOString(), success: successIn(analysis) ?? null, weight: 1 },
    isExample: analysis.applicable_to_similar,
  }
  return { situation: analysis.situation, approach: approachOf(analysis), evidence }
}

function ofUse({ messageId, at, situation, technique, structure, success, weight = 1 }: Use) {
  const evidence: Evidence = { id: messageId, by: 'ai', at: at.toISOString(), success, weight, isExample: false }
  return { situation, approach: { technique, structure: structureOf(structure) }, evidence }
}

function byAge(one: Evidence, other: Evidence): number {
  return compared(one.at, other.at) || compared(one.id, other.id)
}

function byKey(one: Approach, other: Approach): number {
  return compared(approachKey(one), approachKey(other))
}
