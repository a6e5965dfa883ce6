import { expect, test } from 'vitest'
import { openSimulator } from '../open-simulator.ts'

type World = Awaited<ReturnType<typeof openSimulator>>

const kindsOf = (updates: object[]) => updates.map((update) => Object.keys(update)[1])

async function openGroup(world: World, { members = [world.sarah] } = {}) {
  const group = world.simulator.addGroup({ title: 'Coaching', owner: world.dana, members })
  await world.dana.adds('@clone_bot', group.id)
  return group
}

test('a bot learns that it was added, promoted and removed', async () => {
  await using world = await openSimulator()
  const group = await openGroup(world)
  await world.dana.promotes('@clone_bot', group.id, { rights: { can_manage_topics: true } })
  await world.dana.removes('@clone_bot', group.id)
  const updates = await world.updates()
  expect(kindsOf(updates)).toEqual(['my_chat_member', 'message', 'my_chat_member', 'my_chat_member'])
  expect(updates[0]?.['my_chat_member']).toMatchObject({
    from: { id: world.dana.id },
    chat: { id: group.id, type: 'supergroup', title: 'Coaching' },
    old_chat_member: { status: 'left' },
    new_chat_member: { status: 'member', user: { id: world.bot.id } },
  })
  expect(updates[1]?.['message'].new_chat_members).toMatchObject([{ id: world.bot.id }])
  expect(updates[2]?.['my_chat_member'].new_chat_member).toMatchObject({
    status: 'administrator',
    can_manage_topics: true,
    can_pin_messages: false,
  })
  expect(updates[3]?.['my_chat_member'].new_chat_member).toMatchObject({ status: 'kicked' })
  expect(await world.api('sendMessage', { chat_id: group.id, text: 'x' })).toMatchObject({
    status: 403,
    description: 'Forbidden: bot was kicked from the supergroup chat',
  })
})

test('a bot that left is not a member', async () => {
  await using world = await openSimulator()
  const group = await openGroup(world)
  await world.get('leaveChat', { chat_id: group.id })
  expect(await world.api('getChat', { chat_id: group.id })).toMatchObject({
    status: 403,
    description: 'Forbidden: bot is not a member of the supergroup chat',
  })
  expect(world.dana.screen({ chat: group.id }).at(-1)?.text).toBe('Clone left the group')
})

test('in privacy mode a bot reads commands, replies to it and service messages', async () => {
  await using world = await openSimulator()
  const group = await openGroup(world)
  const other = world.simulator.addBot({ username: 'other_bot', name: 'Other' })
  await world.dana.adds(other.id, group.id)
  await world.updates()
  const chat = group.id
  const { message_id } = await world.get('sendMessage', { chat_id: chat, text: 'Hello all' })

  await world.sarah.says('plain text', { chat })
  await world.sarah.says('@clone_bot hey', { chat })
  await world.sarah.says('/help', { chat }) // for the bot that wrote last
  await world.sarah.says('/help@other_bot', { chat })
  await world.sarah.says('/help@Clone_Bot', { chat })
  const reply = await world.sarah.says('a reply', { chat, replyTo: message_id })
  await world.sarah.edits(reply.id, 'an edited reply', { chat })
  await world.get('sendMessage', { chat_id: chat, text: 'from a bot' }, other.token)
  await world.sarah.says('/later', { chat }) // for the other bot, which wrote last now
  await world.dana.removes(world.sarah.id, group.id)

  const updates = await world.updates()
  expect(updates.map((update) => (update['message'] ?? update['edited_message']).text)).toEqual([
    '/help',
    '/help@Clone_Bot',
    'a reply',
    'an edited reply',
    undefined,
  ])
  expect(updates.at(-1)?.['message'].left_chat_member.id).toBe(world.sarah.id)
})

test.each<[string, (world: World, groupId: number) => Promise<unknown>]>([
  ['an administrator', (world, groupId) => world.dana.promotes('@clone_bot', groupId, { rights: {} })],
  ['privacy mode off', (world) => world.control('PATCH', `/bots/${world.bot.id}`, { canReadAllGroupMessages: true })],
])('%s reads everything', async (_, prepare) => {
  await using world = await openSimulator()
  const group = await openGroup(world)
  await prepare(world, group.id)
  await world.updates()
  await world.sarah.says('plain text', { chat: group.id })
  expect((await world.updates())[0]?.['message'].text).toBe('plain text')
})

test('getMe tells of privacy mode', async () => {
  await using world = await openSimulator()
  expect(await world.get('getMe')).toMatchObject({
    id: world.bot.id,
    username: 'clone_bot',
    can_read_all_group_messages: false,
  })
  await world.control('PATCH', `/bots/${world.bot.id}`, { canReadAllGroupMessages: true })
  expect(await world.get('getMe')).toMatchObject({ can_read_all_group_messages: true })
})

