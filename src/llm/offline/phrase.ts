import { feelings, littleWords } from './lexicon.ts'

const mostWords = 7
const mostCharacters = 48
/** Little words that change the next one: without its "not", "not good enough" would say the opposite. */
const belongsToNext = /^(my|the|an?|no|not|so|too|very)$/i

/**
 * A few words of the client's own, worth saying back; undefined when there are none. From the clause with the most
 * words that carry something, never a whole long sentence: a mirror, not a parrot.
 */
export function keyPhrase(text: string): string | undefined {
  const clauses = text
    .replace(/["“”«»]/g, '')
    .split(/[.!?;:,()\n]+|\s[-–—]\s|\b(?:but|because|and then)\b/i)
    .map((clause) => clause.trim())
    .filter(Boolean)
  let best: { phrase: string; score: number } | undefined
  for (const clause of clauses) {
    const phrase = shortened(clause)
    const score = phrase.split(' ').reduce((sum, word) => sum + weightOf(word), 0)
    if (phrase && (!best || score > best.score)) best = { phrase, score }
  }
  return best && best.score >= 1 ? best.phrase : undefined
}

function shortened(clause: string): string {
  const words = clause.split(/\s+/)
  let start = words.findIndex((word) => weightOf(word) > 0)
  if (start < 0) return ''
  while (belongsToNext.test(words[start - 1] ?? '')) start -= 1
  const kept: string[] = []
  for (const word of words.slice(start, start + mostWords)) {
    if ([...kept, word].join(' ').length > mostCharacters) break
    kept.push(word)
  }
  while (kept.length > 0 && weightOf(kept.at(-1) ?? '') === 0) kept.pop() // no "... because I"
  return kept.join(' ')
}

function weightOf(word: string): number {
  const bare = word
    .toLowerCase()
    .replace(/[^\p{L}\p{N}'’-]/gu, '')
    .replace(/’/g, "'")
  if (bare === '' || littleWords.has(bare)) return 0
  return Object.hasOwn(feelings, bare) ? 2 : 1
}
