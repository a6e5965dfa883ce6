/** Where the coach has said something else than their documents: what they are asked about it, and which sentences hold no longer. */
import { sql } from 'drizzle-orm'
import { foreignKey, index, jsonb, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { ExceptionVerdict, FoundException } from '../../coaching/learning/exception.ts'
import type { Verdict } from '../../coaching/learning/intervention.ts'
import { clients } from './clients.ts'
import { at, policies } from './columns.ts'
import { conversationKey } from './conversations.ts'
import { documents } from './knowledge.ts'
import { interventionAnalyses } from './learning.ts'

/** An intervention that is to be held against the documents, and from then on, where it contradicts one, the question about it. */
export const documentExceptions = pgTable(
  'document_exceptions',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    interventionId: uuid('intervention_id').notNull(),
    clientId: uuid('client_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    /** When it is compared; null: it has been. */
    dueAt: at('due_at'),
    attempts: smallint('attempts').notNull().default(0),
    leaseId: uuid('lease_id'),
    /** Null until then. The document may go: what is decided is about its words. */
    found: jsonb('found').$type<FoundException>(),
    foundAt: at('found_at'),
    verdict: text('verdict').$type<ExceptionVerdict>(),
    verdictAt: at('verdict_at'),
    /** What had been said of the intervention before it came to hold for one client alone. */
    heldBefore: text('held_before').$type<Verdict | 'nothing'>(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    // Asked once, however often it is analysed.
    unique('document_exceptions_intervention').on(table.coachId, table.interventionId),
    index('document_exceptions_due').on(table.dueAt).where(sql`due_at is not null`),
    foreignKey({
      columns: [table.coachId, table.interventionId],
      foreignColumns: [interventionAnalyses.coachId, interventionAnalyses.id],
    }).onDelete('cascade'),
    foreignKey({ columns: [table.coachId, table.clientId], foreignColumns: [clients.coachId, clients.id] }).onDelete(
      'cascade',
    ),
    conversationKey(table),
    ...policies(),
  ],
)

/** Sentences of documents in whose place a rule of the coach's holds. Rule and mark go together, whoever removes it. */
export const supersededSentences = pgTable(
  'superseded_sentences',
  {
    coachId: uuid('coach_id').notNull(),
    /** Of the question that it was an answer to, which may be gone with its client. */
    id: uuid('id').notNull(),
    quote: text('quote').notNull(),
    rule: text('rule').notNull(),
    /** The rule, in the library. */
    documentId: uuid('document_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    index('superseded_sentences_document').on(table.coachId, table.documentId),
    foreignKey({
      columns: [table.coachId, table.documentId],
      foreignColumns: [documents.coachId, documents.id],
    }).onDelete('cascade'),
    ...policies(),
  ],
)
