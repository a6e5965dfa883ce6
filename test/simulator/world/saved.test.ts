import { expect, test } from 'vitest'
import { createSimulator } from '../../../src/simulator/server.ts'

test('a saved world goes on where it was: people, chats, files, rights, and ids that nobody else gets', async () => {
  const first = createSimulator()
  const bot = first.addBot({ username: 'clone_bot', name: 'The clone' })
  const dana = first.addPerson({ firstName: 'Dana', username: 'dana' })
  const group = first.addGroup({ title: 'Practice', owner: dana, isForum: true })
  await dana.promotes('@clone_bot', group.id, { rights: { can_pin_messages: true } })
  await dana.says('Hello')
  const sent = await dana.sends({ kind: 'photo', bytes: Buffer.from('a picture'), caption: 'Look' })
  const lastUpdate = bot.queue.nextId

  const second = createSimulator({ saved: first.save(), idSeed: 2 })
  const again = second.person(dana)
  expect(again.screen()).toEqual(dana.screen())
  expect(again.chats()).toEqual(dana.chats())
  expect(second.world.getGroup(group.id).members.get(bot.id)?.rights).toMatchObject({ can_pin_messages: true })
  expect(second.world.files.all().map((file) => Buffer.from(file.bytes).toString())).toContain('a picture')

  // Both go on, each for itself: the bot of the one is not the bot of the other.
  await again.says('More')
  const botAgain = [...second.world.bots.values()][0]
  expect(botAgain?.queue.size).toBe(1)
  expect(botAgain?.queue.nextId).toBe(lastUpdate + 1)
  expect(bot.queue.nextId).toBe(lastUpdate)
  expect(again.screen().at(-1)?.id).toBe(sent.id + 1)
  expect(dana.screen().at(-1)?.id).toBe(sent.id)

  const repeated = createSimulator({ saved: first.save(), idSeed: 1 }) // the seed that made the ids of the first
  expect(repeated.addPerson({ firstName: 'Sarah' }).id).not.toBe(dana.id)
})
