/** What was found of all that a client and those who answer them have said, and of what was kept of it. */
import type { SenderType } from '../../conversation.ts'
import type { Lookups } from '../../lookups.ts'
import type { ModelUsage } from '../../ports.ts'

export type RecollectionKind = 'message' | 'summary' | 'insight'

export type Recollection = {
  kind: RecollectionKind
  /** Of the message, the session or the insight. */
  id: string
  at: Date
  /** Who said it; undefined for what was kept of it. */
  author: { type: SenderType; name: string } | undefined
  text: string
  tokenCount: number
  /** What the found are ordered by; of one search alone. */
  relevance: number
}

/** Who speaks in a client's conversation, and when their days begin. */
export type RecallFrame = {
  client: string
  /** The coach and the members of the team. */
  team: readonly string[]
  timezone: string
}

export type RecallRequest = {
  coachId: string
  clientId: string
  query: string
  frame: RecallFrame
  limit: number
  kinds?: readonly RecollectionKind[]
  /** Messages from this one on stand in the prompt already. */
  beforeSeq?: number
  signal?: AbortSignal
  /** Of the turn it is asked for. */
  lookups?: Lookups
}

export type Recalled = {
  /** Best first. */
  found: Recollection[]
  /** False: none of it answers the question, as far as can be told; it is only what comes closest. */
  isAnswered: boolean
  /** What the question's vector cost; undefined when words alone were compared. */
  usage: ModelUsage | undefined
}

/** Searches by meaning, by words and by time ("in March", "two weeks ago", in the client's time zone). */
export type Recall = (request: RecallRequest) => Promise<Recalled>

/** So old a message is when it can be recalled: an edit has mostly come by then, and several are embedded in one call. */
export const recallAfterMs = 60_000
