import { beforeAll, describe, expect, test } from 'vitest'
import { selectPassages } from '../../../src/coaching/knowledge/passages.ts'
import { createChunkSearch, type SearchRequest } from '../../../src/coaching/knowledge/search.ts'
import { countTokens } from '../../../src/coaching/tokens.ts'
import { createOpenAiEmbeddings } from '../../../src/llm/embeddings.ts'
import { offline, openLibrary, toChunk } from '../../support/library.ts'
import { openFakeOpenAi } from '../../support/openai-server.ts'
import fc from '../../support/property.ts'

const workbook = [
  'A boundary is a line that you draw for yourself. It says what you will do, not what others must do. Say it once, kindly, and keep it.',
  'Sleep is where a hard week ends. Go to bed at the same hour. Leave the phone in another room.',
  'Anger tells you that something matters. Write down what it was about. Then choose whether to act.',
  'Money talks go better with numbers on the table. Write down what comes in and what goes out.',
  'The wheel of life has eight spokes. Give each a number from one to ten. Begin with the lowest.',
  'A habit needs a place and an hour. Make it so small that you cannot fail.',
]

let library: Awaited<ReturnType<typeof openLibrary>>
let coachId: string
let find: ReturnType<typeof createChunkSearch>
beforeAll(async () => {
  library = await openLibrary()
  coachId = await library.addCoach()
  await library.addTexts(coachId, workbook, 'The workbook')
  find = createChunkSearch({ search: library.search, servingModel: async () => offline })
})
const contentsOf = async (request: Partial<SearchRequest> & { query: string }) =>
  (await find.vectorSearch({ coachId, ...request })).map(({ content }) => content)

describe('a search', () => {
  test.each([
    ['How do I set boundaries with my sister?', 0],
    ['I cannot sleep', 1],
    ['what does my anger tell me', 2],
    ['wheel of life', 4],
    ['making a new habit', 5],
  ])('%s', async (query, at) => {
    expect((await contentsOf({ query }))[0]).toBe(workbook[at])
  })

  test('gives as many as asked for, five when nothing is said, when nothing must be alike', async () => {
    expect(await contentsOf({ query: 'sleep', similarityThreshold: -1 })).toHaveLength(5)
    expect(await contentsOf({ query: 'sleep', similarityThreshold: -1, topK: 2 })).toHaveLength(2)
    expect((await contentsOf({ query: 'sleep', similarityThreshold: -1, topK: 50 })).toSorted()).toEqual(
      workbook.toSorted(),
    )
  })

  test('gives nothing when nothing is about it, or alike enough', async () => {
    expect(await contentsOf({ query: 'Which planets have rings?' })).toEqual([])
    expect(await contentsOf({ query: 'How do I set boundaries?', similarityThreshold: 0.99 })).toEqual([])
    const alike = await find.vectorSearch({ coachId, query: 'How do I set boundaries?', similarityThreshold: 0.2 })
    for (const { similarity } of alike) expect(similarity).toBeGreaterThanOrEqual(0.2)
    expect(alike).not.toEqual([])
  })

  test('shows what two documents say in the same words once', async () => {
    const other = await library.addCoach()
    await library.addTexts(other, workbook, 'The workbook')
    await library.addTexts(other, [`${workbook[0]} Really.`], 'The workbook, as a talk')
    const found = await find.vectorSearch({ coachId: other, query: 'set a boundary', similarityThreshold: -1 })
    expect(found.filter(({ content }) => content.startsWith('A boundary is a line'))).toHaveLength(1)
    expect(found).toHaveLength(5)
  })

  test('finds by meaning what shares no word with the question', async () => {
    await using server = await openFakeOpenAi()
    const isDoubt = (text: string) => /fraud|imposter/.test(text)
    server.embedsAs((text) => (isDoubt(text) ? [0.6, 0.8] : [0, 0, 1]))
    const embeddings = createOpenAiEmbeddings({
      ...{ apiKey: 'sk-test', baseUrl: server.url, model: 'text-embedding-3-small', allowPrivateHosts: true },
      clock: { now: () => new Date() },
    })
    const other = await library.addCoach()
    const documentId = await library.addDocument(other)
    const texts = ['Imposter syndrome: imposter is the word for doubting what you have earned.', ...workbook]
    await library.knowledge.replaceChunks(other, documentId, texts.map(toChunk))
    await library.embedAll(other, documentId, embeddings)
    const byMeaning = createChunkSearch({ search: library.search, servingModel: async () => embeddings })
    const found = await byMeaning.vectorSearch({ coachId: other, query: 'I feel like a fraud' })
    expect(found.map(({ content }) => content)).toEqual([texts[0]])
    expect(found[0]?.similarity).toBeCloseTo(1, 2)
  })
})

describe('passages', () => {
  test('carry the sentences that match, in their order, with what is left out marked', async () => {
    const found = await find.vectorSearch({ coachId, query: 'leave the phone out when I sleep', topK: 1 })
    const [passage] = selectPassages(found, 40)
    expect(passage).toMatchObject({ title: 'The workbook', chunkIds: [found[0]?.chunkId] })
    expect(passage?.text).toContain('Leave the phone in another room.')
    const [whole] = selectPassages(found, 400)
    expect(whole?.text).toBe(workbook[1])
  })

  test('never pass the budget, show nothing twice, and use what there is when it is wide', async () => {
    const found = await find.vectorSearch({
      coachId,
      query: 'write down what matters',
      similarityThreshold: -1,
      topK: 6,
    })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), (budget) => {
        const passages = selectPassages(found, budget)
        expect(passages.reduce((sum, { tokenCount }) => sum + tokenCount, 0)).toBeLessThanOrEqual(budget)
        for (const { text, tokenCount } of passages) expect(tokenCount).toBeGreaterThanOrEqual(countTokens(text))
        const sentences = passages.flatMap(({ text }) => text.split(/ \[…\] |(?<=\.) /))
        expect(new Set(sentences).size).toBe(sentences.length)
      }),
    )
    expect(
      selectPassages(found, 5000)
        .map(({ text }) => text)
        .join(' ').length,
    ).toBeGreaterThanOrEqual(workbook.join(' ').length)
    expect(selectPassages([], 500)).toEqual([])
  })

  test('of neighbouring chunks are one, without what these repeat', async () => {
    const other = await library.addCoach()
    const shared = 'The second sentence stands in both.'
    await library.addTexts(other, [
      `Grief comes in waves. ${shared}`,
      `${shared} Grief needs a witness.`,
      'Nothing of it here.',
    ])
    const found = await find.vectorSearch({ coachId: other, query: 'grief', topK: 2 })
    const passages = selectPassages(found, 500)
    expect(passages).toHaveLength(1)
    expect(passages[0]?.chunkIds).toHaveLength(2)
    expect(passages[0]?.text.match(/second sentence/g)).toHaveLength(1)
    expect(passages[0]?.text).toMatch(/^Grief comes in waves\..*Grief needs a witness\.$/s)
  })
})
