/** Documents of a coach's that say the opposite of each other: looked for once a new one is ready, decided by the coach. */

import { setImmediate } from 'node:timers/promises'
import { AiUnavailable } from '../errors.ts'
import type { ChatModel, Models, ModelUsage, WakeUp } from '../ports.ts'
import type { RightOfWay } from '../right-of-way.ts'
import { askForConflicts, conflictAnswer } from './conflict-question.ts'
import type { Anchor } from './document.ts'
import { closestSentences } from './same-subject.ts'

/** Of a document, spread over it: the rest of a long one is not compared. */
export const comparedChunksAtMost = 100
/** Chunks whose nearest are looked for in one statement: people are answered in between. */
const chunksAtOnce = 10
/** Pairs that a model reads, in calls of so many: 6,000 tokens each at most. */
const pairsAtMost = 12
const pairsPerCall = 6
/** Of two documents so many places are shown. */
const placesAtMost = 3
const attemptsAtMost = 3
const retryAfterMs = 60_000
/** Until then a key that was refused may be another one. */
const retryKeyAfterMs = 24 * 3_600_000
/** A shorter quote says nothing. */
const quotedWordsAtLeast = 2

type Quoted = { chunkId: string; quote: string; anchor: Anchor | undefined }
/** Where two documents contradict each other, in their own words. */
export type ConflictPlace = { newer: Quoted; older: Quoted }

export type ComparedChunk = {
  chunkId: string
  documentId: string
  title: string
  content: string
  anchor: Anchor | undefined
}
export type NearPair = {
  own: ComparedChunk
  other: ComparedChunk
  /** Cosine. */
  similarity: number
}

export type FoundConflict = { newerId: string; olderId: string; places: ConflictPlace[] }

/** A document taken under a lease, to be compared with the others. */
export type ReviewWork = {
  coachId: string
  documentId: string
  leaseId: string
  attempts: number
  /** Likeness from which on two pieces are about the same thing, whatever their words; undefined where likeness does not say it. */
  alikeFrom: number | undefined
  chunkIds: string[]
}

export interface DocumentReviews {
  claim(coachId: string): Promise<ReviewWork | undefined>
  /** Those of the chunks that have a vector, each with the nearest pieces of other documents. */
  listNearest(work: ReviewWork, chunkIds: readonly string[]): Promise<NearPair[]>
  recordSpent(work: ReviewWork, usage: ModelUsage): Promise<void>
  /** It has been compared. */
  settle(work: ReviewWork, found: readonly FoundConflict[]): Promise<WakeUp[]>
  postpone(work: ReviewWork, afterMs: number): Promise<void>
}

type Party = { documentId: string; title: string; addedAt: Date }
export type ConflictView = { id: string; newer: Party; older: Party; places: ConflictPlace[] }

/** Those that nobody has decided about, of documents that are there. */
export interface Conflicts {
  count(coachId: string): Promise<number>
  /** The oldest of them. */
  findNext(coachId: string): Promise<ConflictView | undefined>
  find(coachId: string, id: string): Promise<ConflictView | undefined>
  /** The pieces around what is quoted, by their ids; one that is no more is missing. */
  readChunks(coachId: string, chunkIds: readonly string[]): Promise<Map<string, string>>
  /** Both stay. */
  keepBoth(coachId: string, id: string): Promise<WakeUp[]>
  /** The message that tells of it is compared with what is true. */
  showAgain(coachId: string, id: string): Promise<WakeUp[]>
}

type Deps = {
  reviews: DocumentReviews
  models: Models
  wake: (wakeUps: readonly WakeUp[]) => Promise<void>
  /** Between two steps. */
  giveWay: RightOfWay['giveWay']
}

