import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { placeOf } from '../../src/coaching/knowledge/bm25.ts'
import { readQuestion } from '../../src/coaching/knowledge/words.ts'
import { createKnowledgeSearch } from '../../src/db/knowledge-search.ts'
import { offline, openLibrary, toChunk } from '../support/library.ts'
import fc from '../support/property.ts'

let library: Awaited<ReturnType<typeof openLibrary>>
beforeAll(async () => {
  library = await openLibrary()
})

async function find(coachId: string, query: string, options: { limit?: number; meaning?: number } = {}) {
  const { vectors } = await offline.embed([query], { purpose: 'query' })
  const stems = readQuestion(query).map(({ stem }) => stem)
  const question = { stems, vector: vectors[0] ?? new Float32Array(), model: offline.name }
  return library.search.findCandidates(coachId, question, { limit: 5, meaning: 0.25, ...options })
}

const words = [
  'rest',
  'boundary',
  'anger',
  'money',
  'sleep',
  'trust',
  'grief',
  'habit',
  'walk',
  'voice',
  'child',
  'work',
]
const sentence = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 30 }).map((some) => some.join(' '))

describe('a search', () => {
  test('gives the rows of this coach alone, as many as asked for where there are as many', async () => {
    const coaches = await Promise.all([0, 1, 2, 3].map(() => library.addCoach()))
    const owned = new Map<string, Set<string>>(coaches.map((coachId) => [coachId, new Set()]))
    await fc.assert(
      fc.asyncProperty(
        fc.nat(3),
        fc.array(sentence, { minLength: 1, maxLength: 6 }),
        sentence,
        async (who, texts, query) => {
          const coachId = coaches[who] ?? ''
          const marked = texts.map((text) => `${text} of-${who}`)
          await library.addTexts(coachId, marked)
          for (const text of marked) owned.get(coachId)?.add(text)
          const asking = coaches[(who + 1) % 4] ?? ''
          for (const [coach, limit] of [
            [coachId, 5],
            [asking, 3],
          ] as const) {
            const { candidates, chunkCount } = await find(coach, query, { limit })
            expect(candidates).toHaveLength(Math.min(limit, chunkCount))
            for (const { content } of candidates) expect(owned.get(coach)).toContain(content)
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  test('ranks by BM25, counted over the coach’s own chunks', async () => {
    const coachId = await library.addCoach()
    const other = await library.addCoach()
    const texts = ['rest rest walk', 'rest walk', 'walk walk walk', 'sleep', 'anger walk sleep']
    await library.addTexts(coachId, texts)
    await library.addTexts(
      other,
      Array(30)
        .fill('rest')
        .map((word, at) => `${word} number${at}`),
    ) // common there, rare here
    const { candidates, holding, chunkCount } = await find(coachId, 'rest sleep', { meaning: 0 })
    expect(chunkCount).toBe(5)
    expect(Object.fromEntries(holding)).toMatchObject({ rest: 2, sleep: 2 })
    // As the formula has it: idf x tf (k1 + 1) / (tf + k1 (1 - b + b length / 100)).
    const idf = Math.log(1 + (5 - 2 + 0.5) / (2 + 0.5))
    const score = (times: number, length: number) => (idf * times * 2.2) / (times + 1.2 * (0.25 + 0.0075 * length))
    const expected = new Map([
      ['rest rest walk', score(2, 3)],
      ['rest walk', score(1, 2)],
      ['walk walk walk', 0],
      ['sleep', score(1, 1)],
      ['anger walk sleep', score(1, 3)],
    ])
    for (const { content, lexical } of candidates) expect(lexical).toBeCloseTo(expected.get(content) ?? -1, 3)
    expect(candidates[0]?.content).toBe('rest rest walk')
  })

  test('ranks by likeness alone when told so, and says how alike', async () => {
    const coachId = await library.addCoach()
    await library.addTexts(coachId, ['the perfectionist', 'an empty field', 'perfectly boring perfectionism'])
    const { candidates } = await find(coachId, 'perfectionism', { meaning: 1 })
    expect(candidates.map(({ content }) => content).at(-1)).toBe('an empty field')
    const similarities = candidates.map(({ similarity }) => similarity ?? -1)
    expect(similarities.toSorted((one, other) => other - one)).toEqual(similarities)
    const [vector] = (await offline.embed([candidates[0]?.content ?? ''], {})).vectors
    const [asked] = (await offline.embed(['perfectionism'], { purpose: 'query' })).vectors
    const cosine = (vector ?? new Float32Array()).reduce((sum, value, at) => sum + value * (asked?.[at] ?? 0), 0)
    expect(similarities[0]).toBeCloseTo(cosine, 2) // half precision
  })

  test('counts a word where it is now: a new version of a document is counted in the place of the old one', async () => {
    const coachId = await library.addCoach()
    const documentId = await library.addTexts(coachId, ['rest and walk', 'rest', 'walk'])
    const asked = async () => Object.fromEntries((await find(coachId, 'rest walk sleep')).holding)
    expect(await asked()).toEqual({ rest: 2, walk: 2, sleep: 0 })
    await library.knowledge.replaceChunks(coachId, documentId, ['sleep', 'rest'].map(toChunk))
    expect(await asked()).toEqual({ rest: 1, walk: 0, sleep: 1 })
    await library.knowledge.replaceChunks(coachId, documentId, [])
    expect(await asked()).toEqual({ rest: 0, walk: 0, sleep: 0 })
  })

  test('counts each word of a document with more of them than a row holds', async () => {
    const coachId = await library.addCoach()
    const vocabulary = Array.from({ length: 1200 }, (_, at) => `word${1000 + at}`)
    const texts = vocabulary.map((word, at) => `${word} ${vocabulary[(at + 1) % vocabulary.length]}`)
    await library.addTexts(coachId, texts)
    const inOrder = vocabulary.toSorted((one, other) => placeOf(one) - placeOf(other))
    for (const word of [0, 479, 480, 959, 960, 1199].map((at) => inOrder[at] ?? ''))
      expect([...(await find(coachId, word)).holding]).toEqual([[word, 2]])
  })

  test('of many, compares those with the likest signs: as far as these tell, what it finds is what all vectors would give', async () => {
    const byVectors = createKnowledgeSearch({ doors: library.doors })
    const bySigns = createKnowledgeSearch({ doors: library.doors, comparedExactlyUpTo: 0, likestCompared: 60 })
    const coachId = await library.addCoach()
    const pairs = words.flatMap((one) => words.flatMap((other) => (one === other ? [] : `${one} ${other} ${one}`)))
    await library.addTexts(coachId, pairs)
    // The likest of all, if they were served.
    const halfRead = await library.addDocument(coachId, 'Half read', 'embedding')
    await library.knowledge.replaceChunks(coachId, halfRead, words.map(toChunk))
    await library.embedAll(coachId, halfRead)
    for (const word of words) {
      const { vectors } = await offline.embed([word], { purpose: 'query' })
      const question = { stems: [], vector: vectors[0] ?? new Float32Array(), model: offline.name }
      const [exact = [], few = []] = await Promise.all(
        [byVectors, bySigns].map(async (search) => {
          const { candidates } = await search.findCandidates(coachId, question, { limit: 3, meaning: 1 })
          return candidates.map(({ content, similarity }) => ({ content, similarity }))
        }),
      )
      expect(few).toEqual(exact)
      for (const { content } of few) {
        expect(content).toContain(word)
        expect(pairs).toContain(content)
      }
    }
  })

  test('finds by its words what has no vector yet', async () => {
    const coachId = await library.addCoach()
    const documentId = await library.addDocument(coachId)
    await library.knowledge.replaceChunks(coachId, documentId, ['a wheel of life', 'something else'].map(toChunk))
    const { candidates } = await find(coachId, 'wheel of life')
    expect(candidates[0]).toMatchObject({ content: 'a wheel of life', similarity: undefined })
  })

  test('looks at ready documents alone', async () => {
    const coachId = await library.addCoach()
    const documentId = await library.addDocument(coachId, 'Half read', 'embedding')
    await library.knowledge.replaceChunks(coachId, documentId, [toChunk('a wheel of life', 0)])
    expect(await find(coachId, 'wheel')).toMatchObject({ candidates: [], chunkCount: 0 })
  })

  test('counts words of ready documents alone, of one that is taken away no more, and of one that is had back again', async () => {
    const coachId = await library.addCoach()
    await library.addTexts(coachId, ['a wheel of life', 'a walk'])
    const other = await library.addTexts(coachId, ['a wheel', 'a wheel again'], 'Wheels')
    const halfRead = await library.addDocument(coachId, 'Half read', 'embedding')
    await library.knowledge.replaceChunks(coachId, halfRead, [toChunk('a wheel of fortune', 0)])
    const counted = async () => (await find(coachId, 'wheel')).holding.get('wheel')
    const change = (set: ReturnType<typeof sql>) =>
      library.rows(sql`update documents set ${set} where id = ${other} returning id`)
    expect(await counted()).toBe(3)
    await change(sql`remove_at = now()`)
    expect(await counted()).toBe(1)
    await change(sql`remove_at = null`)
    expect(await counted()).toBe(3)
  })

  test.each([
    '',
    '?!',
    'the of and',
    '☂',
    'zebra '.repeat(300),
    Array.from({ length: 300 }, (_, at) => `word${at}`).join(' '),
  ])('takes any question: %j', async (query) => {
    const coachId = await library.addCoach()
    await library.addTexts(coachId, ['one', 'two words'])
    expect((await find(coachId, query)).candidates).toHaveLength(2)
  })
})
