/** What is replayed: the points at which something was, or would be, decided. */

import type { TurnAnswer } from '../../src/coaching/answer.ts'
import type { HandoffReason } from '../../src/coaching/attribution.ts'
import { prior } from '../../src/coaching/confidence/calibration.ts'
import { knowledgeDefaults } from '../../src/coaching/knowledge/setting.ts'
import type { ClaimedTurn, StoredMessage } from '../../src/coaching/ports.ts'

/** What is wrong with what was asked for, in words for whoever asked. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError'
}

/** `continue`: the AI answers. */
export const outcomes = ['continue', 'offer', 'handoff', 'danger'] as const
export type Outcome = (typeof outcomes)[number]

export type Decided = {
  outcome: Outcome
  /** Of a handoff; of danger its level. */
  reason?: HandoffReason | `level ${number}` | undefined
  /** The rule, or `sum`. */
  by: string
}

/** The model's judgement, without its words; its confidence as it counted, where that is known. */
export type Head = Omit<TurnAnswer, 'asks_knowledge' | 'used' | 'reply'>

export type ReplayTurn = {
  /** Where it comes from: a line of the file, or the id of the client's last message. */
  source: { line: number } | { messageId: string }
  at: Date | undefined
  /** All that the AI had before it, the unanswered messages last. */
  turn: ClaimedTurn
  /** `failed`: it gave no answer; `unknown`: it is not stored, so that the words speak alone. */
  head: Head | 'failed' | 'unknown'
  /** What the AI said, where it is known. */
  reply: string
  was: Decided | undefined
  /** Then something else than words decided, so that then and now are not to be compared. */
  notCompared?: string
}

/** A turn as the product would claim it. */
export function claimedTurn(
  given: Pick<ClaimedTurn, 'messages' | 'coach' | 'rules' | 'weights' | 'client'>,
): ClaimedTurn {
  return {
    ...given,
    coachId: '',
    team: [],
    hasDocuments: false,
    hasLearned: false,
    knowledge: knowledgeDefaults,
    conversationId: '',
    clientId: '',
    leaseId: '',
    claimedAt: new Date(0),
    deadKey: undefined,
    attempts: 1,
    aiAllowed: true,
    leftToAi: false,
    alreadyCalled: false,
    upToSeq: 0,
    calibration: prior,
    noteForAi: undefined,
    rejectedDraft: undefined,
    isRestricted: false,
    dealtWithUpToSeq: 0,
  }
}

export function unansweredOf({ turn: { messages } }: Pick<ReplayTurn, 'turn'>): StoredMessage[] {
  return messages.slice(messages.findLastIndex(({ senderType }) => senderType !== 'client') + 1)
}
