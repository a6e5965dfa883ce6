/**
 * BM25 as the textbooks have it and as Lucene ships it, for the product to be compared with: k1 = 1.2, b = 0.75, the mean length
 * of the collection, and Lucene's English analysis (33 stop words, Porter's stems). Shares no code with the product's own.
 */
import { stemmer } from '@orama/stemmers/english'

const k1 = 1.2
const b = 0.75
const stopWords = new Set(
  `a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will
  with`.split(/\s+/),
)

export type PlainIndex = {
  /** Positions of the texts that hold a word of the query, best first. */
  rank(query: string): number[]
}

export function indexPlainly(texts: readonly string[]): PlainIndex {
  const postings = new Map<string, Map<number, number>>()
  const lengths = texts.map((text, at) => {
    const terms = termsOf(text)
    for (const term of terms) {
      const posting = postings.get(term) ?? new Map<number, number>()
      postings.set(term, posting.set(at, (posting.get(at) ?? 0) + 1))
    }
    return terms.length
  })
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / lengths.length

  return {
    rank(query) {
      const scores = new Map<number, number>()
      for (const term of termsOf(query)) {
        const posting = postings.get(term) ?? new Map<number, number>()
        const idf = Math.log(1 + (texts.length - posting.size + 0.5) / (posting.size + 0.5))
        for (const [at, count] of posting) {
          const damping = k1 * (1 - b + (b * (lengths[at] ?? 0)) / meanLength)
          scores.set(at, (scores.get(at) ?? 0) + (idf * count * (k1 + 1)) / (count + damping))
        }
      }
      return [...scores].sort((one, other) => other[1] - one[1]).map(([at]) => at)
    },
  }
}

function termsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.filter((word) => !stopWords.has(word)).map(stemmer)
}
