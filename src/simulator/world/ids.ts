/**
 * Ids that look like Telegram's and come out the same for the same seed.
 *
 * @param taken ids that somebody has already
 */
export function createIds(seed: number, taken: Iterable<number> = []) {
  const random = createRandom(seed)
  const between = (low: number, high: number) => Math.floor(low + random() * (high - low))
  const used = new Set(taken)

  function fresh(make: () => number): number {
    let id = make()
    while (used.has(id)) id = make()
    used.add(id)
    return id
  }

  return {
    /** Every id that somebody has. */
    taken: () => [...used],
    /** Beyond 32 bits more often than not, as Telegram's are nowadays. */
    user: () => fresh(() => between(400_000_000, 8_000_000_000)),
    group: () => fresh(() => -(1_000_000_000_000 + between(1_500_000_000, 3_900_000_000))),
    basicGroup: () => fresh(() => -between(400_000_000, 5_000_000_000)),
    firstUpdate: () => between(100_000_000, 900_000_000),
    secret: () => Array.from({ length: 35 }, () => alphabet[between(0, alphabet.length)]).join(''),
    dice: (sides: number) => between(1, sides + 1),
    callback: () => String(between(10 ** 14, 9 * 10 ** 15)),
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
