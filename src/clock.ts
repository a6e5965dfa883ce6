/** The process's clock. Everything that decides by time is handed one; only the demo's can be moved. */
import type { Clock } from './coaching/ports.ts'

export const systemClock: Clock = { now: () => new Date() }

export type ShiftableClock = Clock & { advance(ms: number): void }

/** Real time, shifted: ticks on by itself and can be moved forward. */
export function createShiftableClock(shiftMs = 0): ShiftableClock {
  let shift = shiftMs
  return {
    now: () => new Date(Date.now() + shift),
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError('Time does not run backwards')
      shift += ms
    },
  }
}
