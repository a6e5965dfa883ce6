/** The documents port: a coach's documents as they and their programs see them. */
import { and, count, desc, eq, ilike, inArray, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import { NotFound } from '../coaching/errors.ts'
import type { DocumentStatus } from '../coaching/knowledge/document.ts'
import type { DocumentFilter, Documents, DocumentView } from '../coaching/knowledge/ports.ts'
import { documentDeadlineMs } from '../coaching/knowledge/retry.ts'
import type { Clock, Ids, WakeUp } from '../coaching/ports.ts'
import { startSpeech } from './asked-speech.ts'
import { createAudit } from './audit.ts'
import { markBatchesOf } from './batch-rows.ts'
import { isDocument, removeDocument, scheduleRemoval, takePlace, toDocumentView } from './document-rows.ts'
import type { CoachTx, Doors } from './doors.ts'
import { isIndex, lockIndex } from './knowledge-index-rows.ts'
import { documents, fileRemovals, knowledgeIndexes } from './schema/knowledge.ts'
import { storable } from './storable.ts'

/** Shown to whoever adds one of the same title. */
const sameTitleAtMost = 5
/** Tried again when there is a key that works: those that failed for want of it. */
const problemsOfKey = ['no_key', 'service_failed'] as const

export function createDocuments({ doors, clock, ids }: { doors: Doors; clock: Clock; ids: Ids }): Documents {
  const audit = createAudit({ clock, ids })
  const wakeUps = (coachId: string): WakeUp[] => [{ kind: 'document', coachId }]

  return {
    reserve(coachId, storageKey, until) {
      return doors.asCoach(coachId, async (tx) => {
        await tx.insert(fileRemovals).values({ coachId, storageKey, dueAt: until })
      })
    },

    release(coachId, storageKey) {
      return doors.asCoach(coachId, async (tx) => {
        await scheduleRemoval(tx, storageKey, clock.now())
        return wakeUps(coachId)
      })
    },

    add(coachId, given) {
      const { replacesId, storageKey, ...facts } = storable(given)
      return doors.asCoach(coachId, async (tx) => {
        const [made] = await tx
          .insert(documents)
          .values({ coachId, id: ids.next(), ...facts, ...fresh(), storageKey, createdAt: clock.now() })
          .onConflictDoNothing({ target: [documents.coachId, documents.sha256] })
          .returning()
        const row = made ?? (await takeKnown(tx, facts.sha256, storageKey))
        if (row.storageKey === storageKey) await tx.delete(fileRemovals).where(isRemovalOf(tx, storageKey))
        else await scheduleRemoval(tx, storageKey, clock.now())
        const placed = replacesId ? await takePlace(tx, row, replacesId, clock.now()) : row
        const sameTitle = made ? await listSameTitle(tx, row) : []
        return { document: toDocumentView(placed), isNew: made !== undefined, sameTitle, wakeUps: wakeUps(coachId) }
      })
    },

    find(coachId, documentId) {
      return doors.asCoach(coachId, async (tx) => {
        const [row] = await tx
          .select()
          .from(documents)
          .where(and(isDocument(tx, documentId), stays()))
        return row && toDocumentView(row)
      })
    },

    list(coachId, filter) {
      return doors.asCoach(coachId, async (tx) => {
        const rows = await tx
          .select()
          .from(documents)
          .where(and(eq(documents.coachId, coachId), stays(), ...conditions(filter)))
          .orderBy(desc(documents.id))
          .limit(filter.limit)
          .offset(filter.skip ?? 0)
        return rows.map(toDocumentView)
      })
    },

    listWithNamesakes(coachId, documentIds) {
      if (documentIds.length === 0) return Promise.resolve([])
      return doors.asCoach(coachId, async (tx) => {
        const asked = and(eq(documents.coachId, coachId), inArray(documents.id, [...documentIds]), stays())
        const rows = await tx.select().from(documents).where(asked)
        // The newest older one alone is asked about: of 1,000 of one title the pairs are half a million.
        const key = sql<string>`lower(${documents.title})`
        const ofTheirTitles = tx.select({ key }).from(documents).where(asked)
        const all = await tx
          .select({ id: documents.id, createdAt: documents.createdAt, key })
          .from(documents)
          .where(and(eq(documents.coachId, coachId), stays(), inArray(key, ofTheirTitles)))
          .orderBy(documents.id)
        const olderOf = new Map<string, { id: string; createdAt: Date }>()
        const newest = new Map<string, { id: string; createdAt: Date }>()
        for (const { key: title, ...one } of all) {
          const before = newest.get(title)
          if (before) olderOf.set(one.id, before)
          newest.set(title, one)
        }
        return rows.map((row) => {
          const older = olderOf.get(row.id)
          return { ...toDocumentView(row), namesakes: older ? [older] : [] }
        })
      })
    },

    count(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const [row] = await tx
          .select({ count: count() })
          .from(documents)
          .where(and(eq(documents.coachId, coachId), stays()))
        return Number(row?.count ?? 0)
      })
    },

    rename(coachId, documentId, title) {
      return doors.asCoach(coachId, async (tx) => {
        const [row] = await tx
          .update(documents)
          .set({ title: storable(title) })
          .where(and(isDocument(tx, documentId), stays()))
          .returning()
        return toDocumentView(row ?? none(documentId))
      })
    },

    replace(coachId, documentId, replacedId) {
      return doors.asCoach(coachId, async (tx) => {
        const [row] = await tx.select().from(documents).where(isDocument(tx, documentId)).for('update')
        const [replaced] = await tx.select({ id: documents.id }).from(documents).where(isDocument(tx, replacedId))
        if (!row || !replaced) return none(row ? replacedId : documentId)
        const placed = await takePlace(tx, row, replacedId, clock.now())
        return { document: toDocumentView(placed), wakeUps: wakeUps(coachId) }
      })
    },

    remove(coachId, documentId, by, { onlyIfDue } = { onlyIfDue: false }) {
      return doors.asCoach(coachId, async (tx) => {
        if (onlyIfDue) {
          const isDue = and(isDocument(tx, documentId), lte(documents.removeAt, clock.now()))
          const [due] = await tx.select({ id: documents.id }).from(documents).where(isDue).for('update')
          if (!due) return undefined
        }
        const removed = await removeDocument(tx, documentId, clock.now())
        if (!removed) return undefined
        // What was to come after it takes the place of what it was to replace.
        await tx
          .update(documents)
          .set({ replacesId: removed.replacesId })
          .where(and(eq(documents.coachId, coachId), eq(documents.replacesId, documentId)))
        await audit(tx, by, 'document_removed', documentId)
        return wakeUps(coachId)
      })
    },

    removeAt(coachId, documentId, at, by) {
      return doors.asCoach(coachId, async (tx) => {
        const marked = await tx
          .update(documents)
          .set({ removeAt: at, removedBy: by })
          .where(and(isDocument(tx, documentId), stays()))
          .returning({ id: documents.id })
        return marked.length > 0 ? [{ kind: 'document', coachId, dueAt: at }] : undefined
      })
    },

    keep(coachId, documentId) {
      return doors.asCoach(coachId, async (tx) => {
        const kept = await tx
          .update(documents)
          .set({ removeAt: null, removedBy: null })
          .where(isDocument(tx, documentId))
          .returning({ id: documents.id })
        return kept.length > 0
      })
    },

    listToRemove(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const rows = await tx
          .select({ id: documents.id, by: documents.removedBy })
          .from(documents)
          .where(
            and(eq(documents.coachId, coachId), isNotNull(documents.removeAt), lte(documents.removeAt, clock.now())),
          )
        return rows.map(({ id, by }) => ({ id, by: by ?? 'coach' }))
      })
    },

    startSpeech(coachId, documentId) {
      return doors.asCoach(coachId, (tx) => startSpeech(tx, [documentId], clock.now()))
    },

    tryAgain(coachId, documentId) {
      return doors.asCoach(coachId, async (tx) => {
        const ours = eq(documents.coachId, coachId)
        // Those that clients are answered from follow the coach's model, whichever that is by now.
        await lockIndex(tx)
        await tx.update(knowledgeIndexes).set({ dueAt: clock.now() }).where(isIndex(tx))
        const asked = documentId ? isDocument(tx, documentId) : inArray(documents.problem, [...problemsOfKey])
        const revived = await tx
          .update(documents)
          .set(again())
          .where(and(ours, eq(documents.status, 'failed'), asked))
          .returning({ id: documents.id })
        const told = revived.map(({ id }) => id)
        const shown = await markBatchesOf(tx, told, clock.now())
        return [...wakeUps(coachId), ...shown]
      })
    },
  }

  /** These bytes are here already; a document that had failed is tried again, with the file that has just come. */
  async function takeKnown(tx: CoachTx, sha256: Uint8Array, storageKey: string) {
    const [known] = await tx
      .select()
      .from(documents)
      .where(and(eq(documents.coachId, tx.coachId), eq(documents.sha256, sha256)))
      .for('update')
    if (!known) return none('that was added at the same time')
    if (known.removeAt) {
      // Sent again within the minute: it is wanted after all.
      await tx.update(documents).set({ removeAt: null, removedBy: null }).where(isDocument(tx, known.id))
      known.removeAt = null
    }
    if (known.status !== 'failed') return known
    if (known.storageKey) await scheduleRemoval(tx, known.storageKey, clock.now())
    const [revived] = await tx
      .update(documents)
      .set({ ...again(), storageKey })
      .where(isDocument(tx, known.id))
      .returning()
    return revived ?? known
  }

  async function listSameTitle(tx: CoachTx, row: typeof documents.$inferSelect): Promise<DocumentView[]> {
    const isSame = sql`lower(${documents.title}) = ${row.title.toLowerCase()}`
    const rows = await tx
      .select()
      .from(documents)
      .where(and(eq(documents.coachId, tx.coachId), ne(documents.id, row.id), stays(), isSame))
      .orderBy(desc(documents.id))
      .limit(sameTitleAtMost)
    return rows.map(toDocumentView)
  }

  function deadline(): Date {
    return new Date(clock.now().getTime() + documentDeadlineMs)
  }

  /** To be worked on from now on. */
  function fresh() {
    return {
      ...{ status: 'queued' as const, problem: null, attempts: 0, leaseId: null, leasedUntil: null },
      ...{ dueAt: clock.now(), deadlineAt: deadline() },
    }
  }

  /** What has been read is not read again: that may have cost money. */
  function again() {
    const status = sql<DocumentStatus>`case when ${documents.chunks} is null then 'queued' else 'embedding' end`
    return { ...fresh(), status }
  }
}

function conditions({ status, words, batchId, after }: DocumentFilter) {
  const pattern = words && `%${storable(words).replace(/[\\%_]/g, '\\$&')}%`
  return [
    ...(status ? [eq(documents.status, status)] : []),
    ...(pattern ? [or(ilike(documents.title, pattern), ilike(documents.fileName, pattern))] : []),
    ...(batchId ? [eq(documents.batchId, batchId)] : []),
    ...(after ? [lt(documents.id, after)] : []),
  ]
}

/** Not one that was removed a moment ago. */
function stays() {
  return isNull(documents.removeAt)
}

function isRemovalOf(tx: CoachTx, storageKey: string) {
  return and(eq(fileRemovals.coachId, tx.coachId), eq(fileRemovals.storageKey, storageKey))
}

function none(what: string): never {
  throw new NotFound(`document ${what}`)
}
