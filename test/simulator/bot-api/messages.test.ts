import { expect, test } from 'vitest'
import { openSimulator } from '../open-simulator.ts'

async function openChat() {
  const world = await openSimulator()
  await world.sarah.says('/start')
  await world.updates()
  const send = (text: string, more: object = {}) => world.get('sendMessage', { chat_id: world.sarah.id, text, ...more })
  return { ...world, send }
}

test('what a bot sends is on the screen, dated by the clock, and never comes back to it', async () => {
  await using world = await openChat()
  const message = await world.send('Hello *Sarah* https://example.com', {
    entities: [{ type: 'bold', offset: 6, length: 7 }],
  })
  expect(message).toMatchObject({
    date: Date.parse('2026-03-02T09:00:00Z') / 1000,
    from: { id: world.bot.id, is_bot: true },
    chat: { id: world.sarah.id, type: 'private', first_name: 'Sarah' },
    entities: [
      { type: 'bold', offset: 6, length: 7 },
      { type: 'url', offset: 14, length: 19 },
    ],
  })
  expect(world.sarah.screen().at(-1)).toMatchObject({
    id: message.message_id,
    text: 'Hello *Sarah* https://example.com',
    from: { isBot: true },
  })
  expect(await world.updates()).toEqual([])
})

test('blank ends go, and entities move along', async () => {
  await using world = await openChat()
  const message = await world.send('  \n Hello  ', { entities: [{ type: 'bold', offset: 4, length: 7 }] })
  expect(message).toMatchObject({ text: 'Hello', entities: [{ type: 'bold', offset: 0, length: 5 }] })
})

test("a person's message reaches the bot with its command found", async () => {
  await using world = await openChat()
  const replied = await world.send('Hello')
  await world.sarah.says('/help now', { replyTo: replied.message_id })
  const [update] = await world.updates()
  expect(update?.['message']).toMatchObject({
    text: '/help now',
    from: { id: world.sarah.id, is_bot: false, language_code: 'de' },
    entities: [{ type: 'bot_command', offset: 0, length: 5 }],
    reply_to_message: { message_id: replied.message_id, text: 'Hello' },
  })
})

test('an edit by a person is an edited_message', async () => {
  await using world = await openChat()
  const { id } = await world.sarah.says('helo')
  world.clock.advance(60_000)
  await world.sarah.edits(id, 'hello')
  const updates = await world.updates()
  expect(updates[1]).toMatchObject({
    edited_message: { message_id: id, text: 'hello', edit_date: Date.parse('2026-03-02T09:01:00Z') / 1000 },
  })
})

test('a bot edits its text and its buttons, and hears that nothing changed', async () => {
  await using world = await openChat()
  const reply_markup = { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }], []] }
  const { message_id } = await world.send('Do you agree?', { reply_markup })
  const chat = { chat_id: world.sarah.id, message_id }
  const notModified = /^Bad Request: message is not modified: specified new message content/
  expect(await world.api('editMessageText', { ...chat, text: 'Do you agree?', reply_markup })).toMatchObject({
    status: 400,
    description: expect.stringMatching(notModified),
  })
  expect(await world.api('editMessageReplyMarkup', { ...chat, reply_markup })).toMatchObject({
    description: expect.stringMatching(notModified),
  })

  await world.get('editMessageReplyMarkup', {
    ...chat,
    reply_markup: { inline_keyboard: [[{ text: 'No', callback_data: 'no' }]] },
  })
  expect(world.sarah.message(message_id).buttons).toEqual([[{ text: 'No', data: 'no' }]])
  await world.get('editMessageText', { ...chat, text: 'You agreed.' })
  expect(world.sarah.message(message_id)).toMatchObject({ text: 'You agreed.', buttons: undefined })
  expect(await world.updates()).toEqual([])
})

test.each<[method: string, purpose: string, more: object]>([
  ['editMessageText', 'edit', { text: 'x' }],
  ['editMessageReplyMarkup', 'edit', {}],
  ['deleteMessage', 'delete', {}],
  ['setMessageReaction', 'react', {}],
  ['pinChatMessage', 'pin', {}],
])('%s of a message that is gone says so', async (method, purpose, more) => {
  await using world = await openChat()
  const { message_id } = await world.send('Hello')
  await world.sarah.deletes(message_id)
  expect(await world.api(method, { chat_id: world.sarah.id, message_id, ...more })).toMatchObject({
    status: 400,
    description: `Bad Request: message to ${purpose} not found`,
  })
})

