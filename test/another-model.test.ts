/** Another embedding model: the documents are read anew behind the scenes, and what a client asks is found all the while. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createProgram, makeToken } from './support/api.ts'
import { fakeTokensPerText } from './support/openai-server.ts'
import { openWorld, type WorldOptions } from './support/world.ts'

const small = 'text-embedding-3-small'
const large = 'text-embedding-3-large'
const doubts = 'Imposter syndrome visits whoever has just been promoted.'
const gardens = 'Tomatoes want sun, and a stake to climb.'

/** The two models know the same and put it differently: by the vectors of the one nothing of the other's is found. */
function embed(text: string, model: string): number[] {
  const isDoubt = /imposter|fraud|found out/i.test(text)
  if (model === small) return isDoubt ? [1] : [0, 1]
  return isDoubt ? [0, 1] : [0, 0, 1]
}

async function openPractice(options: WorldOptions = {}) {
  const world = await openWorld({ clients: ['Sarah'], website: true, embedsByKey: true, ...options })
  world.model.embedsAs(embed)
  const program = createProgram(world.websiteUrl, await makeToken(world))
  return {
    world,
    program,
    /** @returns what the model was told of the documents */
    async asks(words: string): Promise<string> {
      let told = ''
      world.model.answersWith((request) => {
        told = request.texts('system').slice(1).join('\n')
        return {}
      })
      await world.sarah.says(words)
      await world.settle()
      return told
    },
    /** The model that the last question, or text, was sent to. */
    lastAsked: () => world.model.embeddingRequests.at(-1)?.body.model,
    async docs(): Promise<string> {
      await world.dana.says('/docs')
      await world.settle()
      return world.dana.screen().findLast(({ from }) => from.isBot)?.text ?? ''
    },
    vectors: () =>
      world.rows<{ model: string; count: number }>(sql`select model, count(*)::int as count from chunk_embeddings
        group by model order by model desc`),
    chunks: async () => (await world.rows(sql`select id from knowledge_chunks`)).length,
    spent: () =>
      world.rows<{
        model: string
        texts: number
      }>(sql`select model, (sum(tokens_in) / ${fakeTokensPerText})::int as texts
        from usage_events where purpose = 'embedding' group by model order by model desc`),
    [Symbol.asyncDispose]: () => world.close(),
  }
}

test('while the documents are read anew the old vectors serve; then the new ones do, and the old ones go', async () => {
  await using it = await openPractice()
  const { world, program } = it
  await program.adds('Doubts.txt', doubts)
  await program.adds('Gardens.txt', gardens)
  await program.adds('Trees.txt', 'Apples want patience.')
  await world.settle()
  expect(await it.asks('Sometimes I feel like a fraud there')).toContain(doubts)

  world.model.failsToEmbed(({ model, input }) => (model === large && input.includes(gardens) ? '500' : undefined))
  await world.restart({ openaiEmbeddingModel: large })
  await world.quiet()
  expect(await it.docs()).toContain('anew for the new model: 2 of 3')
  expect(await it.vectors()).toEqual([
    { model: `${small}/1280`, count: 3 },
    { model: `${large}/1280`, count: 2 },
  ])
  expect(await it.asks('I feel like a fraud again')).toContain(doubts)
  expect(it.lastAsked()).toBe(small)

  // What comes meanwhile is found at once, and follows.
  await program.adds('Fears.txt', 'The fear of being found out grows with praise.')
  await world.quiet()
  expect(await it.asks('A fraud, that is what I am')).toContain('The fear of being found out')
  expect(await it.docs()).toMatch(/anew for the new model: [23] of 4/)

  world.model.failsToEmbed(() => undefined)
  await world.advance(6 * 60_000)
  expect(await it.docs()).not.toContain('anew')
  expect(await it.vectors()).toEqual([{ model: `${large}/1280`, count: 4 }])
  expect(await it.chunks()).toBe(4)
  expect(await it.asks('Such a fraud, still')).toContain(doubts)
  expect(it.lastAsked()).toBe(large)
  // Each text once by each model, and the one that came in between by both.
  expect(await it.spent()).toEqual([
    { model: small, texts: 4 },
    { model: large, texts: 4 },
  ])
  const calls = world.model.embeddingRequests.length
  await program.adds('Doubts.txt', doubts)
  await world.settle()
  expect(world.model.embeddingRequests).toHaveLength(calls)
})

