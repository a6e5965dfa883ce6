/** Rows of documents that contradict each other and are both there, as long as nobody has decided about them. */
import { and, asc, count, eq, inArray, isNull, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { ConflictView } from '../coaching/knowledge/conflicts.ts'
import type { CoachTx } from './doors.ts'
import { documents } from './schema/knowledge.ts'
import { documentConflicts } from './schema/reviews.ts'

const newer = alias(documents, 'newer')
const older = alias(documents, 'older')

/** @param which of them; left out, all, the oldest first */
export async function listOpen(tx: CoachTx, which?: SQL): Promise<ConflictView[]> {
  const rows = await tx
    .select({
      id: documentConflicts.id,
      places: documentConflicts.places,
      newer: { documentId: newer.id, title: newer.title, addedAt: newer.createdAt },
      older: { documentId: older.id, title: older.title, addedAt: older.createdAt },
    })
    .from(documentConflicts)
    .innerJoin(newer, and(eq(newer.coachId, documentConflicts.coachId), eq(newer.id, documentConflicts.newerId)))
    .innerJoin(older, and(eq(older.coachId, documentConflicts.coachId), eq(older.id, documentConflicts.olderId)))
    .where(and(areOpen(tx), which))
    .orderBy(asc(documentConflicts.id))
  return rows
}

/** What is to be decided about these documents, as the newer ones. */
export function listOpenOf(tx: CoachTx, documentIds: readonly string[]): Promise<ConflictView[]> {
  return documentIds.length === 0
    ? Promise.resolve([])
    : listOpen(tx, inArray(documentConflicts.newerId, [...documentIds]))
}

export async function countOpen(tx: CoachTx): Promise<number> {
  const [open] = await tx
    .select({ count: count() })
    .from(documentConflicts)
    .innerJoin(newer, and(eq(newer.coachId, documentConflicts.coachId), eq(newer.id, documentConflicts.newerId)))
    .innerJoin(older, and(eq(older.coachId, documentConflicts.coachId), eq(older.id, documentConflicts.olderId)))
    .where(areOpen(tx))
  return Number(open?.count ?? 0)
}

function areOpen(tx: CoachTx) {
  return and(
    eq(documentConflicts.coachId, tx.coachId),
    isNull(documentConflicts.keptAt),
    isNull(newer.removeAt),
    isNull(older.removeAt),
  )
}
