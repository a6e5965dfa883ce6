/** From a question to what was said and kept that answers it. */
import { traitsOf } from '../../knowledge/embedding-traits.ts'
import type { EmbeddingModel } from '../../knowledge/ports.ts'
import { createEmbedQuestion } from '../../knowledge/question-vector.ts'
import { stemsOf } from '../../knowledge/words.ts'
import { lookUpOnce } from '../../lookups.ts'
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
const nothingFound: Recalled = { found: [], isAnswered: false, usage: undefined }

type Deps = {
  search: RecallSearch
  /** Whose vectors serve this coach. @throws {AiUnavailable} */
  embeddingsFor(coachId: string): Promise<EmbeddingModel>
  clock: Clock
}

/** @param weights others than the product's, for measuring */
export function createRecall({ search, embeddingsFor, clock }: Deps, weights: RecallWeights = recallWeights): Recall {
  const embedQuestion = createEmbedQuestion({ modelFor: embeddingsFor })
  return async function recall({ coachId, clientId, query, frame, limit, kinds, beforeSeq, signal, lookups }) {
    const { text, ...question } = readRecallQuestion(query, frame, clock.now())
    if (question.stems.length === 0 && question.times.length === 0) return nothingFound
    const { usage, ...embedded } = await embedQuestion({ text, coachId, signal, asked: lookups?.vectors })
    const request = { clientId, limit: limit + spare, weights, kinds, beforeSeq }
    const looked = lookUpOnce(lookups?.entries, JSON.stringify([text, question, embedded.model, request]), () =>
      search.findEntries(coachId, { ...question, ...embedded }, request),
    )
    const ranked = await looked.found
    const found = looked.isFirst ? ranked : await search.readAgain(coachId, clientId, ranked)
    return {
      found: withoutTwins(found, limit).map(toRecollection),
      isAnswered: isAnswered(found, question, traitsOf(embedded.model).floor),
      usage,
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
