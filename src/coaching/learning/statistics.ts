/** How much a count of successes says: bounds, an exact test, and what is left of many tests. Pure arithmetic. */

/** The 97.5% quantile of the normal distribution: two-sided 95%. */
const z95 = 1.959963984540054
/** To some ten digits. */
const halvings = 34
/** Probabilities so close to each other are equal but for rounding; as R's `binom.test` takes it. */
const equalWithin = 1e-7

export type Interval = { low: number; high: number }

/**
 * Wilson's score interval at 95% for a share of successes; within [0, 1], and honest for few trials.
 *
 * @see Wilson, JASA 22 (1927); Newcombe, Statistics in Medicine 17 (1998), method 3
 */
export function wilson(successes: number, n: number): Interval {
  if (n === 0) return { low: 0, high: 1 }
  const rate = successes / n
  const square = z95 * z95
  const middle = rate + square / (2 * n)
  const reach = z95 * Math.sqrt((rate * (1 - rate)) / n + square / (4 * n * n))
  const scale = 1 + square / n
  return { low: clamped((middle - reach) / scale), high: clamped((middle + reach) / scale) }
}

/**
 * The value that a Beta(a, b) distributed share exceeds with probability `1 - level`.
 *
 * @param level in (0, 1)
 */
export function betaQuantile(level: number, a: number, b: number): number {
  let [low, high] = [0, 1]
  for (let step = 0; step < halvings; step++) {
    const middle = (low + high) / 2
    if (betaShare(middle, a, b) < level) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * Exact two-sided binomial test: how likely a count is that is no likelier than `successes`, if each of `n` trials succeeds
 * with `rate`.
 *
 * @param rate in (0, 1)
 * @see Conover, Practical Nonparametric Statistics (1971), 97-104; R's `binom.test` sums the same outcomes
 */
export function binomialTest(successes: number, n: number, rate: number): number {
  const logOf = (count: number) =>
    logGamma(n + 1) -
    logGamma(count + 1) -
    logGamma(n - count + 1) +
    count * Math.log(rate) +
    (n - count) * Math.log1p(-rate)
  const atMost = logOf(successes) + equalWithin
  let sum = 0
  for (let count = 0; count <= n; count++) {
    const log = logOf(count)
    if (log <= atMost) sum += Math.exp(log)
  }
  return Math.min(1, sum)
}

/**
 * Which of many tests are significant when of those at most a share `q` may be chance.
 *
 * @param ps one p-value a test, in any order
 * @returns in the same order
 * @see Benjamini and Hochberg, JRSS B 57 (1995)
 */
export function benjaminiHochberg(ps: readonly number[], q: number): boolean[] {
  const ranked = ps.toSorted((one, other) => one - other)
  const last = ranked.findLastIndex((p, at) => p <= (q * (at + 1)) / ps.length)
  const limit = ranked[last] ?? -1
  return ps.map((p) => p <= limit)
}

/** The share of a Beta(a, b) below `x`. */
function betaShare(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  // The fraction converges fast on this side of the middle; the other is its mirror image.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaShare(1 - x, b, a)
  const log = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)
  return Math.exp(log) / (a * betaFraction(x, a, b))
}

/**
 * The continued fraction of the incomplete beta function, from its far end (NIST DLMF, 8.17.22). How many terms it takes
 * grows with the square root of the counts; of so many the last does not show in the twelfth digit.
 */
function betaFraction(x: number, a: number, b: number): number {
  let rest = 1
  for (let term = 30 + Math.ceil(4 * Math.sqrt(a + b)); term >= 1; term--) {
    const m = term >> 1
    const numerator =
      term % 2 === 0
        ? (m * (b - m) * x) / ((a + term - 1) * (a + term))
        : (-(a + m) * (a + b + m) * x) / ((a + term - 1) * (a + term))
    rest = 1 + numerator / rest
  }
  return rest
}

/** The logarithm of the gamma function for x > 0: Stirling's series (NIST DLMF, 5.11.1), to some 13 digits. */
function logGamma(x: number): number {
  let shifted = x
  let below = 0
  for (; shifted < 12; shifted++) below += Math.log(shifted)
  const inverse = 1 / shifted
  const square = inverse * inverse
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1_260 - square / 1_680)))
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - below
}

function clamped(share: number): number {
  return Math.min(1, Math.max(0, share))
}
