import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { openSimulator } from '../open-simulator.ts'

/** Every call that docs/simulator.md documents, once, in the order of a story; `called` is compared with the document. */
test('every documented call does what the document says', async () => {
  await using world = await openSimulator({ guide: { steps: [{ title: 'Write', hint: 'as Sarah' }] } })
  const called = new Set<string>()
  async function control(method: string, path: string, pattern: string, body?: unknown) {
    called.add(`${method} ${pattern}`)
    const answer = await world.control(method, path, body)
    expect({ call: `${method} ${path}`, ...answer }).toMatchObject({ status: 200 })
    return answer.body
  }

  // Making the world
  const bot = await control('POST', '/bots', '/bots', { username: 'second_bot', name: 'Second' })
  expect(bot).toEqual({ id: expect.any(Number), token: expect.stringMatching(/^\d+:[\w-]{35}$/) })
  await control('PATCH', `/bots/${bot.id}`, '/bots/{id}', { canReadAllGroupMessages: true })
  const { person: tom } = await control('POST', '/people', '/people', {
    firstName: 'Tom',
    lastName: 'Ash',
    username: 'tom_ash',
    languageCode: 'fr',
  })
  expect(tom).toEqual({
    id: expect.any(Number),
    firstName: 'Tom',
    lastName: 'Ash',
    username: 'tom_ash',
    languageCode: 'fr',
  })
  const { person: mia } = await control('POST', '/people', '/people', { firstName: 'Mia' })
  const { chat } = await control('POST', '/groups', '/groups', {
    title: 'Team',
    owner: tom.id,
    isForum: false,
    members: [mia.id],
  })
  expect(chat).toMatchObject({
    type: 'supergroup',
    title: 'Team',
    isForum: false,
    botIsAdmin: false,
    members: [tom.id, mia.id],
    topics: [],
    pinned: [],
  })
  const group = `/groups/${chat.id}`
  await control('PATCH', group, '/groups/{id}', { title: 'The team', isForum: true })
  await control('POST', `${group}/members`, '/groups/{id}/members', { by: mia.id, member: '@second_bot' })
  await control('PUT', `${group}/admins/@second_bot`, '/groups/{id}/admins/{idOr@bot}', {
    by: tom.id,
    rights: { can_manage_topics: true },
  })
  const { topic } = await control('POST', `${group}/topics`, '/groups/{id}/topics', { by: mia.id, name: 'Plans' })
  expect(topic).toEqual({ id: expect.any(Number), name: 'Plans', iconColor: expect.any(Number), closed: false })
  const changed = await control('PATCH', `${group}/topics/${topic.id}`, '/groups/{id}/topics/{topicId}', {
    by: mia.id,
    name: 'Our plans',
    closed: true,
  })
  expect(changed.topic).toMatchObject({ name: 'Our plans', closed: true })

  // Doing
  const act = (who: { id: number }, act: string, body: unknown) =>
    control('POST', `/people/${who.id}/${act}`, act, body)
  const { message } = await act(tom, 'send', {
    chat: chat.id,
    topic: 1,
    text: 'Hello Mia',
    entities: [{ type: 'bold', offset: 0, length: 5 }],
  })
  expect(message).toMatchObject({
    chatId: chat.id,
    topicId: 1,
    from: { id: tom.id, name: 'Tom Ash', isBot: false },
    date: '2026-03-02T09:00:00.000Z',
    text: 'Hello Mia',
    deleted: false,
    silent: false,
    pinned: false,
    reactions: [],
  })
  const edited = await act(tom, 'edit', { chat: chat.id, messageId: message.id, text: 'Hello Mia!' })
  expect(edited.message).toMatchObject({ text: 'Hello Mia!', editedAt: '2026-03-02T09:00:00.000Z' })
  const reacted = await act(mia, 'react', { chat: chat.id, messageId: message.id, emoji: '👍' })
  expect(reacted.message.reactions).toEqual([{ emoji: '👍', by: [mia.id] }])
  const opened = await act(mia, 'open', { link: 'https://t.me/second_bot?start=code' })
  expect(opened.message).toMatchObject({ chatId: mia.id, text: '/start code' })
  await act(mia, 'block', { bot: '@second_bot' })
  await act(mia, 'unblock', { bot: '@second_bot' })
  const reply_markup = { inline_keyboard: [[{ text: 'More', url: 'https://example.com' }]] }
  await world.get('sendMessage', { chat_id: mia.id, text: 'Welcome', reply_markup }, bot.token)
  expect(await act(mia, 'tap', { chat: '@second_bot', button: 'More' })).toEqual({ url: 'https://example.com' })

  // Seeing
  const { chats } = await control('GET', `/people/${mia.id}/chats`, '/people/{id}/chats')
  expect(chats).toMatchObject([
    {
      id: mia.id,
      type: 'private',
      title: 'Second',
      bot: '@second_bot',
      blocked: false,
      unread: 1,
      lastMessage: { text: 'Welcome' },
    },
    { id: chat.id, title: 'The team', botIsAdmin: true, unread: expect.any(Number) },
  ])
  await act(mia, 'read', { chat: '@second_bot' })
  expect((await control('GET', `/people/${mia.id}/chats`, '/people/{id}/chats')).chats[0].unread).toBe(0)
  const screen = await control('GET', `/people/${mia.id}/messages?chat=@second_bot&limit=1`, '/people/{id}/messages')
  expect(screen).toMatchObject({
    messages: [{ text: 'Welcome', buttons: [[{ text: 'More', url: 'https://example.com' }]] }],
    typing: [],
  })
  const waited = await act(mia, 'wait', { chat: chat.id, topic: 1, text: '/HELLO.*!$/i', since: 0, timeoutMs: 1000 })
  expect(waited.message.id).toBe(message.id)
  expect(await control('GET', `/people/${mia.id}/commands?chat=@second_bot`, '/people/{id}/commands')).toEqual({
    commands: [],
  })
  const { calls } = await control('GET', '/calls?since=0', '/calls')
  expect(calls).toMatchObject([
    {
      n: 1,
      at: '2026-03-02T09:00:00.000Z',
      method: 'sendMessage',
      parameters: { text: 'Welcome' },
      ok: true,
      unknownFields: [],
    },
  ])
  const state = await control('GET', '/state', '/state')
  expect(state).toMatchObject({
    now: '2026-03-02T09:00:00.000Z',
    bots: [
      { id: world.bot.id, username: 'clone_bot', name: 'Clone', token: world.bot.token },
      { username: 'second_bot' },
    ],
    people: [{ firstName: 'Sarah' }, { firstName: 'Dana' }, { firstName: 'Tom' }, { firstName: 'Mia' }],
    chats: [{ type: 'private' }, { type: 'supergroup' }],
    lastEvent: expect.any(Number),
  })
  expect(await control('GET', '/guide', '/guide')).toEqual({ steps: [{ title: 'Write', hint: 'as Sarah' }] })

  // Faults, time, and taking things away
  await control('POST', '/faults', '/faults', { method: 'sendMessage', status: 429, retryAfter: 3, times: 1 })
  await control('DELETE', '/faults', '/faults')
  expect(await control('POST', '/clock/advance', '/clock/advance', { ms: 60_000 })).toEqual({
    now: '2026-03-02T09:01:00.000Z',
  })
  await act(tom, 'delete', { chat: chat.id, messageId: message.id })
  await control('DELETE', `${group}/topics/${topic.id}`, '/groups/{id}/topics/{topicId}', { by: mia.id })
  await control('PUT', `${group}/admins/@second_bot`, '/groups/{id}/admins/{idOr@bot}', { by: tom.id, rights: null })
  const left = await control('DELETE', `${group}/members/@second_bot`, '/groups/{id}/members/{idOr@bot}', {
    by: tom.id,
  })
  expect(left.chat).toMatchObject({ members: [tom.id, mia.id], topics: [{ id: 1 }] })

  called.add('GET /events') // below
  expect([...called].toSorted()).toEqual((await documentedCalls()).toSorted())
})

