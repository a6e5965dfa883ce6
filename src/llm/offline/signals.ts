import { danger, feelings, highStakes, immediacy, intensifiers, lowStakes, negations, situations } from './lexicon.ts'
import { wantsHuman } from './wants-human.ts'

export type Signals = {
  risk: 'none' | 'low' | 'high' | 'imminent'
  wantsHuman: boolean
  situation: string
  sentiment: number
  stakes: 'none' | 'low' | 'high'
  confidence: number
}

/**
 * Reads what the tables of this folder can read out of a message.
 *
 * @param text as normalised by `normalise`
 * @param coachName as the client may call them, if the prompt names one
 */
export function readSignals(text: string, coachName: string | undefined): Signals {
  const risk = riskOf(text)
  const stakes = stakesOf(text)
  const rushed = stakes === 'high' && immediacy.test(text)
  return {
    risk,
    wantsHuman: wantsHuman(text, coachName),
    situation: situations.find(([, pattern]) => pattern.test(text))?.[0] ?? 'open',
    sentiment: sentimentOf(text),
    stakes,
    // Below .6 with high stakes the product hands over: a rehearsal can show that by writing "I quit today".
    confidence: risk === 'high' || risk === 'imminent' ? 0.3 : rushed ? 0.45 : stakes === 'high' ? 0.7 : 0.8,
  }
}

/** Lower case, straight apostrophes, single spaces. */
export function normalise(text: string): string {
  return text.toLowerCase().replace(/[’‘`]/g, "'").replace(/\s+/g, ' ').trim()
}

export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu) ?? []
}

function riskOf(text: string): Signals['risk'] {
  if (danger.imminent.test(text)) return 'imminent'
  if (danger.high.test(text)) return 'high'
  return danger.low.test(text) ? 'low' : 'none'
}

function stakesOf(text: string): Signals['stakes'] {
  if (highStakes.some((pattern) => pattern.test(text))) return 'high'
  return lowStakes.some((pattern) => pattern.test(text)) ? 'low' : 'none'
}

/** The mean of the feelings named, -1 to 1. "Not good" is mildly bad, "not bad" mildly good. */
function sentimentOf(text: string): number {
  const words = wordsOf(text)
  const found: number[] = []
  for (const [index, word] of words.entries()) {
    const weight = Object.hasOwn(feelings, word) ? feelings[word] : undefined
    if (weight === undefined) continue
    const before = words.slice(Math.max(0, index - 3), index)
    const strong = before.some((earlier) => intensifiers.has(earlier)) ? 1.3 : 1
    const turned = before.some((earlier) => negations.has(earlier)) ? -0.6 : 1
    found.push(weight * strong * turned)
  }
  if (found.length === 0) return 0
  const mean = found.reduce((sum, weight) => sum + weight, 0) / found.length
  return Math.round(Math.max(-1, Math.min(1, mean)) * 100) / 100
}
