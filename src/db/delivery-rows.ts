/** Deliveries by their ids, alone and with what goes along with them. */
import { and, asc, eq, inArray, or, sql } from 'drizzle-orm'
import type { DeliveryBody } from '../coaching/deliveries.ts'
import type { CoachTx } from './doors.ts'
import { deliveries } from './schema/deliveries.ts'
import { statement } from './statement.ts'

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
