/**
 * BM25 as an inner product: what a word of a chunk weighs is known when the chunk is stored, what it weighs in a question when
 * the coach's chunks are counted. A database that can multiply sparse vectors can then rank by it.
 *
 * @see Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009
 */

/** How soon a word's repetition stops to count, and how much a chunk's length weighs. */
const k1 = 1.2
const b = 0.75
/**
 * Stems of a text of ordinary length: between a chunk of a book, about 180, and a short answer, about 70. A constant, where others take the mean of the collection: chunks are of one size by
 * design, and a mean that moves would change every stored weight with every upload.
 */
const ordinaryLength = 100

/** Places that words are hashed to, as many as a sparse vector of pgvector has: of 40,000 stems about one pair shares one. */
export const wordPlaces = 1_000_000_000

/** A word's place, from 1 to `wordPlaces`, and its weight. */
export type WordWeights = Map<number, number>

/** What the words of a chunk weigh: above 0, below k1 + 1. */
export function weighWords(stems: readonly string[]): WordWeights {
  const damping = k1 * (1 - b + (b * stems.length) / ordinaryLength)
  const weights = countPlaces(stems)
  for (const [place, count] of weights) weights.set(place, (count * (k1 + 1)) / (count + damping))
  return weights
}

/** How often each word is in a question. */
export function countPlaces(stems: readonly string[]): WordWeights {
  const counts: WordWeights = new Map()
  for (const stem of stems) {
    const place = placeOf(stem)
    counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  return counts
}

/** Where a word stands (FNV-1a, mixed as murmur3 ends, since FNV's low bits are weak). */
export function placeOf(stem: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < stem.length; at++) hash = Math.imul(hash ^ stem.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return 1 + (((hash ^ (hash >>> 16)) >>> 0) % wordPlaces)
}
