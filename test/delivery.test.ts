/** What happens to a delivery when Telegram is slow, silent, or says no: tried on people, with faults switched on. */
import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createReceive, type IncomingMessage } from '../src/coaching/receive.ts'
import { crisisPhrases } from '../src/coaching/safety/languages.ts'
import { createCrisisScreen } from '../src/coaching/safety/screen.ts'
import { createConversations } from '../src/db/conversations.ts'
import { createSenders } from '../src/db/senders.ts'
import fc from './support/property.ts'
import { botUsername, openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Fault = Parameters<World['simulator']['faults']['add']>[0]

const first = 'My boss gave my project away.'
const second = 'I told her how I feel.'

/** How often the bot tried to write to a chat, whatever came of it. */
function tries(world: World, chatId: number, since = 0): number {
  const calls = world.simulator.calls.list({ method: 'sendMessage', since })
  return calls.filter((call) => call.parameters['chat_id'] === chatId).length
}

function lastCall(world: World): number {
  return world.simulator.calls.list().at(-1)?.n ?? 0
}

function count(shown: { text: string }[], words: string): number {
  return shown.filter((message) => message.text.includes(words)).length
}

/** Sarah's message is mirrored, and its answer is the next thing to be sent; the fault strikes that. */
async function answerMeets(world: World, fault: Fault): Promise<void> {
  world.model.answersWith((request) => ({ reply: `Heard: ${request.texts('user').at(-1)}` }))
  await world.sarah.says(first)
  await world.quiet()
  world.simulator.faults.add({ ...fault, method: 'sendMessage' })
  await world.advance(1_500)
}

async function danaLeads(world: World): Promise<void> {
  await world.writes(world.dana, 'Sarah', '/takeover')
  await world.settle()
  await world.sarah.hears('Dana is here now')
}

test('a flood wait of the group holds up every topic of it until its second, and no client', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  const [sarah, tom] = [world.sarah, world.client('Tom')]
  await world.advance(60_000) // what the group has seen already no longer counts
  world.model.answersWith((request) => ({ reply: `Heard: ${request.texts('user').at(-1)}` }))
  const since = lastCall(world)
  world.simulator.faults.add({ method: 'sendMessage', chat: world.group.id, status: 429, retryAfter: 30 })
  await sarah.says(first)
  await world.advance(1_500)
  await tom.says(second) // comes to the group only after Telegram has said to wait
  await world.advance(1_500)
  expect(tries(world, world.group.id, since)).toBe(1)
  await sarah.hears(`Heard: ${first}`)
  await tom.hears(`Heard: ${second}`)
  await world.advance(28_499)
  expect(tries(world, world.group.id, since)).toBe(1)
  await world.advance(1)
  await world.settle()
  expect(world.topic('Sarah').at(-1)?.text).toContain(`Heard: ${first}`)
  expect(world.topic('Tom').at(-1)?.text).toContain(`Heard: ${second}`)
  expect(count(world.topic('Sarah'), `Sarah: ${first}`)).toBe(1)
})

test("a flood wait of a client's chat is kept to its second, and the group hears meanwhile", async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  await world.advance(60_000)
  await answerMeets(world, { status: 429, retryAfter: 10 })
  const since = lastCall(world)
  await world.client('Tom').says(second)
  await world.advance(1_500) // answered, and so mirrored
  await world.advance(8_499)
  expect(tries(world, world.sarah.id, since)).toBe(0)
  expect(count(world.topic('Tom'), second)).toBeGreaterThan(0)
  await world.advance(1)
  expect(count(world.sarah.screen(), `Heard: ${first}`)).toBe(1)
})

const unclear: [string, Fault, number][] = [
  ['500', { status: 500 }, 0],
  ['502', { status: 502 }, 0],
  ['hung up before', { drop: 'before' }, 0],
  ['hung up after', { drop: 'after' }, 1],
]

test.each(unclear)('%s: the AI says it again to a client who has not written since', async (_, fault, alreadySaid) => {
  await using world = await openWorld()
  await answerMeets(world, fault)
  await world.settle()
  expect(count(world.sarah.screen(), `Heard: ${first}`)).toBe(alreadySaid + 1)
  expect(count(world.topic('Sarah'), `Heard: ${first}`)).toBe(1)
})

