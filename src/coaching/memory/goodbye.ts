/** Taking leave: a message that says so and hardly anything else. */
import { type Found, findMatches } from '../phrases/phrase-index.ts'
import { memoryLexicons, wordsIn } from './lexicon.ts'

/** "Ok thanks, Dana, bye" is a goodbye; "I said goodbye to my old job" is not. */
const otherWordsAtMost = 2
/** Who takes leave at the end of a long message has said more than that; its last words count. */
const lookedAt = 160

/** @param text of a client's message, in whichever language */
export function isGoodbye(text: string): boolean {
  if (text.length === 0 || /\?\s*$/u.test(text)) return false
  const end = lastSentence(text.slice(-lookedAt))
  return memoryLexicons().some((lexicon) => {
    const words = wordsIn(end, lexicon)
    const covered = new Set(findMatches(lexicon.goodbye, words).flatMap(placesOf))
    return covered.size > 0 && words.length - covered.size <= otherWordsAtMost
  })
}

function lastSentence(text: string): string {
  const pieces = text.split(/[.!\n]+/u).filter((piece) => /\p{L}/u.test(piece))
  return pieces.at(-1) ?? ''
}

function placesOf({ from, to }: Found<true>): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at)
}
