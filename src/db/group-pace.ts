/** The group's pace, kept in the coach's row: several workers keep one. */
import { eq } from 'drizzle-orm'
import { paceToGroup } from '../coaching/pace.ts'
import type { CoachTx } from './doors.ts'
import { coaches } from './schema/coaches.ts'

/** What has had its time, or counts for nothing. @returns undefined when there is no group */
export async function goNowIfGroup(tx: CoachTx, now: Date): Promise<Date | undefined> {
  const [coach] = await tx.select({ groupChatId: coaches.groupChatId }).from(coaches).where(eq(coaches.id, tx.coachId))
  return coach?.groupChatId == null ? undefined : now
}

type Rule = {
  /** What never waits counts all the same. */
  waits: boolean
  /** A time that has not come yet is kept for it; else it asks again by then. */
  reserves: boolean
}

/**
 * Locks the coach's row, for others who do the same: rows that only name their coach, of which every turn adds some, go on.
 *
 * @returns when one message or edit may go to the group; undefined when there is no group
 */
export async function takeGroupPace(tx: CoachTx, now: Date, { waits, reserves }: Rule): Promise<Date | undefined> {
  const [coach] = await tx
    .select({ groupChatId: coaches.groupChatId, taken: coaches.groupPace })
    .from(coaches)
    .where(eq(coaches.id, tx.coachId))
    .for('no key update')
  if (coach?.groupChatId == null) return undefined
  const { goAt, taken } = paceToGroup(coach.taken, now, { waits })
  if (goAt <= now || reserves) await tx.update(coaches).set({ groupPace: taken }).where(eq(coaches.id, tx.coachId))
  return goAt
}
