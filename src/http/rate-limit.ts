/** How often one caller may call: so many at once, and so many a minute after that. */
import type { Clock } from '../coaching/ports.ts'
import { HttpProblem } from './problem.ts'

/** Callers kept in mind; the oldest is forgotten first, and then may call as if new. */
const callersAtMost = 10_000

/**
 * @returns takes one call off what a caller has left
 * @throws {HttpProblem} 429 with `retry-after`, when nothing is left
 */
export function createRateLimit({ perMinute, clock }: { perMinute: number; clock: Clock }): (caller: string) => void {
  const callers = new Map<string, { left: number; at: number }>()
  return (caller) => {
    const now = clock.now().getTime()
    const before = callers.get(caller) ?? { left: perMinute, at: now }
    const left = Math.min(perMinute, before.left + ((now - before.at) / 60_000) * perMinute)
    if (left < 1) {
      const seconds = Math.ceil(((1 - left) / perMinute) * 60)
      throw new HttpProblem(429, 'too_many_requests', `Slow down: try again in ${seconds} s.`, {
        'retry-after': String(seconds),
      })
    }
    callers.delete(caller)
    callers.set(caller, { left: left - 1, at: now })
    const oldest = callers.size > callersAtMost ? callers.keys().next().value : undefined
    if (oldest !== undefined) callers.delete(oldest)
  }
}
