/** What the memory asks of the database. */
import type { ModelUsage } from '../ports.ts'
import type { Insight, KnownInsight } from './insight.ts'
import type { MemoryChange } from './operations.ts'
import type { Relationship, RelationshipCounts, RelationshipMaterial } from './relationship.ts'
import type { Session, SessionMessage, SessionSummary } from './session.ts'

/** What a turn is told of a client beyond the newest messages: layers 2 to 4. */
export type Remembered = {
  /** Those that hold, the newest last; what has expired among them. */
  insights: KnownInsight[]
  /** The last ones that have been summed up, oldest first. */
  sessions: (Session & { summary: SessionSummary })[]
  /** Undefined before the first session has ended. */
  relationship: { counts: RelationshipCounts; written: Relationship | undefined } | undefined
}

export interface Memory {
  /** Two statements, asked together. */
  read(coachId: string, clientId: string): Promise<Remembered>
}

/** A session that is to be summed up, taken under a lease, and what it is summed up from. */
export type SessionWork = {
  coachId: string
  conversationId: string
  clientId: string
  sessionId: string
  leaseId: string
  /** This one among them. */
  attempts: number
  coach: { displayName: string }
  /** The time zone is the coach's where the client's is not known. */
  client: { displayName: string; language: string; timezone: string }
  /** Those that both sides have seen and that nobody wanted forgotten, oldest first. */
  messages: SessionMessage[]
  /** The client's current insights. */
  known: Insight[]
  /** Those that hold no longer and have evidence in this session: it was looked at before. */
  ended: Insight[]
  /** The model refuses the coach's key, as far as is known. */
  keyIsDead: boolean
}

/** `isTheirs`: the model or the key is at fault, not what it was asked: whatever else is due of the client waits as well. */
export type Later = { kind: 'later'; at: Date; isTheirs: boolean; usage?: ModelUsage }

/** `nothing`: the client says nothing in it any more. */
export type SessionOutcome =
  | { kind: 'summed_up'; summary: SessionSummary; changes: MemoryChange[]; usage: ModelUsage }
  | { kind: 'nothing' }
  | Later

export type RelationshipWork = RelationshipMaterial & {
  coachId: string
  conversationId: string
  clientId: string
  /** This one among them; the fence. */
  attempts: number
  keyIsDead: boolean
}

export type RelationshipOutcome = { kind: 'written'; written: Relationship; usage: ModelUsage } | Later

/** Each method is one transaction under the lock of the conversation. */
export interface MemoryWorks {
  /** Writes down, as to be summed up, what is over of what was said since the last session. */
  endSessions(coachId: string, conversationId: string): Promise<void>
  /** Takes the oldest session that is due, one of a client at a time; none without their consent, nor in a crisis. */
  claimSession(coachId: string, conversationId: string): Promise<SessionWork | undefined>
  /** Does nothing, save that what was spent is recorded, once somebody else has it or a message of it has changed. */
  recordSession(work: SessionWork, outcome: SessionOutcome): Promise<void>
  claimRelationship(coachId: string, conversationId: string): Promise<RelationshipWork | undefined>
  recordRelationship(work: RelationshipWork, outcome: RelationshipOutcome): Promise<void>
}
