/** Calm: one pinned message says who needs the coach, a topic's icon and card say how things stand, and little makes a sound. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const botTexts = (world: World) => world.dana.screen({ chat: world.group.id }).filter((message) => message.from.isBot)
const boardsOf = (world: World) =>
  botTexts(world).filter(
    (message) => /^(Needs you|Nobody needs you)/.test(message.text) && message.replyTo === undefined,
  )
const board = (world: World) => boardsOf(world).map((message) => message.text)
/** A change is to be seen after five seconds at most. */
const fiveSecondsLater = (world: World) => world.advance(5_000)
const iconOf = (world: World, name: string) =>
  world.dana
    .chats()
    .find((chat) => chat.id === world.group.id)
    ?.topics.find((topic) => topic.name === name)?.icon
const cardsOf = (world: World, name: string) =>
  world.topic(name).filter((message) => message.text.startsWith(`${name}\n`))
const lastCall = (world: World) => world.simulator.calls.list().at(-1)?.n ?? 0

/** The model sees it at a glance. */
function asksForHumanWhenAsked(world: World) {
  world.model.answersWith((request) => ({
    reply: 'I hear you.',
    wants_human: /talk to Dana/.test(request.texts('user').at(-1) ?? ''),
  }))
}

/** People who have joined and agreed, without their having to do it one by one. */
async function addClients(world: World, names: readonly string[]) {
  const people = names.map((name) => world.simulator.addPerson({ firstName: name }))
  for (const person of people) {
    await world.rows(sql`with client as (
      insert into clients (coach_id, id, telegram_user_id, display_name, consent_at, created_at)
      values (${world.coach.id}, gen_random_uuid(), ${person.id}, ${person.firstName}, ${world.clock.now().toISOString()}::timestamptz,
        ${world.clock.now().toISOString()}::timestamptz) returning coach_id, id, telegram_user_id),
      active as (insert into active_clients (telegram_user_id, coach_id, client_id) select telegram_user_id, coach_id, id from client)
      insert into conversations (coach_id, id, client_id, state_since)
      select coach_id, gen_random_uuid(), id, ${world.clock.now().toISOString()}::timestamptz from client`)
  }
  await world.settle()
  return people
}

test.each(["I've looked", 'Take over'])('a client to whom nobody came stays on the list until: %s', async (button) => {
  await using world = await openWorld()
  asksForHumanWhenAsked(world)
  await world.sarah.says('Can I talk to Dana?')
  await world.settle()
  world.model.willAnswer({ reply: 'What would you ask Dana?' })
  await world.advance(60 * 60_000)
  await world.settle()
  await fiveSecondsLater(world)
  expect(board(world).at(-1)).toBe(
    'Needs you\n\n⌛ Sarah: nobody came, and the AI has gone on since 11:00. Please look in.',
  )
  await world.taps(world.dana, button)
  await world.settle()
  if (button === 'Take over') {
    await world.writes(world.dana, 'Sarah', '/handback')
    await world.settle()
  }
  await fiveSecondsLater(world)
  expect(board(world).at(-1)).toBe('Nobody needs you now.')
})

