/** What the human did between a takeover and a handback: what is learned from, and what may be made of it. */
import type { ConversationSnapshot, Effect, WrittenAt } from '../conversation.ts'
import type { InterventionAnalysis } from './analysis.ts'
import type { SaidAround } from './analysis-request.ts'

export type InterventionKind = 'takeover' | 'edited_draft' | 'rejected_draft' | 'taught' | 'cold_start' | 'imported'

/** kept: for all clients. only_client: for the one it was said to. forgotten: nothing is learned from it. */
export const verdicts = ['kept', 'only_client', 'forgotten'] as const
export type Verdict = (typeof verdicts)[number]

/** Shown around the human's words: enough to see what it was about, and how it went on. */
export const messagesAround = 5
/** The client has had their say for so long: how it went can be seen. */
export const outcomeSettlesMs = 5 * 60_000
/** Whoever has not written by then will not be heard of soon: it is looked at a last time. */
export const outcomeWaitsMs = 24 * 3_600_000

/** Words that are in no conversation: what was taught, and, where nobody's conversation is behind it, what that answers. */
export type GivenWords = {
  /** The coach's own. */
  said: string[]
  /** A client's, invented, or of somebody who is no client here and is not named in them. */
  before?: string[]
  /** Which of the invented situations it is. */
  situation?: string
  /** Where the coach wrote it, in their private chat. */
  written?: WrittenAt
}

/** Without a place among the messages where it was given. */
export type RunMessage = SaidAround & { seq?: number }

/** The messages an analysis is made from, oldest first. */
export type InterventionRun = {
  before: readonly RunMessage[]
  /** The coach's own. */
  said: readonly RunMessage[]
  after: readonly RunMessage[]
}

export type Intervention = {
  id: string
  kind: InterventionKind
  clientId: string | undefined
  startedAt: Date
  endedAt: Date
  analysis: InterventionAnalysis | undefined
  verdict: Verdict | undefined
}

/** Where a handoff ends in which a human has written to the client, that is to be learned from. */
export function withIntervention(s: ConversationSnapshot, effects: readonly Effect[]): Effect[] {
  const closed = effects.find((effect) => effect.kind === 'close_handoff')
  if (!closed || s.humanMessages === 0) return [...effects]
  return [...effects, { kind: 'open_intervention', handoffId: closed.handoffId }]
}
