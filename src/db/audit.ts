/** The log of who has changed what of a practice. */
import type { Clock, Ids } from '../coaching/ports.ts'
import type { CoachTx } from './doors.ts'
import { auditLog } from './schema/operations.ts'

/** @param by a team member's id, `client`, or `system` */
export type Audit = (tx: CoachTx, by: string, action: string, subject: string) => Promise<void>

export function createAudit({ clock, ids }: { clock: Clock; ids: Ids }): Audit {
  return async (tx, by, action, subject) => {
    await tx
      .insert(auditLog)
      .values({ coachId: tx.coachId, id: ids.next(), byWhom: by, action, subject, happenedAt: clock.now() })
  }
}
