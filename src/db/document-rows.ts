/** What several ports do with the rows of documents, in a transaction of theirs. */
import { and, desc, eq, isNotNull, ne, sql } from 'drizzle-orm'
import type { DocumentView } from '../coaching/knowledge/ports.ts'
import type { CoachTx } from './doors.ts'
import { coaches } from './schema/coaches.ts'
import { documents, fileRemovals } from './schema/knowledge.ts'
import { sampleAnswers } from './schema/reviews.ts'

type Row = typeof documents.$inferSelect

export function isDocument(tx: CoachTx, documentId: string) {
  return and(eq(documents.coachId, tx.coachId), eq(documents.id, documentId))
}

/**
 * Of one coach's documents one is decided on after the other: what two transactions count at the same time is counted
 * twice. Taken before any document's row.
 */
export async function oneAfterTheOther(tx: CoachTx): Promise<void> {
  await tx.select({ id: coaches.id }).from(coaches).where(eq(coaches.id, tx.coachId)).for('no key update')
}

/** The file goes then, or sooner if that was said before. */
export async function scheduleRemoval(tx: CoachTx, storageKey: string, dueAt: Date): Promise<void> {
  await tx
    .insert(fileRemovals)
    .values({ coachId: tx.coachId, storageKey, dueAt })
    .onConflictDoUpdate({ target: [fileRemovals.coachId, fileRemovals.storageKey], set: { dueAt } })
}

/**
 * Its chunks and vectors go with its row, and so does what was tried out and stands on it; its file soon after.
 *
 * @returns undefined when there is no such document
 */
export async function removeDocument(tx: CoachTx, documentId: string, now: Date): Promise<Row | undefined> {
  const [removed] = await tx.delete(documents).where(isDocument(tx, documentId)).returning()
  const standing = JSON.stringify([{ document_id: documentId }])
  await tx
    .delete(sampleAnswers)
    .where(and(eq(sampleAnswers.coachId, tx.coachId), sql`${sampleAnswers.sources} @> ${standing}::text::jsonb`))
  if (removed?.storageKey) await scheduleRemoval(tx, removed.storageKey, now)
  return removed
}

/** A document that is ready takes the place of the one it replaces, and of what that one was still to replace. */
export async function removeReplaced(tx: CoachTx, by: string, replacedId: string | null, now: Date): Promise<void> {
  for (let id = replacedId; id && id !== by; ) id = (await removeDocument(tx, id, now))?.replacesId ?? null
}

/**
 * The one comes after the other: at once when it is ready, else as soon as it is. Where a version of the other is on its way
 * already, it comes after that.
 */
export async function takePlace(tx: CoachTx, row: Row, replacedId: string, now: Date): Promise<Row> {
  if (row.id === replacedId || row.replacesId === replacedId) return row
  const [replaced] = await tx.select({ id: documents.id }).from(documents).where(isDocument(tx, replacedId))
  if (!replaced) return row // removed meanwhile
  const newest = await findNewestVersion(tx, replacedId, row.id)
  const isReady = row.status === 'ready'
  if (isReady) await removeReplaced(tx, row.id, newest, now)
  const [placed] = await tx
    .update(documents)
    .set({ replacesId: isReady ? null : newest })
    .where(isDocument(tx, row.id))
    .returning()
  return placed ?? row
}

/** Never itself: a circle of versions would replace everything. */
async function findNewestVersion(tx: CoachTx, documentId: string, except: string): Promise<string> {
  const seen = new Set([documentId, except])
  for (let id = documentId; ; ) {
    const [next] = await tx
      .select({ id: documents.id })
      .from(documents)
      .where(
        and(
          eq(documents.coachId, tx.coachId),
          eq(documents.replacesId, id),
          ne(documents.status, 'failed'),
          isNotNull(documents.dueAt),
        ),
      )
      .orderBy(desc(documents.id))
      .limit(1)
    if (!next || seen.has(next.id)) return id
    seen.add(next.id)
    id = next.id
  }
}

export function toDocumentView(row: Row): DocumentView {
  return {
    id: row.id,
    title: row.title,
    fileName: row.fileName,
    mime: row.mime ?? undefined,
    sizeBytes: row.sizeBytes,
    sha256: row.sha256,
    origin: row.origin,
    batchId: row.batchId ?? undefined,
    replacesId: row.replacesId ?? undefined,
    status: row.status,
    progress: row.progress,
    problem: row.problem ?? undefined,
    pages: row.pages ?? undefined,
    durationMs: row.durationMs ?? undefined,
    chunks: row.chunks ?? undefined,
    createdAt: row.createdAt,
    readyAt: row.readyAt ?? undefined,
  }
}