test('a day with 100 clients: the one pinned list is right within 5 s of any change, and only what must makes a sound', async () => {
  await using world = await openWorld({ clients: [], start: '2026-03-02T06:00:00Z' })
  // This day's clients wait for as long as it lasts; test/reminders.test.ts shows what happens then by itself.
  await world.rows(
    sql`update coaches set settings = settings || '{"reminders": {"alertMinutes": [9999], "resumeMinutes": 9999, "remindMinutes": 9999, "offerMinutes": 9999}}'::jsonb`,
  )
  const { dana } = world
  asksForHumanWhenAsked(world)
  const people = await addClients(
    world,
    Array.from({ length: 100 }, (_, index) => `Client${index}`),
  )
  const [{ id: boardId } = { id: 0 }] = boardsOf(world)
  const since = lastCall(world)
  const expected = new Map<string, string>()
  const random = createRandom(7)

  async function isRight() {
    await world.settle()
    await fiveSecondsLater(world)
    const [text = '', ...more] = board(world)
    expect(more).toEqual([])
    const shown = text.split('\n').slice(2)
    expect(shown.toSorted()).toEqual([...expected.values()].toSorted())
    const urgency = shown.map((line) => ['🆘', '⏳', '💬'].findIndex((sign) => line.startsWith(sign)))
    expect(urgency).toEqual(urgency.toSorted((a, b) => a - b))
  }

  for (let hour = 7; hour < 10; hour++) {
    await world.advance(3_600_000 - (world.clock.now().getTime() % 3_600_000))
    const time = `${String(hour).padStart(2, '0')}:00`
    const [chats, asks] = [takeOut(people, random), takeOut(people, random)]
    const [inDanger, led] = [takeOut(people, random), takeOut(people, random)]
    await chats.says('Today went well.')
    await asks.says('Can I talk to Dana?')
    expected.set(asks.firstName, `⏳ ${asks.firstName} waits since ${time}: asked for you`)
    await inDanger.says('I want to kill myself.')
    expected.set(inDanger.firstName, `🆘 ${inDanger.firstName}: danger, level 3 of 4, since ${time}. Nobody leads yet.`)
    await led.says('Can I talk to Dana?')
    expected.set(led.firstName, `⏳ ${led.firstName} waits since ${time}: asked for you`)
    await isRight()

    for (const person of [inDanger, led]) await world.writes(dana, person.firstName, '/takeover')
    expected.set(inDanger.firstName, `🆘 ${inDanger.firstName}: danger, level 3 of 4, since ${time}. Dana leads.`)
    await world.settle()
    await led.says('Are you there?')
    expected.set(led.firstName, `💬 ${led.firstName} waits for an answer from Dana since ${time}`)
    await isRight()

    await world.writes(dana, inDanger.firstName, '/handback She is with her sister now.')
    await world.writes(dana, led.firstName, 'Yes, I am.')
    expected.delete(inDanger.firstName)
    expected.delete(led.firstName)
    await isRight()
  }
  expect(boardsOf(world).map(({ id, pinned }) => [id, pinned])).toEqual([[boardId, true]])

  const sent = world.simulator.calls.list({ method: 'sendMessage', since }).filter((call) => call.ok)
  const loudTo = (chat: number) =>
    sent
      .filter((call) => call.parameters['chat_id'] === chat && call.parameters['disable_notification'] !== true)
      .map((call) => String(call.parameters['text']).split('\n')[0] ?? '')
  expect(loudTo(world.group.id).length).toBeGreaterThanOrEqual(9) // two handoffs and a crisis each hour
  for (const text of loudTo(world.group.id)) expect(text).toMatch(/asks for you|may be in danger|want to kill/)
  expect(loudTo(dana.id)).toHaveLength(3)
  for (const text of loudTo(dana.id)) expect(text).toMatch(/may be in danger/)

  await world.advance(24 * 3_600_000) // what was "since 09:00" is of another day now
  expect(board(world)[0]).toMatch(/waits since 2 Mar, 09:00: asked for you/)

  // Everyone waits: as many as fit, the most urgent first.
  await world.rows(sql`update conversations set state = 'waiting', state_since = state_since where state = 'ai'`)
  await takeOut(people, random).says('I want to kill myself.')
  await world.settle()
  await fiveSecondsLater(world)
  const [long = ''] = board(world)
  expect(long.length).toBeLessThanOrEqual(4096)
  expect(long.split('\n')[2]).toMatch(/^🆘/)
  const listed = long.split('\n').filter((line) => /^[🆘⏳💬]/u.test(line)).length
  const [needing] = await world.rows<{ n: number }>(
    sql`select count(*)::int as n from conversations where state = 'waiting'`,
  )
  expect(long).toContain(`and ${(needing?.n ?? 0) - listed} more`)
  await dana.says('/today')
  await dana.hears(`and ${(needing?.n ?? 0) - listed} more`)
})

