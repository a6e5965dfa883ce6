import { expect, test } from 'vitest'
import { countTokens } from '../../src/coaching/tokens.ts'

test.each([
  ['', 0],
  ['Hello world', 2],
  ['Grenzen setzen heißt, sich selbst ernst zu nehmen.', 11],
  ['<|endoftext|>', 7], // the words, not the command
])('%j is %i tokens', (text, tokens) => {
  expect(countTokens(text)).toBe(tokens)
})

test('a run without a space is counted in a time that does not explode, to within a token for each piece', () => {
  const startedAt = performance.now()
  const tokens = countTokens('ab'.repeat(200_000))
  expect(performance.now() - startedAt).toBeLessThan(20_000) // whole it would take minutes
  expect(tokens).toBeGreaterThan(countTokens('ab'.repeat(200)) * 900)
})
