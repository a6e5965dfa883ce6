/** What is made of documents once they are ready: they are compared with the others, and a question is tried out. */
import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { ConflictPlace } from '../../coaching/knowledge/conflicts.ts'
import type { SampleVerdict } from '../../coaching/knowledge/samples.ts'
import type { Source } from '../../coaching/knowledge/sources.ts'
import { coaches } from './coaches.ts'
import { at, policies, telegramId } from './columns.ts'
import { documents } from './knowledge.ts'

/** A question that a client might ask about what has just come, what they would be told, and what the coach thinks of it. */
export const sampleAnswers = pgTable(
  'sample_answers',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    /** Of what came together; an accepted answer outlives it. */
    batchId: uuid('batch_id').notNull(),
    chatId: telegramId('chat_id').notNull(),
    /** Null until it is written. */
    question: text('question'),
    answer: text('answer'),
    sources: jsonb('sources').$type<Source[]>(),
    /** Who answered. */
    model: text('model'),
    telegramMessageId: telegramId('telegram_message_id'),
    verdict: text('verdict').$type<SampleVerdict>(),
    attempts: smallint('attempts').notNull().default(0),
    /** When it is written, and then shown; null: nothing is to be done. */
    dueAt: at('due_at'),
    leaseId: uuid('lease_id'),
    createdAt: at('created_at').notNull(),
    shownAt: at('shown_at'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    unique('sample_answers_batch').on(table.coachId, table.batchId),
    index('sample_answers_due').on(table.dueAt).where(sql`due_at is not null`),
    ...policies(),
  ],
)

/** Documents that are to be compared with the coach's others, and those that have been: each is once. */
export const documentReviews = pgTable(
  'document_reviews',
  {
    coachId: uuid('coach_id').notNull(),
    documentId: uuid('document_id').notNull(),
    attempts: smallint('attempts').notNull().default(0),
    /** Null: it has been. */
    dueAt: at('due_at'),
    leaseId: uuid('lease_id'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.documentId] }),
    index('document_reviews_due').on(table.dueAt).where(sql`due_at is not null`),
    documentKey(table.coachId, table.documentId),
    ...policies(),
  ],
)

/** Two documents that say the opposite. */
export const documentConflicts = pgTable(
  'document_conflicts',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    newerId: uuid('newer_id').notNull(),
    olderId: uuid('older_id').notNull(),
    places: jsonb('places').$type<ConflictPlace[]>().notNull(),
    foundAt: at('found_at').notNull(),
    /** Both are to stay. */
    keptAt: at('kept_at'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    unique('document_conflicts_pair').on(table.coachId, table.newerId, table.olderId),
    index('document_conflicts_older').on(table.coachId, table.olderId),
    documentKey(table.coachId, table.newerId),
    documentKey(table.coachId, table.olderId),
    ...policies(),
  ],
)

function documentKey(coachId: AnyPgColumn, documentId: AnyPgColumn) {
  return foreignKey({
    columns: [coachId, documentId],
    foreignColumns: [documents.coachId, documents.id],
  }).onDelete('cascade')
}