/** "GET /state" and so on from the tables; the acts of a person by their name alone, as the document lists them. */
async function documentedCalls(): Promise<string[]> {
  const document = await readFile(new URL('../../../docs/simulator.md', import.meta.url), 'utf8')
  const calls = [...document.matchAll(/^\| (`.*?)\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, call = '']) => call),
  )
  return calls.map((call) => {
    const [, method, path] = /^(GET|POST|PUT|PATCH|DELETE) \/control(\/[^\s?]*)/.exec(call) ?? []
    if (!method || !path) return `POST ${call}`
    return path === '/people/{id}/read' || path === '/people/{id}/wait'
      ? `POST ${path.split('/').at(-1)}`
      : `${method} ${path}`
  })
}

test('events come as they happen', async () => {
  await using world = await openSimulator()
  const response = await fetch(`${world.url}/control/events`)
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let received = ''
  const until = async (text: string) => {
    while (!received.includes(text)) received += (await reader?.read())?.value ?? ''
  }
  await until(': connected')
  const { id } = await world.sarah.says('hello')
  await world.sarah.edits(id, 'hello!')
  await world.sarah.reacts(id, '👍')
  await world.get('sendChatAction', { chat_id: world.sarah.id, action: 'typing' })
  await world.sarah.deletes(id)
  await world.simulator.advance(1000)
  await until('"clock"')
  const events = [...received.matchAll(/^data: (.*)$/gm)].map(([, json = '']) => JSON.parse(json))
  expect(events.map(({ kind }) => kind)).toEqual(['message', 'edit', 'reaction', 'typing', 'delete', 'clock'])
  expect(events.map(({ chatId }) => chatId)).toEqual([...Array(5).fill(world.sarah.id), undefined])
  expect(events.at(-1).n).toBe(world.simulator.world.lastEvent)
})

test('waiting gives up with the screen', async () => {
  await using world = await openSimulator()
  await world.sarah.says('hello')
  const { status, body } = await world.control('POST', `/people/${world.sarah.id}/wait`, {
    text: 'hello',
    timeoutMs: 1,
  })
  expect(status).toBe(408)
  expect(body).toEqual({
    error: 'Sarah did not hear "hello". On the screen:\n  #1 Sarah: hello',
    screen: ['#1 Sarah: hello'],
  })
})

test.each<[what: string, call: (ids: { sarah: number }) => [string, string, unknown?], status: number, error: RegExp]>([
  ['a person who is not there', () => ['GET', '/people/1/chats'], 404, /no person with id 1/],
  ['a path that is not there', () => ['GET', '/nothing'], 404, /There is no GET \/control\/nothing/],
  ['a body without a text', ({ sarah }) => ['POST', `/people/${sarah}/send`, {}], 400, /^text: /],
  ['an empty message', ({ sarah }) => ['POST', `/people/${sarah}/send`, { text: ' ' }], 400, /needs a text/],
  [
    'a bot that is not there',
    ({ sarah }) => ['POST', `/people/${sarah}/send`, { chat: '@no_bot', text: 'x' }],
    404,
    /no bot @no_bot/,
  ],
  [
    'a message that is not there',
    ({ sarah }) => ['POST', `/people/${sarah}/edit`, { messageId: 9, text: 'x' }],
    404,
    /no message 9/,
  ],
  ['a username twice', () => ['POST', '/bots', { username: 'Clone_Bot', name: 'x' }], 409, /@Clone_Bot is taken/],
  ['a fault that is none', () => ['POST', '/faults', { status: 418 }], 400, /./],
  ['a clock set back', () => ['POST', '/clock/advance', { ms: -1 }], 400, /^ms: /],
])('%s is refused with a sentence', async (_, call, status, error) => {
  await using world = await openSimulator()
  const [method, path, body] = call({ sarah: world.sarah.id })
  const answer = await world.control(method, path, body)
  expect(answer).toEqual({ status, body: { error: expect.stringMatching(error) } })
})

test('with two bots, the number of a private chat says too little', async () => {
  await using world = await openSimulator()
  world.simulator.addBot({ username: 'other_bot', name: 'Other' })
  const send = (chat?: string) => world.control('POST', `/people/${world.sarah.id}/send`, { chat, text: 'Hello' })
  expect((await send()).status).toBe(400)
  expect((await send('@other_bot')).status).toBe(200)
})
