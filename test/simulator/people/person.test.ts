import { expect, test } from 'vitest'
import { openSimulator } from '../open-simulator.ts'

test('hears what is there already, and what comes later', async () => {
  await using world = await openSimulator()
  await world.sarah.says('/start')
  const send = (text: string) => world.get('sendMessage', { chat_id: world.sarah.id, text })
  await send('Hello Sarah')
  expect((await world.sarah.hears('Hello')).text).toBe('Hello Sarah')
  const hearing = world.sarah.hears(/^How are you/g)
  await send('How are you?')
  expect((await hearing).text).toBe('How are you?')
})

test('hears an edit', async () => {
  await using world = await openSimulator()
  await world.sarah.says('/start')
  const { message_id } = await world.get('sendMessage', { chat_id: world.sarah.id, text: 'One moment' })
  const hearing = world.sarah.hears('Here it is')
  await world.get('editMessageText', { chat_id: world.sarah.id, message_id, text: 'Here it is' })
  expect((await hearing).id).toBe(message_id)
})

test('does not hear herself, nor what is older than `since`, nor what was deleted', async () => {
  await using world = await openSimulator()
  await world.sarah.says('Hello from me')
  const old = await world.get('sendMessage', { chat_id: world.sarah.id, text: 'Hello' })
  const gone = await world.get('sendMessage', { chat_id: world.sarah.id, text: 'Hello again' })
  await world.get('deleteMessage', { chat_id: world.sarah.id, message_id: gone.message_id })
  await expect(world.sarah.hears('Hello', { since: old.message_id, timeoutMs: 1 })).rejects.toThrow(
    'Sarah did not hear "Hello". On the screen:\n  #1 Sarah: Hello from me\n  #2 Clone: Hello',
  )
})

test('closing ends waiting', async () => {
  const world = await openSimulator()
  const startedAt = Date.now()
  const hearing = world.sarah.hears('anything').catch((error: Error) => error.name)
  await world[Symbol.asyncDispose]()
  expect(await hearing).toBe('NotHeard')
  expect(Date.now() - startedAt).toBeLessThan(2000)
})

test('unread messages are counted by topic, and are read by looking or by answering', async () => {
  await using world = await openSimulator()
  const group = await world.openForum()
  const chat = group.id
  const { id: topic } = await world.dana.makesTopic('Sarah', chat)
  const unread = () => world.dana.chats().find(({ id }) => id === chat)?.unread
  await world.dana.reads({ chat })
  expect(unread()).toBe(0)
  for (const text of ['a', 'b']) await world.get('sendMessage', { chat_id: chat, message_thread_id: topic, text })
  await world.get('sendMessage', { chat_id: chat, text: 'for all' })
  expect(unread()).toBe(3)
  await world.dana.reads({ chat, topic })
  expect(unread()).toBe(1)
  await world.dana.says('thanks', { chat })
  expect(unread()).toBe(0)
})

test('reading what has been read is not news', async () => {
  await using world = await openSimulator()
  await world.sarah.says('/start')
  await world.get('sendMessage', { chat_id: world.sarah.id, text: 'Hello' })
  await world.sarah.reads()
  const before = world.simulator.world.lastEvent
  await world.sarah.reads()
  expect(world.simulator.world.lastEvent).toBe(before)
})

test('people edit and delete their own messages only', async () => {
  await using world = await openSimulator()
  const group = await world.openForum()
  await world.dana.adds(world.sarah.id, group.id)
  const { id } = await world.dana.says('mine', { chat: group.id })
  await expect(world.sarah.edits(id, 'yours', { chat: group.id })).rejects.toThrow('Only their own messages')
  await expect(world.sarah.deletes(id, { chat: group.id })).rejects.toThrow('may not delete')
  await expect(world.sarah.reacts(id, '🥒', { chat: group.id })).rejects.toThrow('no reaction')
})

test('a group that becomes a forum keeps its messages in General', async () => {
  await using world = await openSimulator()
  const group = world.simulator.addGroup({ title: 'Coaching', owner: world.dana })
  await world.dana.says('from before', { chat: group.id })
  await world.control('PATCH', `/groups/${group.id}`, { isForum: true })
  expect(world.dana.screen({ chat: group.id, topic: 1 })).toMatchObject([{ text: 'from before', topicId: 1 }])
})

test('each topic says what is new in it and what was said last', async () => {
  await using world = await openSimulator()
  const group = await world.openForum()
  const chat = group.id
  const { id: topic } = await world.dana.makesTopic('Sarah', chat)
  await world.dana.reads({ chat })
  for (const text of ['a', 'b']) await world.get('sendMessage', { chat_id: chat, message_thread_id: topic, text })
  await world.get('sendMessage', { chat_id: chat, text: 'for all' })
  const topics = () => world.dana.chats()[0]?.topics.map(({ unread, lastMessage }) => [unread, lastMessage?.text])
  expect(topics()).toEqual([
    [1, 'for all'],
    [2, 'b'],
  ])
  await world.dana.reads({ chat, topic })
  expect(topics()?.[1]).toEqual([0, 'b'])
})

test('a sound is heard of what is loud, from someone else', async () => {
  await using world = await openSimulator()
  const group = await world.openForum()
  const alerts: object[] = []
  world.simulator.world.onEvent(({ n, ...event }) => event.kind === 'alert' && alerts.push(event))
  const chat_id = group.id
  await world.sarah.says('/start')
  await world.get('sendMessage', { chat_id, text: 'quiet', disable_notification: true })
  await world.dana.makesTopic('Sarah', chat_id)
  expect(alerts).toEqual([])

  const { message_id } = await world.get('sendMessage', { chat_id, text: 'loud' })
  const toSarah = await world.get('sendMessage', { chat_id: world.sarah.id, text: 'loud' })
  expect(alerts).toEqual([
    { kind: 'alert', fromId: world.bot.id, chatId: chat_id, topicId: 1, messageId: message_id },
    { kind: 'alert', fromId: world.bot.id, chatId: world.sarah.id, messageId: toSarah.message_id },
  ])
  await world.get('pinChatMessage', { chat_id, message_id, disable_notification: true })
  expect(alerts).toHaveLength(2)
  await world.get('unpinChatMessage', { chat_id, message_id })
  await world.get('pinChatMessage', { chat_id, message_id })
  expect(alerts).toHaveLength(3)
})
