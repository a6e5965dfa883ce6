/** The port of whoever works on documents: one is taken under a lease, and what comes of it is recorded under the same. */
import { and, count, eq, gt, isNotNull, lte, notInArray, sql } from 'drizzle-orm'
import type { DocumentProblem } from '../coaching/knowledge/document.ts'
import type { DocumentWork, DocumentWorks } from '../coaching/knowledge/ports.ts'
import { attemptsAtMost, documentDeadlineMs } from '../coaching/knowledge/retry.ts'
import type { Clock, Ids, ModelUsage } from '../coaching/ports.ts'
import { askAboutSpeech, isLittleSpeech } from './asked-speech.ts'
import { openReview } from './document-reviews.ts'
import { isDocument, oneAfterTheOther, removeReplaced, scheduleRemoval } from './document-rows.ts'
import type { CoachTx, Doors } from './doors.ts'
import { findDue } from './due.ts'
import { insertVectors } from './knowledge.ts'
import { isIndex, lockIndex, serves, switchWhenComplete } from './knowledge-index-rows.ts'
import { documents, fileRemovals, knowledgeIndexes, transcribedParts } from './schema/knowledge.ts'
import { storable } from './storable.ts'
import { recordUsage } from './usage.ts'

/** Renewed while the work goes on: this long after a kill another process takes it up. */
const leaseMs = 90_000
/** A document that has just been read and has still to follow to the coach's next model leaves room for those before it. */
const followsAfterMs = 1_000
/** Of one coach, so that whoever brings 300 leaves room for another's one. */
const atOnce = 2
/** A file that the store did not remove. */
const removeAgainMs = 15 * 60_000

type Row = typeof documents.$inferSelect

export function createDocumentWorks({ doors, clock, ids }: { doors: Doors; clock: Clock; ids: Ids }): DocumentWorks {
  return {
    claim(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        await oneAfterTheOther(tx)
        await giveUpOverdue(tx, now)
        for (;;) {
          const row = (await isFull(tx, now)) ? undefined : await findNext(tx, now)
          if (!row) return undefined
          // Whoever took it so often never came back.
          if (row.attempts >= attemptsAtMost) await fail(tx, row, 'overdue')
          else return take(tx, row, now)
        }
      })
    },

    renew(work) {
      return doors.asCoach(work.coachId, async (tx) => {
        const now = clock.now()
        await giveUpOverdue(tx, now)
        const until = new Date(now.getTime() + leaseMs)
        const held = await tx
          .update(documents)
          .set({ leasedUntil: until, dueAt: until })
          .where(isHeld(tx, work))
          .returning({ id: documents.id })
        return held.length > 0
      })
    },

    decideSpeech(work, durationMs) {
      return doors.asCoach(work.coachId, async (tx) => {
        const now = clock.now()
        await oneAfterTheOther(tx)
        const [row] = await tx.select().from(documents).where(isHeld(tx, work)).for('update')
        if (!row) return 'lost'
        if (row.isSpeechWanted || (await isLittleSpeech(tx, row, durationMs, now))) {
          await tx.update(documents).set({ isSpeechWanted: true, durationMs }).where(isDocument(tx, row.id))
          return 'write_down'
        }
        await askAboutSpeech(tx, row, durationMs, now, ids)
        return 'asked'
      })
    },

    recordProgress(work, share) {
      return doors.asCoach(work.coachId, async (tx) => {
        await tx.update(documents).set({ progress: share }).where(isHeld(tx, work))
      })
    },

    recordRead(work, { pages, durationMs, chunks }) {
      return doors.asCoach(work.coachId, async (tx) => {
        const read = await tx
          .update(documents)
          .set({ status: 'embedding', progress: 0, attempts: 1, pages, durationMs, chunks })
          .where(isHeld(tx, work))
          .returning({ id: documents.id })
        if (read.length > 0) await tx.delete(transcribedParts).where(isPartOf(tx, work))
        return read.length > 0
      })
    },

    recordReady(work, model) {
      return doors.asCoach(work.coachId, async (tx) => {
        const index = await lockIndex(tx)
        const [row] = await tx.select().from(documents).where(isHeld(tx, work)).for('update')
        if (!row) return
        const now = clock.now()
        await removeReplaced(tx, row.id, row.replacesId, now)
        const wanted = index.nextModel ?? index.model ?? model?.name
        const isBehind = model !== undefined && model.name !== wanted
        const later = new Date(now.getTime() + documentDeadlineMs)
        await tx
          .update(documents)
          .set({
            ...{ status: 'ready', progress: 1, readyAt: row.readyAt ?? now, replacesId: null },
            ...{ embeddedWith: model?.name ?? null, attempts: 0, leaseId: null, leasedUntil: null, dueAt: null },
            ...(isBehind && { dueAt: new Date(now.getTime() + followsAfterMs), deadlineAt: later }),
          })
          .where(isDocument(tx, row.id))
        if (model !== undefined && row.readyAt === null) await openReview(tx, row.id, now)
        if (model && index.model === null) await tx.update(knowledgeIndexes).set(serves(model)).where(isIndex(tx))
        await switchWhenComplete(tx, index, now)
      })
    },

    recordFailed(work, problem) {
      return doors.asCoach(work.coachId, async (tx) => {
        const [row] = await tx.select().from(documents).where(isHeld(tx, work)).for('update')
        if (row) await fail(tx, row, problem)
      })
    },

    postpone(work, until, counts) {
      return doors.asCoach(work.coachId, async (tx) => {
        const attempts = counts ? documents.attempts : sql`greatest(${documents.attempts} - 1, 0)`
        await tx
          .update(documents)
          .set({ dueAt: until, leaseId: null, leasedUntil: null, attempts })
          .where(isHeld(tx, work))
      })
    },

    recordEmbedded(work, { model, vectors, usage, share }) {
      return doors.asCoach(work.coachId, async (tx) => {
        await insertVectors(tx, model, vectors)
        await addUsage(tx, 'embedding', usage)
        await tx.update(documents).set({ progress: share, attempts: 1 }).where(isHeld(tx, work))
      })
    },

    recordSpent(work, purpose, usage) {
      return doors.asCoach(work.coachId, (tx) => addUsage(tx, purpose, usage))
    },

    findTranscribed(work, part) {
      return doors.asCoach(work.coachId, async (tx) => {
        const [row] = await tx
          .select({ segments: transcribedParts.segments })
          .from(transcribedParts)
          .where(and(isPartOf(tx, work), eq(transcribedParts.part, part)))
        return row?.segments
      })
    },

    recordTranscribed(work, part, { segments, usage }) {
      return doors.asCoach(work.coachId, async (tx) => {
        await addUsage(tx, 'transcription', usage)
        const held = await tx.update(documents).set({ attempts: 1 }).where(isHeld(tx, work)).returning()
        if (held.length === 0) return
        const { coachId, documentId } = work
        await tx
          .insert(transcribedParts)
          .values({ coachId, documentId, part, segments: storable([...segments]) })
          .onConflictDoNothing()
      })
    },

    listRemovals(coachId, limit) {
      return doors.asCoach(coachId, async (tx) => {
        const rows = await tx
          .select({ storageKey: fileRemovals.storageKey })
          .from(fileRemovals)
          .where(and(eq(fileRemovals.coachId, coachId), lte(fileRemovals.dueAt, clock.now())))
          .limit(limit)
        return rows.map(({ storageKey }) => storageKey)
      })
    },

    recordRemoved(coachId, storageKey) {
      return doors.asCoach(coachId, async (tx) => {
        await tx
          .delete(fileRemovals)
          .where(and(eq(fileRemovals.coachId, coachId), eq(fileRemovals.storageKey, storageKey)))
      })
    },

    postponeRemoval(coachId, storageKey) {
      return doors.asCoach(coachId, (tx) =>
        scheduleRemoval(tx, storageKey, new Date(clock.now().getTime() + removeAgainMs)),
      )
    },
  }

  async function take(tx: CoachTx, row: Row, now: Date): Promise<DocumentWork> {
    const leaseId = ids.next()
    const until = new Date(now.getTime() + leaseMs)
    await tx
      .update(documents)
      .set({
        ...{ leaseId, leasedUntil: until, dueAt: until, attempts: row.attempts + 1 },
        ...(row.status === 'queued' && {
          ...{ status: 'extracting', progress: 0, deadlineAt: new Date(now.getTime() + documentDeadlineMs) },
        }),
      })
      .where(isDocument(tx, row.id))
    return {
      coachId: tx.coachId,
      documentId: row.id,
      leaseId,
      fileName: row.fileName,
      storageKey: row.storageKey ?? undefined,
      attempts: row.attempts + 1,
      isRead: row.status === 'embedding' || row.status === 'ready',
      serves: row.status === 'ready',
      chunks: row.chunks ?? 0,
      progress: row.progress,
    }
  }

  async function addUsage(tx: CoachTx, purpose: string, usage: ModelUsage): Promise<void> {
    await recordUsage(tx, { id: ids.next(), purpose, usage, usedAt: clock.now() })
  }
}

