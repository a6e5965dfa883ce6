/** What is kept of a client beyond their messages: sessions, insights, the relationship, and what all of it is found by. */
import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { SenderType } from '../../coaching/conversation.ts'
import { likenessSigns } from '../../coaching/knowledge/likeness-signs.ts'
import type { InsightDetails, InsightKind } from '../../coaching/memory/insight.ts'
import type { Relationship, RelationshipCounts } from '../../coaching/memory/relationship.ts'
import type { ActionItem, SessionBreakthrough, SessionEnd } from '../../coaching/memory/session.ts'
import { clients } from './clients.ts'
import { at, bits, halfvec, policies, recallDue, sparsevec } from './columns.ts'
import { messageKey } from './conversations.ts'

/** Layer 2: a session that has ended, and what is kept of it once it has been summed up. */
export const sessionSummaries = pgTable(
  'session_summaries',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    clientId: uuid('client_id').notNull(),
    /** Its messages, both included; sessions of a client follow each other and share none. */
    fromSeq: bigint('from_seq', { mode: 'number' }).notNull(),
    toSeq: bigint('to_seq', { mode: 'number' }).notNull(),
    startedAt: at('started_at').notNull(),
    endedAt: at('ended_at').notNull(),
    endedBy: text('ended_by').$type<SessionEnd>().notNull(),
    messageCount: integer('message_count').notNull(),
    summary: text('summary'),
    topics: text('topics').array().notNull().default([]),
    insights: text('insights').array().notNull().default([]),
    actionItems: jsonb('action_items').$type<ActionItem[]>().notNull().default([]),
    emotionalState: text('emotional_state'),
    breakthroughs: jsonb('breakthroughs').$type<SessionBreakthrough[]>().notNull().default([]),
    coachInterventions: text('coach_interventions').array().notNull().default([]),
    summedUpAt: at('summed_up_at'),
    /** When it is summed up, or once more because a message of it has changed or is gone; null: nothing is to be done. */
    dueAt: at('due_at'),
    attempts: smallint('attempts').notNull().default(0),
    /** Whoever is at it; taken for gone when it is due again. */
    leaseId: uuid('lease_id'),
    recallDue: recallDue(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    index('session_summaries_recall_due').on(table.coachId).where(sql`recall_due`),
    unique('session_summaries_messages').on(table.coachId, table.clientId, table.fromSeq),
    clientKey(table),
    index('session_summaries_due').on(table.dueAt).where(sql`due_at is not null`),
    ...policies(),
  ],
)

/** Layer 3. One that no longer holds keeps its row with the date of its end. */
export const clientInsights = pgTable(
  'client_insights',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    clientId: uuid('client_id').notNull(),
    kind: text('insight_type').$type<InsightKind>().notNull(),
    text: text('text').notNull(),
    details: jsonb('content').$type<InsightDetails>().notNull(),
    effectivenessScore: real('effectiveness_score'),
    /** Both counted from the evidence, whenever that changes. */
    timesDiscussed: smallint('times_discussed').notNull(),
    lastSaidAt: at('last_said_at').notNull(),
    validFrom: at('valid_from').notNull(),
    expiresAt: at('expires_at'),
    invalidatedAt: at('invalidated_at'),
    supersededBy: uuid('superseded_by'),
    confirmedAt: at('confirmed_at'),
    /** The client's message that put it right, where one did: it stands on that beside its evidence. */
    correctedIn: uuid('corrected_in'),
    /** The client has been told of it, or is not to be. */
    receiptAt: at('receipt_at'),
    /** When it goes, if it is to: until then it is nowhere to be found, and can be had back. */
    removeAt: at('remove_at'),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
    recallDue: recallDue(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    index('client_insights_recall_due').on(table.coachId).where(sql`recall_due`),
    clientKey(table),
    index('client_insights_client').on(table.coachId, table.clientId),
    index('client_insights_to_remove').on(table.removeAt).where(sql`remove_at is not null`),
    ...policies(),
  ],
)

/** What an insight stands on: the client's own words. An insight with none left is gone. */
export const insightEvidence = pgTable(
  'insight_evidence',
  {
    coachId: uuid('coach_id').notNull(),
    insightId: uuid('insight_id').notNull(),
    messageId: uuid('message_id').notNull(),
    sessionId: uuid('session_id').notNull(),
    saidAt: at('said_at').notNull(),
    /** As they stand in the message. */
    quote: text('quote').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.insightId, table.messageId] }),
    sessionKey(table),
    foreignKey({
      columns: [table.coachId, table.insightId],
      foreignColumns: [clientInsights.coachId, clientInsights.id],
    }).onDelete('cascade'),
    messageKey(table),
    index('insight_evidence_message').on(table.coachId, table.messageId),
    ...policies(),
  ],
)

