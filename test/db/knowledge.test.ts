import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { WeighedChunk } from '../../src/coaching/knowledge/weighed-chunk.ts'
import { offline, openLibrary, toChunk } from '../support/library.ts'
import fc from '../support/property.ts'

let library: Awaited<ReturnType<typeof openLibrary>>
beforeAll(async () => {
  library = await openLibrary()
})

type Row = { id: string; ordinal: number; content: string; has_vector: boolean; page: number | null }
const chunksOf = (documentId: string) =>
  library.rows<Row>(sql`select id, ordinal, content, (anchor ->> 'from')::int as page, exists (select from chunk_embeddings e
    where e.coach_id = c.coach_id and e.chunk_id = c.id) as has_vector
    from knowledge_chunks c where document_id = ${documentId} order by ordinal`)

describe('chunks', () => {
  test('that say the same keep their row and their vector, wherever they have moved to', async () => {
    const coachId = await library.addCoach()
    const texts = fc.array(fc.constantFrom('a wall', 'a gate', 'a key', 'a room', 'a door'), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(texts, texts, async (before, after) => {
        const documentId = await library.addDocument(coachId)
        await library.knowledge.replaceChunks(coachId, documentId, before.map(toChunk))
        await library.embedAll(coachId, documentId)
        const rows = await chunksOf(documentId)
        await library.knowledge.replaceChunks(coachId, documentId, after.map(toChunk))
        const now = await chunksOf(documentId)
        expect(now.map(({ content }) => content)).toEqual(after)
        expect(now.map(({ ordinal }) => ordinal)).toEqual(after.map((_, at) => at))
        // As many of each text as were there before are the rows that were there before.
        const ids = new Set(rows.map(({ id }) => id))
        for (const text of new Set(after)) {
          const count = (all: string[]) => all.filter((one) => one === text).length
          const kept = now.filter(({ id, content }) => content === text && ids.has(id))
          expect(kept).toHaveLength(Math.min(count(before), count(after)))
          expect(kept.every((row) => row.has_vector)).toBe(true)
        }
      }),
      { numRuns: 25 },
    )
  })

  test('of a new version take over the vectors of the old one: only what is new is embedded', async () => {
    const coachId = await library.addCoach()
    const texts = Array.from({ length: 40 }, (_, at) => `Exercise ${at}: write down what you need.`)
    await library.addTexts(coachId, texts)
    const next = await library.addDocument(coachId, 'Workbook, 2nd edition')
    const changed = texts.with(7, 'Exercise 7: say out loud what you need.')
    await library.knowledge.replaceChunks(coachId, next, changed.map(toChunk))
    const missing = await library.knowledge.listUnembedded(coachId, next, offline.name, 100)
    expect(missing.map(({ content }) => content)).toEqual([changed[7]])
    // Another coach's words are not theirs to take from.
    const other = await library.addCoach()
    const theirs = await library.addDocument(other)
    await library.knowledge.replaceChunks(other, theirs, texts.map(toChunk))
    expect(await library.knowledge.listUnembedded(other, theirs, offline.name, 100)).toHaveLength(40)
  })

  test('that stand elsewhere say so, though their words are the same', async () => {
    const coachId = await library.addCoach()
    const documentId = await library.addDocument(coachId)
    const on = (page: number): WeighedChunk => ({
      ...toChunk('the same words', 0),
      anchor: { kind: 'page', from: page, to: page },
    })
    await library.knowledge.replaceChunks(coachId, documentId, [on(3)])
    const [before] = await chunksOf(documentId)
    await library.knowledge.replaceChunks(coachId, documentId, [on(4)])
    expect(await chunksOf(documentId)).toEqual([{ ...before, page: 4 }])
  })

  test('hold what Postgres refuses, without it', async () => {
    const coachId = await library.addCoach()
    const documentId = await library.addDocument(coachId)
    await library.knowledge.replaceChunks(coachId, documentId, [toChunk('nul \0 and half a \ud83d smile', 0)])
    expect((await chunksOf(documentId))[0]?.content).toBe('nul  and half a \ufffd smile')
  })
})

describe('vectors', () => {
  test('are listed as missing until they are stored, for each model, in the order of the document', async () => {
    const coachId = await library.addCoach()
    const documentId = await library.addDocument(coachId)
    await library.knowledge.replaceChunks(coachId, documentId, ['one', 'two', 'three'].map(toChunk))
    const missing = (model: string, limit = 10) => library.knowledge.listUnembedded(coachId, documentId, model, limit)
    expect((await missing('new/3', 2)).map(({ content }) => content)).toEqual(['one', 'two'])
    const [first] = await missing('new/3')
    const vector = new Float32Array([0.6, 0.8, 0])
    const made = [{ chunkId: first?.id ?? '', vector }]
    await library.storeVectors(coachId, 'new/3', made)
    await library.storeVectors(coachId, 'new/3', made) // whoever does it twice does no harm
    expect((await missing('new/3')).map(({ content }) => content)).toEqual(['two', 'three'])
    expect(await missing('old/3')).toHaveLength(3)
  })

  test('of a chunk that is gone by then are dropped', async () => {
    const coachId = await library.addCoach()
    await library.storeVectors(coachId, 'new/2', [{ chunkId: crypto.randomUUID(), vector: new Float32Array([1, 0]) }])
    expect(await library.rows(sql`select 1 from chunk_embeddings where coach_id = ${coachId}`)).toEqual([])
  })
})
