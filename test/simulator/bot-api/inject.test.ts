import { expect, test } from 'vitest'
import { openSimulator } from '../open-simulator.ts'
import { fieldsOf, smallest } from '../specified.ts'

const updates = fieldsOf('Update').filter(([name]) => name !== 'update_id')

test('every kind of update of the specification can be told to a bot', async () => {
  await using world = await openSimulator()
  await world.get('getUpdates', { allowed_updates: updates.map(([name]) => name) })
  for (const [name, value] of updates) world.simulator.inject({ [name]: value })
  // Whatever is answered is checked against the specification.
  const told = await world.updates()
  expect(told.map((update) => Object.keys(update)[1])).toEqual(updates.map(([name]) => name))
})

test('every field of a message can be', async () => {
  await using world = await openSimulator()
  const base = smallest('Message') as object
  const messages = fieldsOf('Message').map(([name, value]) => ({ ...base, [name]: value }))
  for (const message of messages) {
    expect(world.simulator.inject({ message })).toMatchObject({ queued: true, unknownFields: [] })
  }
  const told = [...(await world.updates()), ...(await world.updates())]
  expect(told.map((update) => update['message'])).toEqual(messages)
  expect(messages.length).toBeGreaterThan(100)
})

test('over the control API as well, to one of several bots, and what it has not asked for is not told', async () => {
  await using world = await openSimulator()
  const other = world.simulator.addBot({ username: 'other_bot', name: 'Other' })
  const message = { ...(smallest('Message') as object), text: 'from nowhere', colour: 'red' }
  const inject = (body: object) => world.control('POST', '/updates', body)
  expect(await inject({ bot: '@other_bot', update: { message } })).toEqual({
    status: 200,
    body: { updateId: expect.any(Number), queued: true, unknownFields: ['Update.message.colour'] },
  })
  expect(other.queue.size).toBe(1)
  expect(world.bot.queue.size).toBe(0)
  const reaction = Object.fromEntries(updates.filter(([name]) => name === 'message_reaction'))
  expect((await inject({ bot: other.id, update: reaction })).body.queued).toBe(false)
})

test.each<[what: string, body: object, error: RegExp]>([
  ['no bot said where there are two', { update: { message: smallest('Message') } }, /which bot/],
  ['a wrong type', { bot: '@clone_bot', update: { message: { message_id: 'one' } } }, /message_id.*Number/],
  ['a missing field', { bot: '@clone_bot', update: { message: { message_id: 1 } } }, /can't find field "date"/],
  ['two at once', { bot: '@clone_bot', update: { message: 1, poll: 2 } }, /one field/],
  ['a person', { bot: 1, update: { message: smallest('Message') } }, /nobody called 1/],
])('%s is refused', async (_, body, error) => {
  await using world = await openSimulator()
  world.simulator.addBot({ username: 'other_bot', name: 'Other' })
  const answer = await world.control('POST', '/updates', body)
  expect(answer.body.error).toMatch(error)
})

test('unchecked, anything goes', async () => {
  await using world = await openSimulator()
  world.simulator.inject({ message: { message_id: 'one' } }, { unchecked: true })
  expect(world.bot.queue.size).toBe(1)
})
