/** `/docs`: a coach looks through what the assistant knows, renames and removes; and words become knowledge at a tap. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const open = () => openWorld({ clients: [], group: false })
const lastSaid = (world: World) =>
  world.dana
    .screen()
    .filter(({ from }) => from.isBot)
    .at(-1)
const read = (world: World) => lastSaid(world)?.text ?? ''

async function send(world: World, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const bytes = Buffer.from(`Words of ${name}.`)
    await world.dana.sends({ kind: 'document', fileName: `${name}.txt`, mimeType: 'text/plain', bytes })
  }
  await world.settle()
}
async function says(world: World, text: string): Promise<void> {
  await world.dana.says(text)
  await world.settle()
}
async function taps(world: World, button: string): Promise<void> {
  await world.dana.taps(button)
  await world.settle()
}

test('lists by pages, the newest first, and finds by a word', async () => {
  await using world = await open()
  await says(world, '/docs')
  expect(read(world)).toMatch(/knows no documents yet/)
  await send(world, [...Array.from({ length: 10 }, (_, at) => `File ${at + 1}`), 'Boundaries'])
  await says(world, '/docs')
  expect(read(world)).toMatch(/^Your assistant has 11 documents/)
  const first = read(world)
    .split('\n')
    .filter((line) => /^\d+\. /.test(line))
  expect(first).toHaveLength(8)
  expect(first[0]).toMatch(/^1\. .+ \(ready, 1 page, \d+ B\)$/)
  await taps(world, 'Next ▶')
  const second = read(world)
    .split('\n')
    .filter((line) => /^\d+\. /.test(line))
  expect(second).toHaveLength(3)
  expect(second[0]).toMatch(/^9\. /)
  await says(world, '/docs bound')
  expect(read(world)).toMatch(/^With “bound”:\n\n1\. Boundaries \(ready/)
  await says(world, '/docs horses')
  expect(read(world)).toBe('There is nothing with “horses” in its title.')
})

test('renames, removes after asking, and has it back within a minute', async () => {
  await using world = await open()
  await send(world, ['Draft'])
  await says(world, '/docs')
  await taps(world, '1')
  await taps(world, 'Rename')
  await says(world, 'The   boundaries workbook')
  expect(read(world)).toMatch(/^“The boundaries workbook”\nDraft\.txt\nready/)
  await taps(world, 'Remove')
  expect(read(world)).toMatch(/^Remove “The boundaries workbook”\?/)
  await taps(world, 'Yes, remove it')
  await says(world, '/docs')
  expect(read(world)).toMatch(/knows no documents yet/)
  await taps(world, 'Undo')
  await says(world, '/docs')
  expect(read(world)).toMatch(/1\. The boundaries workbook/)

  await taps(world, '1')
  await taps(world, 'Remove')
  await taps(world, 'Yes, remove it')
  await world.advance(61_000)
  expect(await world.originals()).toEqual([])
  expect(await world.rows(sql`select id from documents union all select id from knowledge_chunks`)).toEqual([])
})

test('words become knowledge at a tap, and not before', async () => {
  await using world = await open()
  await says(world, 'My rule of three\n\nThree breaths before an answer.')
  expect(await world.rows(sql`select id from documents`)).toEqual([])
  await taps(world, 'Add to my knowledge')
  expect(read(world)).toBe('“My rule of three” is ready (2 pages): your assistant knows it.')
  expect(await world.rows(sql`select title, origin, status from documents`)).toEqual([
    { title: 'My rule of three', origin: 'snippet', status: 'ready' },
  ])
})
