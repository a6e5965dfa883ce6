/** Mirrors that wait: held together, pushed back, let go. */
import { and, eq, sql } from 'drizzle-orm'
import { lanes } from '../coaching/deliveries.ts'
import { densityOf, type MirrorDensity, sessionMirrorMessages } from '../coaching/mirrors.ts'
import type { CoachTx } from './doors.ts'
import { clients, coaches, deliveries } from './schema.ts'

/** How many clients the coach of a row of `coaches` has. */
export const clientCount = sql<number>`(select count(*) from ${clients} as counted where counted.coach_id = "coaches"."id")::int`

export async function findMirrorDensity(tx: CoachTx): Promise<MirrorDensity> {
  const [coach] = await tx
    .select({ settings: coaches.settings, clients: clientCount })
    .from(coaches)
    .where(eq(coaches.id, tx.coachId))
  return densityOf(coach?.settings.mirrors, coach?.clients ?? 0)
}

/** Until then, all of them together; but a session that grows long with the one to come is shown now. */
export async function holdMirrors(tx: CoachTx, conversationId: string, until: Date, now: Date): Promise<void> {
  const held = await tx
    .update(deliveries)
    .set({ notBefore: until })
    .where(waiting(tx, conversationId))
    .returning({ id: deliveries.id })
  if (held.length + 1 >= sessionMirrorMessages) await releaseMirrors(tx, conversationId, now)
}

export async function releaseMirrors(tx: CoachTx, conversationId: string, now: Date): Promise<void> {
  await tx.update(deliveries).set({ notBefore: now }).where(waiting(tx, conversationId))
}

/** Those that have their time from the group's pace keep it. */
function waiting(tx: CoachTx, conversationId: string) {
  return and(
    eq(deliveries.coachId, tx.coachId),
    eq(deliveries.conversationId, conversationId),
    eq(deliveries.status, 'pending'),
    eq(deliveries.lane, lanes.mirror),
    sql`${deliveries.body} ->> 'kind' = 'mirror'`,
    eq(deliveries.isPaced, false),
  )
}
