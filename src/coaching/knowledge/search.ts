/** From a question to the coach's chunks that help with it. */

import { type Lookups, lookUpOnce } from '../lookups.ts'
import type { ModelUsage } from '../ports.ts'
import { isAboutIt, traitsOf } from './embedding-traits.ts'
import { type Evidence, readEvidence, type Weights, weighQuestion } from './evidence.ts'
import type { Candidate, EmbeddingModel, KnowledgeSearch } from './ports.ts'
import { createEmbedQuestion } from './question-vector.ts'
import { readQuestion } from './words.ts'

/** Read in their text once the rows have been ranked: twice what any budget shows, and quick. */
const candidatesRead = 30
/** What counts beside the rank that rows have, when the candidates have been read: in coarse steps, on the sets of docs/measurements.md. */
const readingWeights = { pairs: 0.8, best: 0.4 }
/** Of all the stems that two chunks have, they share this many: then the second says nothing new. */
const sameAbove = 0.8

export type SearchRequest = {
  query: string
  coachId: string
  topK?: number
  /** A chunk less like the question is left out. Left out itself, the model's own floor, under which words alone may still vouch for a chunk. */
  similarityThreshold?: number
  signal?: AbortSignal
  /** Of the turn it is asked for. */
  lookups?: Lookups
}

export type FoundChunk = Candidate & {
  /** What the found are ordered by; of one search alone. */
  relevance: number
  evidence: Evidence
}

export type FoundChunks = {
  /** Best first. */
  chunks: FoundChunk[]
  weights: Weights
  /** What was asked to make the question's vector cost, whether or not one came of it. */
  usage: ModelUsage | undefined
}

type Deps = {
  search: KnowledgeSearch
  /** Real time. */
  patienceMs?: number
  /** Whose vectors serve this coach. @throws {AiUnavailable} */
  servingModel(coachId: string): Promise<EmbeddingModel>
}

/** Replaces how much the vectors count: 0 ranks by words alone, 1 by vectors alone. For measuring. */
type Tuning = { meaning?: number; rereads?: boolean }

export function createChunkSearch({ search, servingModel, patienceMs }: Deps, tuning: Tuning = {}) {
  const { rereads = true } = tuning
  const embedQuestion = createEmbedQuestion({ modelFor: servingModel, patienceMs })

  /**
   * The chunks that help most with a question, best first, near duplicates left out: as many as asked for where there are as
   * many above the threshold. A question that cannot be embedded soon is looked for by its words.
   */
  async function findChunks({
    query,
    coachId,
    topK = 5,
    similarityThreshold,
    signal,
    lookups,
  }: SearchRequest): Promise<FoundChunks> {
    const { usage, ...embedded } = await embedQuestion({ text: query, coachId, signal, asked: lookups?.vectors })
    const stems = readQuestion(query).map(({ stem }) => stem)
    const question = { stems, ...embedded }
    const limit = Math.max(candidatesRead, topK * 2)
    const { floor, meaning } = { ...traitsOf(question.model), ...tuning }
    const looked = lookUpOnce(lookups?.chunks, JSON.stringify([query, question.model, limit, meaning]), () =>
      search.findCandidates(coachId, question, { limit, meaning }),
    )
    const { candidates: ranked, ...statistics } = await looked.found
    const candidates = looked.isFirst ? ranked : await search.keepServed(coachId, ranked)
    const weights = weighQuestion(stems, statistics)
    const read = candidates.map((candidate): FoundChunk => {
      const evidence = readEvidence(candidate.content, weights)
      const { pairs, best } = readingWeights
      const relevance = candidate.score + (rereads ? pairs * evidence.pairs + best * evidence.best : 0)
      return { ...candidate, relevance, evidence }
    })
    const helping = read.filter((chunk) =>
      similarityThreshold === undefined
        ? isAboutIt(chunk, floor)
        : (chunk.similarity ?? Number.NEGATIVE_INFINITY) >= similarityThreshold,
    )
    helping.sort((one, other) => other.relevance - one.relevance)
    return { chunks: withoutTwins(helping, topK), weights, usage }
  }

  return {
    findChunks,
    /** As `findChunks`, the chunks alone. */
    async vectorSearch(request: SearchRequest): Promise<FoundChunk[]> {
      return (await findChunks(request)).chunks
    },
  }
}

/** The best so many of which no two say the same. */
function withoutTwins(ordered: readonly FoundChunk[], topK: number): FoundChunk[] {
  const kept: FoundChunk[] = []
  for (const chunk of ordered) {
    if (kept.length === topK) break
    if (!kept.some((other) => saysTheSame(chunk.evidence.stems, other.evidence.stems))) kept.push(chunk)
  }
  return kept
}

function saysTheSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  if (one.size === 0 || other.size === 0) return false
  let shared = 0
  for (const stem of one) if (other.has(stem)) shared++
  return shared >= sameAbove * (one.size + other.size - shared)
}
