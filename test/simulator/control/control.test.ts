import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { openSimulator } from '../open-simulator.ts'

/** Every call that docs/simulator.md documents, once, in the order of a story; `called` is compared with the document. */
test('every documented call does what the document says', async () => {
  const wish = { name: 'wish', label: 'Your wish' }
  await using world = await openSimulator({
    guide: {
      steps: [{ title: 'Write', hint: 'as Sarah' }],
      actions: [
        {
          id: 'wish',
          label: 'Make a wish',
          fields: [wish],
          run: async ({ wish }) => ({ message: `So be it: ${wish}` }),
        },
      ],
    },
  })
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
  const poll = await act(tom, 'send', { chat: chat.id, kind: 'poll', question: 'When?', options: ['Now', 'Later'] })
  const voted = await act(mia, 'vote', { chat: chat.id, messageId: poll.message.id, options: ['Later'] })
  expect(voted.message.attachment).toEqual({
    kind: 'poll',
    question: 'When?',
    options: [
      { text: 'Now', votes: 0, voters: [] },
      { text: 'Later', votes: 1, voters: [], mine: true },
    ],
    closed: false,
  })
  const file = { name: 'plan.txt', mime: 'text/plain', base64: Buffer.from('Rest').toString('base64') }
  const sent = await act(mia, 'send', { chat: '@second_bot', kind: 'document', caption: 'My plan', file })
  expect(sent.message).toMatchObject({
    text: 'My plan',
    media: { kind: 'document', name: 'plan.txt', mime: 'text/plain', size: 4 },
  })
  const forwarded = await act(mia, 'forward', {
    chat: '@second_bot',
    messageId: sent.message.id,
    to: chat.id,
    topic: 1,
  })
  expect(forwarded.message).toMatchObject({ chatId: chat.id, forwardedFrom: 'Mia', media: sent.message.media })
  await act(tom, 'pin', { chat: chat.id, messageId: message.id })
  await act(tom, 'unpin', { chat: chat.id, messageId: message.id })
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
    drafts: [],
  })
  const waited = await act(mia, 'wait', { chat: chat.id, topic: 1, text: '/HELLO.*!$/i', since: 0, timeoutMs: 1000 })
  expect(waited.message.id).toBe(message.id)
  expect(await control('GET', `/people/${mia.id}/commands?chat=@second_bot`, '/people/{id}/commands')).toEqual({
    commands: [],
  })
  called.add('GET /files/{uniqueId}')
  const bytes = await fetch(`${world.url}/control/files/${sent.message.media.uniqueId}`)
  expect(await bytes.text()).toBe('Rest')
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
  expect(await control('GET', '/guide', '/guide')).toEqual({
    steps: [{ title: 'Write', hint: 'as Sarah' }],
    actions: [{ id: 'wish', label: 'Make a wish', fields: [wish] }],
  })
  const granting = '/guide/actions/wish'
  const granted = await control('POST', granting, '/guide/actions/{id}', { values: { wish: 'rain' } })
  expect(granted).toEqual({ message: 'So be it: rain' })
  expect(await world.control('POST', granting, { values: { wish: ' ' } })).toMatchObject({
    status: 400,
    body: { error: 'Your wish is missing' },
  })

  // Faults, time, and taking things away
  await control('POST', '/faults', '/faults', { method: 'sendMessage', status: 429, retryAfter: 3, times: 1 })
  await control('DELETE', '/faults', '/faults')
  await control('PUT', '/limits', '/limits', { on: true })
  const answer = { poll_id: '1', option_ids: [0], option_persistent_ids: ['1'] }
  const injected = await control('POST', '/updates', '/updates', {
    bot: '@second_bot',
    update: { poll_answer: answer },
  })
  expect(injected).toEqual({ updateId: expect.any(Number), queued: true, unknownFields: [] })
  const basic = await control('POST', '/groups', '/groups', { title: 'Friends', owner: tom.id, type: 'group' })
  const migrated = await control('POST', `/groups/${basic.chat.id}/migrate`, '/groups/{id}/migrate', {})
  expect(migrated.chat).toMatchObject({ title: 'Friends', type: 'supergroup', members: [tom.id] })
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

test.each<[body: object, shown: object]>([
  [
    { kind: 'photo', caption: 'Look' },
    { text: 'Look', media: { kind: 'photo', mime: 'image/jpeg' } },
  ],
  [{ kind: 'voice', durationS: 9 }, { media: { kind: 'voice', durationS: 9 } }],
  [{ kind: 'video_note' }, { media: { kind: 'video_note', width: 384 } }],
  [{ kind: 'sticker', emoji: '👍' }, { media: { kind: 'sticker', emoji: '👍' } }],
  [{ kind: 'location', latitude: 1, longitude: 2 }, { attachment: { kind: 'location', payload: { latitude: 1 } } }],
  [
    { kind: 'contact', phoneNumber: '+43100', firstName: 'Mia' },
    { attachment: { kind: 'contact', payload: { phone_number: '+43100', first_name: 'Mia' } } },
  ],
  [{ kind: 'dice' }, { attachment: { kind: 'dice', payload: { emoji: '🎲' } } }],
])('%j can be sent', async (body, shown) => {
  await using world = await openSimulator()
  const answer = await world.control('POST', `/people/${world.sarah.id}/send`, body)
  expect(answer).toMatchObject({ status: 200, body: { message: shown } })
  expect(await world.updates()).toMatchObject([{ message: { from: { id: world.sarah.id } } }])
})

test('an album is sent at once', async () => {
  await using world = await openSimulator()
  const album = [{ kind: 'photo', caption: 'Both' }, { kind: 'video' }]
  const { body } = await world.control('POST', `/people/${world.sarah.id}/send`, { album })
  expect(body.messages).toMatchObject([{ text: 'Both', media: { kind: 'photo' } }, { media: { kind: 'video' } }])
  expect(new Set(body.messages.map(({ albumId }: { albumId: string }) => albumId)).size).toBe(1)
  expect(body.message).toEqual(body.messages[0])
})

test.each<[body: object, error: RegExp]>([
  [{ kind: 'hologram' }, /kind/],
  [{ kind: 'photo', file: { base64: '!' } }, /base64/],
  [{ kind: 'photo', caption: 'x'.repeat(1025) }, /1024 characters/],
  [{ kind: 'location', latitude: 100, longitude: 0 }, /latitude/],
  [{ album: [{ kind: 'photo' }] }, /album/],
  [{ album: [{ kind: 'photo' }, { kind: 'dice' }] }, /nothing but files/],
])('%j cannot', async (body, error) => {
  await using world = await openSimulator()
  const answer = await world.control('POST', `/people/${world.sarah.id}/send`, body)
  expect(answer).toEqual({ status: 400, body: { error: expect.stringMatching(error) } })
})

test('a document is for saving: it may be a page with a script in it', async () => {
  await using world = await openSimulator()
  const send = async (kind: 'document' | 'photo', fileName: string) => {
    const { media } = await world.sarah.sends({ kind, fileName, bytes: Buffer.from(fileName) })
    return (await fetch(`${world.url}/control/files/${media?.uniqueId}`)).headers
  }
  for (const name of ['page.html', 'picture.svg']) {
    const headers = await send('document', name)
    expect(headers.get('content-disposition')).toMatch(/^attachment/)
    expect(headers.get('content-security-policy')).toContain('sandbox')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
  expect((await send('photo', 'me.jpg')).get('content-disposition')).toMatch(/^inline/)
  expect((await world.control('GET', '/files/nothing')).status).toBe(404)
})
