/** How many of how many, where a bare share would say more than was measured. */
import { type Figure, figure } from './figures.ts'

export type Share = Figure & {
  count: number
  of: number
  /** 95% interval of the value, in its unit (Wilson, 1927): honest for few cases and for shares near 0 and 1. */
  interval: [number, number]
}

/** @param per 1 for a plain share, 1,000 for "per 1,000" */
export function share(
  metric: string,
  { count, of, per }: { count: number; of: number; per: number },
  goal?: { atLeast: number } | { atMost: number },
): Share {
  const [low, high] = wilson(count, of)
  return {
    ...figure(metric, (count / of) * per, per === 1 ? 'share' : `per ${per}`, goal),
    count,
    of,
    interval: [Number((low * per).toFixed(4)), Number((high * per).toFixed(4))],
  }
}

function wilson(count: number, of: number): [number, number] {
  const z = 1.96
  const rate = count / of
  const middle = rate + z ** 2 / (2 * of)
  const reach = z * Math.sqrt((rate * (1 - rate)) / of + z ** 2 / (4 * of ** 2))
  const scale = 1 + z ** 2 / of
  return [Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale)]
}
