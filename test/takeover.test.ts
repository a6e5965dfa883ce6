import { expect, test } from 'vitest'
import { openWorld } from './support/world.ts'

test('a client writes, the AI answers, and the coach sees both with their authors', async () => {
  await using world = await openWorld()
  const { sarah, model } = world
  model.willAnswer({ reply: 'That sounds **heavy**. What hurts most?', confidence: 0.82 })
  await sarah.says('My boss gave my project away today.')
  await world.settle()

  expect((await sarah.hears('What hurts most?')).text).toBe('That sounds heavy. What hurts most?')
  const turn = world.topic('Sarah').at(-1)
  expect(turn?.text).toBe(
    'Sarah: My boss gave my project away today.\nAI to Sarah (82% sure): \nThat sounds heavy. What hurts most?',
  )
  expect(turn?.silent).toBe(true)
  expect(JSON.stringify(turn?.entities)).toContain('expandable_blockquote')
})

test('a client who asks for the human gets her, and the AI stays out while she leads', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  model.willAnswer({ reply: 'I will ask Dana to join us.', wants_human: true })
  await sarah.says('Can I speak to Dana herself?')
  await world.settle()
  await sarah.hears("I've told Dana")
  expect(world.topic('Sarah').some((message) => message.text.includes('Sarah asks for you') && !message.silent)).toBe(
    true,
  )

  await world.taps(dana, 'Take over')
  await world.settle()
  await sarah.hears('Dana is here now, in person.')
  await world.writes(dana, 'Sarah', 'I am here.')
  await world.settle()
  await sarah.hears('Dana: I am here.')

  const asked = model.requests.length
  await sarah.says('Thank you.')
  await world.settle()
  expect(model.requests.length).toBe(asked)
  expect(sarah.screen().at(-1)?.text).toBe('Thank you.')

  await world.writes(dana, 'Sarah', '/handback She is calmer now.')
  model.willAnswer({ reply: 'Shall we go on?' })
  await world.settle()
  await sarah.hears('Dana has left the chat')
  await sarah.says('I feel better.')
  await world.settle()
  await sarah.hears('Shall we go on?')
})