test('the board outlives its deletion, a flood wait and a restart, and follows the group', async () => {
  await using world = await openWorld({ signsUp: true })
  const { sarah, dana, model, simulator } = world
  const chat = world.group.id
  expect(board(world)).toEqual(['Nobody needs you now.'])
  expect(simulator.calls.list({ method: 'sendMessage' }).filter(isBoard).map(isSilent)).toEqual([true])

  model.willAnswer({ wants_human: true })
  simulator.faults.add({ method: 'editMessageText', status: 429, retryAfter: 20 })
  await sarah.says('Can I talk to Dana?')
  await world.settle()
  await fiveSecondsLater(world)
  const [before] = boardsOf(world)
  expect(before?.text).toBe('Nobody needs you now.')
  const since = lastCall(world)
  await world.advance(10_000)
  expect(simulator.calls.list({ method: 'editMessageText', since })).toEqual([]) // as long as Telegram said
  await world.advance(10_000)
  expect(boardsOf(world).map(({ id, text }) => [id, text])).toEqual([
    [before?.id, 'Needs you\n\n⏳ Sarah waits since 10:00: asked for you'],
  ])
  const link = boardsOf(world)[0]?.entities.find((entity) => (entity as { type: string }).type === 'text_link')
  expect(link).toMatchObject({ url: `https://t.me/c/${String(chat).slice(4)}/${world.topicOf('Sarah')}`, length: 5 })

  await dana.deletes(before?.id ?? 0, { chat })
  await world.writes(dana, 'Sarah', '/takeover')
  await world.settle()
  await fiveSecondsLater(world)
  const [again, ...more] = boardsOf(world)
  expect(again).toMatchObject({ pinned: true, silent: true })
  expect(again?.text).toMatch(/^Needs you\n\n💬 Sarah waits for an answer from Dana since 10:00$/)
  expect(more).toEqual([])

  // A process that died in the middle of an edit: whoever comes next sees to it.
  await world.rows(sql`update boards set lease_id = gen_random_uuid(), leased_until = ${world.clock.now().toISOString()}::timestamptz
    + interval '30 seconds', due_at = ${world.clock.now().toISOString()}::timestamptz + interval '30 seconds'`)
  await world.writes(dana, 'Sarah', 'Here I am.')
  await world.advance(31_000)
  await world.settle()
  expect(boardsOf(world).map(({ id, text }) => [id, text])).toEqual([[again?.id, 'Nobody needs you now.']])

  const other = simulator.addGroup({ title: 'The new group', owner: dana, isForum: true })
  await dana.promotes('@clone_bot', other.id, { rights: { can_manage_topics: true, can_pin_messages: true } })
  await dana.hears('group where you watch', { chat: other.id })
  await world.settle()
  await dana.taps('Link this group', { chat: other.id })
  await dana.hears('Done', { chat: other.id })
  await world.settle()
  await fiveSecondsLater(world)
  await dana.hears('Nobody needs you now', { chat: other.id })
  expect(board(world)).toEqual([]) // the old one would no longer be true
})

