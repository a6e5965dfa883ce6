import { describe, expect, test } from 'vitest'
import {
  countResults,
  exitCodeOf,
  failuresOf,
  filesToRepeat,
  renderTotal,
  slowestOf,
  withRepeated,
} from '../../scripts/test-count.ts'

const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((status) => ({ status })) })
const report = (...testResults: ReturnType<typeof file>[]) => ({ testResults })

describe('counting a run', () => {
  test.each([
    ['all well', report(file('passed', 'passed', 'passed')), 0, { passed: 2, failed: 0, skipped: 0 }],
    [
      'failures and what was left out',
      report(file('failed', 'passed', 'failed', 'pending', 'todo', 'skipped')),
      1,
      { passed: 1, failed: 1, skipped: 3 },
    ],
    [
      'a file that could not be loaded',
      report(file('failed'), file('passed', 'passed')),
      1,
      { passed: 1, failed: 1, skipped: 0 },
    ],
    ['a hook that threw after its tests', report(file('failed', 'passed')), 1, { passed: 1, failed: 1, skipped: 0 }],
    ['an error outside any test', report(file('passed', 'passed')), 1, { passed: 1, failed: 1, skipped: 0 }],
    ['vitest ended without a report', undefined, 1, { passed: 0, failed: 1, skipped: 0 }],
  ])('%s', (_case, given, exitCode, count) => {
    expect(countResults(given, exitCode)).toEqual(count)
  })
})

test('what failed is named with what it said, a test or a file that could not be loaded', () => {
  const passed = { status: 'passed', fullName: 'is fine' }
  const failed = { status: 'failed', fullName: 'is not', failureMessages: ['AssertionError: 1 is not 2'] }
  const results = [
    { status: 'failed', name: 'a.test.ts', assertionResults: [passed, failed] },
    { status: 'failed', name: 'b.test.ts', message: 'Cannot find module', assertionResults: [] },
    { status: 'passed', name: 'c.test.ts', assertionResults: [passed] },
  ]
  expect(failuresOf({ testResults: results })).toEqual([
    'a.test.ts: is not\n  AssertionError: 1 is not 2',
    'b.test.ts\n  Cannot find module',
  ])
  expect(failuresOf(undefined)).toEqual([])
})

test('the slowest files are named, that which took longest first', () => {
  const took = (name: string, ms: number) => ({
    ...file('passed', 'passed'),
    name,
    startTime: 5_000,
    endTime: 5_000 + ms,
  })
  const results = [took('a.test.ts', 20), took('b.test.ts', 61_250), took('c.test.ts', 900)]
  expect(slowestOf({ testResults: results }, 2)).toEqual(['61.3 s b.test.ts', '0.9 s c.test.ts'])
  expect(slowestOf(undefined)).toEqual([])
})

describe('what is tried once more', () => {
  const named = (name: string, status: string, ...tests: string[]) => ({ ...file(status, ...tests), name })
  const [a, b, c] = [named('a', 'failed', 'passed', 'failed'), named('b', 'failed'), named('c', 'passed', 'passed')]

  test('is a file or two that failed: not many, not a run without a report, not one that failed in no file', () => {
    expect(filesToRepeat(report(a, b, c))).toEqual(['a', 'b'])
    expect(filesToRepeat(report(a, b, c, named('d', 'failed')))).toEqual([])
    expect(filesToRepeat(report(a, file('failed')))).toEqual([])
    expect(filesToRepeat(report(c))).toEqual([])
    expect(filesToRepeat(undefined)).toEqual([])
  })

  test('counts as it was the second time; without a second report as the first', () => {
    const again = report(named('a', 'passed', 'passed', 'passed'))
    expect(countResults(withRepeated(report(a, c), again), 0)).toEqual({ passed: 3, failed: 0, skipped: 0 })
    expect(countResults(withRepeated(report(a, b, c), again), 1)).toEqual({ passed: 3, failed: 1, skipped: 0 })
    expect(countResults(withRepeated(report(a, c), undefined), 1)).toEqual({ passed: 2, failed: 1, skipped: 0 })
  })
})

describe('the total over runs', () => {
  test('adds up, and names what was skipped only when something was', () => {
    const embedded = { passed: 3, failed: 0, skipped: 0 }
    expect(renderTotal([embedded, embedded])).toBe('6 passed, 0 failed')
    expect(renderTotal([embedded, { passed: 1, failed: 1, skipped: 2 }])).toBe('4 passed, 1 failed, 2 skipped')
  })

  test('fails when a test failed in any run, and when none ran', () => {
    const good = { passed: 3, failed: 0, skipped: 0 }
    expect(exitCodeOf([good, good])).toBe(0)
    expect(exitCodeOf([good, { passed: 3, failed: 1, skipped: 0 }])).toBe(1)
    expect(exitCodeOf([{ passed: 0, failed: 0, skipped: 4 }])).toBe(1)
    expect(exitCodeOf([])).toBe(1)
  })
})
