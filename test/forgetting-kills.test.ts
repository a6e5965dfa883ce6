/** The product is killed between “Yes, forget it” and the minute's end, and around the moment when the words go: they go. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KilledWorld, openKilledWorld } from './support/killed-world.ts'

let world: KilledWorld
let laterMs = 0
beforeAll(async () => {
  world = await openKilledWorld()
})
afterAll(() => world?.close())

const contents = async (name: string) => {
  const rows = await world.rows<{
    content: string
  }>(`select content from messages m join conversations v on v.id = m.conversation_id
    join clients c on c.id = v.client_id where c.display_name = '${name}' order by seq`)
  return rows.map(({ content }) => content)
}

test.each([
  ['its minute over, nothing gone yet', 'Tom', 'timer-due-not-fired'],
  ['gone, and nobody told', 'Mia', 'timer-fired-not-woken'],
])('%s', async (_, name, point) => {
  const client = await world.invite(name)
  const said = await client.says('My father drank absinthe.')
  await client.hears('Heard: My father')
  await world.rest()
  await client.says('forget this', { replyTo: said.id })
  await client.hears('Forget this message?')
  await client.taps('Yes, forget it')
  expect(await contents(name)).toHaveLength(2)
  world.kill()
  await world.died()
  laterMs += 120_000
  await world.restartToDie(point, { laterMs })
  await world.restart({ laterMs })
  await expect.poll(() => contents(name), { timeout: 60_000 }).toEqual(['', ''])
  expect(await world.rows(`select kind from timers where kind = 'erase'`)).toEqual([])
})
