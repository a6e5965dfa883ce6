/** Mirrors that wait: held together, pushed back, let go. */
import { and, eq, sql } from 'drizzle-orm'
import { lanes } from '../coaching/deliveries.ts'
import { clientsForEveryTurn, densityOf, type MirrorDensity, sessionMirrorMessages } from '../coaching/mirrors.ts'
import type { CoachTx } from './doors.ts'
import { clients } from './schema/clients.ts'
import { coaches } from './schema/coaches.ts'
import { deliveries } from './schema/deliveries.ts'
import { statement } from './statement.ts'

/** How many clients the coach of a row of `coaches` has, counted no further than the density asks: it is read in every turn. */
export const clientCount = sql<number>`(select count(*) from (select from ${clients} as counted
  where counted.coach_id = "coaches"."id" limit ${sql.raw(String(clientsForEveryTurn + 1))}) as few)::int`

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

/** A session in which people write on and on moves its mirrors only when they are off by more than this share of the wait. */
const slack = 1 / 30

/** Until then, all of them together; but a session that grows long with the one to come is shown now. */
export async function holdMirrors(tx: CoachTx, conversationId: string, until: Date, now: Date): Promise<void> {
  const held = await listWaiting(tx, { coachId: tx.coachId, conversationId })
  if (held.length + 1 >= sessionMirrorMessages) return releaseMirrors(tx, conversationId, now)
  const atMostMs = (until.getTime() - now.getTime()) * slack
  const isOff = held.some(({ notBefore }) => Math.abs(until.getTime() - notBefore.getTime()) > atMostMs)
  if (isOff) await postpone(tx, { coachId: tx.coachId, conversationId, to: until })
}

export async function releaseMirrors(tx: CoachTx, conversationId: string, now: Date): Promise<void> {
  await postpone(tx, { coachId: tx.coachId, conversationId, to: now })
}

/** Those that have their time from the group's pace keep it. */
const areWaiting = and(
  eq(deliveries.coachId, sql.placeholder('coachId')),
  eq(deliveries.conversationId, sql.placeholder('conversationId')),
  sql`${deliveries.status} = 'pending'`,
  eq(deliveries.lane, lanes.mirror),
  sql`${deliveries.body} ->> 'kind' = 'mirror'`,
  eq(deliveries.isPaced, false),
)
const listWaiting = statement((tx) => tx.select({ notBefore: deliveries.notBefore }).from(deliveries).where(areWaiting))
const postpone = statement((tx) =>
  tx
    .update(deliveries)
    .set({ notBefore: sql`${sql.placeholder('to')}::timestamptz` })
    .where(areWaiting),
)
