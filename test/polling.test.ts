/** Updates fetched by long polling: in order for each chat, and no chat behind another's. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

/** What clients wrote, with who did, as it is stored. */
const stored = (world: World) =>
  world.rows<{ name: string; content: string }>(sql`
    select c.display_name as name, m.content from messages m join conversations v on v.id = m.conversation_id
    join clients c on c.id = v.client_id where m.sender_type = 'client' order by m.conversation_id, m.seq`)

test('one whose message takes long keeps nobody else waiting, and stays in order', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  const { sarah, faults } = world
  const tom = world.client('Tom')
  await world.settle()
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { promise: held, resolve: noteHeld } = Promise.withResolvers<void>()
  faults.holdNext = () => {
    noteHeld()
    return released
  }
  await sarah.says('one')
  await held
  await sarah.says('two')
  await tom.says('hello')
  await expect.poll(() => stored(world), { timeout: 15_000 }).toEqual([{ name: 'Tom', content: 'hello' }])

  release()
  await world.settle()
  const of = async (name: string) => (await stored(world)).filter((row) => row.name === name)
  expect((await of('Sarah')).map(({ content }) => content)).toEqual(['one', 'two'])
  expect((await of('Tom')).map(({ content }) => content)).toEqual(['hello'])
})

test('one whose message fails is tried again in order, and nothing of the others is handled twice', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  const { sarah, faults } = world
  const tom = world.client('Tom')
  await world.settle()
  faults.holdNext = () => Promise.reject(new Error('The connection broke'))
  await sarah.says('one')
  await sarah.says('two')
  await tom.says('hello')
  await world.settle()
  const all = await stored(world)
  expect(all.filter(({ name }) => name === 'Sarah').map(({ content }) => content)).toEqual(['one', 'two'])
  expect(all.filter(({ name }) => name === 'Tom').map(({ content }) => content)).toEqual(['hello'])
  expect([...world.simulator.world.bots.values()].map(({ queue }) => queue.size)).toEqual([0])
})

test('what Telegram no longer has is not waited for', async () => {
  await using world = await openWorld({ clients: ['Sarah', 'Tom'] })
  const { sarah, faults } = world
  const [bot] = [...world.simulator.world.bots.values()]
  if (!bot) throw new Error('No bot')
  faults.databaseDown = true
  await sarah.says('one')
  await world.client('Tom').says('hello')
  await new Promise((resolve) => setTimeout(resolve, 1_500)) // tried, and failed
  bot.queue.clear() // a day has passed, or another process has taken them
  faults.databaseDown = false
  await sarah.says('two')
  await world.settle()
  expect(await stored(world)).toEqual([{ name: 'Sarah', content: 'two' }])
  expect(bot.queue.size).toBe(0)
})
