/** Which of a client's insights they are asked about next, and when. */
import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { receiptAfterMs } from '../coaching/memory/receipt.ts'
import type { Ids } from '../coaching/ports.ts'
import type { CoachTx } from './doors.ts'
import { isCurrent, itself } from './item-rows.ts'
import { clientInsights } from './schema/memory.ts'
import { setTimer } from './timer-rows.ts'

/** Something has been noted of the client: they are asked about it when the talk is over, by whoever has noted it. */
export function scheduleReceipt(tx: CoachTx, conversationId: string, ids: Ids, now: Date): Promise<void> {
  const dueAt = new Date(now.getTime() + receiptAfterMs)
  return setTimer(tx, conversationId, { kind: 'set_timer', timer: 'receipt', dueAt }, { id: ids.next(), now })
}

/** What matters most and nobody has confirmed: they are asked about it once. */
export async function takeForReceipt(tx: CoachTx, clientId: string, now: Date) {
  const [item] = await tx
    .select({ id: clientInsights.id, text: clientInsights.text })
    .from(clientInsights)
    .where(
      and(
        eq(clientInsights.coachId, tx.coachId),
        eq(clientInsights.clientId, clientId),
        isCurrent,
        isNull(clientInsights.confirmedAt),
        isNull(clientInsights.receiptAt),
        or(isNull(clientInsights.expiresAt), gt(clientInsights.expiresAt, now)),
        sql`coalesce(${clientInsights.details} ->> 'status', 'active') = 'active'`,
      ),
    )
    .orderBy(desc(sql`${clientInsights.kind} = 'goal'`), desc(clientInsights.createdAt))
    .limit(1)
  if (item) await tx.update(clientInsights).set({ receiptAt: now }).where(itself(tx, item.id))
  return item
}
