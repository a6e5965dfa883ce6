/** Speech that was found in a document when it was read: what of it is asked about, and what follows from the answer. */
import { and, eq, gt, inArray, ne, sql } from 'drizzle-orm'
import { unaskedSpeechMs } from '../coaching/knowledge/batches.ts'
import { documentDeadlineMs } from '../coaching/knowledge/retry.ts'
import type { Ids, WakeUp } from '../coaching/ports.ts'
import { beginBatch, findOpenBatch, isBatch, markBatchesOf } from './batch-rows.ts'
import { isDocument } from './document-rows.ts'
import type { CoachTx } from './doors.ts'
import { documentBatches, receivedFiles } from './schema/batches.ts'
import { coaches } from './schema/coaches.ts'
import { documents } from './schema/knowledge.ts'

/** What a program sends in so long has come together. */
const togetherMs = 24 * 3_600_000

type Row = typeof documents.$inferSelect

/** Little speech is written down at once. To be asked in `oneAfterTheOther`. */
export async function isLittleSpeech(tx: CoachTx, row: Row, durationMs: number, now: Date): Promise<boolean> {
  const together = row.batchId
    ? eq(documents.batchId, row.batchId)
    : and(eq(documents.origin, row.origin), gt(documents.createdAt, new Date(now.getTime() - togetherMs)))
  const [others] = await tx
    .select({ ms: sql<number>`coalesce(sum(${documents.durationMs}), 0)::float8` })
    .from(documents)
    .where(
      and(eq(documents.coachId, tx.coachId), ne(documents.id, row.id), eq(documents.isSpeechWanted, true), together),
    )
  return Number(others?.ms ?? 0) + durationMs <= unaskedSpeechMs
}

/** The message about what it came with asks; one of its own where it came by another way. */
export async function askAboutSpeech(tx: CoachTx, row: Row, durationMs: number, now: Date, ids: Ids): Promise<void> {
  await tx
    .update(documents)
    .set({ status: 'asked', progress: 0, attempts: 0, durationMs, leaseId: null, leasedUntil: null, dueAt: null })
    .where(isDocument(tx, row.id))
  const told = await markBatchesOf(tx, [row.id], now)
  if (told.length > 0 || row.batchId) return
  const [coach] = await tx.select({ chatId: coaches.telegramUserId }).from(coaches).where(eq(coaches.id, tx.coachId))
  if (!coach) return
  const batch =
    (await findOpenBatch(tx, coach.chatId, now)) ??
    (await beginBatch(tx, { id: ids.next(), chatId: coach.chatId, now }))
  await tx.insert(receivedFiles).values({
    ...{ coachId: tx.coachId, id: ids.next(), batchId: batch.id, fileId: '', uniqueId: row.id, fileName: row.fileName },
    ...{ title: row.title, isNamed: false, state: 'fetched', documentId: row.id, createdAt: now },
  })
  await tx.update(documentBatches).set({ lastAt: now, dueAt: now }).where(isBatch(tx, batch.id))
}

/** @returns undefined when nothing is asked about any of them */
export async function startSpeech(
  tx: CoachTx,
  documentIds: readonly string[],
  now: Date,
): Promise<WakeUp[] | undefined> {
  if (documentIds.length === 0) return undefined
  const started = await tx
    .update(documents)
    .set({
      ...{ status: 'queued', isSpeechWanted: true, attempts: 0, dueAt: now },
      deadlineAt: new Date(now.getTime() + documentDeadlineMs),
    })
    .where(
      and(eq(documents.coachId, tx.coachId), inArray(documents.id, [...documentIds]), eq(documents.status, 'asked')),
    )
    .returning({ id: documents.id })
  if (started.length === 0) return undefined
  const ids = started.map(({ id }) => id)
  await tx
    .update(receivedFiles)
    .set({ state: 'fetched' })
    .where(
      and(
        eq(receivedFiles.coachId, tx.coachId),
        inArray(receivedFiles.documentId, ids),
        eq(receivedFiles.state, 'left_out'),
      ),
    )
  return [{ kind: 'document', coachId: tx.coachId }, ...(await markBatchesOf(tx, ids, now))]
}
