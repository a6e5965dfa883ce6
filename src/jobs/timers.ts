/** What a conversation's timers were set for, one after the other. */
import type { Logger } from 'pino'
import type { Clock, Ids, Timers, Wake } from '../coaching/ports.ts'
import type { Timer, TimerRule } from '../coaching/timers.ts'

/** One that cannot have its effect now is tried again after this, and keeps no other from having its own. */
const tryAgainMs = 15_000

type Deps = {
  timers: Timers
  rules: Readonly<Record<string, TimerRule>>
  wake: Wake
  clock: Clock
  ids: Ids
  log: Logger
}

/** Safe to run at any time and by several workers: a timer that is due has its effect once. */
export function createFireTimers({ timers, rules, wake, clock, ids, log }: Deps) {
  return async function fireTimers({ coachId, conversationId }: { coachId: string; conversationId: string }) {
    for (;;) {
      const taken: { timer?: Timer } = {}
      try {
        const fired = await timers.fire(coachId, conversationId, (s, timer) => {
          taken.timer = timer
          const rule = rules[timer.kind]
          if (!rule) throw new Error(`No rule for a timer ${timer.kind}`) // set by another version
          return rule(s, timer, { now: clock.now(), nextId: () => ids.next() })
        })
        if (!fired) return
        await wake(fired.wakeUps)
      } catch (error) {
        if (!taken.timer) throw error
        const { kind } = taken.timer
        log.error({ err: error, conversationId, timer: kind }, 'a timer had no effect; it is tried again')
        await timers.postpone(coachId, conversationId, kind, new Date(clock.now().getTime() + tryAgainMs))
      }
    }
  }
}
