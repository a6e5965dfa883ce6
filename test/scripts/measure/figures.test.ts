import { describe, expect, test } from 'vitest'
import {
  createRandom,
  figure,
  median,
  percentile,
  percentileDifferenceRange,
  readRows,
  wholeNumber,
} from '../../../scripts/measure/figures.ts'

describe('percentiles', () => {
  test.each([
    ['the median of an odd number', [3, 1, 2], 0.5, 2],
    ['the lower of two in the middle', [4, 1, 3, 2], 0.5, 2],
    ['numbers, not their spelling', [10, 9, 100], 0.5, 10],
    ['95 of 100', Array.from({ length: 100 }, (_, n) => n + 1), 0.95, 95],
    ['99 of a few is the largest', [5, 7, 6], 0.99, 7],
    ['one value is all of them', [8], 0.01, 8],
    ['none', [], 0.5, Number.NaN],
  ])('%s', (_case, values, share, expected) => {
    expect(percentile(values, share)).toBe(expected)
  })

  test('leave the values as they are', () => {
    const values = [2, 1]
    expect(median(values)).toBe(1)
    expect(values).toEqual([2, 1])
  })
})

describe('a figure', () => {
  test.each([
    ['without a goal is well', figure('memory', 100, 'MB'), { ratio: null, goal: null, ok: true }],
    ['is judged by its value', figure('lost', 1, 'messages', { atMost: 0 }), { ratio: null, goal: 0, ok: false }],
    ['none lost', figure('lost', 0, 'messages', { atMost: 0 }), { goal: 0, ok: true }],
    [
      'or by its ratio to what stood beside it',
      figure('turns', 36, 'turns/s', { against: 40, atLeast: 0.9 }),
      { against: 40, ratio: 0.9, goal: 0.9, ok: true },
    ],
    ['too few', figure('turns', 35, 'turns/s', { against: 40, atLeast: 0.9 }), { ratio: 0.875, ok: false }],
    ['what was not measured', figure('turns', Number.NaN, 'turns/s', { atLeast: 1 }), { ok: false }],
  ])('%s', (_case, made, expected) => {
    expect(made).toMatchObject(expected)
  })

  test('is read back from the last line of what a process printed', () => {
    const row = figure('lost', 0, 'messages', { atMost: 0 })
    expect(readRows(`starting\n${JSON.stringify({ name: 'x', rows: [row] })}\n`)).toEqual([row])
  })
})

describe('the range of a difference between percentiles', () => {
  const random = createRandom(3)
  const drawn = (count: number, add: number) => Array.from({ length: count }, () => random() * 100 + add)

  const rangeOf = (count: number) =>
    percentileDifferenceRange(drawn(count, 20), drawn(count, 0), 0.5, { drawings: 200 })

  test('holds the true one nearly always', () => {
    const ranges = Array.from({ length: 40 }, () => rangeOf(50))
    expect(ranges.filter(({ from, to }) => from < 20 && to > 20).length).toBeGreaterThanOrEqual(34)
  })

  test('is narrower the more was measured', () => {
    const [few, many] = [rangeOf(50), rangeOf(800)]
    expect(many.to - many.from).toBeLessThan((few.to - few.from) / 2)
  })

  test('is none where nothing varies', () => {
    expect(percentileDifferenceRange([7, 7, 7], [5, 5], 0.95)).toEqual({ from: 2, to: 2 })
  })
})

test.each(['', '-1', '1.5', '0', 'ten', '1e3'])('--kills %j is refused in words', (text) => {
  expect(() => wholeNumber('kills', text)).toThrow(`--kills must be a whole number of 1 or more, not "${text}"`)
})

test('the same seed gives the same numbers', () => {
  const draw = (seed: number) => Array.from({ length: 5 }, createRandom(seed))
  expect(draw(7)).toEqual(draw(7))
  expect(draw(7)).not.toEqual(draw(8))
})
