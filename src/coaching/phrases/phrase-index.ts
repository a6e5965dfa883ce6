/** Phrases ready to be looked up: every pattern under the words it can begin with. */
import type { Word } from './normalise.ts'
import {
  addEntriesOf,
  compilePattern,
  firstEntriesOf,
  type Lists,
  matchAt,
  type Pattern,
  pushTo,
} from './phrase-pattern.ts'

/** Places of words: `from` is the first, `to` the one behind the last. */
export type Span = { from: number; to: number }
export type Found<T> = Span & { value: T; pattern: Pattern }
export type PhraseIndex<T> = ReadonlyMap<string, readonly { pattern: Pattern; value: T }[]>

/** Builds the indexes of one language, and gathers the words that all of their patterns are made of. */
export function createIndexer(lists: Lists) {
  const entries = new Set<string>()
  const seen = new Set<unknown>()

  /** @throws {Error} naming the phrase that is wrong */
  function indexOf<T>(phrases: readonly { phrase: string; value: T }[]): PhraseIndex<T> {
    const index = new Map<string, { pattern: Pattern; value: T }[]>()
    for (const { phrase, value } of phrases) {
      const pattern = compilePattern(phrase, lists)
      const first = firstEntriesOf(pattern.steps)
      if (!first) throw new Error(`Phrase "${phrase}": it has to begin with a word`)
      addEntriesOf(pattern.steps, entries, seen)
      for (const word of first) pushTo(index, word, { pattern, value })
    }
    return index
  }

  return {
    indexOf,
    plain: (phrases: readonly string[]) => indexOf(phrases.map((phrase) => ({ phrase, value: true as const }))),
    /** Every word of the patterns so far. */
    entries: entries as ReadonlySet<string>,
  }
}

/** Where the patterns of an index match, by where they begin. Each pattern counts once per place, at its longest. */
export function findMatches<T>(index: PhraseIndex<T>, words: readonly Word[]): Found<T>[] {
  const found: Found<T>[] = []
  for (const [from, word] of words.entries()) {
    for (const reading of word.readings) {
      for (const { pattern, value } of index.get(reading) ?? []) {
        const to = matchAt(pattern, words, from)
        if (to !== undefined) found.push({ from, to, value, pattern })
      }
    }
  }
  return found
}

export function anyWithin(spans: readonly Span[], { from, to }: Span): boolean {
  return spans.some((span) => span.from >= from && span.to <= to)
}

export function isOneSentence({ from, to }: Span, words: readonly Word[]): boolean {
  return !words.slice(from, to - 1).some((word) => word.endsSentence)
}

/** The sentence that a place is in; of a very long one only what is near. */
export function sentenceAround({ from, to }: Span, words: readonly Word[]): Span {
  const longestSentence = 60
  let start = from
  while (start > 0 && from - start < longestSentence && !words[start - 1]?.endsSentence) start--
  let end = to
  while (end < words.length && end - to < longestSentence && !words[end - 1]?.endsSentence) end++
  return { from: start, to: end }
}
