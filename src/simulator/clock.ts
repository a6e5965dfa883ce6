/** The simulator's only source of time. */
export type SimulatorClock = { now(): Date }

export type MovableClock = SimulatorClock & {
  /** @param ms how far forward; never negative, since time in a chat does not run backwards */
  advance(ms: number): void
}

/**
 * A clock that goes on when told to.
 *
 * @param start where it begins
 * @param options `ticking`: goes on by itself as well, with real time
 */
export function createMovableClock(start = new Date(), { ticking = false } = {}): MovableClock {
  const realStart = Date.now()
  let movedMs = 0
  return {
    now: () => new Date(start.getTime() + movedMs + (ticking ? Date.now() - realStart : 0)),
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`a clock cannot be moved by ${ms} ms`)
      movedMs += ms
    },
  }
}

export function isMovable(clock: SimulatorClock): clock is MovableClock {
  return 'advance' in clock && typeof clock.advance === 'function'
}
