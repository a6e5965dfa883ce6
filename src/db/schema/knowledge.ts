/** The coach's documents, the chunks they became, and the vectors of these. */
import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Anchor, DocumentProblem, DocumentStatus } from '../../coaching/knowledge/document.ts'
import { fewLikenessSigns } from '../../coaching/knowledge/likeness-signs.ts'
import type { SpeechSegment } from '../../coaching/knowledge/ports.ts'
import type { UploadProblem } from '../../coaching/knowledge/uploads.ts'
import { apiTokens } from './access.ts'
import { coaches } from './coaches.ts'
import { at, bits, bytes, halfvec, policies, sparsevec } from './columns.ts'
import { messageKey } from './conversations.ts'

export const documents = pgTable(
  'documents',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    title: text('title').notNull(),
    /** As the coach's device calls it: shown, never a path. */
    fileName: text('file_name').notNull(),
    mime: text('mime'),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    sha256: bytes('sha256').notNull(),
    /** In the store of original files; null once the original is gone. */
    storageKey: text('storage_key'),
    origin: text('origin').$type<'telegram' | 'api' | 'page' | 'snippet'>().notNull(),
    /** What came together is told together. */
    batchId: uuid('batch_id'),
    /** The version that this one takes the place of when it is ready. */
    replacesId: uuid('replaces_id'),
    status: text('status').$type<DocumentStatus>().notNull(),
    /** 0 to 1, of the step it is in. */
    progress: real('progress').notNull().default(0),
    problem: text('problem').$type<DocumentProblem>(),
    pages: integer('pages'),
    durationMs: bigint('duration_ms', { mode: 'number' }),
    /** Speech in it is written down: it is little, or the coach has said so. */
    isSpeechWanted: boolean('is_speech_wanted').notNull().default(false),
    /** Once it has been read. */
    chunks: integer('chunks'),
    /** The model that its vectors are of; null: it is found by its words alone. */
    embeddedWith: text('embedded_with'),
    attempts: smallint('attempts').notNull().default(0),
    leaseId: uuid('lease_id'),
    leasedUntil: at('leased_until'),
    /** When it is next worked on; null: nothing is to be done. */
    dueAt: at('due_at'),
    /** Past this it has failed, whatever it is doing. */
    deadlineAt: at('deadline_at').notNull(),
    createdAt: at('created_at').notNull(),
    readyAt: at('ready_at'),
    /** When it goes, if it is to: until then it is nowhere to be found, and can be had back. */
    removeAt: at('remove_at'),
    /** The team member who has said so. */
    removedBy: text('removed_by'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    index('documents_to_remove').on(table.removeAt).where(sql`remove_at is not null`),
    uniqueIndex('documents_bytes').on(table.coachId, table.sha256),
    index('documents_due').on(table.dueAt).where(sql`due_at is not null`),
    index('documents_batch').on(table.coachId, table.batchId).where(sql`batch_id is not null`),
    ...policies(),
  ],
)

/**
 * Files that go: those of documents that were removed, and, from before their first byte, those that are being stored, until
 * a document has them.
 */
export const fileRemovals = pgTable(
  'file_removals',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    storageKey: text('storage_key').notNull(),
    dueAt: at('due_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.storageKey] }),
    index('file_removals_due').on(table.dueAt),
    ...policies(),
  ],
)

/** What has been paid for of a recording that is still being written down: should that begin again, this does not. */
export const transcribedParts = pgTable(
  'transcribed_parts',
  {
    coachId: uuid('coach_id').notNull(),
    documentId: uuid('document_id').notNull(),
    part: integer('part').notNull(),
    segments: jsonb('segments').$type<SpeechSegment[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.documentId, table.part] }),
    foreignKey({
      columns: [table.coachId, table.documentId],
      foreignColumns: [documents.coachId, documents.id],
    }).onDelete('cascade'),
    ...policies(),
  ],
)

/** A file that comes in parts, each of them a file of the store, until they are put together. */
export const uploads = pgTable(
  'uploads',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    /** The session of the page that sends it. */
    tokenId: uuid('token_id').notNull(),
    fileName: text('file_name').notNull(),
    mime: text('mime'),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    /** As the device says: another one of the same name and size is another file. */
    modifiedAt: at('modified_at').notNull(),
    partBytes: integer('part_bytes').notNull(),
    /** Numbers of the parts that are here, from 0. */
    received: integer('received').array().notNull(),
    /** What it has become. */
    documentId: uuid('document_id'),
    problem: text('problem').$type<UploadProblem>(),
    /** When it is put together, or, past its time, forgotten with its parts; meanwhile, when that is tried again. */
    dueAt: at('due_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    index('uploads_due').on(table.dueAt),
    foreignKey({
      columns: [table.coachId, table.tokenId],
      foreignColumns: [apiTokens.coachId, apiTokens.id],
    }).onDelete('cascade'),
    ...policies(),
  ],
)