test.each(unclear)('%s: but not to one who has', async (_, fault, alreadySaid) => {
  await using world = await openWorld()
  await answerMeets(world, fault)
  await world.sarah.says(second)
  await world.settle()
  expect(count(world.sarah.screen(), `Heard: ${first}`)).toBe(alreadySaid)
  expect(count(world.sarah.screen(), `Heard: ${second}`)).toBe(1)
  expect(world.model.requests.at(-1)?.texts('user')).toEqual([first, second]) // both are answered
})

test.each(unclear)('%s: nor once a human leads', async (_, fault, alreadySaid) => {
  await using world = await openWorld()
  await answerMeets(world, fault)
  await danaLeads(world)
  expect(count(world.sarah.screen(), `Heard: ${first}`)).toBe(alreadySaid)
})

test.each(unclear)('%s: what a human typed is said again, written since or not', async (_, fault, alreadySaid) => {
  await using world = await openWorld()
  await danaLeads(world)
  world.simulator.faults.add({ ...fault, method: 'sendMessage' })
  await world.writes(world.dana, 'Sarah', 'I am here.')
  await world.quiet()
  await world.sarah.says(second)
  await world.settle()
  expect(count(world.sarah.screen(), 'Dana: I am here.')).toBe(alreadySaid + 1)
})

test.each(unclear)('%s: crisis texts and their alerts are sent again', async (_, fault, alreadySaid) => {
  await using world = await openWorld()
  world.simulator.faults.add({ ...fault, method: 'sendMessage', times: 3 }) // the client, the topic, the coach
  await world.sarah.says('I want to kill myself.')
  await world.settle()
  expect(count(world.sarah.screen(), "can't keep you safe on my own")).toBe(alreadySaid + 1)
  expect(count(world.topic('Sarah'), 'may be in danger')).toBe(alreadySaid + 1)
  expect(count(world.dana.screen(), 'may be in danger')).toBe(alreadySaid + 1)
})

test('a crisis text that Telegram holds up is tried again at its second, though the queue has lost it', async () => {
  await using world = await openWorld()
  const since = lastCall(world)
  world.faults.queueLoses = true
  await world.app.reconciler.stop() // would find it too, seconds later
  world.simulator.faults.add({ method: 'sendMessage', chat: world.sarah.id, status: 429, retryAfter: 1 })
  await world.sarah.says('I want to kill myself.')
  await expect.poll(() => tries(world, world.sarah.id, since)).toBe(1)
  await expect.poll(() => world.app.waker.idle()).toBe(true)
  world.clock.advance(1_000)
  await world.sarah.hears("can't keep you safe on my own")
})

test('a client who has blocked the bot is noted, and the coach told once', async () => {
  await using world = await openWorld()
  await answerMeets(world, { status: 403 })
  await world.settle()
  expect(count(world.topic('Sarah'), 'Sarah has blocked the bot')).toBe(1)
  expect(await world.rows(sql`select status from clients`)).toEqual([{ status: 'blocked' }])
  const since = lastCall(world)
  await world.advance(3_600_000)
  expect(tries(world, world.sarah.id, since)).toBe(0)

  await world.sarah.says(second) // and is a client again by writing
  await world.settle()
  await world.sarah.hears(`Heard: ${second}`)
})

test('when someone in danger cannot be written to, the coach hears at once and with sound', async () => {
  await using world = await openWorld()
  await world.sarah.says('I want to kill myself.')
  await world.sarah.blocks('@clone_bot')
  await world.quiet() // at once: no time has passed
  for (const screen of [world.topic('Sarah'), world.dana.screen()])
    expect(
      screen.some((message) => message.text.includes('nothing can be sent to them any more') && !message.silent),
    ).toBe(true)
})

test('removed from the group, the bot writes to the coach in private; the next group gets what waited', async () => {
  await using world = await openWorld()
  const { sarah, dana, simulator } = world
  simulator.faults.add({ method: 'sendMessage', chat: world.group.id, status: 429, retryAfter: 60 })
  await sarah.says(first)
  await world.quiet() // the mirror waits
  await dana.removes('@clone_bot', world.group.id)
  await world.quiet()
  await sarah.says('/human')
  await world.settle()
  expect(dana.screen().some((message) => message.text.includes('Sarah asks for you') && !message.silent)).toBe(true)

  const next = simulator.addGroup({ title: 'The new group', owner: dana, isForum: true })
  await dana.promotes('@clone_bot', next.id, { rights: { can_manage_topics: true, can_pin_messages: true } })
  await dana.hears('group where you watch', { chat: next.id })
  await dana.taps('Link this group', { chat: next.id })
  await world.advance(60_000)
  await world.settle()
  const topics = dana.chats().find((chat) => chat.id === next.id)?.topics
  const said = dana.screen({ chat: next.id, topic: topics?.find(({ name }) => name === 'Sarah')?.id ?? 0 })
  expect(count(said, `Sarah: ${first}`)).toBe(1)
  expect(count(said, 'shows up here')).toBe(1) // the card
})

