import { describe, expect, test } from 'vitest'
import { AiUnavailable, type AiUnavailableReason } from '../../src/coaching/errors.ts'
import type { EmbeddingModel } from '../../src/coaching/knowledge/ports.ts'
import { createOpenAiEmbeddings, type OpenAiEmbeddingsConfig } from '../../src/llm/embeddings.ts'
import { createOfflineEmbeddings } from '../../src/llm/offline/embeddings.ts'
import { type FakeOpenAi, type Fault, fakeTokensPerText, openFakeOpenAi } from '../support/openai-server.ts'
import fc from '../support/property.ts'

const apiKey = 'sk-proj-Q7hT2mZx9LrV4bNcWd81'
const clock = { now: () => new Date('2026-10-01T10:00:00Z') }

function embeddingsOn(server: FakeOpenAi, config: Partial<OpenAiEmbeddingsConfig> = {}) {
  const own = { apiKey, baseUrl: server.url, model: 'text-embedding-3-small', clock, allowPrivateHosts: true }
  return createOpenAiEmbeddings({ ...own, ...config })
}

async function failureOf(call: Promise<unknown>): Promise<AiUnavailable> {
  const error = await call.then(
    () => new Error('It answered'),
    (thrown: unknown) => thrown,
  )
  if (error instanceof AiUnavailable) return error
  throw error
}

const likeness = (one: Float32Array = new Float32Array(), other: Float32Array = new Float32Array()) =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
const lengthOf = (vector: Float32Array) => Math.sqrt(likeness(vector, vector))

describe('of OpenAI', () => {
  test('are asked for as floats, of a length that the model is told, and come with their cost', async () => {
    await using server = await openFakeOpenAi()
    server.embedsAs((text) => (text === 'left' ? [3, 4] : [0, 5]))
    const model = embeddingsOn(server)
    const { vectors, usage } = await model.embed(['left', 'right'], { purpose: 'document' })
    expect(vectors.map((vector) => [...vector.slice(0, 3)])).toEqual([
      [expect.closeTo(0.6, 5), expect.closeTo(0.8, 5), 0],
      [0, 1, 0],
    ])
    expect(vectors.every((vector) => vector.length === model.dimensions)).toBe(true)
    expect(server.embeddingRequests[0]?.body).toEqual({
      model: 'text-embedding-3-small',
      input: ['left', 'right'],
      encoding_format: 'float',
      dimensions: 1280,
    })
    expect(server.embeddingRequests[0]?.authorization).toBe(`Bearer ${apiKey}`)
    // 200 tokens at 0.02 dollars a million
    expect(usage).toMatchObject({ model: 'text-embedding-3-small', tokensIn: 2 * fakeTokensPerText, costUsd: 0.000004 })
  })

  test('are stored under a name that says their length: those of another are never compared', async () => {
    await using server = await openFakeOpenAi()
    expect(embeddingsOn(server).name).toBe('text-embedding-3-small/1280')
    const local = embeddingsOn(server, { model: 'bge-at-home', dimensions: 1536 })
    expect(local.name).toBe('bge-at-home/1536')
    await local.embed(['one'], {})
    expect(server.embeddingRequests[0]?.body).not.toHaveProperty('dimensions') // which many servers refuse
  })

  test('of many texts are asked for in several calls, and keep their order', async () => {
    await using server = await openFakeOpenAi()
    server.embedsAs((text) => [Number(text), 1])
    const texts = Array.from({ length: 250 }, (_, at) => String(at))
    const { vectors, usage } = await embeddingsOn(server).embed(texts, {})
    expect(server.embeddingRequests.length).toBeGreaterThan(1)
    expect(server.embeddingRequests.flatMap(({ body }) => body.input)).toEqual(texts)
    expect(vectors.map(([x = 0, y = 1]) => Math.round(x / y))).toEqual(texts.map(Number))
    expect(usage.tokensIn).toBe(250 * fakeTokensPerText)
  })

  test('that come in another order are put in that of the texts', async () => {
    await using server = await openFakeOpenAi()
    server.embedsAs((text) => (text === 'left' ? [1] : [0, 1]))
    server.willFail('shuffled_vectors')
    const { vectors } = await embeddingsOn(server).embed(['left', 'right'], {})
    expect(vectors.map(([x]) => x)).toEqual([1, 0])
  })

  test('of long texts stay under what one call may hold, and a text under what the model reads', async () => {
    await using server = await openFakeOpenAi()
    const long = 'word '.repeat(20_000)
    await embeddingsOn(server).embed([...Array(12).fill(long), ''], {})
    const inputs = server.embeddingRequests.map(({ body }) => body.input)
    expect(inputs.length).toBeGreaterThan(1)
    for (const text of inputs.flat()) expect(text.split(' ').length).toBeLessThanOrEqual(8_001)
    expect(inputs.flat().at(-1)).toBe(' ') // an empty text is refused
  })

  test('of nothing cost nothing', async () => {
    await using server = await openFakeOpenAi()
    const { vectors, usage } = await embeddingsOn(server).embed([], {})
    expect(vectors).toEqual([])
    expect(usage).toMatchObject({ tokensIn: 0, costUsd: 0 })
    expect(server.embeddingRequests).toEqual([])
  })

  test.each<[Fault, AiUnavailableReason, retryable: boolean]>([
    ['401', 'key_refused', false],
    ['rate_429', 'rate_limited', true],
    ['quota_429', 'quota_spent', false],
    ['500', 'unreachable', true],
    ['stall_before_headers', 'timeout', true],
    ['html', 'malformed', false],
    ['missing_vector', 'malformed', false],
    ['short_vectors', 'malformed', false],
  ])('a server that answers with %s: %s', async (fault, why, retryable) => {
    await using server = await openFakeOpenAi()
    server.alwaysFail(fault)
    const failure = await failureOf(embeddingsOn(server, { deadlineMs: 300 }).embed(['a secret of Dana'], {}))
    expect(failure).toMatchObject({ why, retryable })
    expect(server.embeddingRequests).toHaveLength(1) // never tried again here
  })

  test('a failure says what was spent before it, and neither key nor text', async () => {
    await using server = await openFakeOpenAi()
    const texts = Array.from({ length: 150 }, (_, at) => `a secret of Dana ${at}`)
    const embedding = embeddingsOn(server)
    server.embedsAs((text) => {
      if (text.endsWith(' 95')) server.alwaysFail('echo_key')
      return undefined
    })
    const failure = await failureOf(embedding.embed(texts, {}))
    expect(failure).toMatchObject({ why: 'key_refused', usage: { tokensIn: 96 * fakeTokensPerText } })
    expect(`${failure.stack} ${(failure.cause as Error).stack}`).not.toMatch(/secret of Dana|sk-proj|Wd81/)
  })

  test('without a key nobody is asked; who has given up is told so', async () => {
    const model = createOpenAiEmbeddings({ apiKey: undefined, model: 'text-embedding-3-small', clock })
    expect(await failureOf(model.embed(['x'], {}))).toMatchObject({ why: 'no_key' })
    await using server = await openFakeOpenAi()
    server.alwaysFail('stall_before_headers')
    const stop = new AbortController()
    const call = embeddingsOn(server).embed(['x'], { signal: stop.signal })
    stop.abort(new Error('enough'))
    await expect(call).rejects.toThrow('enough')
  })

  test('a base URL into the operator’s network is refused', async () => {
    await using server = await openFakeOpenAi()
    const failure = await failureOf(embeddingsOn(server, { allowPrivateHosts: false }).embed(['x'], {}))
    expect(failure).toMatchObject({ why: 'key_refused' })
    expect(server.embeddingRequests).toEqual([])
  })
})

