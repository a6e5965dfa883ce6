import { describe, expect, test } from 'vitest'
import {
  expectedSignals,
  type HandoffCase,
  handoffLanguages,
  judgeCase,
  readHandoffCases,
} from '../../../scripts/measure/handoff-data.ts'

describe.each(handoffLanguages)('%s', (language) => {
  const cases = readHandoffCases(language)
  const isRight = (one: HandoffCase) => {
    const { signals, outcome } = judgeCase(one)
    return outcome === one.expect && [...signals].sort().join() === [...expectedSignals(one)].sort().join()
  }
  const rightOf = (some: readonly HandoffCase[]) => some.filter(isRight).length / some.length

  test('reads what it was tuned on as it is meant, but for a few', () => {
    expect(rightOf(cases.filter((one) => !one.held_out))).toBeGreaterThanOrEqual(0.95)
  })

  // What the lexicons do with words they have not seen; `npm run eval:handoff` prints the figures.
  test('calls the human for most of what it was not tuned on, and seldom for what is only near', () => {
    const heldOut = cases.filter((one) => one.held_out)
    const escalated = heldOut.filter(({ expect }) => expect === 'escalate')
    const nothing = heldOut.filter(({ reason }) => reason === undefined)
    const called = (some: readonly HandoffCase[]) =>
      some.filter((one) => judgeCase(one).outcome === 'escalate').length / some.length
    expect(called(escalated)).toBeGreaterThanOrEqual(0.7)
    expect(called(nothing)).toBeLessThanOrEqual(0.1)
    expect(rightOf(heldOut)).toBeGreaterThanOrEqual(0.7)
  })

  test('has enough lines of both kinds, none twice', () => {
    expect(cases.length).toBeGreaterThanOrEqual(300)
    expect(cases.filter(({ reason }) => reason === undefined).length / cases.length).toBeGreaterThanOrEqual(0.35)
    expect(new Set(cases.map(({ history, text }) => [...history, text].join('\n'))).size).toBe(cases.length)
  })
})
