/** Vectors without a model: texts are alike as far as their words, and the parts of their words, are. */
import type { EmbeddingModel } from '../../coaching/knowledge/ports.ts'
import { readQuestion, readWords } from '../../coaching/knowledge/words.ts'
import { rarityOf } from '../../coaching/tokens.ts'

/** As many as are asked of OpenAI's, so that a rehearsal weighs what the real thing weighs. */
const dimensions = 1280
/** Letters that are looked at together, so that forms and compounds of a word that no stemmer knows are alike too. */
const partLengths = [3, 4, 5]
/** Of the stems' own weight. */
const weightOfParts = 1
const weightOfPairs = 0.3

/**
 * Deterministic embeddings: stems, pairs of neighbouring stems and parts of stems, each hashed to a dimension and a sign
 * (Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009), weighed by how often they are said and, as
 * far as that is known without a collection, by how rare they are. The question's words are weighed more by it than a text's.
 */
export function createOfflineEmbeddings(): EmbeddingModel {
  return {
    name: `offline/${dimensions}`,
    server: '',
    dimensions,
    async embed(texts, { signal, purpose = 'document' }) {
      signal?.throwIfAborted()
      const vectors = texts.map((text) => (purpose === 'query' ? embedQuestion(text) : embedText(text)))
      const usage = { model: 'offline', tokensIn: 0, tokensCached: 0, tokensOut: 0, costUsd: 0, latencyMs: 0 }
      return { vectors, usage }
    },
  }
}

const embedText = (text: string) => embed(readWords(text), (rarity) => 0.5 + 0.5 * rarity)
const embedQuestion = (question: string) => embed(readQuestion(question), (rarity) => rarity)

type Feature = { times: number; weight: number }

function embed(words: readonly { word: string; stem: string }[], weigh: (rarity: number) => number): Float32Array {
  const stems = new Map<string, Feature>()
  const pairs = new Map<string, Feature>()
  let before: { stem: string; weight: number } | undefined
  for (const { word, stem } of words) {
    const weight = weigh(rarity(word))
    count(stems, stem, weight)
    if (before) count(pairs, `${before.stem} ${stem}`, (before.weight + weight) / 2)
    before = { stem, weight }
  }
  const vector = new Float32Array(dimensions)
  for (const [stem, feature] of stems) {
    const strength = strengthOf(feature)
    put(vector, stem, strength)
    const parts = partsOf(stem)
    for (const part of parts) put(vector, `part ${part}`, (weightOfParts * strength) / Math.sqrt(parts.length))
  }
  for (const [pair, feature] of pairs) put(vector, `pair ${pair}`, weightOfPairs * strengthOf(feature))
  return normalised(vector)
}

function count(features: Map<string, Feature>, name: string, weight: number): void {
  const known = features.get(name)
  if (!known) features.set(name, { times: 1, weight })
  else {
    known.times++
    known.weight = Math.min(known.weight, weight) // of the commonest of its forms
  }
}

/** The tenth time says little that the first nine did not. */
function strengthOf({ times, weight }: Feature): number {
  return weight * (1 + Math.log(times))
}

function partsOf(stem: string): string[] {
  const letters = [...`<${stem}>`]
  return partLengths.flatMap((length) =>
    Array.from({ length: Math.max(0, letters.length - length + 1) }, (_, at) =>
      letters.slice(at, at + length).join(''),
    ),
  )
}

/** FNV-1a, mixed as murmur3 ends: the low bits choose the dimension, a high one the sign. */
function put(vector: Float32Array, feature: string, weight: number): void {
  let hash = 0x811c9dc5
  for (let at = 0; at < feature.length; at++) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  hash = (hash ^ (hash >>> 16)) >>> 0
  const at = hash % dimensions
  vector[at] = (vector[at] ?? 0) + (hash & 0x40000000 ? weight : -weight)
}

function normalised(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return length === 0 ? vector : vector.map((value) => value / length)
}

/** Of the words met so far. */
const rarities = new Map<string, number>()
const mostRarities = 100_000

function rarity(word: string): number {
  const known = rarities.get(word)
  if (known !== undefined) return known
  if (rarities.size >= mostRarities) rarities.clear()
  const found = rarityOf(word)
  rarities.set(word, found)
  return found
}