test('told by a refusal alone that it is out of the group, the bot says so, and alerts come in private', async () => {
  await using world = await openWorld()
  const { sarah, dana, simulator } = world
  const description = 'Forbidden: bot was kicked from the supergroup chat'
  simulator.faults.add({ method: 'sendMessage', chat: world.group.id, status: 403, description })
  await sarah.says(first)
  await world.settle()
  expect(count(dana.screen(), "I can't write in your group any more")).toBe(1)
  await sarah.says('/human')
  await world.settle()
  expect(count(dana.screen(), 'Sarah asks for you')).toBe(1)
})

test('an alert that waits while the bot is removed is brought to the coach in private', async () => {
  await using world = await openWorld()
  const { sarah, dana, simulator } = world
  simulator.faults.add({ method: 'sendMessage', chat: world.group.id, status: 429, retryAfter: 60 })
  await sarah.says(first)
  await world.quiet()
  await sarah.says('/human')
  await world.quiet()
  await dana.removes('@clone_bot', world.group.id)
  await world.quiet()
  await world.advance(60_000)
  await world.settle()
  expect(dana.screen().filter(({ text, silent }) => text.includes('Sarah asks for you') && !silent)).toHaveLength(1)
})

test('a topic deleted by hand is made anew, and the message arrives in it', async () => {
  await using world = await openWorld()
  await world.dana.deletesTopic(world.topicOf('Sarah'), world.group.id)
  await world.sarah.says(first)
  await world.settle()
  const texts = world.topic('Sarah').map((message) => message.text)
  const shown = texts.findIndex((text) => text.startsWith(`Sarah: ${first}`))
  expect(texts.filter((text) => text.includes(first))).toHaveLength(1)
  expect(texts.findIndex((text) => text.includes('shows up here'))).toBeLessThan(shown)
})

test('a topic that cannot be had is not tried for ever', async () => {
  await using world = await openWorld()
  const description = 'Bad Request: message thread not found'
  await world.sarah.says(first)
  world.simulator.faults.add({ method: 'sendMessage', status: 400, description, times: 1_000 })
  await world.quiet()
  expect(world.dana.chats().find((chat) => chat.id === world.group.id)?.topics.length).toBeLessThan(12)
  world.simulator.faults.clear()
})

test('what Telegram refuses to deliver is given up, and the coach told', async () => {
  await using world = await openWorld()
  await danaLeads(world)
  const since = lastCall(world)
  world.simulator.faults.add({ method: 'sendMessage', status: 400, description: 'Bad Request: chat not found' })
  await world.writes(world.dana, 'Sarah', 'I am here.')
  await world.settle()
  expect(count(world.topic('Sarah'), 'Not delivered to Sarah')).toBe(1)
  expect(tries(world, world.sarah.id, since)).toBe(1)
  expect(await world.rows(sql`select status from deliveries where status in ('pending', 'sending')`)).toEqual([])
})

test('an answer of the AI that Telegram refuses makes the client one who waits for the human', async () => {
  await using world = await openWorld()
  await answerMeets(world, { status: 400, description: 'Bad Request: chat not found' })
  await world.settle()
  expect(world.topic('Sarah').some(({ text, silent }) => text.includes('Sarah is waiting') && !silent)).toBe(true)
  await world.sarah.hears("I've let Dana know")
})

test('a refused token stops the bot with one sentence, and what was to be sent waits', async () => {
  await using world = await openWorld()
  await world.sarah.says(first)
  await world.quiet()
  world.simulator.faults.add({ status: 401, times: 1_000 })
  world.simulator.faults.add({ method: 'getUpdates', status: 401, times: 1_000 })
  world.bot.queue.terminate('the test') // the poll under way ends, and the next one is refused
  await expect(world.app.stopped).rejects.toMatchObject({
    name: 'BotRefused',
    message: expect.stringMatching(/^[^.]*TELEGRAM_BOT_TOKEN[^.]*\.$/),
  })
  world.clock.advance(1_500)
  await world.app.reconciler.tick()
  await expect.poll(() => world.rows(sql`select last_error from deliveries where status = 'pending'`)).toHaveLength(1)
  world.simulator.faults.clear()
  await world.advance(60_000)
  await world.sarah.hears('What would you like to look at today?')
})

