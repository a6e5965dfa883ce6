/** The briefings port: what is to be written is taken under a lease, and settled in one transaction. */
import { and, eq, isNotNull, lte } from 'drizzle-orm'
import type { Briefings } from '../coaching/handoff/ports.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import type { Doors } from './doors.ts'
import { applyEffects, type Reach } from './effects.ts'
import { deliveries } from './schema/deliveries.ts'
import { briefings } from './schema/handoffs.ts'
import { takeSnapshot } from './snapshot.ts'
import { storable } from './storable.ts'

/** A call to the model, asked twice, takes no longer; whoever takes longer has died. */
const writingLongestMs = 120_000

type Deps = { doors: Doors; clock: Clock; ids: Ids; reach?: Reach }

export function createBriefings({ doors, clock, ids, reach }: Deps): Briefings {
  return {
    claim(coachId, conversationId, isWanted) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const s = await takeSnapshot(tx, conversationId)
        const [due] = await tx
          .select()
          .from(briefings)
          .where(and(eq(briefings.coachId, coachId), eq(briefings.conversationId, s.id), lte(briefings.dueAt, now)))
        if (!due) return undefined
        const { id, handoffId, attempts } = due
        const asked = { handoffId: handoffId ?? undefined, isAsked: handoffId === null }
        const isStillWanted = isWanted(s, asked)
        const dueAt = isStillWanted ? new Date(now.getTime() + writingLongestMs) : null
        await tx
          .update(briefings)
          .set({ dueAt, attempts: attempts + 1 })
          .where(and(eq(briefings.coachId, coachId), eq(briefings.id, id)))
        if (!isStillWanted) return undefined
        return { id, coachId, conversationId, ...asked, attempts: attempts + 1 }
      })
    },

    settle({ coachId, conversationId, id, attempts }, rule) {
      return doors.asCoach(coachId, async (tx) => {
        const s = await takeSnapshot(tx, conversationId)
        const [alert] = await tx
          .select({ target: deliveries.target })
          .from(deliveries)
          .where(and(eq(deliveries.coachId, coachId), eq(deliveries.id, id)))
        // By now it may have been brought to the coach in private.
        const { effects, lines, againAt } = rule(s, alert?.target ?? 'topic')
        // Attempts are the fence: whoever slept past their time finds that someone else has tried since.
        const settled = await tx
          .update(briefings)
          .set({ dueAt: againAt ?? null, lines: storable(lines) })
          .where(
            and(
              eq(briefings.coachId, coachId),
              eq(briefings.id, id),
              eq(briefings.attempts, attempts),
              isNotNull(briefings.dueAt),
            ),
          )
          .returning({ id: briefings.id })
        // What was spent is recorded all the same.
        const allowed = settled.length > 0 ? effects : effects.filter(({ kind }) => kind === 'record_usage')
        return applyEffects(tx, s, allowed, { clock, ids, reach })
      })
    },
  }
}
