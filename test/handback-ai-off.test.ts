/** What is said at a handback while the AI is off is true, and who asks for the human is announced as that alone. */
import { expect, test } from 'vitest'
import { openWorld } from './support/world.ts'

test('with the AI off, a handback says who answers, to the client and to the coach', async () => {
  await using world = await openWorld()
  const { dana, sarah } = world
  await world.writes(dana, 'Sarah', '/takeover')
  await sarah.says('My boss shouted at me.')
  await world.writes(dana, 'Sarah', '/ai off')
  await world.settle()
  world.newsFor(sarah)
  await world.writes(dana, 'Sarah', '/handback')
  await world.settle()
  const [left, ...more] = world.newsFor(sarah).map(({ text }) => text)
  expect(left).toContain('Dana has left the chat for now. What you write here goes to Dana, who answers in person.')
  expect(more.join()).not.toContain('AI answers again')
  const seen = () =>
    world
      .topic('Sarah')
      .map(({ text }) => text)
      .join('\n')
  expect(seen()).toContain('Handed back. The AI is off for Sarah')
  expect(seen()).not.toMatch(/AI answers Sarah again/)
})

test('with the AI off, [AI may answer] promises nothing', async () => {
  await using world = await openWorld()
  const { dana, sarah } = world
  await sarah.says('/human')
  await world.settle()
  await world.writes(dana, 'Sarah', '/ai off')
  await world.settle()
  world.newsFor(sarah)
  await world.taps(dana, 'AI may answer')
  await world.settle()
  expect(world.topic('Sarah').at(-1)?.text).toContain('Nothing has changed: the AI is off for Sarah')
  expect(world.newsFor(sarah)).toEqual([])
})

test('how sure the AI was says nothing about whoever asks for the coach in words', async () => {
  await using world = await openWorld()
  const { dana, sarah, model } = world
  model.willAnswer({ reply: 'What hurts most?', confidence: 0.8 })
  await sarah.says('My boss shouted at me.')
  await world.settle()
  await sarah.says('Can you get Dana please')
  await world.settle()
  await world.writes(dana, 'Sarah', '/brief')
  await world.settle()
  const calls = world.topic('Sarah').filter(({ text }) => text.includes('Sarah asks for you'))
  expect(calls).toHaveLength(2)
  expect(calls.map(({ text }) => text).join('\n')).not.toContain('% sure')
})
