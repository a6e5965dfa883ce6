import { expect, test } from 'vitest'
import { costUsd } from '../../src/llm/prices.ts'

const million = 1_000_000

test.each<[model: string, tokens: [number, number, number], usd: number | null]>([
  ['gpt-4o-mini', [million, 0, 0], 0.15],
  ['gpt-4o-mini', [million, million, 0], 0.075],
  ['gpt-4o-mini', [0, 0, million], 0.6],
  ['gpt-4o-mini-2024-07-18', [million, 0, million], 0.75],
  ['gpt-4o-mini-audio-preview', [million, 0, 0], null],
  ['llama-at-home', [million, 0, 0], null],
  ['constructor', [million, 0, 0], null],
])('%s with %j costs %d', (model, [tokensIn, tokensCached, tokensOut], usd) => {
  const cost = costUsd(model, { tokensIn, tokensCached, tokensOut })
  if (usd === null) expect(cost).toBeNull()
  else expect(cost).toBeCloseTo(usd, 9)
})
