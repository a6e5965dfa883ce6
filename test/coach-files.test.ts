/** A coach sends files in private: each becomes a document, and one message says what becomes of those that came together. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Sending = Parameters<World['dana']['sends']>[0]

const open = (options: Parameters<typeof openWorld>[0] = {}) => openWorld({ clients: [], group: false, ...options })
const file = (fileName: string, text: string, mimeType = 'text/plain') =>
  ({ kind: 'document', fileName, mimeType, bytes: Buffer.from(text) }) satisfies Sending

/** What the bot has said in private since then, as it reads now. */
function news(world: World, since = 0) {
  return world.dana.screen().filter((message) => message.from.isBot && message.id > since)
}
const last = (world: World) => world.dana.screen().at(-1)?.id ?? 0
const kept = async (world: World) => {
  const [row] = await world.rows<{ documents: number; chunks: number }>(sql`select
    (select count(*)::int from documents) as documents, (select count(*)::int from knowledge_chunks) as chunks`)
  return { ...row, files: (await world.originals()).length }
}

test('one file becomes a ready document, and one silent message says so', async () => {
  await using world = await open()
  const before = last(world)
  await world.dana.sends(file('Boundaries_workbook.txt', 'Say no.\n\nSay it kindly.'))
  await world.settle()
  const [said, ...more] = news(world, before)
  expect(more).toEqual([])
  expect(said).toMatchObject({
    text: '“Boundaries workbook” is ready (2 pages): your assistant knows it.',
    silent: true,
  })
  expect(await kept(world)).toEqual({ documents: 1, chunks: 2, files: 1 })
  expect(await world.rows(sql`select title, origin, file_name, mime from documents`)).toEqual([
    { title: 'Boundaries workbook', origin: 'telegram', file_name: 'Boundaries_workbook.txt', mime: 'text/plain' },
  ])
})
