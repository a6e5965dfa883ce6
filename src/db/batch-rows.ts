/** What several ports do with batches and the files in them, in a transaction of theirs. */
import { and, asc, desc, eq, getTableColumns, gt, inArray, isNotNull } from 'drizzle-orm'
import { type BatchItem, type BatchView, batchGapMs } from '../coaching/knowledge/batches.ts'
import type { WakeUp } from '../coaching/ports.ts'
import { listOpenOf } from './conflict-rows.ts'
import type { CoachTx } from './doors.ts'
import { documentBatches, receivedFiles } from './schema/batches.ts'
import { coaches } from './schema/coaches.ts'
import { documents } from './schema/knowledge.ts'

export function isBatch(tx: CoachTx, batchId: string) {
  return and(eq(documentBatches.coachId, tx.coachId), eq(documentBatches.id, batchId))
}

export function isInBatch(tx: CoachTx, batchId: string) {
  return and(eq(receivedFiles.coachId, tx.coachId), eq(receivedFiles.batchId, batchId))
}

type Row = typeof documentBatches.$inferSelect

/** What a file that comes now belongs to, if anything. */
export async function findOpenBatch(tx: CoachTx, chatId: number, now: Date): Promise<Row | undefined> {
  const [row] = await tx
    .select()
    .from(documentBatches)
    .where(
      and(
        eq(documentBatches.coachId, tx.coachId),
        eq(documentBatches.chatId, chatId),
        gt(documentBatches.lastAt, new Date(now.getTime() - batchGapMs)),
      ),
    )
    .orderBy(desc(documentBatches.lastAt))
    .limit(1)
    .for('update')
  return row
}

/** @param begun.messageId the message that shows it, where there is one already */
export async function beginBatch(
  tx: CoachTx,
  begun: { id: string; chatId: number; now: Date; lastAt?: Date; messageId?: number },
): Promise<Row> {
  const { id, chatId, now, lastAt = now, messageId } = begun
  const [made] = await tx
    .insert(documentBatches)
    .values({
      ...{ coachId: tx.coachId, id, chatId, createdAt: now, lastAt, notBefore: now },
      telegramMessageId: messageId ?? null,
    })
    .returning()
  if (!made) throw new Error('A batch was not begun')
  return made
}

/** It is compared with what it shows, as soon as its pace allows. */
export async function markBatch(tx: CoachTx, batchId: string, now: Date): Promise<WakeUp[]> {
  const marked = await tx
    .update(documentBatches)
    .set({ dueAt: now })
    .where(isBatch(tx, batchId))
    .returning({ notBefore: documentBatches.notBefore })
  return marked.map(({ notBefore }) => ({
    ...{ kind: 'batch', coachId: tx.coachId },
    ...(notBefore > now && { dueAt: notBefore }),
  }))
}

/** Documents that had been given up are worked on again: what was said of them is no longer true. */
export async function markBatchesOf(tx: CoachTx, documentIds: readonly string[], now: Date): Promise<WakeUp[]> {
  if (documentIds.length === 0) return []
  const found = await tx
    .selectDistinct({ batchId: receivedFiles.batchId })
    .from(receivedFiles)
    .where(and(eq(receivedFiles.coachId, tx.coachId), inArray(receivedFiles.documentId, [...documentIds])))
  const wakeUps: WakeUp[] = []
  for (const { batchId } of found) wakeUps.push(...(await markBatch(tx, batchId, now)))
  return wakeUps
}

export async function readBatch(tx: CoachTx, batchId: string): Promise<BatchView> {
  const [coach] = await tx.select({ language: coaches.language }).from(coaches).where(eq(coaches.id, tx.coachId))
  const rows = await tx
    .select({ file: getTableColumns(receivedFiles), document: getTableColumns(documents) })
    .from(receivedFiles)
    .leftJoin(documents, and(eq(documents.coachId, receivedFiles.coachId), eq(documents.id, receivedFiles.documentId)))
    .where(isInBatch(tx, batchId))
    .orderBy(asc(receivedFiles.id))
  const older = await listOlder(tx, batchId)
  const seen = new Set<string>()
  const items = rows.flatMap(({ file, document }): BatchItem[] => {
    // Removed since, or twice the same bytes in one batch.
    const isDocument = file.state === 'fetched' || file.documentId !== null
    if (isDocument && (!document || document.removeAt || seen.has(document.id))) return []
    if (document) seen.add(document.id)
    const isOpen = document && document.status !== 'ready' && document.status !== 'failed'
    return [
      {
        title: document?.title ?? file.title ?? file.fileName,
        state: file.state === 'fetched' && document?.status === 'asked' ? 'asked' : file.state,
        problem: file.problem ?? document?.problem ?? undefined,
        isKnown: file.isKnown,
        speechMs: (document?.status === 'asked' ? document.durationMs : file.speechMs) ?? undefined,
        hasOlder: older.some(({ documentId }) => documentId === file.documentId),
        document: document
          ? {
              ...{ id: document.id, status: document.status, pages: document.pages ?? undefined },
              progress: isOpen ? Math.floor(document.progress * 10) / 10 : 1,
            }
          : undefined,
      },
    ]
  })
  const documentIds = items.flatMap(({ document }) => document?.id ?? [])
  const conflicts = await listOpenOf(tx, documentIds)
  return { batchId, language: coach?.language ?? 'en', items, conflicts }
}

/** Of a version that has failed nothing is to be decided. */
export async function listOlder(tx: CoachTx, batchId: string): Promise<{ documentId: string; olderId: string }[]> {
  const pairs = await tx
    .select({ documentId: receivedFiles.documentId, olderId: receivedFiles.olderId })
    .from(receivedFiles)
    .where(and(isInBatch(tx, batchId), isNotNull(receivedFiles.olderId)))
  const ids = pairs.flatMap(({ documentId, olderId }) => [documentId ?? [], olderId ?? []].flat())
  if (ids.length === 0) return []
  const rows = await tx
    .select({ id: documents.id, status: documents.status, removeAt: documents.removeAt })
    .from(documents)
    .where(and(eq(documents.coachId, tx.coachId), inArray(documents.id, ids)))
  const there = new Map(rows.flatMap((row) => (row.removeAt ? [] : [[row.id, row.status] as const])))
  return pairs.flatMap(({ documentId, olderId }) => {
    if (!documentId || !olderId || !there.has(olderId)) return []
    const status = there.get(documentId)
    return status === undefined || status === 'failed' ? [] : [{ documentId, olderId }]
  })
}
