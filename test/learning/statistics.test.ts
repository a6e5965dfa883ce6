import { describe, expect, test } from 'vitest'
import { benjaminiHochberg, betaQuantile, binomialTest, wilson } from '../../src/coaching/learning/statistics.ts'
import fc from '../support/property.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const tried = fc.nat({ max: 400 }).chain((n) => fc.tuple(fc.nat({ max: n }), fc.constant(n)))

describe('an interval around a rate', () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i', (successes, n, low, high) => {
    expect(wilson(successes, n).low).toBeCloseTo(low, 4)
    expect(wilson(successes, n).high).toBeCloseTo(high, 4)
  })

  test('is anything when nothing was tried', () => {
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 })
  })

  test('lies within 0 and 1, and holds the rate', () => {
    fc.assert(
      fc.property(tried, ([successes, n]) => {
        fc.pre(n > 0)
        const { low, high } = wilson(successes, n)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(successes / n + 1e-12)
        expect(high).toBeGreaterThanOrEqual(successes / n - 1e-12)
      }),
    )
  })
})

describe('a quantile of a Beta distribution', () => {
  // With b = 1 the share below x is x^a; Beta(2, 2) has 3x² - 2x³ below x; the median of Beta(a, a) is a half.
  test.each([
    [0.05, 1, 1, 0.05],
    [0.05, 5, 1, 0.05 ** (1 / 5)],
    [0.05, 1, 5, 1 - 0.95 ** (1 / 5)],
    [0.5, 300, 300, 0.5],
    [3 * 0.3 ** 2 - 2 * 0.3 ** 3, 2, 2, 0.3],
  ])('%d of Beta(%d, %d)', (level, a, b, expected) => {
    expect(betaQuantile(level, a, b)).toBeCloseTo(expected, 9)
  })

  test('grows with successes and falls with failures', () => {
    fc.assert(
      fc.property(tried, ([successes, n]) => {
        const [a, b] = [1 + successes, 1 + n - successes]
        const low = betaQuantile(0.05, a, b)
        expect(betaQuantile(0.05, a + 1, b)).toBeGreaterThan(low)
        expect(betaQuantile(0.05, a, b + 1)).toBeLessThan(low)
        expect(betaQuantile(0.95, b, a)).toBeCloseTo(1 - low, 9)
      }),
      { numRuns: 50 },
    )
  })
})

describe('an exact test of a count', () => {
  test.each([
    // Conover (1971), 97-98, Mendel's peas, as in the example of R's binom.test.
    [682, 925, 0.75, 0.3825],
    // Sixes of a die in 235 throws: the worked example of Wikipedia's "Binomial test".
    [51, 235, 1 / 6, 0.0437],
    // By hand: 2 * (1 + 10 + 45 + 120) / 1024
    [7, 10, 0.5, 0.3438],
    [5, 10, 0.5, 1],
    [0, 0, 0.3, 1],
  ])('%i of %i at a rate of %d', (successes, n, rate, p) => {
    expect(binomialTest(successes, n, rate)).toBeCloseTo(p, 4)
  })

  test('is a probability, and the same for failures as for successes', () => {
    fc.assert(
      fc.property(tried, fc.double({ min: 0.01, max: 0.99, noNaN: true }), ([successes, n], rate) => {
        const p = binomialTest(successes, n, rate)
        expect(p).toBeGreaterThan(-1e-12)
        expect(p).toBeLessThanOrEqual(1)
        expect(binomialTest(n - successes, n, 1 - rate)).toBeCloseTo(p, 9)
      }),
    )
  })

  test('counts what is as likely on the other side, however it is rounded', () => {
    for (let n = 1; n <= 60; n++) {
      let [tail, probability] = [0, 0.5 ** n]
      for (let count = 0; count < n / 2; count++) {
        tail += probability
        probability *= (n - count) / (count + 1)
        expect(binomialTest(count, n, 0.5)).toBeCloseTo(2 * tail, 9)
      }
    }
  })

  test('is exact: chance alone is below 5% in no more than 5% of all cases', () => {
    for (const rate of [0.2, 0.5, 0.71]) {
      const n = 40
      let below = 0
      let probability = (1 - rate) ** n
      for (let count = 0; count <= n; count++) {
        if (binomialTest(count, n, rate) <= 0.05) below += probability
        probability *= ((n - count) / (count + 1)) * (rate / (1 - rate))
      }
      expect(below).toBeLessThanOrEqual(0.05)
    }
  })
})

describe('many tests at once', () => {
  // Benjamini and Hochberg, JRSS B 57 (1995), section 4: of these fifteen the first four.
  const published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ]

  test('leave what the paper leaves, in whatever order', () => {
    const significant = published.map((_, at) => at < 4)
    expect(benjaminiHochberg(published, 0.05)).toEqual(significant)
    expect(benjaminiHochberg(published.toReversed(), 0.05)).toEqual(significant.toReversed())
    expect(benjaminiHochberg([], 0.05)).toEqual([])
  })

  test('a smaller p takes nothing away, and the smallest are significant first', () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 30 }), fc.nat(), share, (ps, at, factor) => {
        const before = benjaminiHochberg(ps, 0.2)
        const after = benjaminiHochberg(
          ps.map((p, index) => (index === at % ps.length ? p * factor : p)),
          0.2,
        )
        for (const [index, was] of before.entries()) if (was) expect(after[index]).toBe(true)
        const largest = Math.max(-1, ...ps.filter((_, index) => before[index]))
        expect(ps.map((p) => p <= largest)).toEqual(before)
      }),
    )
  })
})
