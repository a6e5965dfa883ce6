import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { parseTap } from '../src/telegram/buttons.ts'
import { openWorld } from './support/world.ts'

const uuid = '01234567-89ab-7cde-8f01-23456789abcd'

test.each([
  [`agree:${uuid}`, { action: 'agree', subject: uuid }],
  ['link_group:-1001234567890', { action: 'link_group', subject: '-1001234567890' }],
  ['agree:x', undefined],
  [`link_group:${uuid}`, undefined],
  [`constructor:${uuid}`, undefined],
  ['agree', undefined],
  [undefined, undefined],
])('callback data %s', (data, expected) => {
  expect(parseTap(data)).toEqual(expected)
})

test('danger whose quotation would end in the middle of an emoji is stored, answered and passed on', async () => {
  await using world = await openWorld()
  const { sarah } = world
  await sarah.says(`${'I want to kill myself tonight. '.padEnd(399, 'a ')}😢 and more`)
  await world.quiet()
  expect(await world.rows(sql`select grade from safety_episodes`)).toHaveLength(1)
  expect(await world.rows(sql`select state from conversations`)).toEqual([{ state: 'waiting' }])
})

test('a client who sends /coach stays a client, and what she writes next still finds her coach', async () => {
  await using world = await openWorld()
  const { sarah, model } = world
  await sarah.says('/coach')
  await world.settle()
  model.willAnswer({ reply: 'What was it like?' })
  await sarah.says('I had a long day.')
  await world.settle()
  await sarah.hears('What was it like?')
})

test("another bot's command in a topic is no word to the client", async () => {
  await using world = await openWorld()
  const { sarah, dana } = world
  await world.writes(dana, 'Sarah', '/takeover')
  await world.settle()
  await world.writes(dana, 'Sarah', '/remind@other_bot call her mother')
  await world.settle()
  expect(sarah.screen().some(({ text }) => text.includes('mother'))).toBe(false)
})

test('a coach who turns to something else is no longer asked: the next words are no method', async () => {
  await using world = await openWorld()
  const { dana } = world
  await dana.says('/method')
  await dana.hears('I listen, and ask one question.')
  await dana.says('/today')
  await dana.hears('Nobody needs you now')
  await dana.says('hello bot')
  await world.settle()
  expect(await world.rows(sql`select methodology from coaches`)).toEqual([
    { methodology: 'I listen, and ask one question.' },
  ])
})
