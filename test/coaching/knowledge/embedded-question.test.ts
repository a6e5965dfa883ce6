import { expect, test } from 'vitest'
import { AiUnavailable } from '../../../src/coaching/errors.ts'
import type { ChunkQuestion, EmbeddingModel, KnowledgeSearch } from '../../../src/coaching/knowledge/ports.ts'
import { createChunkSearch } from '../../../src/coaching/knowledge/search.ts'

const content = 'Name the limit first, then the reason.'
const untilEnded = (signal: AbortSignal | undefined) =>
  new Promise<never>((_, reject) => {
    if (signal?.aborted) reject(signal.reason)
    signal?.addEventListener('abort', () => reject(signal.reason))
  })

function searchWith(embed: EmbeddingModel['embed']) {
  const asked: ChunkQuestion[] = []
  const search: KnowledgeSearch = {
    async findCandidates(_, question) {
      asked.push(question)
      const found = { documentId: 'd', title: 'Workbook', headings: [], anchor: undefined, score: 1, lexical: 1 }
      return {
        candidates: [{ ...found, chunkId: 'c', ordinal: 0, content, tokenCount: 9, similarity: undefined }],
        chunkCount: 1,
        holding: new Map(question.stems.map((stem) => [stem, 1])),
      }
    },
    keepServed: async (_, candidates) => [...candidates],
  }
  const servingModel = async () => ({ name: 'a-model/3', server: '', dimensions: 3, embed })
  return { asked, ...createChunkSearch({ search, servingModel, patienceMs: 20 }) }
}

test.each([
  ['is silent', (_texts: readonly string[], { signal }: { signal?: AbortSignal }) => untilEnded(signal)],
  ['is not to be had', () => Promise.reject(new AiUnavailable('unreachable'))],
])('a question is looked for by its words when the service %s', async (_, embed) => {
  const { asked, findChunks } = searchWith(embed)
  const { chunks, usage } = await findChunks({ query: 'How do I name the limit first?', coachId: 'coach' })
  expect(chunks.map((chunk) => chunk.content)).toEqual([content])
  expect(usage).toBeUndefined()
  expect(asked[0]?.model).toBe('')
})

test('whoever asks can end it', async () => {
  const { findChunks } = searchWith((_texts, { signal }) => untilEnded(signal))
  const ended = findChunks({
    query: 'How do I name the limit first?',
    coachId: 'coach',
    signal: AbortSignal.abort(new Error('over')),
  })
  await expect(ended).rejects.toThrow('over')
})

test('a fault of ours is no silence of the service', async () => {
  const { findChunks } = searchWith(() => Promise.reject(new TypeError('ours')))
  await expect(findChunks({ query: 'How do I name the limit first?', coachId: 'coach' })).rejects.toThrow('ours')
})
