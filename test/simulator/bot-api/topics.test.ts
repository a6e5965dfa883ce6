import { expect, test } from 'vitest'
import { openSimulator } from '../open-simulator.ts'

test('a topic is made by a message, which everyone sees and the bot is told of', async () => {
  await using world = await openSimulator()
  const group = await world.openForum()
  const [icon] = await world.get('getForumTopicIconStickers')
  const topic = await world.get('createForumTopic', {
    chat_id: group.id,
    name: 'Sarah',
    icon_color: 16766590,
    icon_custom_emoji_id: icon.custom_emoji_id,
  })
  expect(topic).toMatchObject({ name: 'Sarah', icon_color: 16766590, icon_custom_emoji_id: icon.custom_emoji_id })
  expect(await world.updates()).toMatchObject([
    {
      message: {
        message_id: topic.message_thread_id,
        message_thread_id: topic.message_thread_id,
        is_topic_message: true,
        forum_topic_created: { name: 'Sarah' },
      },
    },
  ])
  const [general, made] = world.dana.chats()[0]?.topics ?? []
  expect(general).toMatchObject({ id: 1, name: 'General', closed: false })
  expect(made).toMatchObject({ id: topic.message_thread_id, name: 'Sarah', iconColor: 16766590, icon: icon.emoji })
})

test('messages in a topic carry it, in General they do not, and replies stay where they belong', async () => {
  await using world = await openSimulator()
  const group = await world.openForum()
  const chat = group.id
  const { message_thread_id: topic } = await world.get('createForumTopic', { chat_id: chat, name: 'Sarah' })
  await world.updates()

  await world.dana.says('to General', { chat })
  const inTopic = await world.dana.says('in the topic', { chat, topic })
  await world.dana.says('a reply from elsewhere', { chat, topic: 1, replyTo: inTopic.id })
  const [general, first, reply] = (await world.updates()).map((update) => update['message'])
  expect(general).not.toHaveProperty('message_thread_id')
  expect(general).not.toHaveProperty('reply_to_message')
  expect(general.chat.is_forum).toBe(true)
  expect(first).toMatchObject({
    message_thread_id: topic,
    is_topic_message: true,
    reply_to_message: { message_id: topic, forum_topic_created: { name: 'Sarah' } },
  })
  expect(reply).toMatchObject({ message_thread_id: topic, reply_to_message: { message_id: inTopic.id } })

  await world.get('sendMessage', { chat_id: chat, text: 'mirrored', message_thread_id: topic })
  await world.get('sendMessage', { chat_id: chat, text: 'answered', reply_parameters: { message_id: inTopic.id } })
  await world.get('sendMessage', { chat_id: chat, text: 'for all' })
  expect(world.dana.screen({ chat, topic }).map(({ text }) => text)).toEqual([
    'Clone created the topic "Sarah"',
    'in the topic',
    'a reply from elsewhere',
    'mirrored',
    'answered',
  ])
  expect(world.dana.screen({ chat, topic: 1 }).at(-1)).toMatchObject({ text: 'for all', topicId: 1 })
})

test('renaming, closing, reopening: announced, and refused when nothing changes', async () => {
  await using world = await openSimulator()
  const group = await world.openForum()
  const chat_id = group.id
  const { message_thread_id } = await world.get('createForumTopic', { chat_id, name: 'Sarah' })
  const target = { chat_id, message_thread_id }
  await world.updates()
  await world.get('editForumTopic', { ...target, name: 'Sarah (paused)' })
  await world.get('closeForumTopic', target)
  await world.get('reopenForumTopic', target)
  expect(
    (await world.updates()).map(({ message }) => Object.keys(message).find((key) => key.startsWith('forum_topic'))),
  ).toEqual(['forum_topic_edited', 'forum_topic_closed', 'forum_topic_reopened'])
  for (const [method, more] of [
    ['editForumTopic', { name: 'Sarah (paused)' }],
    ['editForumTopic', {}],
    ['reopenForumTopic', {}],
  ] as const) {
    expect(await world.api(method, { ...target, ...more })).toMatchObject({
      status: 400,
      description: 'Bad Request: TOPIC_NOT_MODIFIED',
    })
  }
})