async function isFull(tx: CoachTx, now: Date): Promise<boolean> {
  const [atWork] = await tx
    .select({ count: count() })
    .from(documents)
    .where(and(eq(documents.coachId, tx.coachId), gt(documents.leasedUntil, now)))
  return Number(atWork?.count ?? 0) >= atOnce
}

/** The oldest, and those that serve already after all others. */
function findNext(tx: CoachTx, now: Date): Promise<Row | undefined> {
  return findDue(tx, documents, now, sql`${documents.status} = 'ready'`, documents.id)
}

/** Nothing is worked on for ever. What serves goes on serving; what was not begun is not to blame for a machine that was off. */
async function giveUpOverdue(tx: CoachTx, now: Date): Promise<void> {
  const isOverdue = and(eq(documents.coachId, tx.coachId), isNotNull(documents.dueAt), lte(documents.deadlineAt, now))
  await tx
    .update(documents)
    .set({ status: 'failed', problem: 'overdue', ...nothingToDo })
    .where(and(isOverdue, notInArray(documents.status, ['ready', 'queued'])))
  await tx
    .update(documents)
    .set(nothingToDo)
    .where(and(isOverdue, eq(documents.status, 'ready')))
}

async function fail(tx: CoachTx, row: Row, problem: DocumentProblem): Promise<void> {
  await tx
    .update(documents)
    .set({ ...nothingToDo, ...(row.status !== 'ready' && { status: 'failed', problem }) })
    .where(isDocument(tx, row.id))
}

const nothingToDo = { leaseId: null, leasedUntil: null, dueAt: null }

/** Still this job's: whoever has slept past the lease changes nothing. */
function isHeld(tx: CoachTx, { documentId, leaseId }: DocumentWork) {
  return and(isDocument(tx, documentId), eq(documents.leaseId, leaseId))
}

function isPartOf(tx: CoachTx, { documentId }: DocumentWork) {
  return and(eq(transcribedParts.coachId, tx.coachId), eq(transcribedParts.documentId, documentId))
}
