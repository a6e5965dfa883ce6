/** How near the clone answers to what the coach answered to the same words, and what has come nearer since the time before. */
import { stemsOf } from '../knowledge/words.ts'
import { structureOf } from './approach.ts'
import { styleDistance, styleOf } from './style-distance.ts'
import type { Move, Technique } from './vocabulary.ts'

/** So many interventions, the newest: two calls to the model each. */
export const rehearsedAtMost = 30

/** What was said, and how an analysis names it. */
export type Rehearsed = { text: string; techniques: readonly Technique[]; structure: readonly Move[] }

/** Each from 0, nothing in common, to 1. */
export type Likeness = {
  /** 1 less the distance between the two ways of writing. */
  style: number
  /** Of the words of the coach's that say something, how many the clone says too. */
  keyPoints: number
  /** The technique that carries it is the same. */
  technique: 0 | 1
  /** Moves in the same order, as a share of both. */
  structure: number
}

/**
 * What each counts for, by hand. What can be counted weighs four times what a model has to name: it may name the same words
 * otherwise the next time.
 */
const shares = { style: 0.4, keyPoints: 0.4, technique: 0.1, structure: 0.1 } as const satisfies Record<
  keyof Likeness,
  number
>

/**
 * A difference of less is none. By hand: larger than what one technique that is named otherwise makes (0.1), and smaller than
 * what that and the structure make together with a few other words. Replies of one clone to the same words differ, too, as a
 * model does not say the same twice; two runs with nothing changed between them tell how much.
 */
export const sameWithin = 0.15

/** @param clone undefined where it would have said nothing, but called the human */
export function likenessOf(coach: Rehearsed, clone: Rehearsed | undefined): Likeness {
  if (!clone || clone.text.trim() === '') return { style: 0, keyPoints: 0, technique: 0, structure: 0 }
  const points = new Set(stemsOf(coach.text))
  const said = new Set(stemsOf(clone.text))
  const shared = [...points].filter((stem) => said.has(stem)).length
  return {
    style: 1 - styleDistance(styleOf([coach.text]), styleOf([clone.text])),
    keyPoints: points.size === 0 ? 1 : shared / points.size,
    technique: coach.techniques[0] !== undefined && coach.techniques[0] === clone.techniques[0] ? 1 : 0,
    structure: sameOrder(structureOf(coach.structure), structureOf(clone.structure)),
  }
}

/** @returns 0 to 1 */
export function nearnessOf(likeness: Likeness): number {
  return Object.entries(shares).reduce((sum, [name, share]) => sum + share * likeness[name as keyof Likeness], 0)
}

/** By the id of the intervention. */
export type Scores = Readonly<Record<string, Likeness>>

export type Comparison = {
  /** 0 to 1, of all that was answered now; undefined for nothing. */
  mean: number | undefined
  /** Of those alone that were answered the time before too. */
  nearer: number
  farther: number
  same: number
  /** Ids, those that have lost most first; without a time before, those that are least near. */
  worst: string[]
}

/** @param before of the last run; undefined when this is the first */
export function compareRuns(now: Scores, before: Scores | undefined): Comparison {
  const rows = Object.entries(now).map(([id, likeness]) => {
    const nearness = nearnessOf(likeness)
    const earlier = before?.[id]
    return { id, nearness, change: earlier && nearness - nearnessOf(earlier) }
  })
  const changes = rows.flatMap(({ id, change }) => (change === undefined ? [] : [{ id, change }]))
  const farther = changes.filter(({ change }) => change < -sameWithin)
  const nearer = changes.filter(({ change }) => change > sameWithin).length
  const worst = before
    ? farther.toSorted((one, other) => one.change - other.change)
    : rows.toSorted((one, other) => one.nearness - other.nearness)
  return {
    mean: rows.length === 0 ? undefined : rows.reduce((sum, { nearness }) => sum + nearness, 0) / rows.length,
    ...{ nearer, farther: farther.length, same: changes.length - nearer - farther.length },
    worst: worst.map(({ id }) => id),
  }
}

/** Twice the longest common subsequence over both lengths. */
function sameOrder(one: readonly Move[], other: readonly Move[]): number {
  if (one.length + other.length === 0) return 1
  let row = new Array<number>(other.length + 1).fill(0)
  for (const move of one) {
    const next = [0]
    for (const [at, against] of other.entries())
      next.push(move === against ? (row[at] ?? 0) + 1 : Math.max(next[at] ?? 0, row[at + 1] ?? 0))
    row = next
  }
  return (2 * (row.at(-1) ?? 0)) / (one.length + other.length)
}