/** Layer 4: what was counted of a client's time with their coach, and what was written of it. */
export const relationshipContext = pgTable(
  'relationship_context',
  {
    coachId: uuid('coach_id').notNull(),
    clientId: uuid('client_id').notNull(),
    counts: jsonb('counts').$type<RelationshipCounts>().notNull(),
    countedAt: at('counted_at').notNull(),
    written: jsonb('written').$type<Relationship>(),
    writtenAt: at('written_at'),
    /** When it is written next; null: nothing is to be done. */
    dueAt: at('due_at'),
    /** Whoever writes it has the last one: their number is the fence. */
    attempts: smallint('attempts').notNull().default(0),
    /** How many sessions there were when it was written. */
    writtenAfter: integer('written_after').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.clientId] }),
    clientKey(table),
    index('relationship_context_due').on(table.dueAt).where(sql`due_at is not null`),
    ...policies(),
  ],
)

/** Everything that can be recalled, by its words; what it is of takes it along when it goes. */
export const recallEntries = pgTable(
  'recall_entries',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    clientId: uuid('client_id').notNull(),
    /** One of these three. */
    messageId: uuid('message_id'),
    sessionId: uuid('session_id'),
    insightId: uuid('insight_id'),
    at: at('at').notNull(),
    /** Of a message: its place among the others. */
    seq: bigint('seq', { mode: 'number' }),
    /** Whose words these are; null for what was made of a whole session. */
    saidBy: text('said_by').$type<SenderType>(),
    /** It asks something: what follows may be the answer. */
    asks: boolean('asks').notNull(),
    /** What each of its words weighs in BM25. */
    words: sparsevec('words').notNull(),
    /** The same where they are few enough for an index to carry them along (migration 0018); null where they are not. */
    fewWords: sparsevec('few_words'),
    /** Of its vector, where it has one: short enough to be looked at in every search. */
    likeness: bits('likeness', likenessSigns),
    /** The model whose vector it has; empty while it is found by its words alone. */
    embeddedBy: text('embedded_by').notNull().default(''),
    /** When it is due to be embedded, after whoever is at it, or has failed; null: it is not, or not before something new is stored. */
    embeddingUntil: at('embedding_until'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    clientKey(table),
    messageKey(table),
    sessionKey(table),
    foreignKey({
      columns: [table.coachId, table.insightId],
      foreignColumns: [clientInsights.coachId, clientInsights.id],
    }).onDelete('cascade'),
    unique('recall_entries_message').on(table.coachId, table.messageId),
    unique('recall_entries_session').on(table.coachId, table.sessionId),
    unique('recall_entries_insight').on(table.coachId, table.insightId),
    check('recall_entries_of_one', sql`num_nonnulls(message_id, session_id, insight_id) = 1`),
    index('recall_entries_client').on(table.coachId, table.clientId, table.seq),
    index('recall_entries_of_many_words').on(table.coachId, table.clientId).where(sql`few_words is null`),
    index('recall_entries_to_embed').on(table.embeddingUntil).where(sql`embedding_until is not null`),
    index('recall_entries_embedded').on(table.coachId, table.embeddedBy),
    ...policies(),
  ],
)

/** Apart from the words: a search looks at all of those, and only at the likest of these. */
export const recallEmbeddings = pgTable(
  'recall_embeddings',
  {
    coachId: uuid('coach_id').notNull(),
    entryId: uuid('entry_id').notNull(),
    clientId: uuid('client_id').notNull(),
    /** Vectors of different models are never compared. */
    model: text('model').notNull(),
    embedding: halfvec('embedding').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.clientId, table.model, table.entryId] }),
    foreignKey({
      columns: [table.coachId, table.entryId],
      foreignColumns: [recallEntries.coachId, recallEntries.id],
    }).onDelete('cascade'),
    index('recall_embeddings_entry').on(table.coachId, table.entryId),
    ...policies(),
  ],
)

function clientKey(table: { coachId: AnyPgColumn; clientId: AnyPgColumn }) {
  return foreignKey({
    columns: [table.coachId, table.clientId],
    foreignColumns: [clients.coachId, clients.id],
  }).onDelete('cascade')
}

function sessionKey(table: { coachId: AnyPgColumn; sessionId: AnyPgColumn }) {
  return foreignKey({
    columns: [table.coachId, table.sessionId],
    foreignColumns: [sessionSummaries.coachId, sessionSummaries.id],
  }).onDelete('cascade')
}
