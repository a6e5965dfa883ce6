/** Mirrors that wait: held together, pushed back, let go. */
import { and, eq, type Placeholder, sql } from 'drizzle-orm'
import { lanes } from '../coaching/deliveries.ts'
import { densityOf, type MirrorDensity, sessionMirrorMessages } from '../coaching/mirrors.ts'
import type { CoachTx } from './doors.ts'
import { clients } from './schema/clients.ts'
import { coaches } from './schema/coaches.ts'
import { deliveries } from './schema/deliveries.ts'
import { statement } from './statement.ts'

/** How many clients the coach of a row of `coaches` has. */
export const clientCount = sql<number>`(select count(*) from ${clients} as counted where counted.coach_id = "coaches"."id")::int`

const readSetting = statement((tx) =>
  tx
    .select({ groupChatId: coaches.groupChatId, settings: coaches.settings, clients: clientCount })
    .from(coaches)
    .where(eq(coaches.id, sql.placeholder('coachId'))),
)

/** How much of what the AI deals with a coach sees, and where. */
export async function readMirrorSetting(tx: CoachTx): Promise<{ density: MirrorDensity; target: 'topic' | 'coach' }> {
  const [coach] = await readSetting(tx, { coachId: tx.coachId })
  return {
    density: densityOf(coach?.settings.mirrors, coach?.clients ?? 0),
    target: coach?.groupChatId ? 'topic' : 'coach',
  }
}

/** Until then, all of them together; but a session that grows long with the one to come is shown now. */
export async function holdMirrors(tx: CoachTx, conversationId: string, until: Date, now: Date): Promise<void> {
  const held = await tx
    .update(deliveries)
    .set({ notBefore: until })
    .where(waiting(tx.coachId, conversationId))
    .returning({ id: deliveries.id })
  if (held.length + 1 >= sessionMirrorMessages) await releaseMirrors(tx, conversationId, now)
}

export async function releaseMirrors(tx: CoachTx, conversationId: string, now: Date): Promise<void> {
  await release(tx, { coachId: tx.coachId, conversationId, now })
}

/** Those that have their time from the group's pace keep it. */
function waiting(coachId: string | Placeholder, conversationId: string | Placeholder) {
  return and(
    eq(deliveries.coachId, coachId),
    eq(deliveries.conversationId, conversationId),
    sql`${deliveries.status} = 'pending'`,
    eq(deliveries.lane, lanes.mirror),
    sql`${deliveries.body} ->> 'kind' = 'mirror'`,
    eq(deliveries.isPaced, false),
  )
}

const release = statement((tx) =>
  tx
    .update(deliveries)
    .set({ notBefore: sql`${sql.placeholder('now')}::timestamptz` })
    .where(waiting(sql.placeholder('coachId'), sql.placeholder('conversationId'))),
)