test('another poller with the same token is waited out', async () => {
  await using world = await openWorld()
  world.simulator.faults.add({ method: 'getUpdates', status: 409, times: 1 })
  world.bot.queue.terminate('other getUpdates request')
  await world.sarah.says(first)
  await world.settle()
  await world.sarah.hears('What would you like to look at today?')
})

test('a long text arrives whole and in order, each part under the name of who said it', async () => {
  await using world = await openWorld()
  await danaLeads(world)
  const parts = ['one', 'two'].map((word) => `${word} `.repeat(500).trim())
  await world.writes(world.dana, 'Sarah', parts.join('\n\n'))
  await world.settle()
  await world.writes(world.dana, 'Sarah', '/handback')
  await world.settle()
  const words = ['one', 'two', 'three'].map((word) => `${word} `.repeat(600).trim())
  world.model.willAnswer({ reply: words.join('\n\n') })
  await world.sarah.says(first)
  await world.settle()
  const heard = world.sarah.screen().map((message) => message.text)
  expect(heard.filter((text) => text.startsWith('Dana: one'))).toHaveLength(1)
  expect(heard.slice(-3)).toEqual(words)
})

test('updates count once and in order, however often and in whatever pieces Telegram sends them', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  const people = [world.sarah, world.client('Tom')]
  const { clock } = world
  const ids = { next: () => randomUUID() }
  const senders = createSenders(world.app)
  const receive = createReceive({
    screen: createCrisisScreen(crisisPhrases),
    senders,
    conversations: createConversations({ doors: world.app.doors, clock, ids }),
    emergency: { sendCrisisText: async () => true },
    wake: world.app.waker.wake,
    clock,
    ids,
  })
  let nextId = 1_000_000

  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(1), { minLength: 1, maxLength: 5 }),
      fc.array(fc.record({ from: fc.nat(4), length: fc.integer({ min: 1, max: 5 }) }), { maxLength: 4 }),
      async (authors, redeliveries) => {
        const updates = authors.map((author) => incoming(nextId++, people[author] ?? world.sarah, clock.now()))
        const repeated = redeliveries.flatMap(({ from, length }) => updates.slice(from, from + length))
        const take = async (each: IncomingMessage) =>
          receive.receive(each, await senders.findClient(each.telegramUserId))
        for (const each of [...updates, ...repeated]) await take(each)
        await Promise.all(repeated.map(take))
        for (const { id } of people) {
          const texts = updates.filter(({ telegramUserId }) => telegramUserId === id).map(({ text }) => text)
          expect(await storedFrom(world, id, updates[0]?.messageId ?? 0)).toEqual(texts)
        }
      },
    ),
    { numRuns: 15 },
  )
  await world.settle()
  const shown = [...world.topic('Sarah'), ...world.topic('Tom')].map(({ text }) => text).join('\n')
  expect(shown.match(/(?<=: |^)This is number \d+\.$/gm)).toHaveLength(nextId - 1_000_000)
})

function incoming(id: number, person: World['sarah'], sentAt: Date) {
  return {
    origin: { botId: 7, updateId: id },
    chatId: person.id,
    messageId: id,
    telegramUserId: person.id,
    text: `This is number ${id}.`,
    kind: 'text' as const,
    sentAt,
  }
}

async function storedFrom(world: World, telegramUserId: number, fromMessageId: number): Promise<string[]> {
  const rows = await world.rows<{ content: string }>(sql`select content from messages where sender_type = 'client'
    and chat_id = ${telegramUserId} and telegram_message_id >= ${fromMessageId} order by seq`)
  return rows.map((row) => row.content)
}

test('a coach who removes the bot from the group is told where alerts go from now on', async () => {
  await using world = await openWorld()
  const { dana } = world
  await dana.removes(`@${botUsername}`, world.group.id)
  await world.settle()
  expect(dana.screen().at(-1)?.text).toContain("I can't write in your group any more")
})
