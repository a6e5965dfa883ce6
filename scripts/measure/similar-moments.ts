/** Of texts those that are like one of them: by textbook BM25, and as the product finds examples, by words alone and by meaning too. */
import { countPlaces, type WordWeights, weighWords } from '../../src/coaching/knowledge/bm25.ts'
import { stemsOf } from '../../src/coaching/knowledge/words.ts'
import { nearnessToExample } from '../../src/coaching/learning/nearness.ts'
import { situationOf } from '../../src/coaching/learning/situation-of.ts'
import { createOfflineEmbeddings } from '../../src/llm/offline/embeddings.ts'
import { indexPlainly } from './plain-bm25.ts'

/** @returns positions of texts that are at all like the one at `at`, itself included, best first */
type RankLike = (at: number) => number[]

export async function rankersOf(texts: readonly string[]): Promise<Record<'plain' | 'words' | 'meaning', RankLike>> {
  const plain = indexPlainly(texts)
  const weights = texts.map((text) => weighWords(stemsOf(text)))
  const holders = new Map<number, number>()
  for (const place of weights.flatMap((words) => [...words.keys()])) holders.set(place, (holders.get(place) ?? 0) + 1)
  const rarity = (place: number) => {
    const held = holders.get(place) ?? 0
    return Math.log(1 + (texts.length - held + 0.5) / (held + 0.5))
  }
  const situations = texts.map(situationOf)
  const model = createOfflineEmbeddings()
  const { vectors } = await model.embed(texts, { purpose: 'document' })
  const { vectors: questions } = await model.embed(texts, { purpose: 'query' })

  const rankBy = (similarity: (at: number, other: number) => number | undefined) => (at: number) => {
    const question = countPlaces(stemsOf(texts[at] ?? ''))
    const whole = [...question].reduce((sum, [place, count]) => sum + count * rarity(place), 0)
    const isSame = (other: number) => situations[at] !== 'other' && situations[at] === situations[other]
    return texts
      .map((_, other) => {
        const held = whole === 0 ? 0 : heldOf(question, weights[other], rarity) / whole
        const signs = { held, similarity: similarity(at, other), isSameSituation: isSame(other) }
        return { other, nearness: nearnessToExample(signs, model.name) }
      })
      .filter(({ nearness }) => nearness > 0)
      .sort((one, two) => two.nearness - one.nearness)
      .map(({ other }) => other)
  }
  return {
    plain: (at) => plain.rank(texts[at] ?? ''),
    words: rankBy(() => undefined),
    meaning: rankBy((at, other) => cosine(questions[at], vectors[other])),
  }
}

function heldOf(question: WordWeights, words: WordWeights | undefined, rarity: (place: number) => number): number {
  return [...question].reduce((sum, [place, count]) => sum + count * rarity(place) * (words?.get(place) ?? 0), 0)
}

function cosine(one: Float32Array | undefined, other: Float32Array | undefined): number {
  let sum = 0
  for (let at = 0; at < (one?.length ?? 0); at++) sum += (one?.[at] ?? 0) * (other?.[at] ?? 0)
  return sum
}
