/** The port of whoever fetches files: one is taken under a lease, and what comes of it is recorded under the same. */
import { and, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { FetchWork, ReceivedFiles } from '../coaching/knowledge/batches.ts'
import { attemptsAtMost } from '../coaching/knowledge/retry.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import type { CoachTx, Doors } from './doors.ts'
import { findDue } from './due.ts'
import { receivedFiles } from './schema/batches.ts'
import { documents } from './schema/knowledge.ts'

/** Longer than 20 MB take on a slow line (`telegram/download.ts`). */
const leaseMs = 5 * 60_000

type Row = typeof receivedFiles.$inferSelect

export function createReceivedFiles({ doors, clock, ids }: { doors: Doors; clock: Clock; ids: Ids }): ReceivedFiles {
  return {
    claim(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        for (;;) {
          const row = await findDue(tx, receivedFiles, now, receivedFiles.id)
          if (!row) return undefined
          const known = await findKnown(tx, row)
          // Whoever took it so often never came back.
          if (!known && row.attempts >= attemptsAtMost)
            await settle(tx, row.id, { state: 'failed', problem: 'not_fetched' })
          else if (!known) return take(tx, row, now)
          // Twice in one batch is told of once.
          else
            await settle(tx, row.id, {
              ...{ state: 'fetched', documentId: known.documentId, isKnown: known.batchId !== row.batchId },
            })
        }
      })
    },

    recordFetched(work, result) {
      return record(work, { state: 'fetched', ...result, olderId: result.olderId ?? null })
    },

    recordFailed(work, problem) {
      return record(work, { state: 'failed', problem })
    },

    postpone(work, until, counts) {
      return doors.asCoach(work.coachId, async (tx) => {
        const attempts = counts ? receivedFiles.attempts : sql`greatest(${receivedFiles.attempts} - 1, 0)`
        await tx
          .update(receivedFiles)
          .set({ dueAt: until, leaseId: null, leasedUntil: null, attempts })
          .where(isHeld(tx, work))
      })
    },
  }

  /** Telegram knows its files: what is a document already, by the same id, is not fetched again. */
  async function findKnown(tx: CoachTx, { id, uniqueId }: Row) {
    const other = alias(receivedFiles, 'other')
    const [found] = await tx
      .select({ documentId: documents.id, batchId: other.batchId })
      .from(other)
      .innerJoin(documents, and(eq(documents.coachId, other.coachId), eq(documents.id, other.documentId)))
      .where(
        and(
          eq(other.coachId, tx.coachId),
          eq(other.uniqueId, uniqueId),
          ne(other.id, id),
          isNotNull(other.documentId),
          ne(documents.status, 'failed'),
          isNull(documents.removeAt),
        ),
      )
      .limit(1)
    return found
  }

  async function take(tx: CoachTx, row: Row, now: Date): Promise<FetchWork> {
    const leaseId = ids.next()
    const until = new Date(now.getTime() + leaseMs)
    await tx
      .update(receivedFiles)
      .set({ leaseId, leasedUntil: until, dueAt: until, attempts: row.attempts + 1 })
      .where(isFile(tx, row.id))
    const { id, batchId, fileId, fileName, title, isNamed, mime, sizeBytes } = row
    return {
      ...{ coachId: tx.coachId, id, batchId, leaseId, attempts: row.attempts + 1, fileId, fileName, isNamed },
      isSpeechWanted: row.speechMs !== null,
      ...{ title: title ?? undefined, mime: mime ?? undefined, sizeBytes: sizeBytes ?? undefined },
    }
  }

  function record(work: FetchWork, result: Partial<Row>): Promise<void> {
    return doors.asCoach(work.coachId, async (tx) => {
      const [row] = await tx.select({ id: receivedFiles.id }).from(receivedFiles).where(isHeld(tx, work)).for('update')
      if (row) await settle(tx, row.id, result)
    })
  }

  async function settle(tx: CoachTx, id: string, result: Partial<Row>): Promise<void> {
    // No word to the batch: while something in it is to be fetched it is looked at again and again, at its pace.
    await tx
      .update(receivedFiles)
      .set({ ...result, dueAt: null, leaseId: null, leasedUntil: null })
      .where(isFile(tx, id))
  }
}

function isFile(tx: CoachTx, id: string) {
  return and(eq(receivedFiles.coachId, tx.coachId), eq(receivedFiles.id, id))
}

/** Still this job's: whoever has slept past the lease changes nothing. */
function isHeld(tx: CoachTx, { id, leaseId }: FetchWork) {
  return and(isFile(tx, id), eq(receivedFiles.leaseId, leaseId))
}
