import { expect, test } from 'vitest'
import { openSimulator } from '../open-simulator.ts'

async function openChat() {
  const world = await openSimulator()
  await world.sarah.says('/start')
  const draft = (text: string, more: object = {}) =>
    world.api('sendMessageDraft', { chat_id: world.sarah.id, draft_id: 1, text, ...more })
  return { ...world, draft }
}

test('a draft is seen as it grows, for half a minute, and is no message', async () => {
  await using world = await openChat()
  const entities = [{ type: 'bold', offset: 0, length: 2 }]
  expect(await world.draft('I am', { entities })).toMatchObject({ ok: true, result: true })
  expect(world.sarah.drafts()).toEqual([{ id: 1, text: 'I am', entities }])
  await world.draft('I am here')
  const { body } = await world.control('GET', `/people/${world.sarah.id}/messages`)
  expect(body.drafts).toEqual([{ id: 1, text: 'I am here', entities: [] }])
  expect(body.messages).toHaveLength(1)
  world.clock.advance(29_999)
  expect(world.sarah.drafts()).toHaveLength(1)
  world.clock.advance(1)
  expect(world.sarah.drafts()).toEqual([])
})

test('the message takes its place', async () => {
  await using world = await openChat()
  await world.draft('')
  expect(world.sarah.drafts()).toEqual([{ id: 1, text: '', entities: [] }])
  await world.get('sendMessage', { chat_id: world.sarah.id, text: 'I am here.' })
  expect(world.sarah.drafts()).toEqual([])
})

test.each<[what: string, parameters: object, description: RegExp]>([
  ['no number', { draft_id: 0 }, /non-zero/],
  ['too much', { text: 'x'.repeat(4097) }, /too long/],
  ['a chat nobody has', { chat_id: 1 }, /chat not found/],
])('a draft with %s is a 400', async (_, parameters, description) => {
  await using world = await openChat()
  const answer = await world.draft('x', parameters)
  expect(answer).toMatchObject({ status: 400, description: expect.stringMatching(description) })
})

test('a group takes no drafts, someone who has blocked the bot neither', async () => {
  await using world = await openChat()
  const group = await world.openForum()
  expect((await world.draft('x', { chat_id: group.id })).description).toMatch(/private chats only/)
  await world.sarah.blocks('@clone_bot')
  expect(await world.draft('x')).toMatchObject({ status: 403 })
})
