/** What is counted wherever something is learned: what was done, and how it turned out. */
import { type InterventionAnalysis, successOf } from './analysis.ts'
import { betaQuantile } from './statistics.ts'
import type { Move, Situation, Technique } from './vocabulary.ts'

/** What was done: the technique that carried it, and the order of its moves. */
export type Approach = { technique: Technique; structure: readonly Move[] }

/** 0.5: neither helped nor harmed. */
export type Success = 0 | 0.5 | 1

/** How often something was done, of how many of those the outcome is known, and how many of those worked (success 1). */
export type Tried = { used: number; known: number; worked: number }

/** Longer ones are hardly ever the same twice; what follows is how an answer ends. */
const movesAtMost = 5
/** A lower bound that is right 19 times in 20. */
const lowLevel = 0.05

export function approachOf({ techniques, structure }: InterventionAnalysis): Approach {
  const [technique] = techniques
  if (!technique) throw new RangeError('an analysis names at least one technique')
  return { technique, structure: structureOf(structure) }
}

/** The first five moves; a move that goes on is one. */
export function structureOf(moves: readonly Move[]): Move[] {
  return moves.filter((move, at) => move !== moves[at - 1]).slice(0, movesAtMost)
}

/** "acknowledge>ground>question" */
export function structureKey(structure: readonly Move[]): string {
  return structure.join('>')
}

/** "grounding:acknowledge>ground>question" */
export function approachKey({ technique, structure }: Approach): string {
  return `${technique}:${structureKey(structure)}`
}

/**
 * How an intervention turned out: by the client's reaction, and half a success up or down by whether they did what was
 * agreed, as far as they say. Undefined while they have said nothing.
 */
export function successIn({ outcome }: Pick<InterventionAnalysis, 'outcome'>): Success | undefined {
  if (!outcome) return undefined
  const { client_reaction: reaction, follow_through: didIt } = outcome
  const success = successOf[reaction] + (didIt === null ? 0 : didIt ? 0.5 : -0.5)
  return success >= 1 ? 1 : success <= 0 ? 0 : 0.5
}

/** The share of successes that may be counted on: the 5% quantile of the Beta distribution that starts even. */
export function atLeast(worked: number, known: number): number {
  return betaQuantile(lowLevel, 1 + worked, 1 + known - worked)
}

export function isSameApproach(one: Approach, other: Approach): boolean {
  return approachKey(one) === approachKey(other)
}

/** The AI's own use of an approach, and what came of it. */
export type Use = Approach & {
  kind: 'use'
  messageId: string
  at: Date
  situation: Situation
  success: Success
  /** 0 to 1: what a signal says less of weighs less. Left out: 1. */
  weight?: number
}