test('a topic shows how things stand: its icon, and its one card', async () => {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  const card = () =>
    cardsOf(world, 'Sarah').map((message) => message.text.split('\n')[3]?.replace(/2 Mar, 10:\d\d/, 'then'))
  expect(iconOf(world, 'Sarah')).toBe('🤖')
  expect(cardsOf(world, 'Sarah')[0]).toMatchObject({ pinned: true, silent: true })
  expect(cardsOf(world, 'Sarah')[0]?.text).toMatch(/^Sarah\n@sarah_test · English · client since 2 Mar 2026\n/)
  expect(card()).toEqual(['🤖 The AI answers.'])
  const later = async () => {
    await world.settle()
    await fiveSecondsLater(world)
    await world.advance(60_000) // cards come after everything else, at the group's pace
  }

  model.willAnswer({ wants_human: true })
  await sarah.says('Can I talk to Dana?')
  await later()
  expect([iconOf(world, 'Sarah'), ...card()]).toEqual(['🙋', '⏳ Waiting since then: asked for you'])
  await world.writes(dana, 'Sarah', '/takeover')
  await later()
  expect([iconOf(world, 'Sarah'), ...card()]).toEqual(['👀', '🗣 Dana leads since then.'])

  await world.writes(dana, 'Sarah', 'I am here.')
  await world.settle()

  // To and fro in one breath: only how it ends is shown.
  const since = lastCall(world)
  await world.writes(dana, 'Sarah', '/handback')
  await world.writes(dana, 'Sarah', '/ai off')
  await later()
  expect([iconOf(world, 'Sarah'), ...card()]).toEqual(['💤', '💤 The AI is off: what they write waits for you.'])
  expect(world.simulator.calls.list({ method: 'editMessageText', since }).filter(isCard)).toHaveLength(1)

  // The bot may not change it: nothing else suffers.
  world.simulator.faults.add({ method: 'editForumTopic', status: 400, description: 'Bad Request: not enough rights' })
  await sarah.says('I want to kill myself.')
  await later()
  expect(iconOf(world, 'Sarah')).toBe('💤')
  expect(card()).toEqual(['🆘 In danger: level 3 of 4, since then.'])
  await sarah.blocks('@clone_bot')
  await later()
  expect(iconOf(world, 'Sarah')).toBe('💤') // not tried again before the state is another
  expect(cardsOf(world, 'Sarah')[0]?.text).toContain('Has blocked the bot')

  const service = world.topic('Sarah').filter((message) => message.service)
  expect(service.map((message) => message.service)).toEqual(['forum_topic_created']) // its own notices are deleted
})

test('/today answers in any topic and in private, without a group too; a client who is unusually silent is on it', async () => {
  await using world = await openWorld({ group: false, start: '2026-03-01T10:00:00Z' })
  const { sarah, dana } = world
  for (let day = 0; day < 4; day++) {
    await sarah.says('Good morning.')
    await world.settle()
    await world.advance(24 * 3_600_000)
  }
  const today = async () => {
    await dana.says('/today')
    await world.quiet()
    return dana.screen().at(-1)?.text
  }
  expect(await today()).toBe('Nobody needs you now.')
  await world.advance(2 * 24 * 3_600_000 + 60_000)
  expect(await today()).toBe('Needs you\n\n💤 Sarah is unusually quiet: last wrote 4 Mar')

  const group = world.simulator.addGroup({ title: 'Clients', owner: dana, isForum: true })
  await dana.promotes('@clone_bot', group.id, { rights: { can_manage_topics: true, can_pin_messages: true } })
  await dana.hears('group where you watch', { chat: group.id })
  await world.settle()
  await dana.taps('Link this group', { chat: group.id })
  const pinned = await dana.hears(/^Needs you\n\n💤 Sarah is unusually quiet/, { chat: group.id }) // not that it was pinned
  await sarah.says('I was away.')
  await world.settle()
  await fiveSecondsLater(world)
  expect(dana.message(pinned.id, { chat: group.id }).text).toBe('Nobody needs you now.')
  const topic =
    dana
      .chats()
      .find((chat) => chat.id === group.id)
      ?.topics.find(({ name }) => name === 'Sarah')?.id ?? 0
  const asked = await dana.says('/today', { chat: group.id, topic })
  await world.quiet()
  expect(dana.screen({ chat: group.id, topic }).at(-1)).toMatchObject({
    text: 'Nobody needs you now.',
    replyTo: asked.id,
    silent: true,
  })
})

type Call = ReturnType<World['simulator']['calls']['list']>[number]
const isBoard = (call: Call) => /need(s)? you/i.test(String(call.parameters['text']))
const isCard = (call: Call) => String(call.parameters['text']).startsWith('Sarah\n')
const isSilent = (call: Call) => call.parameters['disable_notification'] === true

/** Someone who has not been chosen before. */
function takeOut<T>(people: T[], random: () => number): T {
  const [person] = people.splice(Math.floor(random() * people.length), 1)
  if (!person) throw new Error('Nobody is left')
  return person
}

function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}
