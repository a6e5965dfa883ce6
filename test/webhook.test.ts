import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { allowedUpdates } from '../src/telegram/polling.ts'
import { webhookSecret } from '../src/telegram/webhook.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Person = World['dana']

/** What Telegram would bring, at the front door. */
async function bring({ websiteUrl, bot }: World, body: unknown, secret = webhookSecret(bot.token)): Promise<number> {
  const response = await fetch(`${websiteUrl}/telegram/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return response.status
}

/** Of a message that nobody's phone shows. */
const updateOf = (from: Person, updateId: number, text: string) => ({
  update_id: updateId,
  message: {
    message_id: updateId,
    date: 1_772_445_600,
    chat: { id: from.id, type: 'private', first_name: from.firstName },
    from: { id: from.id, is_bot: false, first_name: from.firstName, language_code: 'en' },
    text,
  },
})

async function stored(world: World, person: Person): Promise<string[]> {
  const rows = await world.rows<{ content: string }>(sql`select m.content from messages m
    join conversations v on v.id = m.conversation_id join clients c on c.id = v.client_id
    where c.telegram_user_id = ${person.id} and m.sender_type = 'client' order by m.seq`)
  return rows.map((row) => row.content)
}

test('by webhook the same story: Sarah is answered, Dana takes over and hands back, and only Telegram is let in', async () => {
  await using world = await openWorld({ webhook: true })
  const { sarah, dana, model, bot } = world
  expect(bot.webhook).toMatchObject({ url: `${world.websiteUrl}/telegram/webhook`, maxConnections: 20 })
  expect(bot.queue.allowedUpdates).toEqual([...allowedUpdates])

  model.willAnswer({ reply: 'What would be a small first step?' })
  await sarah.says('I cannot get started today.')
  await world.settle()
  await sarah.hears('small first step')
  await world.writes(dana, 'Sarah', '/takeover')
  await world.settle()
  await world.writes(dana, 'Sarah', 'I am here, Sarah.')
  await sarah.hears('I am here, Sarah.')
  await world.writes(dana, 'Sarah', '/handback')
  await world.settle()
  expect(await stored(world, sarah)).toEqual(['I cannot get started today.'])

  const update = updateOf(sarah, 900_001, 'It is me, honestly.')
  expect(await bring(world, update, 'guessed')).toBe(401)
  expect(await bring(world, update, '')).toBe(401)
  const tooMuch = new Request(`${world.websiteUrl}/telegram/webhook`, {
    method: 'POST',
    headers: { 'x-telegram-bot-api-secret-token': webhookSecret(bot.token) },
    body: JSON.stringify({ ...update, padding: 'x'.repeat(2 * 1024 * 1024) }),
  })
  expect((await world.app.http.fetch(tooMuch)).status).toBe(413) // not by a socket: its end may come before the answer
  expect(await bring(world, '{"update_id":')).toBe(400)
  expect(await bring(world, '[1]')).toBe(400)
  expect(await stored(world, sarah)).toHaveLength(1)

  expect(await bring(world, update)).toBe(200)
  expect(await bring(world, update)).toBe(200) // the first answer got lost, for example
  expect(await stored(world, sarah)).toEqual(['I cannot get started today.', 'It is me, honestly.'])
})

test('with the database down a crisis is answered at once, Telegram is told to come again, and all is stored once', async () => {
  await using world = await openWorld({ webhook: true })
  const { sarah, faults, bot } = world
  await world.settle()
  faults.databaseDown = true
  const said = await sarah.says('I am going to kill myself tonight.')
  await sarah.hears(/call|line/, { since: said.id })
  await expect.poll(() => bot.webhook?.lastError?.message).toContain('503')
  const texts = sarah.screen().filter((message) => message.from.isBot && message.id > said.id)
  expect(texts).toHaveLength(1)

  faults.databaseDown = false
  await world.settle()
  expect(await stored(world, sarah)).toEqual(['I am going to kill myself tonight.'])
  expect(bot.queue.size).toBe(0)
})

test('what comes over many connections at once keeps its order in a chat, and no chat waits for another', async () => {
  await using world = await openWorld({ webhook: true, clients: ['Sarah', 'Tom'] })
  const { sarah, faults } = world
  const tom = world.client('Tom')
  await world.settle()

  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { promise: held, resolve: noteHeld } = Promise.withResolvers<void>()
  faults.holdNext = () => {
    noteHeld()
    return released
  }
  const first = bring(world, updateOf(sarah, 900_001, 'one'))
  await held
  const again = bring(world, updateOf(sarah, 900_001, 'one')) // Telegram has lost patience
  const rest = ['five', 'three', 'two', 'four'].map((text) => {
    const number = ['one', 'two', 'three', 'four', 'five'].indexOf(text) + 1
    return bring(world, updateOf(sarah, 900_000 + number, text))
  })
  expect(await bring(world, updateOf(tom, 900_101, 'hello'))).toBe(200)
  expect(await stored(world, tom)).toEqual(['hello'])
  expect(await stored(world, sarah)).toEqual([])

  release()
  expect(await Promise.all([first, again, ...rest])).toEqual([200, 200, 200, 200, 200, 200])
  expect(await stored(world, sarah)).toEqual(['one', 'two', 'three', 'four', 'five'])
})
