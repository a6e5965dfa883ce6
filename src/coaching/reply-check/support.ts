/** Do earlier words bear out what a sentence says? Counted in the words that say what it is about. */
import { fold } from '../phrases/normalise.ts'

/** Something that was said in the conversation, as far as the model saw it. */
export type Said = {
  /** A summary holds what all of them said, and does not tell who. */
  by: 'client' | 'ai' | 'team' | 'summary'
  text: string
  sentAt: Date
}

/** Words shorter than this have to be the same; of longer ones so much of the beginning has. */
const shortestStem = 4
const sharedPart = 0.6

/** @param ignored words that are known to say nothing, folded */
export function topicWords(text: string, ignored: ReadonlySet<string>): string[] {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words)].filter((word) => !ignored.has(word) && word.length > 1)
}

/** @returns the share of the words that are found, 0 to 1; 0 for none */
export function supportOf(words: readonly string[], sources: readonly Said[]): number {
  if (words.length === 0) return 0
  const said = sources.flatMap(({ text }) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [])
  return words.filter((word) => said.some((other) => isAlike(word, other))).length / words.length
}

function isAlike(one: string, other: string): boolean {
  if (one === other) return true
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  if (short.length < shortestStem) return false
  return long.startsWith(short.slice(0, Math.max(shortestStem, Math.ceil(short.length * sharedPart))))
}
