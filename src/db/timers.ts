/** The timers port: takes what is due, and has its effect in the same transaction. */
import type { Effect } from '../coaching/conversation.ts'
import type { Clock, Ids, Timers } from '../coaching/ports.ts'
import type { Timer } from '../coaching/timers.ts'
import type { CoachTx, Doors } from './doors.ts'
import { applyEffects, type Reach } from './effects.ts'
import { timers } from './schema/timers.ts'
import { takeSnapshot } from './snapshot.ts'
import { cancelTimer, ofKind } from './timer-rows.ts'

type Deps = { doors: Doors; clock: Clock; ids: Ids; reach?: Reach }

export function createTimers({ doors, clock, ids, reach }: Deps): Timers {
  return {
    fire(coachId, conversationId, rule) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const snapshot = await takeSnapshot(tx, conversationId)
        const timer = firstDue(snapshot.timers, now)
        if (!timer) return undefined
        await cancelTimer(tx, conversationId, timer.kind)
        const left = snapshot.timers.filter((other) => other !== timer)
        const effects: Effect[] = rule({ ...snapshot, timers: left }, timer)
        return { wakeUps: await applyEffects(tx, snapshot, effects, { clock, ids, reach }) }
      })
    },

    async postpone(coachId, conversationId, kind, dueAt) {
      await doors.asCoach(coachId, (tx: CoachTx) =>
        tx
          .update(timers)
          .set({ dueAt })
          .where(ofKind(tx, conversationId, kind)),
      )
    },
  }
}

function firstDue(all: readonly Timer[], now: Date): Timer | undefined {
  return all.filter(({ dueAt }) => dueAt <= now).sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0]
}
