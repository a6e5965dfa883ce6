import { expect, test } from 'vitest'
import { sentimentScore, trendOf } from '../../../../src/coaching/handoff/signals/sentiment.ts'
import { read } from '../read.ts'

test.each([
  ['I feel hopeless.', -1, -0.9],
  ["I'm sad", -0.6, -0.6],
  ["I'm very sad", -0.8, -0.7],
  ["I'm a bit sad", -0.4, -0.3],
  ["I'm not sad", 0.3, 0.4],
  ['no good news', -0.4, -0.2],
  ['so happy today', 0.8, 1],
  ['Estoy desesperada', -1, -0.9],
  ['Ya no estoy desesperada', 0, 1],
  ['Ich bin verzweifelt', -1, -0.9],
  ['😭😭', -0.8, -0.8],
])('%s: from %f to %f', (text, from, to) => {
  const { sentiment } = read(text)
  expect(sentiment).toBeGreaterThanOrEqual(from)
  expect(sentiment).toBeLessThanOrEqual(to)
})

test.each(['The meeting is at nine.', 'He said "this is horrible"', '', 'La reunión es a las nueve'])(
  'no feeling of theirs: %s',
  (text) => {
    expect(read(text).sentiment).toBeUndefined()
  },
)

test.each([
  ['despair, whatever is usual', -0.8, [], 1],
  ['bad, and nothing is known of before', -0.5, [], 0],
  ['bad, for someone who is usually well', -0.5, [0.4, 0.5, 0.3, 0.5, 0.4], 1],
  ['bad, for someone who usually is so', -0.5, [-0.5, -0.4, -0.6, -0.4, -0.5], 0],
  ['less well than usual, and well still', 0.1, [0.9, 0.8, 0.9, 0.8, 0.9], 0],
  ['bad, for someone of great ups and downs', -0.5, [0.9, -0.8, 0.9, -0.9, 0.8], 0],
] as const)('%s', (_name, now, earlier, score) => {
  expect(sentimentScore(now, trendOf(now, earlier))).toBe(score)
})