test('a deleted topic takes its messages along and is not found again', async () => {
  await using world = await openSimulator()
  const group = await world.openForum()
  const chat_id = group.id
  const { message_thread_id } = await world.get('createForumTopic', { chat_id, name: 'Sarah' })
  await world.get('sendMessage', { chat_id, message_thread_id, text: 'Hello' })
  await world.get('deleteForumTopic', { chat_id, message_thread_id })
  expect(world.dana.screen({ chat: chat_id }).some(({ text }) => text === 'Hello')).toBe(false)
  expect(await world.api('sendMessage', { chat_id, message_thread_id, text: 'Hello?' })).toMatchObject({
    status: 400,
    description: 'Bad Request: message thread not found',
  })
  expect(await world.api('closeForumTopic', { chat_id, message_thread_id })).toMatchObject({
    description: 'Bad Request: TOPIC_ID_INVALID',
  })
  expect(() => world.dana.screen({ chat: chat_id, topic: message_thread_id })).toThrow('There is no topic')
})

test('General cannot be named as a thread', async () => {
  await using world = await openSimulator()
  const group = await world.openForum()
  expect(await world.api('sendMessage', { chat_id: group.id, message_thread_id: 1, text: 'Hello' })).toMatchObject({
    description: 'Bad Request: message thread not found',
  })
})

test('a closed topic is closed to those without the right', async () => {
  await using world = await openSimulator()
  const group = await world.openForum({ can_pin_messages: true })
  const { id: topic } = await world.dana.makesTopic('Sarah', group.id)
  await world.dana.changesTopic(topic, group.id, { closed: true })
  const write = () => world.api('sendMessage', { chat_id: group.id, message_thread_id: topic, text: 'Hello' })
  expect(await write()).toMatchObject({ status: 400, description: 'Bad Request: TOPIC_CLOSED' })
  await world.dana.adds(world.sarah.id, group.id)
  await expect(world.sarah.says('Hello', { chat: group.id, topic })).rejects.toThrow('The topic "Sarah" is closed')
  await world.dana.promotes('@clone_bot', group.id, { rights: { can_manage_topics: true } })
  expect(await write()).toMatchObject({ status: 200 })

  const { id: own } = await world.sarah.makesTopic('Notes', group.id)
  await world.sarah.changesTopic(own, group.id, { closed: true })
  await world.sarah.says('Still my topic', { chat: group.id, topic: own })
})

test.each<[method: string, more: object, description: string]>([
  ['createForumTopic', { name: 'Tom' }, 'not enough rights to create a topic'],
  ['editForumTopic', { name: 'Tom' }, 'not enough rights to edit the topic'],
  ['closeForumTopic', {}, 'not enough rights to close the topic'],
  ['deleteForumTopic', {}, 'not enough rights to delete the topic'],
])('%s without the right is a 400', async (method, more, description) => {
  await using world = await openSimulator()
  const group = await world.openForum({ can_pin_messages: true })
  const { id } = await world.dana.makesTopic('Sarah', group.id)
  const parameters = { chat_id: group.id, ...(method !== 'createForumTopic' && { message_thread_id: id }), ...more }
  expect(await world.api(method, parameters)).toMatchObject({ status: 400, description: `Bad Request: ${description}` })
})

test.each<[what: string, parameters: object, description: string]>([
  ['an empty name', { name: '  ' }, 'TOPIC_TITLE_EMPTY'],
  ['a name of 129 characters', { name: 'x'.repeat(129) }, 'name is too long: 129 of 128 characters'],
  ['a colour that is not offered', { name: 'Sarah', icon_color: 1 }, 'invalid icon color specified'],
  ['an icon that is not offered', { name: 'Sarah', icon_custom_emoji_id: '1' }, 'DOCUMENT_INVALID'],
])('createForumTopic with %s is a 400', async (_, parameters, description) => {
  await using world = await openSimulator()
  const group = await world.openForum()
  expect(await world.api('createForumTopic', { chat_id: group.id, ...parameters })).toMatchObject({
    description: `Bad Request: ${description}`,
  })
})