describe('offline', () => {
  const model: EmbeddingModel = createOfflineEmbeddings()
  const embed = async (...texts: string[]) => (await model.embed(texts, {})).vectors

  test('are of length 1, the same each time, and one for each text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 5 }), async (texts) => {
        const vectors = await embed(...texts)
        expect(vectors).toHaveLength(texts.length)
        expect(await embed(...texts)).toEqual(vectors)
        for (const vector of vectors) {
          expect(vector).toHaveLength(model.dimensions)
          expect(lengthOf(vector)).toSatisfy((length: number) => length === 0 || Math.abs(length - 1) < 1e-5)
        }
      }),
    )
  })

  test.each([
    ['How do I set boundaries?', 'Setting a boundary with a colleague', 'The mitochondria of a yeast cell'],
    [
      'Wie setze ich Grenzen?',
      'Eine Grenze ist kein Zaun, und wer sie setzt, ist nicht hart.',
      'Der Zug nach Bern ist heute verspätet.',
    ],
    ['¿Cómo pongo límites?', 'Poner un limite es cuidar de uno mismo', 'El tren de las ocho no ha llegado'],
    ['perfectionism', 'the perfectionist in you', 'the gardener in you'],
  ])('%s is like what says the same in other forms', async (question, alike, unlike) => {
    const [asked] = (await model.embed([question], { purpose: 'query' })).vectors
    const [one, other] = await embed(alike, unlike)
    expect(likeness(asked, one)).toBeGreaterThan(likeness(asked, other) + 0.1)
  })

  test('a rare word counts more than a common one', async () => {
    const [asked] = (await model.embed(['imposter people'], { purpose: 'query' })).vectors
    const [rare, common] = await embed('an imposter', 'some people')
    expect(likeness(asked, rare)).toBeGreaterThan(likeness(asked, common))
  })
})
