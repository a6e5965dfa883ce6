import { expect, test } from 'vitest'
import { openSimulator } from '../open-simulator.ts'

async function openBasicGroup() {
  const world = await openSimulator()
  const group = world.simulator.addGroup({
    title: 'Coaching',
    owner: world.dana,
    members: [world.sarah],
    type: 'group',
  })
  await world.dana.promotes('@clone_bot', group.id, { rights: { can_manage_topics: true } })
  await world.updates()
  return { ...world, group }
}

test('a basic group is one, and has no topics', async () => {
  await using world = await openBasicGroup()
  const chat_id = world.group.id
  expect(await world.get('getChat', { chat_id })).toMatchObject({ type: 'group', title: 'Coaching' })
  expect(chat_id).toBeLessThan(0)
  expect(String(chat_id)).not.toMatch(/^-100\d{10}$/)
  expect(await world.get('sendMessage', { chat_id, text: 'Hello' })).toMatchObject({ chat: { type: 'group' } })
  expect(await world.api('createForumTopic', { chat_id, name: 'Sarah' })).toMatchObject({
    status: 400,
    description: 'Bad Request: method is available only for supergroups',
  })
  expect(world.dana.chats()).toMatchObject([{ type: 'group', isForum: false, botIsAdmin: true }])
})

test('it becomes a supergroup with another id: both say so, and the old one names the new one', async () => {
  await using world = await openBasicGroup()
  const { body } = await world.control('POST', `/groups/${world.group.id}/migrate`, {})
  const newId: number = body.chat.id
  expect(String(newId)).toMatch(/^-100\d{10}$/)
  const messages = (await world.updates()).map((update) => update['message'])
  expect(messages).toMatchObject([
    { chat: { id: world.group.id, type: 'group' }, migrate_to_chat_id: newId },
    { chat: { id: newId, type: 'supergroup' }, migrate_from_chat_id: world.group.id },
  ])
  for (const [method, more] of [
    ['sendMessage', { text: 'Hello' }],
    ['getChat', {}],
    ['setMessageReaction', { message_id: 1 }],
  ] as const) {
    expect(await world.api(method, { chat_id: world.group.id, ...more })).toEqual({
      status: 400,
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: newId },
    })
  }
  await world.get('sendMessage', { chat_id: newId, text: 'Here we are' })
  await world.sarah.hears('Here we are', { chat: newId })
  expect(await world.get('getChatMember', { chat_id: newId, user_id: world.bot.id })).toMatchObject({
    status: 'administrator',
    can_manage_topics: true,
  })
  expect(world.dana.chats().map(({ id }) => id)).toEqual([newId])
  expect((await world.control('POST', `/groups/${newId}/migrate`, {})).status).toBe(409)
})

test('topics turned on make a supergroup of it first; a person who still holds the old id lands in the new one', async () => {
  await using world = await openBasicGroup()
  const { body } = await world.control('PATCH', `/groups/${world.group.id}`, { isForum: true })
  expect(body.chat).toMatchObject({ type: 'supergroup', isForum: true })
  expect(body.chat.id).not.toBe(world.group.id)
  expect((await world.sarah.says('Hello', { chat: world.group.id })).chatId).toBe(body.chat.id)
})
