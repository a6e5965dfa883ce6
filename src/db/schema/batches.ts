/** Files that a coach sends the bot, and the message that says what becomes of those that came together. */
import { sql } from 'drizzle-orm'
import { bigint, boolean, foreignKey, index, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import type { ReceivedProblem, ReceivedState } from '../../coaching/knowledge/batches.ts'
import { coaches } from './coaches.ts'
import { at, policies, telegramId } from './columns.ts'

export const documentBatches = pgTable(
  'document_batches',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    /** The private chat in which they came, and in which they are told of. */
    chatId: telegramId('chat_id').notNull(),
    createdAt: at('created_at').notNull(),
    /** When the last one came: what comes soon after belongs to them. */
    lastAt: at('last_at').notNull(),
    /** When what is shown is compared with what is true; null when only a tap or a new key changes anything. */
    dueAt: at('due_at'),
    /** The pace of edits, and how long Telegram has asked to wait. */
    notBefore: at('not_before').notNull(),
    leaseId: uuid('lease_id'),
    leasedUntil: at('leased_until'),
    telegramMessageId: telegramId('telegram_message_id'),
    /** Hash of what the message says. */
    shown: text('shown'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    index('document_batches_due').on(table.dueAt).where(sql`due_at is not null`),
    index('document_batches_last').on(table.coachId, table.chatId, table.lastAt),
    ...policies(),
  ],
)

export const receivedFiles = pgTable(
  'received_files',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    batchId: uuid('batch_id').notNull(),
    /** Telegram's: stays good for this bot. Empty for words, which are here already. */
    fileId: text('file_id').notNull(),
    /** Telegram's: the same for the same file, whoever sends it. */
    uniqueId: text('unique_id').notNull(),
    fileName: text('file_name').notNull(),
    /** Undefined where the file's name says it. */
    title: text('title'),
    /** Its owner named it: another one of that name may be a version of it. */
    isNamed: boolean('is_named').notNull(),
    mime: text('mime'),
    sizeBytes: bigint('size_bytes', { mode: 'number' }),
    /** How much speech may be in it; null for what is only read. */
    speechMs: bigint('speech_ms', { mode: 'number' }),
    state: text('state').$type<ReceivedState>().notNull(),
    problem: text('problem').$type<ReceivedProblem>(),
    documentId: uuid('document_id'),
    /** The coach had these bytes before. */
    isKnown: boolean('is_known').notNull().default(false),
    /** A document of the same title, until it is said what becomes of it. */
    olderId: uuid('older_id'),
    attempts: smallint('attempts').notNull().default(0),
    /** When it is fetched; null: it is not to be. */
    dueAt: at('due_at'),
    leaseId: uuid('lease_id'),
    leasedUntil: at('leased_until'),
    createdAt: at('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    index('received_files_due').on(table.dueAt).where(sql`due_at is not null`),
    index('received_files_batch').on(table.coachId, table.batchId),
    index('received_files_unique').on(table.coachId, table.uniqueId),
    foreignKey({
      columns: [table.coachId, table.batchId],
      foreignColumns: [documentBatches.coachId, documentBatches.id],
    }).onDelete('cascade'),
    ...policies(),
  ],
)
