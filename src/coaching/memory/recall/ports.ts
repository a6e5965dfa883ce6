/** What recall needs of the world, as types only. */
import type { SenderType } from '../../conversation.ts'
import type { ModelUsage } from '../../ports.ts'
import type { Recollection, RecollectionKind } from './recollection.ts'
import type { TimeSpan } from './time.ts'

/** A question, as a client's entries can be ranked by it. */
export type EntryQuestion = {
  stems: readonly string[]
  vector: Float32Array
  /** Whose vector it is, and whose it is compared with. */
  model: string
  saidBy: readonly SenderType[]
  times: readonly TimeSpan[]
}

/** What counts how much in the ranking of entries. */
export type RecallWeights = {
  /** Likeness beside words, which count the rest to 1. */
  meaning: number
  /** What was said beside an entry, as shares of its score: a question before it, and what that was asked about ... */
  asked: number
  askedAbout: number
  /** ... what follows, and anything else one further away. */
  next: number
  near: number
  /** It was said by whom the question names. */
  author: number
  /** It was said when the question says. */
  time: number
}

export type FoundEntry = Omit<Recollection, 'tokenCount'> & {
  /** Of what the question's words weigh, how much it holds together with what stands beside it: from 0. */
  held: number
  /** Undefined without a vector of the question's model. */
  similarity: number | undefined
}

export type FindEntries = {
  clientId: string
  limit: number
  weights: RecallWeights
  kinds?: readonly RecollectionKind[] | undefined
  beforeSeq?: number | undefined
}

export interface RecallSearch {
  /** Best first; only what is said or kept of this client. */
  findEntries(coachId: string, question: EntryQuestion, request: FindEntries): Promise<FoundEntry[]>
  /** As they read now, without those that somebody has taken away or asked to forget since they were found. */
  readAgain(coachId: string, clientId: string, found: readonly FoundEntry[]): Promise<FoundEntry[]>
}

/** Something that can be recalled, or no longer. */
export type DueEntry = {
  kind: RecollectionKind
  id: string
  clientId: string
  at: Date
  /** Of a message. */
  seq: number | undefined
  saidBy: SenderType | undefined
  /** As it stands now; undefined when it is not to be found any more. */
  text: string | undefined
  /** The client's: for a text that is too short to tell its own. */
  language: string
  /** Of the row that was read: what has changed since is due again. */
  version: string
}

export type NewEntry = DueEntry & {
  /** Undefined takes the entry away: there is nothing to find. */
  stems: readonly string[] | undefined
  asks: boolean
}

/** @property saidBefore the message before it, of a message */
export type UnembeddedEntry = { id: string; text: string; saidBefore: string | undefined }

/** Of all the coach's clients or of one; of messages, those said by then. */
export type WhichDue = { clientId?: string; saidUntil: Date; limit: number }

export interface RecallEntries {
  /** What is new, has changed or is gone since it was last stored. */
  listDue(coachId: string, which: WhichDue): Promise<DueEntry[]>
  /** In one transaction. An entry that is stored anew has no vector, and is due to get one. */
  store(coachId: string, entries: readonly NewEntry[]): Promise<void>
  /** Takes some that have no vector of this model, newest first; nobody else gets them for a while. */
  claimUnembedded(coachId: string, model: string, limit: number): Promise<UnembeddedEntry[]>
  /** Those that have none are due then; undefined: with whatever is stored next. */
  postponeVectors(coachId: string, until: Date | undefined): Promise<void>
  storeVectors(
    coachId: string,
    model: string,
    vectors: readonly { entryId: string; vector: Float32Array }[],
    usage: ModelUsage,
  ): Promise<void>
}
