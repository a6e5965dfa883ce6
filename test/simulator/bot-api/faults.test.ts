import { expect, test } from 'vitest'
import { openSimulator } from '../open-simulator.ts'

async function openChat() {
  const world = await openSimulator()
  await world.sarah.says('/start')
  const send = () => world.api('sendMessage', { chat_id: world.sarah.id, text: 'Hello' })
  return { ...world, send, heard: () => world.sarah.screen().length - 1 }
}

test.each<[status: number, retryAfter: number | undefined, description: string]>([
  [429, 7, 'Too Many Requests: retry after 7'],
  [500, undefined, 'Internal Server Error'],
  [502, undefined, 'Bad Gateway'],
  [403, undefined, 'Forbidden: bot was blocked by the user'],
  [401, undefined, 'Unauthorized'],
])('a fault %i strikes so many calls of its method, without effect', async (status, retryAfter, description) => {
  await using world = await openChat()
  await world.control('POST', '/faults', { method: 'sendMessage', status, retryAfter, times: 2 })
  expect(await world.api('getMe')).toMatchObject({ ok: true })
  for (const _ of [1, 2])
    expect(await world.send()).toMatchObject({ status, ok: false, error_code: status, description })
  expect(world.heard()).toBe(0)
  expect(await world.send()).toMatchObject({ ok: true })
  expect(world.heard()).toBe(1)
})

test('429 says when to try again', async () => {
  await using world = await openChat()
  world.simulator.faults.add({ method: 'sendMessage', status: 429, retryAfter: 7 })
  expect((await world.send()).parameters).toEqual({ retry_after: 7 })
})

test.each<['before' | 'after', heard: number]>([
  ['before', 0],
  ['after', 1],
])('a connection dropped %s the call took effect', async (drop, heard) => {
  await using world = await openChat()
  await world.control('POST', '/faults', { method: 'sendMessage', drop })
  await expect(world.send()).rejects.toThrow()
  expect(world.heard()).toBe(heard)
  expect(await world.send()).toMatchObject({ ok: true })
})

test('latency delays a call, together with what strikes it next', async () => {
  await using world = await openChat()
  world.simulator.faults.add({ latencyMs: 80 })
  world.simulator.faults.add({ status: 400, description: 'Bad Request: TOPIC_CLOSED' })
  const startedAt = performance.now()
  expect(await world.send()).toMatchObject({ description: 'Bad Request: TOPIC_CLOSED' })
  expect(performance.now() - startedAt).toBeGreaterThan(70)
})

test('without a method, polling is spared; DELETE takes faults back', async () => {
  await using world = await openChat()
  await world.control('POST', '/faults', { status: 500, times: 10 })
  expect(await world.api('getUpdates')).toMatchObject({ ok: true })
  expect(await world.send()).toMatchObject({ status: 500 })
  await world.control('DELETE', '/faults')
  expect(await world.send()).toMatchObject({ ok: true })
})

test('a fault for one chat leaves the others alone', async () => {
  await using world = await openChat()
  await world.dana.says('/start')
  await world.control('POST', '/faults', { chat: world.dana.id, status: 403, times: 9 })
  expect(await world.send()).toMatchObject({ ok: true })
  expect(await world.api('sendMessage', { chat_id: world.dana.id, text: 'Hello' })).toMatchObject({ status: 403 })
  expect(await world.api('getMe')).toMatchObject({ ok: true })
})

test('a probability strikes so many calls, the same ones for the same seed', async () => {
  const statusesFor = async (seed: number) => {
    await using world = await openChat()
    await world.control('POST', '/faults', { method: 'sendMessage', status: 429, probability: 0.3, seed })
    const statuses: number[] = []
    for (let count = 0; count < 60; count++) statuses.push((await world.send()).status)
    return statuses
  }
  const statuses = await statusesFor(7)
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(8)
  expect(statuses.filter((status) => status === 429).length).toBeLessThan(30)
  expect(await statusesFor(7)).toEqual(statuses)
  expect(await statusesFor(8)).not.toEqual(statuses)
})

test('polling can fail as well, and the fetching of files', async () => {
  await using world = await openChat()
  world.simulator.faults.add({ method: 'getUpdates', status: 409 })
  expect(await world.api('getUpdates')).toMatchObject({ status: 409 })
  expect(await world.api('getUpdates')).toMatchObject({ ok: true })

  const { media } = await world.sarah.sends({ kind: 'voice' })
  const { file_path } = await world.get('getFile', { file_id: media?.fileId })
  const download = () => fetch(`${world.url}/file/bot${world.bot.token}/${file_path}`)
  world.simulator.faults.add({ method: 'file', status: 502 })
  expect((await download()).status).toBe(502)
  world.simulator.faults.add({ method: 'file', drop: 'before' })
  await expect(download()).rejects.toThrow()
  expect((await download()).status).toBe(200)
})