/** Messages in which a client asked for something that the documents did not hold. */
export const knowledgeGaps = pgTable(
  'knowledge_gaps',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    messageId: uuid('message_id').notNull(),
    notedAt: at('noted_at').notNull(),
    /** The coach has seen to it, or does not want to. */
    closedAt: at('closed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    unique('knowledge_gaps_message').on(table.coachId, table.messageId),
    messageKey(table),
    index('knowledge_gaps_open').on(table.coachId, table.id).where(sql`closed_at is null`),
    ...policies(),
  ],
)

/**
 * Which model's vectors answer a coach's questions, and which one's are being made to take their place: those serve until
 * all documents have these. One row for each coach who has, or had, documents.
 */
export const knowledgeIndexes = pgTable(
  'knowledge_indexes',
  {
    coachId: uuid('coach_id')
      .primaryKey()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    /** As stored with its vectors; null: the documents are found by their words alone. */
    model: text('model'),
    /** Where it is asked, empty for this process: elsewhere another model may have its name. */
    server: text('server'),
    nextModel: text('next_model'),
    nextServer: text('next_server'),
    /** Of the installation, that the coach's model is to follow: only a process that has these compares them. */
    settings: text('settings'),
    /** When it is next looked at; null: nothing is to be done. */
    dueAt: at('due_at'),
  },
  (table) => [index('knowledge_indexes_due').on(table.dueAt).where(sql`due_at is not null`), ...policies()],
)

export const knowledgeChunks = pgTable(
  'knowledge_chunks',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    documentId: uuid('document_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    headings: text('headings').array().notNull(),
    content: text('content').notNull(),
    tokenCount: integer('token_count').notNull(),
    anchor: jsonb('anchor').$type<Anchor>(),
    /** Of headings and content, 7 bytes: the same text of a coach's is never embedded twice. */
    contentHash: bytes('content_hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    unique('knowledge_chunks_ordinal').on(table.documentId, table.ordinal),
    index('knowledge_chunks_content').on(table.coachId, table.contentHash),
    foreignKey({
      columns: [table.coachId, table.documentId],
      foreignColumns: [documents.coachId, documents.id],
    }).onDelete('cascade'),
    ...policies(),
  ],
)

/** Apart from the text: every question reads these of all of a coach's chunks. */
export const chunkWords = pgTable(
  'chunk_words',
  {
    coachId: uuid('coach_id').notNull(),
    chunkId: uuid('chunk_id').notNull(),
    /** What each of its words weighs in BM25: the product with a question's words is its score. */
    words: sparsevec('words').notNull(),
  },
  (table) => [primaryKey({ columns: [table.coachId, table.chunkId] }), chunkKey(table), ...policies()],
)

/** How many chunks of a document hold each of its words: what a question's words weigh is known before any chunk is read. */
export const documentWords = pgTable(
  'document_words',
  {
    coachId: uuid('coach_id').notNull(),
    documentId: uuid('document_id').notNull(),
    /** The first and the last place of a word in it: a row holds few enough to stand in a page. */
    fromPlace: integer('from_place').notNull(),
    toPlace: integer('to_place').notNull(),
    /** How many of the document's chunks hold each. */
    holding: sparsevec('holding').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.documentId, table.fromPlace] }),
    foreignKey({
      columns: [table.coachId, table.documentId],
      foreignColumns: [documents.coachId, documents.id],
    }).onDelete('cascade'),
    ...policies(),
  ],
)

/** Apart from the text, which a scan over vectors must not drag along. */
export const chunkEmbeddings = pgTable(
  'chunk_embeddings',
  {
    coachId: uuid('coach_id').notNull(),
    chunkId: uuid('chunk_id').notNull(),
    /** Vectors of different models are never compared. */
    model: text('model').notNull(),
    embedding: halfvec('embedding').notNull(),
    /** Carried along by the primary key's index (migration 0031): all that a search looks at of every chunk. */
    likeness: bits('likeness', fewLikenessSigns).notNull(),
  },
  (table) => [
    // Found, and removed, by their chunks: a coach has vectors of one model, and of two for a while.
    primaryKey({ columns: [table.coachId, table.chunkId, table.model] }),
    chunkKey(table),
    ...policies(),
  ],
)

function chunkKey(table: { coachId: AnyPgColumn; chunkId: AnyPgColumn }) {
  return foreignKey({
    columns: [table.coachId, table.chunkId],
    foreignColumns: [knowledgeChunks.coachId, knowledgeChunks.id],
  }).onDelete('cascade')
}
