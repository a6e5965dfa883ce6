/** The product is killed while it listens to a voice note and started again: the words are there once, and answered once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KilledWorld, openKilledWorld } from './support/killed-world.ts'

let world: KilledWorld
beforeAll(async () => {
  world = await openKilledWorld()
})
afterAll(() => world?.close())

test.each([
  ['spoken-claimed', 'Sarah', 1],
  // What was paid for and not stored is asked for again.
  ['heard-not-recorded', 'Tom', 2],
  ['heard-not-woken', 'Mia', 1],
])('%s', async (point, name, times) => {
  const client = await world.invite(name)
  const before = world.model.speech.requests.length
  await world.arm(point)
  await client.sends({ kind: 'voice' })
  await world.died()
  await world.restart()
  await client.hears('written down] Hello.', { timeoutMs: 60_000 })
  await world.rest()
  const answers = client.screen().filter(({ text, from }) => from.isBot && text.includes('Heard:'))
  expect(answers.map(({ text }) => text)).toEqual(['Heard: [voice, written down] Hello.'])
  expect(world.model.speech.requests).toHaveLength(before + times)
  const ours = `conversation_id in (select v.id from conversations v join clients c on c.id = v.client_id where c.display_name = '${name}')`
  expect(await world.rows(`select content from messages where kind = 'voice' and ${ours}`)).toEqual([
    { content: 'Hello.' },
  ])
  expect(await world.rows(`select message_id from spoken_messages where ${ours}`)).toEqual([])
  expect(await world.rows(`select id from usage_events where purpose = 'transcription' and ${ours}`)).toHaveLength(1)
})