test('a key that opens another model changes the coach’s; back again costs nothing', async () => {
  const serverFor = (key: string) => (key.includes('large') ? { embeddingModel: large } : undefined)
  await using it = await openPractice({ serverFor })
  const { world, program } = it
  await program.adds('Doubts.txt', doubts)
  await program.adds('Gardens.txt', gardens)
  await world.settle()
  world.model.failsToEmbed(({ model, input }) => (model === large && input.includes(gardens) ? '500' : undefined))
  await world.dana.says('/key sk-test-key-large-0002')
  await world.dana.hears('0002')
  await world.quiet()
  expect(await it.docs()).toContain('1 of 2')
  await world.dana.says('/key sk-test-key-of-dana-0001')
  await world.dana.hears('0001')
  await world.settle()
  expect(await it.docs()).not.toContain('anew')
  expect(await it.asks('I feel like a fraud')).toContain(doubts)
  expect(it.lastAsked()).toBe(small)
  await world.advance(25 * 3_600_000)
  expect(await it.vectors()).toEqual([{ model: `${small}/1280`, count: 2 }])
  expect(await it.spent()).toEqual([
    { model: small, texts: 2 },
    { model: large, texts: 1 },
  ])
})

test('the first key of a coach whose documents the rehearsal has read', async () => {
  await using it = await openPractice({ rehearsal: true, key: false })
  const { world, program } = it
  await program.adds('Doubts.txt', doubts)
  await world.settle()
  expect(await it.vectors()).toEqual([{ model: 'offline/1280', count: 1 }])
  await world.dana.says('/key sk-test-key-of-dana-0001')
  await world.dana.hears('0001')
  await world.settle()
  expect(await it.vectors()).toEqual([{ model: `${small}/1280`, count: 1 }])
})

test('what could not be read anew is tried again for as long as it takes, and what is removed is not waited for', async () => {
  await using it = await openPractice()
  const { world, program } = it
  await program.adds('Doubts.txt', doubts)
  const other = await program.adds('Gardens.txt', gardens)
  await world.settle()
  world.model.failsToEmbed(({ model, input }) => (model === large && input.includes(gardens) ? '500' : undefined))
  await world.restart({ openaiEmbeddingModel: large })
  for (let hours = 0; hours < 7; hours++) await world.advance(3_600_000)
  expect(await program.sees(other.id)).toMatchObject({ status: 'ready' })
  const tried = world.model.embeddingRequests.length
  for (let hours = 0; hours < 2; hours++) await world.advance(3_600_000)
  expect(world.model.embeddingRequests.length).toBeGreaterThan(tried)
  expect(await it.docs()).toContain('1 of 2')
  await program.removes(other.id)
  await world.settle()
  expect(await it.vectors()).toEqual([{ model: `${large}/1280`, count: 1 }])
})

test('an answer that was paid and is of no use is counted', async () => {
  await using it = await openPractice()
  const { world, program } = it
  world.model.failsToEmbed(() => 'missing_vector')
  await program.adds('Doubts.txt', doubts)
  await world.quiet()
  expect(await it.spent()).toEqual([{ model: small, texts: 1 }])
  world.model.failsToEmbed(() => undefined)
  await world.settle()
  expect(await it.spent()).toEqual([{ model: small, texts: 2 }])
  world.model.failsToEmbed(() => 'missing_vector')
  await it.asks('Imposter syndrome, promoted: what is it?')
  // Once, though the documents and what was said are both searched by it.
  expect(await world.rows(sql`select tokens_in from usage_events where purpose in ('search', 'recall')`)).toEqual([
    { tokens_in: fakeTokensPerText },
  ])
})
