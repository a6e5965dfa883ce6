/** From a question to what was said and kept that answers it. */
import { AiUnavailable } from '../../errors.ts'
import { traitsOf } from '../../knowledge/embedding-traits.ts'
import type { EmbeddingModel } from '../../knowledge/ports.ts'
import { stemsOf } from '../../knowledge/words.ts'
import type { Clock } from '../../ports.ts'
import { countTokens } from '../../tokens.ts'
import type { EntryQuestion, FoundEntry, RecallSearch, RecallWeights } from './ports.ts'
import { readRecallQuestion } from './question.ts'
import type { Recall, Recalled, Recollection } from './recollection.ts'

/** In coarse steps, on half of the conversations of docs/measurements.md. */
export const recallWeights: RecallWeights = {
  ...{ meaning: 0.25, asked: 1, askedAbout: 0.6, next: 0.3, near: 0.2, author: 0.4, time: 0.8 },
}
/** What says the same as something better is not shown: of all stems that two have, they share this many ... */
const sameAbove = 0.8
/** ... and were said this close to each other. On another day it was said again, which is worth knowing. */
const sameWithinMs = 12 * 3_600_000
/** Of shorter ones that say the same, each may be an answer of its own. */
const stemsToCompare = 4
/** Looked at for each that is asked for: some of them say the same. */
const spare = 10
/** Nothing answers a question of which less is held ... */
const heldEnough = 0.3
/** ... unless a model sees so much likeness that it knows other words for the same, and what that means to it. */
const likeEnough = 0.25
/** Of what a question about somebody's own words finds, they have said this share, or it was the other one who said it. */
const ownShare = 0.7
/** Whose vectors no entry has. */
const noModel = ''
const nothingFound: Recalled = { found: [], isAnswered: false, usage: undefined }

type Deps = {
  search: RecallSearch
  /** Whose vectors serve this coach. @throws {AiUnavailable} */
  embeddingsFor(coachId: string): Promise<EmbeddingModel>
  clock: Clock
  /** So long, in real time, somebody waits for the vector of their question. */
  patienceMs?: number
}

/** @param weights others than the product's, for measuring */
export function createRecall(
  { search, embeddingsFor, clock, patienceMs = 4_000 }: Deps,
  weights: RecallWeights = recallWeights,
): Recall {
  return async function recall({ coachId, clientId, query, limit, kinds, beforeSeq, signal }) {
    const frame = await search.findFrame(coachId, clientId)
    if (!frame) return nothingFound
    const { text, ...question } = readRecallQuestion(query, frame, clock.now())
    if (question.stems.length === 0 && question.times.length === 0) return nothingFound
    const embedded = await embed(text, coachId, signal)
    const model = embedded?.model ?? noModel
    const found = await search.findEntries(
      coachId,
      { ...question, vector: embedded?.vector ?? new Float32Array(1), model },
      { clientId, limit: limit + spare, weights, kinds, beforeSeq },
    )
    return {
      found: withoutTwins(found, limit).map(toRecollection),
      isAnswered: isAnswered(found, question, traitsOf(model).floor),
      usage: embedded?.usage,
    }
  }

  async function embed(text: string, coachId: string, signal: AbortSignal | undefined) {
    const patience = AbortSignal.timeout(patienceMs)
    try {
      const model = await embeddingsFor(coachId)
      const { vectors, usage } = await model.embed([text], {
        purpose: 'query',
        signal: signal ? AbortSignal.any([signal, patience]) : patience,
      })
      return vectors[0] && { vector: vectors[0], usage, model: model.name }
    } catch (error) {
      if (error instanceof AiUnavailable || (patience.aborted && !signal?.aborted)) return undefined
      throw error
    }
  }
}

/** @param floor of the likeness of what is about a question, to the model */
function isAnswered(
  found: readonly FoundEntry[],
  { stems, saidBy }: Pick<EntryQuestion, 'stems' | 'saidBy'>,
  floor: number,
): boolean {
  if (stems.length === 0) return found.length > 0 // it asks for a time alone
  const most = mostHeld(found)
  const isLike = found.some(({ similarity = 0 }) => similarity >= Math.max(floor, likeEnough))
  if (most < heldEnough && !isLike) return false
  const own = found.filter(({ author }) => !author || saidBy.includes(author.type))
  return saidBy.length === 0 || mostHeld(own) >= ownShare * most
}

function mostHeld(found: readonly FoundEntry[]): number {
  return Math.max(0, ...found.map(({ held }) => held))
}

function withoutTwins(ordered: readonly FoundEntry[], limit: number): FoundEntry[] {
  const kept: { entry: FoundEntry; stems: ReadonlySet<string> }[] = []
  for (const entry of ordered) {
    if (kept.length === limit) break
    const stems = new Set(stemsOf(entry.text))
    const isTold = kept.some((other) => isSameTime(entry, other.entry) && saysTheSame(stems, other.stems))
    if (!isTold) kept.push({ entry, stems })
  }
  return kept.map(({ entry }) => entry)
}

function isSameTime(one: FoundEntry, other: FoundEntry): boolean {
  return Math.abs(one.at.getTime() - other.at.getTime()) <= sameWithinMs
}

function saysTheSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  if (one.size < stemsToCompare) return false
  let shared = 0
  for (const stem of one) if (other.has(stem)) shared++
  return shared >= sameAbove * (one.size + other.size - shared)
}

function toRecollection({ held, similarity, ...entry }: FoundEntry): Recollection {
  return { ...entry, tokenCount: countTokens(entry.text) }
}