test("a bot cannot edit what it has not written, and deletes people's messages for two days", async () => {
  await using world = await openChat()
  const said = await world.sarah.says('mine')
  const target = { chat_id: world.sarah.id, message_id: said.id }
  expect(await world.api('editMessageText', { ...target, text: 'x' })).toMatchObject({
    description: "Bad Request: message can't be edited",
  })

  const other = await world.sarah.says('also mine')
  await world.get('deleteMessage', target)
  world.clock.advance(48 * 3_600_000)
  expect(await world.api('deleteMessage', { ...target, message_id: other.id })).toMatchObject({
    description: "Bad Request: message can't be deleted for everyone",
  })
  expect(world.sarah.screen().map(({ text }) => text)).toEqual(['/start', 'also mine'])
})

test('a tap is a callback query, and its answer comes back to the thumb', async () => {
  await using world = await openChat()
  const { message_id } = await world.send('Do you agree?', {
    reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes:1' }]] },
  })
  const tapping = world.sarah.taps('Yes')
  const [update] = await world.updates()
  expect(update?.['callback_query']).toMatchObject({
    from: { id: world.sarah.id },
    data: 'yes:1',
    message: { message_id, text: 'Do you agree?' },
  })
  await world.get('answerCallbackQuery', {
    callback_query_id: update?.['callback_query'].id,
    text: 'Thank you',
    show_alert: true,
  })
  expect(await tapping).toEqual({ answer: { text: 'Thank you', alert: true } })

  expect(await world.api('answerCallbackQuery', { callback_query_id: '1' })).toMatchObject({
    description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
  })
  expect(
    await world.api('answerCallbackQuery', { callback_query_id: update?.['callback_query'].id, text: 'x'.repeat(201) }),
  ).toMatchObject({ description: 'Bad Request: MESSAGE_TOO_LONG' })
})

test('a tap that nobody answers ends, and a button with a link gives the link', async () => {
  await using world = await openChat()
  await world.send('Choose', {
    reply_markup: {
      inline_keyboard: [
        [
          { text: 'Yes', callback_data: 'yes' },
          { text: 'More', url: 'https://example.com' },
        ],
      ],
    },
  })
  expect(await world.sarah.taps('Yes', { timeoutMs: 10 })).toEqual({})
  expect(await world.sarah.taps('More')).toEqual({ url: 'https://example.com' })
  await expect(world.sarah.taps('No')).rejects.toThrow('There is no button "No" on the screen')
})

test('reactions: one from a bot, of those that exist; a person’s is told in a private chat', async () => {
  await using world = await openChat()
  await world.get('getUpdates', { allowed_updates: ['message', 'message_reaction'] })
  const said = await world.sarah.says('I did it!')
  await world.updates()
  const target = { chat_id: world.sarah.id, message_id: said.id }
  await world.get('setMessageReaction', { ...target, reaction: [{ type: 'emoji', emoji: '🎉' }] })
  expect(world.sarah.message(said.id).reactions).toEqual([{ emoji: '🎉', by: [world.bot.id] }])
  expect(
    await world.api('setMessageReaction', { ...target, reaction: [{ type: 'emoji', emoji: '🥒' }] }),
  ).toMatchObject({ description: 'Bad Request: REACTION_INVALID' })
  expect(
    await world.api('setMessageReaction', {
      ...target,
      reaction: ['👍', '🔥'].map((emoji) => ({ type: 'emoji', emoji })),
    }),
  ).toMatchObject({ description: 'Bad Request: REACTIONS_TOO_MANY' })
  expect(await world.updates()).toEqual([])

  await world.sarah.reacts(said.id, '❤️')
  await world.sarah.reacts(said.id, null)
  const changes = (await world.updates()).map(({ message_reaction: { user, old_reaction, new_reaction } }) => [
    user.id,
    old_reaction,
    new_reaction,
  ])
  const heart = [{ type: 'emoji', emoji: '❤' }]
  expect(changes).toEqual([
    [world.sarah.id, [], heart],
    [world.sarah.id, heart, []],
  ])
})

test('pinning is announced, to the bot that pinned as well', async () => {
  await using world = await openChat()
  const { message_id } = await world.send('Your coach: Dana')
  await world.get('pinChatMessage', { chat_id: world.sarah.id, message_id, disable_notification: true })
  expect(await world.updates()).toMatchObject([
    { message: { pinned_message: { message_id, text: 'Your coach: Dana' } } },
  ])
  expect(world.sarah.screen().at(-1)).toMatchObject({
    service: 'pinned_message',
    silent: true,
    text: 'Clone pinned "Your coach: Dana"',
  })
  expect(await world.get('getChat', { chat_id: world.sarah.id })).toMatchObject({ pinned_message: { message_id } })
  expect(world.sarah.message(message_id).pinned).toBe(true)

  await world.get('unpinChatMessage', { chat_id: world.sarah.id })
  expect(world.sarah.chats()[0]?.pinned).toEqual([])
})

