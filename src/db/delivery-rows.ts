/** Deliveries by their ids, alone and with what goes along with them. */
import { and, asc, eq, inArray, or, sql } from 'drizzle-orm'
import type { DeliveryBody } from '../coaching/deliveries.ts'
import type { CoachTx } from './doors.ts'
import { deliveries } from './schema/deliveries.ts'
import { modification, statement } from './statement.ts'

export type DeliveryRow = typeof deliveries.$inferSelect

const oneRow = statement((tx) =>
  tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.coachId, sql.placeholder('coachId')), eq(deliveries.id, sql.placeholder('id')))),
)

export function withIds(tx: CoachTx, ids: string[]) {
  return and(eq(deliveries.coachId, tx.coachId), inArray(deliveries.id, ids))
}

/** A delivery and what it has taken along. */
export function batchOf(tx: CoachTx, carrierId: string) {
  return and(eq(deliveries.coachId, tx.coachId), or(eq(deliveries.id, carrierId), eq(deliveries.carrierId, carrierId)))
}

const ofBatch = and(
  eq(deliveries.coachId, sql.placeholder('coachId')),
  or(eq(deliveries.id, sql.placeholder('carrierId')), eq(deliveries.carrierId, sql.placeholder('carrierId'))),
)
const change = modification(deliveries, ofBatch)

/** It is being sent from now on. */
export const takeBatch = statement((tx) =>
  tx
    .update(deliveries)
    .set({
      status: 'sending',
      sendingSince: sql`${sql.placeholder('now')}::timestamptz`,
      attempts: sql`${sql.placeholder('attempts')}::int`,
      lastError: null,
    })
    .where(ofBatch)
    .returning(),
)

export function changeBatch(tx: CoachTx, carrierId: string, values: Partial<typeof deliveries.$inferInsert>) {
  return change(tx, { coachId: tx.coachId, carrierId }, values)
}

/** In their order. */
export function reloadBatch(tx: CoachTx, carrierId: string): Promise<DeliveryRow[]> {
  return tx.select().from(deliveries).where(batchOf(tx, carrierId)).orderBy(asc(deliveries.seq))
}

export async function reload(tx: CoachTx, id: string): Promise<DeliveryRow | undefined> {
  const [row] = await oneRow(tx, { coachId: tx.coachId, id })
  return row
}

export function isReaction({ kind }: DeliveryBody): boolean {
  return kind === 'reaction' || kind === 'reaction_on_shown'
}
