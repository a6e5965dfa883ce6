/** What people are shown of a client's memory, and what they may do with each thing in it. */
import type { InsightDetails, InsightKind } from './insight.ts'
import type { RelationshipCounts } from './relationship.ts'
import type { SessionSummary } from './session.ts'

/** So long it can be had back; then it is gone. */
export const undoMs = 60_000

/** A correction that is longer says more than one thing, and is read as a message. */
export const correctionCharacters = 300

export const goalStatuses = ['active', 'achieved', 'abandoned'] as const
export type GoalStatus = (typeof goalStatuses)[number]

/**
 * current: it holds. wrong: someone has said that it does not. replaced: it held once, or was put right. going: it is
 * forgotten, and can be had back for a minute.
 */
export type Standing = 'current' | 'wrong' | 'replaced' | 'going'

export type MemoryItem = {
  id: string
  clientId: string
  conversationId: string
  kind: InsightKind
  text: string
  details: InsightDetails
  standing: Standing
  validFrom: Date
  /** Past this nobody knows whether it still holds. */
  expiresAt: Date | undefined
  /** Since when it holds no longer. */
  endedAt: Date | undefined
  confirmedAt: Date | undefined
  /** The client's words that it stands on, oldest first. */
  said: { at: Date; quote: string }[]
  /** Something else held before it. */
  hasEarlier: boolean
}

/**
 * right: someone confirms it. wrong: it is dropped, and its words stay in the conversation. restore: it was not wrong after
 * all. forget: it goes, and so do the words. keep: within the minute, it stays. revert: a correction was none.
 */
export type ItemChange =
  | { kind: 'right' | 'wrong' | 'restore' | 'forget' | 'keep' | 'revert' }
  | { kind: 'set_status'; status: GoalStatus }

/** Whose memory it is, and what is known of their time with the coach. */
export type MemoryOwner = {
  clientId: string
  clientName: string
  coachName: string
  /** The client's, or the coach's where theirs is not known. */
  timezone: string
  wantsReceipts: boolean
  lastSession: { endedAt: Date; summary: SessionSummary } | undefined
  counts: RelationshipCounts | undefined
}

export interface MemoryItems {
  /** @throws {NotFound} when there is no such conversation */
  getOwner(coachId: string, conversationId: string): Promise<MemoryOwner>
  /** How many hold, of each kind. */
  count(coachId: string, clientId: string): Promise<ReadonlyMap<InsightKind, number>>
  /** Those that hold, the newest first; goals that are reached or given up come last. */
  list(
    coachId: string,
    clientId: string,
    kind: InsightKind,
    page: { skip: number; limit: number },
  ): Promise<MemoryItem[]>
  find(coachId: string, id: string): Promise<MemoryItem | undefined>
  /** What held before it, the newest first. */
  listEarlier(coachId: string, id: string): Promise<MemoryItem[]>
  /** Others that would go with it, since they stand on the same sentences. */
  listTiedTo(coachId: string, id: string): Promise<MemoryItem[]>
  /**
   * @param by `client`, or the id of a team member
   * @returns the item that is there now; undefined when it is gone, or what is asked for makes no sense any more
   */
  change(coachId: string, id: string, change: ItemChange, by: string): Promise<MemoryItem | undefined>
  /** In a team member's words: confirmed, and what it was before is kept. */
  correct(coachId: string, id: string, text: string, by: string): Promise<MemoryItem | undefined>
  /** A message of the client's and the AI's answer to it. False when there is nothing of theirs to forget. */
  forgetMessage(coachId: string, conversationId: string, messageId: string): Promise<boolean>
  /** False when its words are gone. */
  keepMessage(coachId: string, conversationId: string, messageId: string): Promise<boolean>
  setReceipts(coachId: string, clientId: string, wants: boolean): Promise<void>
}

/** The words of a correction; undefined where they cannot be one. */
export function correctionOf(text: string): string | undefined {
  const words = text.replace(/\s+/g, ' ').trim()
  return words !== '' && words.length <= correctionCharacters ? words : undefined
}
