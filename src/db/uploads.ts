/** The uploads port: files that come in parts. */
import { and, asc, count, eq, exists, gt, isNull, or, sql } from 'drizzle-orm'
import type { Caller } from '../coaching/access.ts'
import { NotFound } from '../coaching/errors.ts'
import type { Uploads, UploadView, UploadWork } from '../coaching/knowledge/uploads.ts'
import type { Clock, WakeUp } from '../coaching/ports.ts'
import type { CoachTx, Doors } from './doors.ts'
import { findDue } from './due.ts'
import { documents, uploads } from './schema/knowledge.ts'
import { storable } from './storable.ts'

/** As long as the link to the page at most: what has not come whole by then is forgotten. */
const lifeMs = 24 * 3_600_000
/** Longer than putting together takes; should it take longer, it is done twice, which harms nothing. */
const claimMs = 15 * 60_000
/** Room comes back when somebody makes it. */
const roomAgainMs = 10 * 60_000

type Row = typeof uploads.$inferSelect

export function createUploadRows({ doors, clock }: { doors: Doors; clock: Clock }): Uploads {
  const inAWhile = (ms: number) => new Date(clock.now().getTime() + ms)
  const wakeUps = (coachId: string): WakeUp[] => [{ kind: 'document', coachId }]

  return {
    begin(caller, given) {
      const upload = storable(given)
      return doors.asCoach(caller.coachId, async (tx) => {
        const [known] = await tx
          .select()
          .from(uploads)
          .where(
            and(
              isOfSession(tx, caller),
              gt(uploads.expiresAt, clock.now()),
              eq(uploads.fileName, upload.fileName),
              eq(uploads.sizeBytes, upload.sizeBytes),
              eq(uploads.modifiedAt, upload.modifiedAt),
              // What has become a document that was removed since begins anew.
              or(isNull(uploads.documentId), exists(documentOf(tx))),
            ),
          )
        if (known) return toView(known)
        const expiresAt = inAWhile(lifeMs)
        const [row] = await tx
          .insert(uploads)
          .values({
            ...{ coachId: caller.coachId, tokenId: caller.tokenId, ...upload, mime: upload.mime ?? null },
            ...{
              received: [],
              createdAt: clock.now(),
              expiresAt,
              dueAt: upload.sizeBytes === 0 ? clock.now() : expiresAt,
            },
          })
          .returning()
        return toView(row ?? none(upload.id))
      })
    },

    find(caller, uploadId) {
      return doors.asCoach(caller.coachId, async (tx) => {
        const [row] = await tx
          .select()
          .from(uploads)
          .where(isOf(tx, caller, uploadId))
        return row && toView(row)
      })
    },

    list(caller) {
      return doors.asCoach(caller.coachId, async (tx) => {
        const rows = await tx.select().from(uploads).where(isOfSession(tx, caller)).orderBy(asc(uploads.id))
        return rows.map(toView)
      })
    },

    countUnfinished(caller) {
      return doors.asCoach(caller.coachId, async (tx) => {
        const [row] = await tx
          .select({ count: count() })
          .from(uploads)
          .where(and(isOfSession(tx, caller), isNull(uploads.documentId)))
        return Number(row?.count ?? 0)
      })
    },

    recordPart(caller, uploadId, part, partCount) {
      return doors.asCoach(caller.coachId, async (tx) => {
        const [before] = await tx
          .select()
          .from(uploads)
          .where(isOf(tx, caller, uploadId))
          .for('update')
        if (!before) return none(uploadId)
        const received = [...new Set([...before.received, part])]
        const isWhole = received.length === partCount && before.received.length < partCount
        const [row] = await tx
          .update(uploads)
          .set({ received, ...(isWhole && { dueAt: clock.now() }) })
          .where(isOf(tx, caller, uploadId))
          .returning()
        return { upload: toView(row ?? before), wakeUps: isWhole ? wakeUps(caller.coachId) : [] }
      })
    },

    discard(caller, uploadId) {
      return doors.asCoach(caller.coachId, async (tx) => {
        const now = clock.now()
        await tx
          .update(uploads)
          .set({ expiresAt: now, dueAt: now })
          .where(isOf(tx, caller, uploadId))
        return wakeUps(caller.coachId)
      })
    },

    claim(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const row = await findDue(tx, uploads, now, uploads.dueAt)
        if (!row) return undefined
        await tx
          .update(uploads)
          .set({ dueAt: inAWhile(claimMs) })
          .where(isUpload(tx, row.id))
        return { ...toView(row), coachId, isExpired: row.expiresAt <= now }
      })
    },

    recordDone: (work, documentId) => change(work, { documentId, problem: null }),
    recordProblem: (work, problem) => change(work, { problem, dueAt: inAWhile(roomAgainMs) }),

    /** Of one that has become a document the row stays for the page, until its time is over. */
    recordPartsRemoved(work) {
      return doors.asCoach(work.coachId, async (tx) => {
        if (work.isExpired) await tx.delete(uploads).where(isUpload(tx, work.id))
        else
          await tx
            .update(uploads)
            .set({ dueAt: sql`${uploads.expiresAt}` })
            .where(isUpload(tx, work.id))
      })
    },
  }

  function change(work: UploadWork, set: Partial<typeof uploads.$inferInsert>): Promise<void> {
    return doors.asCoach(work.coachId, async (tx) => {
      await tx.update(uploads).set(set).where(isUpload(tx, work.id))
    })
  }
}

function documentOf(tx: CoachTx) {
  return tx
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.coachId, tx.coachId), eq(documents.id, uploads.documentId)))
}

function isUpload(tx: CoachTx, uploadId: string) {
  return and(eq(uploads.coachId, tx.coachId), eq(uploads.id, uploadId))
}

function isOfSession(tx: CoachTx, { tokenId }: Caller) {
  return and(eq(uploads.coachId, tx.coachId), eq(uploads.tokenId, tokenId))
}

function isOf(tx: CoachTx, caller: Caller, uploadId: string) {
  return and(isOfSession(tx, caller), eq(uploads.id, uploadId))
}

function toView(row: Row): UploadView {
  return {
    id: row.id,
    fileName: row.fileName,
    mime: row.mime ?? undefined,
    sizeBytes: row.sizeBytes,
    modifiedAt: row.modifiedAt,
    partBytes: row.partBytes,
    received: row.received,
    documentId: row.documentId ?? undefined,
    problem: row.problem ?? undefined,
  }
}

function none(uploadId: string): never {
  throw new NotFound(`upload ${uploadId}`)
}
