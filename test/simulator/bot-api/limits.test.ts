import { expect, test } from 'vitest'
import { openSimulator } from '../open-simulator.ts'

async function openLimited() {
  const world = await openSimulator({ limits: true })
  const group = await world.openForum()
  await world.sarah.says('/start')
  const write = (chat_id = world.sarah.id, more: object = {}) =>
    world.api('sendMessage', { chat_id, text: 'Hello', ...more })
  return { ...world, group, write }
}

const tooMany = (seconds: number) => ({
  status: 429,
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
})

test('a person gets three at once, then one a second, on the simulator’s clock', async () => {
  await using world = await openLimited()
  for (const _ of [1, 2, 3]) expect(await world.write()).toMatchObject({ ok: true })
  expect(await world.write()).toMatchObject(tooMany(1))
  world.clock.advance(999)
  expect(await world.write()).toMatchObject(tooMany(1))
  world.clock.advance(1)
  expect(await world.write()).toMatchObject({ ok: true })
  expect(await world.write()).toMatchObject(tooMany(1))
  expect(world.sarah.screen()).toHaveLength(1 + 4)
})

test('a group gets 20 a minute, all topics together, and a person is not held up by it', async () => {
  await using world = await openLimited()
  const { id: topic } = await world.dana.makesTopic('Sarah', world.group.id)
  for (let count = 0; count < 20; count++) {
    const more = count % 2 ? { message_thread_id: topic } : {}
    expect(await world.write(world.group.id, more)).toMatchObject({ ok: true })
    world.clock.advance(1000)
  }
  expect(await world.write(world.group.id)).toMatchObject(tooMany(40))
  expect(await world.write()).toMatchObject({ ok: true })
  world.clock.advance(40_000)
  expect(await world.write(world.group.id)).toMatchObject({ ok: true })
  expect(await world.write(world.group.id)).toMatchObject(tooMany(1))
})

test('all chats together get 30 a second', async () => {
  await using world = await openLimited()
  const people = Array.from({ length: 31 }, (_, index) => world.simulator.addPerson({ firstName: `Client ${index}` }))
  for (const person of people) await person.says('/start')
  const statuses = []
  for (const person of people) statuses.push((await world.write(person.id)).status)
  expect(statuses).toEqual([...Array(30).fill(200), 429])
})

test('edits and each file of an album count; reactions, typing and answers to taps do not', async () => {
  await using world = await openLimited()
  const chat_id = world.sarah.id
  const { message_id } = (await world.write()).result
  for (let count = 0; count < 10; count++) {
    await world.get('setMessageReaction', { chat_id, message_id, reaction: [] })
    await world.get('sendChatAction', { chat_id, action: 'typing' })
    await world.get('getMe')
  }
  expect(await world.api('editMessageText', { chat_id, message_id, text: 'One' })).toMatchObject({ ok: true })
  expect(await world.api('editMessageText', { chat_id, message_id, text: 'Two' })).toMatchObject({ ok: true })
  expect(await world.api('editMessageText', { chat_id, message_id, text: 'Three' })).toMatchObject(tooMany(1))

  world.clock.advance(60_000)
  const { media: photo } = await world.sarah.sends({ kind: 'photo' })
  const media = Array.from({ length: 5 }, () => ({ type: 'photo', media: photo?.fileId }))
  expect(await world.api('sendMediaGroup', { chat_id, media })).toMatchObject({ ok: true })
  expect(await world.write()).toMatchObject(tooMany(3))
})

test('they are off until they are switched on, and can be changed', async () => {
  await using world = await openSimulator()
  await world.sarah.says('/start')
  const write = () => world.api('sendMessage', { chat_id: world.sarah.id, text: 'Hello' })
  for (let count = 0; count < 40; count++) expect(await write()).toMatchObject({ ok: true })
  const { body } = await world.control('PUT', '/limits', { on: true, privateBurst: 1, privatePerSecond: 0.1 })
  expect(body).toEqual({ on: true, privatePerSecond: 0.1, privateBurst: 1, groupPerMinute: 20, overallPerSecond: 30 })
  expect(await write()).toMatchObject({ ok: true })
  expect(await write()).toMatchObject(tooMany(10))
  await world.control('PUT', '/limits', { on: false })
  expect(await write()).toMatchObject({ ok: true })
})
