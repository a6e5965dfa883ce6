/** Conversations that go round in circles: the client says so, or the AI is about to say again what it said. */

import { splitWords } from '../../phrases/normalise.ts'
import { findMatches } from '../../phrases/phrase-index.ts'
import { isReported, type Reading } from './reading.ts'

/** Two texts of the AI's are the same from this share of common words on. */
const sameFrom = 0.85
/** Shorter replies ("Tell me more.") may well be said twice. */
const shortestReply = 8

export function saysLoop(reading: Reading): boolean {
  return findMatches(reading.lexicon.loops, reading.words).some((match) => !isReported(match, reading))
}

/** @param earlier what the AI has said before in this conversation */
export function repeatsItself(reply: string, earlier: readonly string[]): boolean {
  const words = wordsOf(reply)
  if (words.size < shortestReply) return false
  return earlier.some((text) => likeness(words, wordsOf(text)) >= sameFrom)
}

function wordsOf(text: string): Set<string> {
  return new Set(splitWords(text).map(({ raw }) => raw))
}

/** Jaccard: what they share of all that either holds. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((word) => other.has(word)).length
  return common / (one.size + other.size - common)
}
