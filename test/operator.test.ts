/** Whoever runs the place hears of a crisis: by a pager's webhook, in Telegram, and in the log; never a word of what was said. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { createDoors } from '../src/db/doors.ts'
import { createSweep } from '../src/db/sweep.ts'
import { openWorld } from './support/world.ts'

const l4 = 'I am going to kill myself tonight.'
const minuteMs = 60_000

type Page = Record<string, unknown>
type Answer = (response: ServerResponse, page: Page) => void
const taken: Answer = (response) => response.writeHead(202).end()
const failing: Answer = (response) => response.writeHead(503).end('{"error":"later"}')
const never: Answer = () => {}
const hangingUp: Answer = (response) => response.destroy()

/** A pager's server: it answers each page by the next of `answers`, and takes all others. */
const openPager = (...answers: Answer[]) => openPagerThat(taken, answers)

async function openPagerThat(otherwise: Answer, answers: Answer[] = []) {
  const pages: Page[] = []
  const requests: IncomingMessage[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const page: Page = JSON.parse(body)
    pages.push(page)
    requests.push(request)
    ;(answers.shift() ?? otherwise)(response, page)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/opencoach?key=k-1`,
    pages,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const crisis = (event: string, minutes: number) => ({
  event,
  text: `OpenCoach: a client of Dana may be in danger (level 4 of 4), first seen ${minutes} min ago.`,
  id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  coachId: expect.any(String),
  conversationId: expect.any(String),
  grade: 4,
  minutes,
})

test('a pager hears of a crisis at once, and again and again when nobody comes; no word and no name of a client', async () => {
  await using pager = await openPager()
  await using world = await openWorld({ pagerUrl: pager.url })
  await world.sarah.says(l4)
  await world.settle()
  expect(pager.pages).toEqual([crisis('crisis', 0)])
  expect(pager.requests[0]).toMatchObject({ method: 'POST', url: '/opencoach?key=k-1' })
  expect(pager.requests[0]?.headers['content-type']).toBe('application/json')
  for (const minutes of [2, 3]) await world.advance(minutes * minuteMs)
  await world.settle()
  expect(pager.pages.slice(1)).toEqual([crisis('crisis.unattended', 5)])
  await world.advance(15 * minuteMs)
  await world.settle()
  expect(pager.pages.slice(2)).toEqual([crisis('crisis.unattended', 20)])
  expect(JSON.stringify(pager.pages)).not.toMatch(/Sarah|tonight/)
})

test('a pager that is down gets the same page again until it takes it', async () => {
  await using pager = await openPager(failing, hangingUp, failing)
  await using world = await openWorld({ pagerUrl: pager.url })
  await world.sarah.says(l4)
  await world.settle()
  expect(pager.pages).toHaveLength(4)
  expect(new Set(pager.pages.map(({ id }) => id)).size).toBe(1)
  await world.advance(minuteMs)
  expect(pager.pages).toHaveLength(4)
})

test('a pager that never answers keeps nobody waiting, and is tried again after five seconds', async () => {
  await using pager = await openPager(never)
  await using world = await openWorld({ pagerUrl: pager.url })
  const said = performance.now()
  await world.sarah.says(l4)
  await world.sarah.hears('If you are in danger right now')
  await world.dana.hears('Sarah may be in danger')
  await world.dana.hears('Sarah may be in danger', { chat: world.group.id })
  await expect.poll(() => pager.pages.length).toBe(1)
  expect(await world.rows(sql`select id from deliveries where target = 'pager' and status = 'sending'`)).toHaveLength(1)
  await world.settle()
  expect(performance.now() - said).toBeGreaterThan(4_500)
  expect(pager.pages).toHaveLength(2)
})

test('the operator is called in Telegram when nobody of the team has come, and again, and the log says so', async () => {
  await using world = await openWorld({ operator: true })
  const { operator, sarah } = world
  const logged = vi.spyOn(world.log, 'error')
  await operator.opens(world.link(''))
  await world.settle()
  await sarah.says(l4)
  await world.settle()
  const calls = () => operator.screen().filter(({ text }) => text.includes('OpenCoach: a client of Dana'))
  await world.advance(2 * minuteMs)
  expect(calls()).toEqual([])
  await world.advance(3 * minuteMs)
  expect(calls()).toMatchObject([
    { silent: false, text: expect.stringContaining('(level 4 of 4), first seen 5 min ago') },
  ])
  await world.advance(15 * minuteMs)
  expect(calls()).toHaveLength(2)
  await world.advance(121 * minuteMs)
  expect(calls().at(-1)?.text).toContain('first seen 2 h 21 min ago')
  expect(world.dana.screen().at(-1)?.text).toContain('for 2 h 21 min')
  expect(JSON.stringify(operator.screen())).not.toMatch(/Sarah|tonight/)
  const reports = logged.mock.calls.filter(([, message]) => String(message).startsWith('UNATTENDED'))
  expect(reports).toMatchObject([[{ grade: 4, conversationId: expect.any(String) }, expect.anything()]])
})

const reportsOf = (logged: { mock: { calls: unknown[][] } }) =>
  logged.mock.calls.filter(([, message]) => String(message).startsWith('UNATTENDED'))

test('where nobody is set up to be called, nothing fails, and the report says so', async () => {
  await using world = await openWorld()
  const logged = vi.spyOn(world.log, 'error')
  await world.sarah.says(l4)
  await world.settle()
  for (const minutes of [2, 3]) await world.advance(minutes * minuteMs)
  await world.advance(5_000)
  expect(reportsOf(logged)).toMatchObject([[{ operator: 'not_set_up', pager: 'not_set_up' }, expect.anything()]])
  expect(logged.mock.calls).toHaveLength(1)
  expect(await world.rows(sql`select id from deliveries where target in ('operator', 'pager')`)).toEqual([])
  await world.sarah.hears("nobody from Dana's team has answered")
})

test('an operator who never opened the bot, and a pager that nobody answers, keep nobody else from hearing; the report names both', async () => {
  await using world = await openWorld({ operator: true, pagerUrl: 'http://127.0.0.1:9/nobody' })
  world.simulator.faults.add({
    method: 'sendMessage',
    chat: world.operator.id,
    status: 403,
    description: "Forbidden: bot can't initiate conversation with a user",
    times: 1_000,
  })
  const logged = vi.spyOn(world.log, 'error')
  await world.sarah.says(l4)
  await world.quiet() // a page that is not taken is tried again and again
  for (const minutes of [2, 3]) await world.advance(minutes * minuteMs)
  await world.advance(5_000)
  expect(reportsOf(logged).at(-1)).toMatchObject([{ operator: 'unreachable', pager: 'unreachable' }, expect.anything()])
  expect(logged.mock.calls.every(([, message]) => String(message).startsWith('UNATTENDED'))).toBe(true)
  const urgent = ({ text, silent }: { text: string; silent: boolean }) => text.includes('nobody has come') && !silent
  await world.advance(15 * minuteMs)
  expect(world.dana.screen().filter(urgent).length).toBeGreaterThan(0)
  expect(world.topic('Sarah').filter(urgent).length).toBeGreaterThan(0)
  expect(await world.rows(sql`select status from clients`)).toEqual([{ status: 'active' }])
})

test('of two crises at once each is reported with its own calls, and one that is answered is reported no more', async () => {
  const refused = new Set<unknown>()
  await using pager = await openPagerThat((response, page) =>
    (refused.has(page['conversationId']) ? failing : taken)(response, page),
  )
  await using world = await openWorld({ clients: ['Sarah', 'Tom'], operator: true, pagerUrl: pager.url })
  const found = await world.rows<{ name: string; id: string }>(
    sql`select c.display_name as name, v.id from conversations v join clients c on c.id = v.client_id`,
  )
  const idOf = (name: string) => found.find((row) => row.name === name)?.id
  refused.add(idOf('Tom'))
  await world.operator.opens(world.link(''))
  await world.settle()
  const logged = vi.spyOn(world.log, 'error')
  for (const name of ['Sarah', 'Tom']) {
    await world.client(name).says(l4)
    await world.quiet()
  }
  for (const minutes of [2, 3]) await world.advance(minutes * minuteMs)
  await world.advance(5_000)
  const unreached = { pager: 'unreachable' }
  const reportOf = (name: string) => [
    expect.objectContaining({ conversationId: idOf(name), ...unreached }),
    expect.anything(),
  ]
  expect(reportsOf(logged)).toContainEqual(reportOf('Tom'))
  expect(reportsOf(logged)).not.toContainEqual(reportOf('Sarah'))
  const sweep = createSweep({ doors: createDoors(world.store.database), clock: world.clock })
  const callsOf = async (name: string) => {
    const crisis = (await sweep.listUnattended()).find(({ conversationId }) => conversationId === idOf(name))
    return crisis && { operator: crisis.operator, pager: crisis.pager }
  }
  expect(await callsOf('Sarah')).toEqual({ operator: 'called', pager: 'called' })
  expect(await callsOf('Tom')).toEqual({ operator: 'called', ...unreached })

  await world.writes(world.dana, 'Sarah', '/takeover')
  await world.writes(world.dana, 'Sarah', 'I am here.')
  await world.sarah.hears('I am here.')
  await world.quiet()
  expect(await callsOf('Sarah')).toBeUndefined()
  expect(await callsOf('Tom')).toEqual({ operator: 'called', ...unreached })
})

test('with the database down, when no limit runs, both are called at once', async () => {
  await using pager = await openPager(failing)
  await using world = await openWorld({ operator: true, pagerUrl: pager.url })
  await world.operator.opens(world.link(''))
  await world.settle()
  world.faults.databaseDown = true
  await world.sarah.says(l4)
  await world.operator.hears('a client of Dana may be in danger (level 4 of 4)')
  await expect.poll(() => pager.pages.length).toBe(2)
  const { id: _, ...unstored } = crisis('crisis', 0)
  expect(pager.pages).toEqual([unstored, unstored])
  world.faults.databaseDown = false
  await world.settle()
  expect(pager.pages.at(-1)).toEqual(crisis('crisis', 0))
})
