/** Speech that comes by the API, by the upload page, or as a file of no known kind: asked about before it costs anything. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createProgram, makeToken } from './support/api.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const said = (world: World) =>
  world.dana
    .screen()
    .filter(({ from, deleted, text }) => from.isBot && !deleted && text.includes('of speech'))
    .map(({ text }) => text)

test('speech that a program sends: little is written down at once, more when the coach or the program says so', async () => {
  await using world = await openWorld({ clients: [], group: false, website: true })
  const program = createProgram(world.websiteUrl, await makeToken(world))
  const little = await program.adds('Little.txt', '%SPEECH 4\n\nGood morning.')
  await world.settle()
  expect(await program.sees(little.id)).toMatchObject({ status: 'ready' })

  const much = await program.adds('Course.txt', '%SPEECH 90\n\nLesson one.')
  const known = await program.adds('Plain.txt', 'Only words.')
  await world.settle()
  expect(await program.sees(known.id)).toMatchObject({ status: 'ready' })
  const asked = await program.sees(much.id)
  expect(asked).toMatchObject({ status: 'asked', duration_ms: 5_400_000, price_usd: expect.closeTo(0.54, 1) })
  expect((await program.lists('?status=asked')).documents).toMatchObject([{ id: much.id, price_usd: asked.price_usd }])
  // Alone it would be little: with what came before it is not.
  const more = await program.adds('More.txt', '%SPEECH 7\n\nAnd this.')
  await world.settle()
  await world.advance(30_000)
  expect(await program.sees(more.id)).toMatchObject({ status: 'asked' })
  expect(world.reading.transcribed).toEqual(['Good morning.'])
  expect(said(world)).toEqual([
    expect.stringMatching(/“Course”, “More”\n2 recordings, 1 h 37 min of speech: about \$0\.\d\d/),
  ])

  expect((await program.call('POST', `/v1/documents/${known.id}/start`)).status).toBe(409)
  expect((await program.call('POST', `/v1/documents/${more.id}/start`)).status).toBe(202)
  await world.settle()
  expect(await program.sees(more.id)).toMatchObject({ status: 'ready' })
  await world.advance(30_000)
  await world.dana.taps('Only the texts')
  await world.settle()
  await world.advance(30_000)
  expect(await program.sees(much.id)).toMatchObject({ status: 'asked' })
  await world.dana.taps('Write down the speech after all')
  await world.settle()
  expect(await program.sees(much.id)).toMatchObject({ status: 'ready' })
  expect(world.reading.transcribed).toEqual(['Good morning.', 'And this.', 'Lesson one.'])
  expect(await world.rows(sql`select 1 from documents where due_at is not null`)).toEqual([])
})

test('the upload page says that the bot asks, and a file of no known kind is asked about in the message about it', async () => {
  await using world = await openWorld({ clients: [], group: false, webhook: true })
  const link = await world.app.access.makeLink(world.coach.id)
  const nobody = createProgram(world.websiteUrl, undefined)
  const { body } = await nobody.call('POST', '/upload/api/session', JSON.stringify({ code: link.code }))
  const page = createProgram(world.websiteUrl, body.token)
  const text = '%SPEECH 42\n\nA talk.'
  const about = { file_name: 'Talk.mp4', size_bytes: text.length, modified_at: '2026-01-02T03:04:05Z' }
  const { id } = (await page.call('POST', '/upload/api/files', JSON.stringify(about))).body
  await page.call('PUT', `/upload/api/files/${id}/parts/0`, text)
  await world.settle()
  await world.advance(30_000)
  const { files } = (await page.call('GET', '/upload/api/files')).body
  expect(files).toMatchObject([
    { document: { status: 'asked', duration_ms: 2_520_000, price_usd: expect.any(Number) } },
  ])
  expect(said(world)).toEqual([expect.stringContaining('1 recording, 42 min of speech')])

  await world.advance(120_000)
  const bytes = Buffer.from('%SPEECH 61\n\nFrom the phone.')
  await world.dana.sends({ kind: 'document', fileName: 'Memo.bin', mimeType: 'application/octet-stream', bytes })
  await world.settle()
  await world.advance(30_000)
  expect(said(world)).toHaveLength(2)
  expect(said(world).at(-1)).toMatch(/“Memo”\n1 recording, 1 h 1 min of speech/)
  expect(world.reading.transcribed).toEqual([])
  await world.dana.taps('Start')
  await world.settle()
  expect(world.reading.transcribed).toEqual(['From the phone.'])
})
