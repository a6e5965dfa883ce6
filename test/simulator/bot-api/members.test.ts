import { expect, test } from 'vitest'
import { openSimulator } from '../open-simulator.ts'

const rights = { can_restrict_members: true, can_promote_members: true, can_pin_messages: true }

async function openGroup() {
  const world = await openSimulator()
  const group = await world.openForum(rights)
  await world.dana.adds(world.sarah.id, group.id)
  await world.get('getUpdates', { allowed_updates: ['message', 'chat_member', 'my_chat_member'] })
  await world.updates()
  const target = { chat_id: group.id, user_id: world.sarah.id }
  const statusOf = async () => (await world.get('getChatMember', target)).status
  return { ...world, group, target, statusOf }
}

test('who is banned is gone, cannot come back, and may when let', async () => {
  await using world = await openGroup()
  const chat = world.group.id
  const said = await world.sarah.says('Hello', { chat })
  await world.updates()
  await world.get('banChatMember', { ...world.target, revoke_messages: true })
  expect(await world.statusOf()).toBe('kicked')
  expect(await world.updates()).toMatchObject([
    { chat_member: { from: { id: world.bot.id }, new_chat_member: { status: 'kicked' } } },
    { message: { left_chat_member: { id: world.sarah.id } } },
  ])
  expect(world.dana.screen({ chat }).map(({ id }) => id)).not.toContain(said.id)
  await expect(world.sarah.joins(chat)).rejects.toThrow('was removed')

  await world.get('unbanChatMember', { ...world.target, only_if_banned: true })
  expect(await world.statusOf()).toBe('left')
  await world.updates()
  await world.sarah.joins(chat)
  expect(await world.updates()).toMatchObject([
    { chat_member: { old_chat_member: { status: 'left' }, new_chat_member: { status: 'member' } } },
    { message: { from: { id: world.sarah.id }, new_chat_members: [{ id: world.sarah.id }] } },
  ])
  await world.sarah.leaves(chat)
  expect(await world.statusOf()).toBe('left')
})

test('a bot makes administrators, of those rights that it has', async () => {
  await using world = await openGroup()
  await world.get('promoteChatMember', { ...world.target, can_pin_messages: true })
  expect(await world.get('getChatMember', world.target)).toMatchObject({
    status: 'administrator',
    can_pin_messages: true,
    can_manage_topics: false,
  })
  expect(await world.updates()).toMatchObject([{ chat_member: { new_chat_member: { status: 'administrator' } } }])
  expect(await world.api('promoteChatMember', { ...world.target, can_manage_topics: true })).toMatchObject({
    status: 400,
    description: 'Bad Request: RIGHT_FORBIDDEN',
  })
  await world.get('promoteChatMember', world.target)
  expect(await world.statusOf()).toBe('member')
})

test.each<[method: string, who: 'dana' | 'sarah' | 'tom' | 'nobody', description: string]>([
  ['banChatMember', 'dana', "can't remove chat owner"],
  ['promoteChatMember', 'dana', "can't change the rights of the chat owner"],
  ['promoteChatMember', 'tom', 'USER_NOT_PARTICIPANT'],
  ['banChatMember', 'nobody', 'PARTICIPANT_ID_INVALID'],
])('%s of %s is a 400', async (method, who, description) => {
  await using world = await openGroup()
  const tom = world.simulator.addPerson({ firstName: 'Tom' })
  const user_id = { dana: world.dana.id, sarah: world.sarah.id, tom: tom.id, nobody: 1 }[who]
  expect(await world.api(method, { chat_id: world.group.id, user_id })).toMatchObject({
    status: 400,
    description: `Bad Request: ${description}`,
  })
})

test('without the right, nobody is sent away or made anything', async () => {
  await using world = await openGroup()
  await world.dana.promotes('@clone_bot', world.group.id, { rights: {} })
  for (const method of ['banChatMember', 'unbanChatMember', 'promoteChatMember']) {
    expect((await world.api(method, world.target)).description).toMatch(/not enough rights/)
  }
  expect(await world.api('banChatMember', { chat_id: 1, user_id: 1 })).toMatchObject({ status: 400 })
})
