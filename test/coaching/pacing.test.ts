import { expect, test } from 'vitest'
import {
  fragmentGraceMs,
  fragmentWaitMs,
  isFinishedSentence,
  longestWaitMs,
  replyNotBefore,
  sentenceWaitMs,
  turnDueAt,
} from '../../src/coaching/pacing.ts'
import fc from '../support/property.ts'

const start = new Date('2026-03-02T10:00:00Z')
const after = (ms: number) => new Date(start.getTime() + ms)

test.each([
  ['I am fine.', true],
  ['Really?', true],
  ['No!!', true],
  ['Well…', true],
  ['Well...', true],
  ['She said "stop."', true],
  ['(it hurts.)', true],
  ['«Oui.»', true],
  ['終わりです。', true],
  ['ठीक है।', true],
  ['هل أنت بخير؟', true],
  ['thank you 🙏🏽', true],
  ['yes ❤️', true],
  ['Done.  \n', true],
  ['so I', false],
  ['because,', false],
  ['and then:', false],
  ['', false],
  ['I paid 5', false],
  ['3.5 hours', false],
])('%j ends a sentence: %s', (text, isFinished) => {
  expect(isFinishedSentence(text)).toBe(isFinished)
})

test('a finished sentence waits a little, a fragment longer', () => {
  expect(turnDueAt('I am fine.', start, start)).toEqual(after(1_500))
  expect(turnDueAt('so I', start, start)).toEqual(after(5_000))
  expect([sentenceWaitMs, fragmentWaitMs, longestWaitMs]).toEqual([1_500, 5_000, 20_000])
})

test('however long someone goes on, the turn is due 20 s after the oldest unanswered message', () => {
  expect(turnDueAt('and', after(17_000), start)).toEqual(after(20_000))
  expect(turnDueAt('And so.', after(19_000), start)).toEqual(after(20_000))
})

const anyText = fc.oneof(fc.string(), fc.constantFrom('I am fine.', 'so I', 'and then'))
const anyPace = fc.record({ text: anyText, waitedMs: fc.nat(60_000), passedMs: fc.nat(60_000) })

test('a turn is never due later than 20 s after the oldest message, nor by more than the wait for its text', () => {
  fc.assert(
    fc.property(anyPace, ({ text, waitedMs }) => {
      const now = after(waitedMs)
      const due = turnDueAt(text, now, start).getTime() - start.getTime()
      expect(due).toBeLessThanOrEqual(longestWaitMs)
      expect(due).toBeLessThanOrEqual(waitedMs + (isFinishedSentence(text) ? sentenceWaitMs : fragmentWaitMs))
      expect(due).toBeGreaterThanOrEqual(Math.min(waitedMs + sentenceWaitMs, longestWaitMs))
    }),
  )
})

test('an answer to a finished sentence goes out at once, one to a fragment gives 8.5 s for the rest', () => {
  expect(replyNotBefore('I am fine.', start, start, after(2_000))).toEqual(after(2_000))
  expect(replyNotBefore('so I', start, start, after(6_000))).toEqual(after(8_500))
  expect(replyNotBefore('so I', start, start, after(9_000))).toEqual(after(9_000))
  expect(replyNotBefore('so I', after(15_000), start, after(16_000))).toEqual(after(20_000))
  expect(fragmentGraceMs).toBe(8_500)
})

test('a reply is never held back beyond what is left of the 20 s, and never dated before now', () => {
  fc.assert(
    fc.property(anyPace, ({ text, waitedMs, passedMs }) => {
      const now = after(waitedMs + passedMs)
      const notBefore = replyNotBefore(text, after(waitedMs), start, now)
      expect(notBefore.getTime()).toBeGreaterThanOrEqual(now.getTime())
      expect(notBefore.getTime()).toBeLessThanOrEqual(Math.max(now.getTime(), after(longestWaitMs).getTime()))
      expect(notBefore.getTime() - now.getTime()).toBeLessThanOrEqual(fragmentGraceMs)
    }),
  )
})
