import { expect, test } from 'vitest'
import { readRecallQuestion } from '../../../../src/coaching/memory/recall/question.ts'

const frame = { client: 'José Álvarez', team: ['Dana Weiss', 'Tom'], timezone: 'UTC' }
const read = (query: string) => readRecallQuestion(query, frame, new Date('2026-09-16T12:00:00Z'))

test.each([
  ['what did José say about the harbour?', ['client'], ['harbour']],
  ["what is Jose's fear of water?", ['client'], ['fear', 'water']],
  ['what did Dana tell José about the harbour?', ['ai', 'human_coach'], ['harbour']],
  ['the harbour', [], ['harbour']],
] as const)('%s', (query, saidBy, words) => {
  const question = read(query)
  expect(question.saidBy).toEqual(saidBy)
  for (const word of words) expect(question.stems.join(' ')).toContain(word.slice(0, 5))
  expect(question.stems).not.toContain('jose')
  expect(question.text.toLowerCase()).not.toMatch(/jos[eé]|dana/)
})