test('only an administrator hears of reactions and of other members, and only when it asks', async () => {
  await using world = await openSimulator()
  const group = await openGroup(world)
  await world.get('getUpdates', { allowed_updates: ['message_reaction', 'chat_member'] })
  const { message_id } = await world.get('sendMessage', { chat_id: group.id, text: 'Hello all' })
  await world.updates()
  await world.sarah.reacts(message_id, '👍', { chat: group.id })
  expect(await world.updates()).toEqual([])

  await world.dana.promotes('@clone_bot', group.id, { rights: {} })
  await world.sarah.reacts(message_id, '🔥', { chat: group.id })
  await world.dana.removes(world.sarah.id, group.id)
  const updates = await world.updates()
  expect(updates).toMatchObject([
    {
      message_reaction: {
        user: { id: world.sarah.id },
        old_reaction: [{ emoji: '👍' }],
        new_reaction: [{ emoji: '🔥' }],
      },
    },
    {
      chat_member: {
        from: { id: world.dana.id },
        old_chat_member: { status: 'member' },
        new_chat_member: { status: 'kicked', user: { id: world.sarah.id } },
      },
    },
  ])
})

test('an anonymous administrator writes and reacts in the name of the group', async () => {
  await using world = await openSimulator()
  const group = await world.openForum()
  await world.get('getUpdates', { allowed_updates: ['message', 'message_reaction'] })
  await world.dana.promotes(world.dana.id, group.id, { rights: null, isAnonymous: true })
  await world.updates()
  const said = await world.dana.says('Who am I?', { chat: group.id })
  await world.dana.reacts(said.id, '👀', { chat: group.id })
  const [message, reaction] = await world.updates()
  expect(message?.['message']).toMatchObject({
    from: { id: 1087968824, is_bot: true, username: 'GroupAnonymousBot' },
    sender_chat: { id: group.id },
  })
  expect(reaction?.['message_reaction']).toMatchObject({ actor_chat: { id: group.id } })
  expect(reaction?.['message_reaction']).not.toHaveProperty('user')
  expect(said.from).toEqual({ id: group.id, name: 'Coaching', isBot: false })
})

test('getChat, its members, administrators and their number', async () => {
  await using world = await openSimulator()
  const group = await openGroup(world)
  const chat_id = group.id
  await world.dana.promotes('@clone_bot', group.id, { rights: { can_pin_messages: true } })
  expect(await world.get('getChat', { chat_id })).toMatchObject({ id: chat_id, type: 'supergroup', title: 'Coaching' })
  expect(await world.get('getChatMemberCount', { chat_id })).toBe(3)
  const administrators: { status: string; user: { id: number } }[] = await world.get('getChatAdministrators', {
    chat_id,
  })
  expect(administrators.map(({ status, user }) => [status, user.id])).toEqual([
    ['creator', world.dana.id],
    ['administrator', world.bot.id],
  ])
  const statusOf = async (user_id: number) => (await world.get('getChatMember', { chat_id, user_id })).status
  expect(await statusOf(world.sarah.id)).toBe('member')
  expect(await statusOf(world.simulator.addPerson({ firstName: 'Tom' }).id)).toBe('left')
  expect(await world.api('getChatMember', { chat_id, user_id: 1 })).toMatchObject({
    description: 'Bad Request: PARTICIPANT_ID_INVALID',
  })
})

test('rights are asked for: pinning, deleting, and what people may not do either', async () => {
  await using world = await openSimulator()
  const group = await openGroup(world)
  const chat = group.id
  const said = await world.sarah.says('Hello', { chat })
  const target = { chat_id: chat, message_id: said.id }
  expect(await world.api('pinChatMessage', target)).toMatchObject({
    description: 'Bad Request: not enough rights to manage pinned messages in the chat',
  })
  expect(await world.api('deleteMessage', target)).toMatchObject({
    description: "Bad Request: message can't be deleted for everyone",
  })
  await world.dana.promotes('@clone_bot', group.id, { rights: { can_pin_messages: true, can_delete_messages: true } })
  await world.get('pinChatMessage', target)
  await world.get('deleteMessage', target)

  const tom = world.simulator.addPerson({ firstName: 'Tom' })
  await expect(tom.says('Hello', { chat })).rejects.toThrow('Tom is not in the group "Coaching"')
  await expect(world.sarah.promotes(tom.id, chat, { rights: {} })).rejects.toThrow(
    'Sarah lacks the right can_promote_members',
  )
  await expect(world.sarah.removes('@clone_bot', chat)).rejects.toThrow('Sarah lacks the right can_restrict_members')
})

test('outside forums, a chain of replies has a thread that is no topic', async () => {
  await using world = await openSimulator()
  const group = await openGroup(world)
  await world.dana.promotes('@clone_bot', group.id, { rights: {} })
  await world.updates()
  const first = await world.sarah.says('first', { chat: group.id })
  const second = await world.sarah.says('second', { chat: group.id, replyTo: first.id })
  await world.sarah.says('third', { chat: group.id, replyTo: second.id })
  const messages = (await world.updates()).map((update) => update['message'])
  expect(messages.map((message) => message.message_thread_id)).toEqual([undefined, first.id, first.id])
  expect(messages[2].reply_to_message.message_id).toBe(second.id)
  expect(messages[2]).not.toHaveProperty('is_topic_message')
})
