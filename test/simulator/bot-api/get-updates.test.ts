import { expect, test } from 'vitest'
import { openSimulator } from '../open-simulator.ts'

const textsOf = (updates: { message?: { text: string } }[]) => updates.map((update) => update.message?.text)

test('updates are kept until an offset confirms them', async () => {
  await using world = await openSimulator()
  for (const text of ['one', 'two', 'three']) await world.sarah.says(text)

  const first = await world.get('getUpdates')
  expect(textsOf(first)).toEqual(['one', 'two', 'three'])
  expect(textsOf(await world.get('getUpdates'))).toEqual(['one', 'two', 'three'])
  expect(textsOf(await world.get('getUpdates', { offset: first[1].update_id }))).toEqual(['two', 'three'])
  expect(textsOf(await world.get('getUpdates'))).toEqual(['two', 'three'])
  expect(await world.get('getUpdates', { offset: first[2].update_id + 1 })).toEqual([])
  expect(await world.get('getUpdates')).toEqual([])
})

test('ids of updates count up one by one', async () => {
  await using world = await openSimulator()
  await world.sarah.says('one')
  const [first] = await world.updates()
  await world.sarah.says('two')
  const [second] = await world.updates()
  expect(second?.update_id).toBe((first?.update_id ?? 0) + 1)
})

test('a negative offset starts from the end and forgets what is before', async () => {
  await using world = await openSimulator()
  for (const text of ['one', 'two', 'three']) await world.sarah.says(text)
  expect(textsOf(await world.get('getUpdates', { offset: -2 }))).toEqual(['two', 'three'])
  expect(textsOf(await world.get('getUpdates'))).toEqual(['two', 'three'])
})

test('limit cuts the answer and keeps the rest', async () => {
  await using world = await openSimulator()
  for (const text of ['one', 'two', 'three']) await world.sarah.says(text)
  expect(textsOf(await world.get('getUpdates', { limit: 1 }))).toEqual(['one'])
  expect(textsOf(await world.get('getUpdates'))).toEqual(['one', 'two', 'three'])
})

test('a long poll answers as soon as something happens', async () => {
  await using world = await openSimulator()
  const startedAt = Date.now()
  const polling = world.get('getUpdates', { timeout: 30 })
  await world.control('POST', `/people/${world.sarah.id}/send`, { text: 'hello' })
  expect(textsOf(await polling)).toEqual(['hello'])
  expect(Date.now() - startedAt).toBeLessThan(5000)
})

test('a long poll answers with nothing when its time is over', async () => {
  await using world = await openSimulator()
  expect(await world.get('getUpdates', { timeout: 1 })).toEqual([])
})

test('a second request ends the first with 409', async () => {
  await using world = await openSimulator()
  const older = world.api('getUpdates', { timeout: 30 })
  const [answer] = await Promise.all([older, endWith(world, older)])
  expect(answer).toMatchObject({
    status: 409,
    error_code: 409,
    description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  })
})

/** Asks until the older request is over: whether it had arrived before the first try is not for us to know. */
async function endWith(world: Awaited<ReturnType<typeof openSimulator>>, older: Promise<unknown>) {
  let over = false
  void older.then(() => {
    over = true
  })
  while (!over) await world.api('getUpdates')
}

test('without a word, members and reactions are left out', async () => {
  await using world = await openSimulator()
  const { message_id } = await sendToSarah(world)
  await world.sarah.reacts(message_id, '👍')
  expect(await world.updates()).toEqual([])
})

test('allowed_updates holds until it is set again, and an empty list is the default', async () => {
  await using world = await openSimulator()
  const { message_id } = await sendToSarah(world)
  await world.get('getUpdates', { allowed_updates: ['message_reaction'] })
  await world.sarah.reacts(message_id, '👍')
  await world.sarah.says('not asked for')
  await world.get('getUpdates') // says nothing of it: the setting stays
  await world.sarah.reacts(message_id, '🔥')
  expect((await world.updates()).map((update) => update['message_reaction']?.new_reaction[0].emoji)).toEqual([
    '👍',
    '🔥',
  ])

  await world.get('getUpdates', { allowed_updates: [] })
  await world.sarah.reacts(message_id, '👏')
  await world.sarah.says('asked for again')
  expect(await world.updates()).toMatchObject([{ message: { text: 'asked for again' } }])
  expect(await world.get('getWebhookInfo')).not.toHaveProperty('allowed_updates')
})

test('a webhook stops polling until it is deleted', async () => {
  await using world = await openSimulator()
  await world.sarah.says('hello')
  await world.get('setWebhook', { url: 'https://example.com/hook' })
  expect(await world.get('getWebhookInfo')).toMatchObject({ url: 'https://example.com/hook', pending_update_count: 1 })
  expect(await world.api('getUpdates')).toMatchObject({
    status: 409,
    description:
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  })
  await world.get('deleteWebhook', { drop_pending_updates: true })
  expect(await world.get('getUpdates')).toEqual([])
})

test('closing ends a long poll at once', async () => {
  const world = await openSimulator()
  const polling = world.api('getUpdates', { timeout: 30 }).catch(() => 'hung up')
  await world.api('getMe')
  const startedAt = Date.now()
  await world[Symbol.asyncDispose]()
  await polling
  expect(Date.now() - startedAt).toBeLessThan(1000)
})

async function sendToSarah(world: Awaited<ReturnType<typeof openSimulator>>) {
  await world.sarah.says('/start')
  await world.updates()
  return await world.get('sendMessage', { chat_id: world.sarah.id, text: 'Hello Sarah' })
}
