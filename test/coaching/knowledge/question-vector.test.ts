import { expect, test } from 'vitest'
import { AiUnavailable } from '../../../src/coaching/errors.ts'
import type { EmbeddingModel } from '../../../src/coaching/knowledge/ports.ts'
import { type AskedVectors, createEmbedQuestion } from '../../../src/coaching/knowledge/question-vector.ts'

const usage = { model: 'm', tokensIn: 3, tokensCached: 0, tokensOut: 0, costUsd: 0.001, latencyMs: 1 }

function asking(embed?: EmbeddingModel['embed'], name = 'a-model/3') {
  const texts: string[] = []
  const model: EmbeddingModel = {
    ...{ name, server: '', dimensions: 3 },
    async embed(given, options) {
      texts.push(...given)
      return embed ? embed(given, options) : { vectors: [Float32Array.of(1, 0, 0)], usage }
    },
  }
  return { texts, embedQuestion: createEmbedQuestion({ modelFor: async () => model }) }
}

test('what two look up for one turn is embedded once, and paid once', async () => {
  const { texts, embedQuestion } = asking()
  const asked: AskedVectors = new Map()
  const ask = (text: string) => embedQuestion({ text, coachId: 'coach', asked })
  const found = await Promise.all([ask('the allotment'), ask(' the allotment\n'), ask('the choir')])
  expect(texts).toEqual(['the allotment', 'the choir'])
  expect(found.map((one) => one.vector.length)).toEqual([3, 3, 3])
  expect(found.map((one) => one.usage !== undefined)).toEqual([true, false, true])
  // Another turn asks anew: nobody keeps what a client has asked.
  await embedQuestion({ text: 'the allotment', coachId: 'coach', asked: new Map() })
  expect(texts).toHaveLength(3)
})

test('a failure is nobody’s vector, and what it cost is told once', async () => {
  const { texts, embedQuestion } = asking(() => Promise.reject(new AiUnavailable('malformed', { usage })))
  const asked: AskedVectors = new Map()
  const found = await Promise.all([1, 2].map(() => embedQuestion({ text: 'the choir', coachId: 'coach', asked })))
  expect(texts).toEqual(['the choir'])
  expect(found.map(({ model }) => model)).toEqual(['', ''])
  expect(found.filter((one) => one.usage !== undefined)).toHaveLength(1)
})