test('a group without topics has none to make', async () => {
  await using world = await openSimulator()
  const group = await world.openForum()
  await world.control('PATCH', `/groups/${group.id}`, { isForum: false })
  expect(await world.api('createForumTopic', { chat_id: group.id, name: 'Sarah' })).toMatchObject({
    description: 'Bad Request: the chat is not a forum',
  })
})

test('General has methods of its own: renamed, closed, hidden and shown again', async () => {
  await using world = await openSimulator()
  const group = await world.openForum()
  const chat_id = group.id
  const general = () => world.dana.chats()[0]?.topics[0]
  await world.get('editGeneralForumTopic', { chat_id, name: 'Everyone' })
  expect(general()).toMatchObject({ id: 1, name: 'Everyone', closed: false })
  await world.get('hideGeneralForumTopic', { chat_id })
  expect(general()).toMatchObject({ closed: true, hidden: true })
  await world.get('unhideGeneralForumTopic', { chat_id })
  await world.get('reopenGeneralForumTopic', { chat_id })
  await world.get('closeGeneralForumTopic', { chat_id })
  const services = (await world.updates()).map(({ message }) => Object.keys(message).find((key) => /forum/.test(key)))
  expect(services).toEqual([
    'forum_topic_edited',
    'forum_topic_closed',
    'general_forum_topic_hidden',
    'general_forum_topic_unhidden',
    'forum_topic_reopened',
    'forum_topic_closed',
  ])
  expect(await world.api('closeGeneralForumTopic', { chat_id })).toMatchObject({
    description: 'Bad Request: TOPIC_NOT_MODIFIED',
  })
  await world.dana.promotes('@clone_bot', chat_id, { rights: {} })
  expect((await world.api('hideGeneralForumTopic', { chat_id })).description).toMatch(/not enough rights/)
})

test('pins are taken back topic by topic', async () => {
  await using world = await openSimulator()
  const group = await world.openForum()
  const chat_id = group.id
  const { message_thread_id } = await world.get('createForumTopic', { chat_id, name: 'Sarah' })
  const pin = async (more: object) => {
    const { message_id } = await world.get('sendMessage', { chat_id, text: 'Keep', ...more })
    await world.get('pinChatMessage', { chat_id, message_id, disable_notification: true })
    return message_id
  }
  const [inTopic, inGeneral] = [await pin({ message_thread_id }), await pin({})]
  const own = await world.dana.says('Mine', { chat: chat_id })
  await world.dana.pins(own.id, { chat: chat_id })
  expect(world.dana.chats()[0]?.pinned).toEqual([inTopic, inGeneral, own.id])
  await world.get('unpinAllForumTopicMessages', { chat_id, message_thread_id })
  expect(world.dana.chats()[0]?.pinned).toEqual([inGeneral, own.id])
  await world.dana.unpins(own.id, { chat: chat_id })
  expect(world.dana.chats()[0]?.pinned).toEqual([inGeneral])
  await world.get('unpinAllGeneralForumTopicMessages', { chat_id })
  expect(world.dana.chats()[0]?.pinned).toEqual([])
})

test('with a topic goes what was said in it, and nothing can be sent there', async () => {
  await using world = await openSimulator()
  const group = await world.openForum()
  const chat_id = group.id
  const { message_thread_id } = await world.get('createForumTopic', { chat_id, name: 'Sarah' })
  const { message_id } = await world.get('sendMessage', { chat_id, message_thread_id, text: 'Hello' })
  await world.get('deleteForumTopic', { chat_id, message_thread_id })
  expect(world.dana.screen({ chat: chat_id }).map(({ id }) => id)).not.toContain(message_id)
  for (const method of ['sendMessage', 'sendDice', 'sendChatAction']) {
    expect(await world.api(method, { chat_id, message_thread_id, text: 'x', action: 'typing' })).toMatchObject({
      status: 400,
      description: 'Bad Request: message thread not found',
    })
  }
})
