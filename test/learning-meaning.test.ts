/** An intervention is found by what it means, in other words than the client's: one call for a turn, and words alone without it. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { analysed } from './support/learning.ts'
import { fakeTokensPerText } from './support/openai-server.ts'
import { openWorld } from './support/world.ts'

const small = 'text-embedding-3-small'
const large = 'text-embedding-3-large'

/** The two models know the same and put it differently: by the vectors of the one nothing of the other's is found. */
function embed(text: string, model: string): number[] {
  const isDoubt = /imposter|fraud/i.test(text)
  if (model === small) return isDoubt ? [1] : [0, 1]
  return isDoubt ? [0, 1] : [1]
}

async function openDoubts() {
  const world = await openWorld({ clients: ['Sarah', 'Tom'], embedsByKey: true })
  const { sarah, dana, model } = world
  model.embedsAs(embed)
  model.answersAs('analysis', (request) => ({
    ...analysed(request),
    ...{ situation: 'self_doubt', situation_summary: 'imposter syndrome after a promotion' },
  }))
  await sarah.says('It is Sarah Miller here. I am an imposter in every meeting.')
  await world.settle()
  for (const words of ['/takeover', 'Who decided that you belong there?', '/handback']) {
    await world.writes(dana, 'Sarah', words)
    await world.settle()
  }
  await world.taps(dana, 'Keep')
  await world.settle()
  await world.advance(60_000)
  let calls = 0
  return {
    ...{ world, model },
    /** Of the last turn. */
    embeddingCalls: () => calls,
    /** @returns the examples that the model is given for it */
    async told(words: string): Promise<string> {
      let told = ''
      model.answersWith((request) => {
        told = /<examples>[\s\S]*<\/examples>/.exec(request.texts('system').join('\n'))?.[0] ?? ''
        return {}
      })
      const before = model.embeddingRequests.length
      await world.client('Tom').says(words)
      await world.settle()
      calls = model.embeddingRequests.length - before
      await world.advance(60_000)
      return told
    },
    embedded: () => model.embeddingRequests.flatMap(({ body }) => body.input),
    [Symbol.asyncDispose]: () => world.close(),
  }
}

test('"fraud" finds what was said to an imposter, by one call; without vectors words do, and another model follows', async () => {
  await using it = await openDoubts()
  const { world, model } = it
  const [kept] = it.embedded().filter((text) => text.includes('imposter syndrome'))
  expect(kept).toContain('I am an imposter in every meeting.')
  expect(kept).not.toMatch(/Sarah|Miller/)
  expect(await world.rows(sql`select model, tokens_in as tokens from usage_events where purpose = 'examples'`)).toEqual(
    [{ model: small, tokens: fakeTokensPerText }],
  )

  const fraud = 'Soon everybody will see that I am a fraud.'
  expect(await it.told(fraud)).toContain('Who decided that you belong there?')
  expect(it.embeddingCalls()).toBe(1)
  expect(await it.told('The garden wants water this year.')).toBe('')

  model.failsToEmbed(() => '500')
  expect(await it.told('Sooner or later they see that I am a fraud.')).toBe('')
  expect(await it.told('An imposter is what I am.')).toContain('Who decided that you belong there?')

  model.failsToEmbed(() => undefined)
  await world.restart({ openaiEmbeddingModel: large })
  await it.told('An imposter is what I am, still.') // whatever is learned next
  await world.advance(15 * 60_000)
  expect(await world.rows(sql`select model from human_intervention_analyses`)).toEqual([{ model: `${large}/1280` }])
  expect(await it.told('Today they will see that I am a fraud.')).toContain('Who decided that you belong there?')
})

test('who has withdrawn their consent is embedded no more', async () => {
  await using it = await openDoubts()
  const { world } = it
  const embedsAnew = async () => {
    const before = it.embedded().length
    await world.rows(
      sql`update human_intervention_analyses set model = null, embedding = null, embedding_due_at = '2026-01-01'`,
    )
    await world.advance(10 * 60_000)
    return it.embedded().slice(before)
  }
  expect(await embedsAnew()).toEqual([expect.stringContaining('imposter')])
  await world.rows(sql`update clients set consent_at = null where display_name = 'Sarah'`)
  expect(await embedsAnew()).toEqual([])
})
