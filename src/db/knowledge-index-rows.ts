/** What several ports do with the row that says whose vectors serve, in a transaction of theirs: before any document's row. */
import { and, eq, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { ModelIdentity } from '../coaching/knowledge/ports.ts'
import type { CoachTx } from './doors.ts'
import { documents, knowledgeIndexes } from './schema/knowledge.ts'

export type IndexRow = typeof knowledgeIndexes.$inferSelect

/** Made when there is none. Held until the transaction ends: only one at a time decides who serves. */
export async function lockIndex(tx: CoachTx): Promise<IndexRow> {
  await tx.insert(knowledgeIndexes).values({ coachId: tx.coachId }).onConflictDoNothing()
  const [row] = await tx.select().from(knowledgeIndexes).where(isIndex(tx)).for('update')
  if (!row) throw new Error('The row of a coach’s index is gone')
  return row
}

export function isIndex(tx: CoachTx) {
  return eq(knowledgeIndexes.coachId, tx.coachId)
}

/** Documents that clients are answered from, and that were read with another model. */
export function isBehind(tx: CoachTx, model: string): SQL | undefined {
  const isOther = or(isNull(documents.embeddedWith), ne(documents.embeddedWith, model))
  return and(eq(documents.coachId, tx.coachId), eq(documents.status, 'ready'), isOther)
}

/** The next model serves from here on if no document is behind it; what the former one left goes soon after. */
export async function switchWhenComplete(tx: CoachTx, row: IndexRow, now: Date): Promise<void> {
  if (row.nextModel === null) return
  const [behind] = await tx.select({ one: sql`1` }).from(documents).where(isBehind(tx, row.nextModel)).limit(1)
  if (behind) return
  await tx
    .update(knowledgeIndexes)
    .set({ ...serves({ name: row.nextModel, server: row.nextServer ?? '' }), dueAt: now })
    .where(isIndex(tx))
}

export function serves({ name, server }: ModelIdentity) {
  return { model: name, server, nextModel: null, nextServer: null }
}
