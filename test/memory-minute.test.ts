/** In the minute in which it can be had back, what is forgotten is already out of every prompt; what is left of it stays answered. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isNoted, isSummedUp } from './support/noted.ts'
import { openWorld } from './support/world.ts'

const fact = { kind: 'fact', details: { about: 'family' } } as const

async function openTalk(words: string) {
  const world = await openWorld()
  world.model.answersWith(() => ({ reply: 'Mm.' }))
  const says = async (text: string, rest: { replyTo?: number } = {}) => {
    const said = await world.sarah.says(text, rest)
    await world.settle()
    return said
  }
  const taps = async (...buttons: string[]) => {
    for (const button of buttons) {
      await world.sarah.taps(button)
      await world.settle()
    }
  }
  const prompt = async () => {
    await says('Hello again.')
    return world.model.requests.at(-1)?.body.messages ?? []
  }
  const said = await says(words)
  await isNoted(world, { ...fact, text: 'Father drank absinthe', quotes: ['My father drank absinthe.'] })
  const forgetsItem = async () => {
    await says('/memory')
    await taps('From your life (1)', '1', 'Forget', 'Yes, forget it')
  }
  return { world, said, says, taps, prompt, forgetsItem }
}

describe('for the minute', () => {
  let talk: Awaited<ReturnType<typeof openTalk>>
  beforeAll(async () => {
    talk = await openTalk('My father drank absinthe. I like tea.')
    await isSummedUp(talk.world, 'It was about absinthe.')
  })
  afterAll(() => talk?.world.close())

  test('a thing is in no prompt: neither its words nor what was made of them, until it is had back', async () => {
    await talk.forgetsItem()
    expect(JSON.stringify(await talk.prompt())).not.toContain('absinthe')
    await talk.taps('Undo')
    expect(JSON.stringify(await talk.prompt())).toContain('absinthe')
  })

  test('neither is a message', async () => {
    await talk.says('Forget this.', { replyTo: talk.said.id })
    await talk.taps('Yes, forget it')
    expect(JSON.stringify(await talk.prompt())).not.toContain('absinthe')
    await talk.taps('Undo')
    expect(JSON.stringify(await talk.prompt())).toContain('absinthe')
  })
})

test('what was answered stays answered when the answer goes', async () => {
  const { world, forgetsItem, prompt } = await openTalk('My father drank absinthe. I want to quit my job tomorrow.')
  await using _ = world
  await forgetsItem()
  await world.advance(61_000)
  const told = (await prompt()).filter(({ role }) => role !== 'system')
  expect(told).toEqual([
    expect.objectContaining({ role: 'user', content: 'I want to quit my job tomorrow.' }),
    expect.objectContaining({ role: 'assistant', content: expect.stringContaining('have been dealt with') }),
    expect.objectContaining({ role: 'user', content: 'Hello again.' }),
  ])
})