test('copies have no origin, forwards say whose words they are', async () => {
  await using world = await openChat()
  const said = await world.sarah.says('My goal is to run again')
  const move = { chat_id: world.sarah.id, from_chat_id: world.sarah.id, message_id: said.id }
  await world.get('copyMessage', move)
  expect(world.sarah.screen().at(-1)).toMatchObject({ text: 'My goal is to run again', from: { isBot: true } })
  expect(await world.get('forwardMessage', move)).toMatchObject({
    text: 'My goal is to run again',
    forward_origin: { type: 'user', sender_user: { id: world.sarah.id } },
  })

  const secret = await world.send('between us', { protect_content: true })
  expect(await world.api('copyMessage', { ...move, message_id: secret.message_id })).toMatchObject({
    description: "Bad Request: message can't be copied",
  })
  expect(await world.api('forwardMessage', { ...move, message_id: 999 })).toMatchObject({
    description: 'Bad Request: message to forward not found',
  })
})

test('typing shows for five seconds, or until the message', async () => {
  await using world = await openChat()
  const typing = async () => (await world.control('GET', `/people/${world.sarah.id}/messages`)).body.typing
  await world.get('sendChatAction', { chat_id: world.sarah.id, action: 'typing' })
  expect(await typing()).toEqual(['Clone'])
  world.clock.advance(5000)
  expect(await typing()).toEqual([])
  await world.get('sendChatAction', { chat_id: world.sarah.id, action: 'typing' })
  await world.send('Here I am')
  expect(await typing()).toEqual([])
  expect(await world.api('sendChatAction', { chat_id: world.sarah.id, action: 'dancing' })).toMatchObject({
    description: 'Bad Request: wrong parameter action in request',
  })
})

test('a blocked bot gets 403 and is told of both turns', async () => {
  await using world = await openChat()
  await world.sarah.blocks('@clone_bot')
  expect(await world.api('sendMessage', { chat_id: world.sarah.id, text: 'Hello' })).toMatchObject({
    status: 403,
    description: 'Forbidden: bot was blocked by the user',
  })
  expect(await world.api('sendChatAction', { chat_id: world.sarah.id, action: 'typing' })).toMatchObject({
    status: 403,
  })
  await expect(world.sarah.says('Hello?')).rejects.toThrow('Sarah has blocked @clone_bot')
  await world.sarah.unblocks('@clone_bot')
  await world.send('Welcome back')
  const standings = (await world.updates()).map(({ my_chat_member: change }) => [
    change.old_chat_member.status,
    change.new_chat_member.status,
  ])
  expect(standings).toEqual([
    ['member', 'kicked'],
    ['kicked', 'member'],
  ])
})

test('a deep link is pressed: the code arrives, and a blocked bot is let in again', async () => {
  await using world = await openChat()
  await world.sarah.blocks('@clone_bot')
  await world.updates()
  await world.sarah.opens('https://t.me/Clone_Bot?start=dana_7-x')
  const updates = await world.updates()
  expect(updates.map((update) => Object.keys(update)[1])).toEqual(['my_chat_member', 'message'])
  expect(updates[1]?.['message'].text).toBe('/start dana_7-x')
  await expect(world.sarah.opens(`https://t.me/clone_bot?start=${'x'.repeat(65)}`)).rejects.toThrow(
    '64 characters at most',
  )
  await expect(world.sarah.opens('https://example.com/clone_bot?start=x')).rejects.toThrow('is not a link to a bot')
})

test('a bot cannot write first: not to a stranger, and not to someone it has met in a group', async () => {
  await using world = await openSimulator()
  const write = () => world.api('sendMessage', { chat_id: world.dana.id, text: 'Hello' })
  expect(await write()).toMatchObject({ status: 400, description: 'Bad Request: chat not found' })
  await world.openForum()
  expect(await write()).toMatchObject({
    status: 403,
    description: "Forbidden: bot can't initiate conversation with a user",
  })
  await world.dana.says('/start', { chat: '@clone_bot' })
  expect(await write()).toMatchObject({ status: 200 })
})

test('ids of private messages are not shared between the chats of a bot', async () => {
  await using world = await openSimulator()
  const ids = [await world.sarah.says('a'), await world.dana.says('b'), await world.sarah.says('c')].map(({ id }) => id)
  expect(new Set(ids).size).toBe(3)
  expect(ids).toEqual(ids.toSorted((a, b) => a - b))
})
