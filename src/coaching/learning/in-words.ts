/** The fixed words as a model reads them. */
import type { Approach } from './approach.ts'
import type { Move, Situation } from './vocabulary.ts'

/** "grounding: acknowledge, ground, question" */
export function approachInWords({ technique, structure }: Approach): string {
  return `${inWords(technique)}: ${structureInWords(structure)}`
}

export function structureInWords(structure: readonly Move[]): string {
  return structure.map(inWords).join(', ')
}

export function inWords(name: string): string {
  return name.replaceAll('_', ' ')
}

/** Of the client who is served. */
export const momentWords: Readonly<Record<Situation, string>> = {
  crisis: 'In a crisis',
  anxiety: 'When they are anxious',
  grief: 'In grief',
  anger: 'When they are angry',
  self_doubt: 'When they doubt themselves',
  overwhelm: 'When it is too much for them',
  procrastination: 'When they put things off',
  conflict: 'In a conflict',
  boundaries: 'When they need a boundary',
  relationship: 'When it is about their relationship',
  family: 'When it is about family',
  work: 'When it is about work',
  decision: 'Before a decision',
  change: 'When things change',
  health: 'When it is about health',
  money: 'When it is about money',
  loneliness: 'When they are lonely',
  cancellation: 'When they want to cancel',
  progress: 'When they make progress',
  other: 'Otherwise',
}
