/** Documents that say the opposite of each other are pointed out, in their own words, and the coach decides. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const handout = 'Welcome.\n\nWhen a client cancels, the session is charged after 24 hours. Be kind about it.'
const workbook = 'Three rules.\n\nWhen a client cancels, the session is charged after 48 hours. Breathe first.'
const first = 'When a client cancels, the session is charged after 48 hours.'
const second = 'When a client cancels, the session is charged after 24 hours.'

async function open(conflicts: Record<string, unknown>[] = [{ pair: 1, first, second }]) {
  const world = await openWorld({ clients: [], group: false })
  world.model.answersAs('conflict_check', () => ({ conflicts }))
  return world
}
async function send(world: World, fileName: string, text: string): Promise<void> {
  await world.dana.sends({ kind: 'document', fileName, mimeType: 'text/plain', bytes: Buffer.from(text) })
  await world.settle()
  await world.advance(61_000)
}
async function sendBoth(world: World): Promise<void> {
  await send(world, 'Old handout.txt', handout)
  await send(world, 'Workbook 3.txt', workbook)
}
const said = (world: World) => world.dana.screen().filter(({ from }) => from.isBot)
const about = (world: World, text: string) => said(world).findLast((message) => message.text.startsWith(text))?.text
const today = (world: World) => new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(world.clock.now())
const asked = (world: World) =>
  world.model.requests.filter(({ body }) => body.response_format?.json_schema?.name === 'conflict_check')
const ready = '“Workbook 3” is ready (2 pages): your assistant knows it.'

test('is said below the new one, shown with both passages, and both stay if that is wanted', async () => {
  await using world = await open()
  await sendBoth(world)
  expect(about(world, ready)).toBe(
    `${ready}\n\nThese contradict each other: Workbook 3, p. 2 says “${first}”; Old handout, p. 2 says “${second}”.`,
  )
  expect(asked(world)).toHaveLength(1)
  const [text = ''] = asked(world)[0]?.texts('user') ?? []
  expect(text).toContain(second)
  expect(text).not.toContain('Welcome') // it is about something else
  expect(await world.rows(sql`select purpose from usage_events where purpose = 'conflict_check'`)).toHaveLength(1)
  await world.dana.taps('Show')
  await world.settle()
  expect(said(world).at(-1)?.text).toBe(
    [
      'These contradict each other. Your assistant may say either.',
      `Workbook 3, p. 2 (the newer one, added ${today(world)}):\n“${first} Breathe first.”`,
      `Old handout, p. 2 (the older one, added ${today(world)}):\n“${second} Be kind about it.”`,
    ].join('\n\n'),
  )
  await world.dana.says('/docs')
  await world.settle()
  expect(said(world).at(-1)?.text).toContain('Two of them contradict each other.')
  await world.dana.taps('Contradictions')
  await world.settle()
  await world.dana.taps('Keep both')
  await world.settle()
  expect(said(world).at(-1)?.text).toBe('Nothing in your documents is left to decide.')
  expect(about(world, ready)).toBe(ready)
  expect(await world.rows(sql`select id from documents`)).toHaveLength(2)
})

test('of long passages the sentences around the words are shown, and when each document came', async () => {
  await using world = await open()
  const long = (rule: string) =>
    `Welcome to all. Before a session we greet each other. Money is named once. ${rule} It is said kindly. Then we breathe. Then we begin.`
  await send(world, 'Old handout.txt', long(second))
  const before = today(world)
  await world.advance(40 * 24 * 3_600_000)
  await send(world, 'Workbook 3.txt', long(first))
  await world.dana.taps('Show')
  await world.settle()
  expect(before).not.toBe(today(world))
  expect(said(world).at(-1)?.text).toBe(
    [
      'These contradict each other. Your assistant may say either.',
      `Workbook 3, p. 1 (the newer one, added ${today(world)}):\n“…Money is named once. ${first} It is said kindly.…”`,
      `Old handout, p. 1 (the older one, added ${before}):\n“…Money is named once. ${second} It is said kindly.…”`,
    ].join('\n\n'),
  )
})

test('the older one goes at a tap, can be had back for a minute, and its removal is noted with who said so', async () => {
  await using world = await open()
  await sendBoth(world)
  await world.dana.taps('Remove the older')
  await world.settle()
  expect(said(world).at(-1)?.text).toBe('“Old handout” is removed. For a minute you can have it back.')
  expect(about(world, ready)).toBe(ready)
  await world.dana.taps('Undo')
  await world.settle()
  await world.dana.says('/docs')
  await world.settle()
  expect(said(world).at(-1)?.text).toContain('Two of them contradict each other.')
  await world.dana.taps('Contradictions')
  await world.settle()
  await world.dana.taps('Remove the older')
  await world.advance(61_000)
  expect(await world.rows(sql`select title from documents`)).toEqual([{ title: 'Workbook 3' }])
  const [owner] = await world.rows<{ id: string }>(sql`select id from coach_members where role = 'owner'`)
  expect(await world.rows(sql`select by_whom from audit_log where action = 'document_removed'`)).toEqual([
    { by_whom: owner?.id },
  ])
})

test.each([
  ['words that stand in neither', [{ pair: 1, first: 'Sessions are free of charge.', second }]],
  ['words of the other one', [{ pair: 1, first: second, second: first }]],
  ['a pair that it was not asked about', [{ pair: 7, first, second }]],
])('a model that quotes %s is not believed', async (_, conflicts) => {
  await using world = await open(conflicts)
  await sendBoth(world)
  expect(asked(world)).toHaveLength(1)
  expect(about(world, ready)).toBe(ready)
})

test('what is about something else, or says the same, is not even asked about', async () => {
  await using world = await open()
  await send(world, 'One.txt', handout)
  await send(world, 'Two.txt', 'A boundary is a sentence about yourself.\n\nResentment is a calendar.')
  await send(world, 'Three.txt', `${handout.split('\n\n')[1]}\n\nAnd more of it.`)
  expect(asked(world)).toEqual([])
})

test('a kill while it is compared loses nothing, and a model that is silent is asked later', async () => {
  await using world = await open()
  await send(world, 'Old handout.txt', handout)
  world.model.willFail('500')
  await world.dana.sends({
    kind: 'document',
    fileName: 'Workbook 3.txt',
    mimeType: 'text/plain',
    bytes: Buffer.from(workbook),
  })
  await world.settle()
  // Somebody took it and is gone.
  await world.rows(
    sql`update document_reviews set lease_id = document_id, due_at = due_at + interval '1 minute' where due_at is not null`,
  )
  await world.advance(61_000)
  expect(about(world, ready)).toBe(ready)
  await world.advance(61_000)
  expect(about(world, ready)).toContain('These contradict each other')
  expect(await world.rows(sql`select id from document_conflicts`)).toHaveLength(1)
})

test('is looked for once nothing of theirs is left to be read, which goes first', async () => {
  await using world = await open()
  await send(world, 'Old handout.txt', handout)
  const drop = (fileName: string, text: string) =>
    world.dana.sends({ kind: 'document', fileName, mimeType: 'text/plain', bytes: Buffer.from(text) })
  const statusOf = async (title: string) =>
    (await world.rows<{ status: string }>(sql`select status from documents where title = ${title}`))[0]?.status
  const [isBegun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  world.reading.whileReading = () => {
    isBegun.resolve()
    return held.promise
  }
  await drop('Breathing.txt', 'Breathe in, and out.')
  await isBegun.promise
  world.reading.whileReading = undefined
  await drop('Workbook 3.txt', workbook)
  await expect.poll(() => statusOf('Workbook 3')).toBe('ready')
  for (let looks = 0; looks < 5; looks++) {
    await world.app.reconciler.tick()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(asked(world)).toEqual([])
  held.resolve()
  await world.settle()
  expect(asked(world)).toHaveLength(1)
})

test('the rehearsal finds a sentence that differs in a number or a "not"', async () => {
  await using world = await openWorld({ clients: [], group: false, key: false, rehearsal: true })
  await sendBoth(world)
  expect(about(world, ready)).toContain(`Old handout, p. 2 says “${second}”`)
})