/** @returns compares the coach's next document that is due; whether there was one */
export function createCompareNext({ reviews, models, wake, giveWay }: Deps) {
  return async function compareNext(coachId: string): Promise<boolean> {
    const work = await reviews.claim(coachId)
    if (!work) return false
    try {
      await wake(await reviews.settle(work, work.attempts > attemptsAtMost ? [] : await compare(work)))
    } catch (error) {
      if (!(error instanceof AiUnavailable)) throw error
      if (error.usage) await reviews.recordSpent(work, error.usage)
      await reviews.postpone(work, error.retryable ? retryAfterMs : retryKeyAfterMs)
    }
    return true
  }

  async function compare(work: ReviewWork): Promise<FoundConflict[]> {
    const pairs = await listPairs(work)
    if (pairs.length === 0) return []
    const model = await models.forCoach(work.coachId)
    const found: FoundConflict[] = []
    for (let from = 0; from < pairs.length; from += pairsPerCall)
      for (const conflict of await judge(work, pairs.slice(from, from + pairsPerCall), model)) add(found, conflict)
    return found
  }

  /** Only what is about the same thing, the closest first. */
  async function listPairs(work: ReviewWork): Promise<NearPair[]> {
    const about: { pair: NearPair; closeness: number }[] = []
    let tookMs = 0
    for (let from = 0; from < work.chunkIds.length; from += chunksAtOnce) {
      await giveWay(tookMs) // among many others' one look takes the database a second or more
      const startedAt = performance.now()
      const near = await reviews.listNearest(work, work.chunkIds.slice(from, from + chunksAtOnce))
      tookMs = performance.now() - startedAt
      for (const pair of near) {
        await setImmediate() // to read two pieces takes some milliseconds, and people are answered in between
        if (pair.own.content === pair.other.content) continue
        const isAlike = work.alikeFrom !== undefined && pair.similarity >= work.alikeFrom
        const closest = closestSentences(pair.own.content, pair.other.content)
        if (closest || isAlike) about.push({ pair, closeness: Math.max(closest?.share ?? 0, pair.similarity) })
      }
    }
    about.sort((one, other) => other.closeness - one.closeness)
    return about.slice(0, pairsAtMost).map(({ pair }) => pair)
  }

  async function judge(work: ReviewWork, pairs: readonly NearPair[], model: ChatModel) {
    const { value, usage } = await model.answer({
      purpose: 'conflict_check',
      messages: askForConflicts(pairs),
      schema: conflictAnswer,
      schemaName: 'conflict_check',
    })
    await reviews.recordSpent(work, usage)
    return value.conflicts.flatMap(({ pair: number, first, second }) => {
      const pair = pairs[number - 1]
      return pair ? (believed(pair, first, second) ?? []) : []
    })
  }
}

/** Words that stand in neither document are nobody's. */
function believed({ own, other }: NearPair, ofOwn: string, ofOther: string) {
  const [first, second] = [quoteIn(own.content, ofOwn), quoteIn(other.content, ofOther)]
  if (!first || !second || first === second) return undefined
  const one = { documentId: own.documentId, place: { chunkId: own.chunkId, quote: first, anchor: own.anchor } }
  const two = { documentId: other.documentId, place: { chunkId: other.chunkId, quote: second, anchor: other.anchor } }
  // Ids of documents grow with time.
  const [newer, older] = one.documentId > two.documentId ? [one, two] : [two, one]
  return { newerId: newer.documentId, olderId: older.documentId, place: { newer: newer.place, older: older.place } }
}

/** As it stands there, whatever its line breaks. */
export function quoteIn(content: string, quote: string): string | undefined {
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim()
  const words = plain(quote).replace(/^["“„«]+|["”“»]+$/g, '')
  if (words.split(' ').length < quotedWordsAtLeast) return undefined
  return plain(content).includes(words) ? words : undefined
}

function add(found: FoundConflict[], conflict: NonNullable<ReturnType<typeof believed>>): void {
  const { newerId, olderId, place } = conflict
  const known = found.find((one) => one.newerId === newerId && one.olderId === olderId)
  if (!known) found.push({ newerId, olderId, places: [place] })
  else if (known.places.length < placesAtMost) known.places.push(place)
}
