/** The life of a coach's documents, as her own program sees it: added, read, replaced, removed, and nothing of them left. */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { opensPractice } from './support/acts.ts'
import { createProgram, makeToken } from './support/api.ts'
import { openWorld } from './support/world.ts'

const workbook = Array.from({ length: 150 }, (_, at) => `Paragraph ${at} of the boundaries workbook.`).join('\n\n')
const hour = 3_600_000

async function openLibrary(options: Parameters<typeof openWorld>[0] = {}) {
  const world = await openWorld({ clients: [], group: false, website: true, ...options })
  const program = createProgram(world.websiteUrl, await makeToken(world))
  return {
    world,
    program,
    /** What there is of all documents, in rows and files. */
    async left() {
      const [rows] = await world.rows<Record<string, number>>(sql`select
        (select count(*)::int from documents) as documents, (select count(*)::int from knowledge_chunks) as chunks,
        (select count(*)::int from chunk_embeddings) as vectors, (select count(*)::int from file_removals) as removals`)
      return { ...rows, files: (await world.originals()).length }
    },
    spent: () =>
      world.rows<{ purpose: string; texts: number; cost: number }>(sql`select purpose, sum(tokens_in)::int as texts,
        sum(cost_usd)::float8 as cost from usage_events group by purpose order by purpose`),
    async [Symbol.asyncDispose]() {
      await world.close()
    },
  }
}

describe.each([
  ['on disk', false],
  ['in a bucket', true],
])('originals %s', (_, bucket) => {
  test('a document is added, read and ready, and removed without a trace', async () => {
    await using it = await openLibrary({ bucket })
    const { world, program } = it
    const added = await program.adds('Boundaries_workbook.txt', workbook)
    expect(added).toMatchObject({ title: 'Boundaries workbook', file_name: 'Boundaries_workbook.txt', created: true })
    expect(added.status).toBe('queued')
    await world.settle()
    const ready = await program.sees(added.id)
    expect(ready).toMatchObject({ status: 'ready', progress: 1, problem: null, pages: 150, chunks: 150 })
    expect(await it.left()).toEqual({ documents: 1, chunks: 150, vectors: 150, removals: 0, files: 1 })
    expect(world.reading.embedded.map((texts) => texts.length)).toEqual([64, 64, 22])
    expect(await it.spent()).toEqual([{ purpose: 'embedding', texts: 150, cost: expect.closeTo(0.15) }])

    expect(await program.removes(added.id)).toBe(204)
    // Gone from rows at once, whatever becomes of the file.
    expect(await it.left()).toMatchObject({ documents: 0, chunks: 0, vectors: 0 })
    await world.settle()
    expect(await it.left()).toEqual({ documents: 0, chunks: 0, vectors: 0, removals: 0, files: 0 })
    expect((await program.call('GET', `/v1/documents/${added.id}`)).status).toBe(404)
    expect(await program.removes(added.id)).toBe(404)
    expect((await program.lists()).documents).toEqual([])
  })

  test('the same bytes again are the same document: no chunk, no vector, no call and no file more', async () => {
    await using it = await openLibrary({ bucket })
    const { world, program } = it
    const first = await program.adds('Workbook.txt', workbook)
    const atOnce = await program.adds('Workbook.txt', workbook)
    expect(atOnce).toMatchObject({ id: first.id, created: false })
    await world.settle()
    const calls = world.reading.embedded.length
    const again = await program.adds('Another name.txt', workbook)
    expect(again).toMatchObject({ id: first.id, created: false, title: 'Workbook', status: 'ready' })
    await world.settle()
    expect(world.reading.embedded).toHaveLength(calls)
    expect(world.reading.files).toEqual(['Workbook.txt'])
    expect(await it.left()).toEqual({ documents: 1, chunks: 150, vectors: 150, removals: 0, files: 1 })
  })

  test('a new version replaces: the old one serves until the new one is ready, then goes', async () => {
    await using it = await openLibrary({ bucket })
    const { world, program } = it
    const old = await program.adds('Workbook.txt', workbook)
    await world.settle()
    const held = Promise.withResolvers<void>()
    world.reading.whileReading = () => held.promise
    const fresh = await program.replaces(old.id, 'Workbook 2.txt', 'All of it is new.\n\nEvery word.')
    expect(fresh).toMatchObject({ title: 'Workbook', file_name: 'Workbook 2.txt', replaces: old.id, created: true })
    await expect.poll(async () => (await program.sees(fresh.id)).status).toBe('extracting')
    expect(await program.sees(old.id)).toMatchObject({ status: 'ready' })
    expect(await it.left()).toMatchObject({ documents: 2, chunks: 150, vectors: 150, files: 2 })
    held.resolve()
    await world.settle()
    expect(await program.sees(fresh.id)).toMatchObject({ status: 'ready', replaces: null, chunks: 2 })
    expect((await program.call('GET', `/v1/documents/${old.id}`)).status).toBe(404)
    expect(await it.left()).toEqual({ documents: 1, chunks: 2, vectors: 2, removals: 0, files: 1 })
  })
})

describe('versions', () => {
  test('one that cannot be read leaves the old one where it is', async () => {
    await using it = await openLibrary()
    const { world, program } = it
    const old = await program.adds('Workbook.txt', workbook)
    await world.settle()
    const locked = await program.replaces(old.id, 'Workbook.txt', '%LOCKED')
    await world.settle()
    expect(await program.sees(locked.id)).toMatchObject({ status: 'failed', problem: { code: 'encrypted' } })
    expect(await program.sees(old.id)).toMatchObject({ status: 'ready', chunks: 150 })
  })

  test('of several that come at once the last one remains, in whatever order they are read', async () => {
    await using it = await openLibrary()
    const { world, program } = it
    const old = await program.adds('Workbook.txt', 'The first version.')
    await world.settle()
    const held = Promise.withResolvers<void>()
    world.reading.whileReading = () => held.promise
    await program.replaces(old.id, 'Workbook.txt', 'The second version.')
    const last = await program.replaces(old.id, 'Workbook.txt', 'The third version.')
    held.resolve()
    await world.settle()
    expect((await program.lists()).documents).toEqual([expect.objectContaining({ id: last.id, status: 'ready' })])
    expect(await it.left()).toEqual({ documents: 1, chunks: 1, vectors: 1, removals: 0, files: 1 })
  })

  test('two that were to replace each other do not both go', async () => {
    await using it = await openLibrary()
    const { world, program } = it
    const one = await program.adds('One.txt', 'The one.')
    const other = await program.adds('Other.txt', 'The other.')
    const held = Promise.withResolvers<void>()
    world.reading.whileReading = () => held.promise
    for (const [id, replaces] of [
      [one.id, other.id],
      [other.id, one.id],
      [one.id, one.id],
    ])
      await program.call('PATCH', `/v1/documents/${id}`, JSON.stringify({ replaces }))
    held.resolve()
    await world.settle()
    expect((await program.lists()).documents).toHaveLength(1)
  })

  test('one of the same title is pointed out, and takes its place when that is said, ready or not', async () => {
    await using it = await openLibrary()
    const { world, program } = it
    const old = await program.adds('Workbook.txt', 'The first version.')
    await world.settle()
    const fresh = await program.adds('workbook.TXT', 'The second version.')
    expect(fresh.same_title).toEqual([{ id: old.id, created_at: expect.any(String) }])
    await world.settle()
    expect((await program.lists()).documents).toHaveLength(2) // nobody has said so yet
    const answer = await program.call('PATCH', `/v1/documents/${fresh.id}`, JSON.stringify({ replaces: old.id }))
    expect(answer).toMatchObject({ status: 200, body: { id: fresh.id, replaces: null } })
    await world.settle()
    expect((await program.lists()).documents.map(({ id }) => id)).toEqual([fresh.id])
    expect(await it.left()).toEqual({ documents: 1, chunks: 1, vectors: 1, removals: 0, files: 1 })
  })

  test('a version that is removed while it is on its way takes nothing with it', async () => {
    await using it = await openLibrary()
    const { world, program } = it
    const old = await program.adds('Workbook.txt', workbook)
    await world.settle()
    const held = Promise.withResolvers<void>()
    world.reading.whileReading = () => held.promise
    const fresh = await program.replaces(old.id, 'Workbook.txt', 'Not meant to be.')
    await expect.poll(async () => (await program.sees(fresh.id)).status).toBe('extracting')
    expect(await program.removes(fresh.id)).toBe(204)
    held.resolve()
    await world.settle()
    expect(await it.left()).toEqual({ documents: 1, chunks: 150, vectors: 150, removals: 0, files: 1 })
    expect(await program.sees(old.id)).toMatchObject({ status: 'ready' })
  })
})

describe('what goes wrong', () => {
  test.each([
    ['', 'empty', 'nothing in this file'],
    ['%LOCKED with a password', 'encrypted', 'without its password'],
  ])('a file of %j has failed by name, and says what to do', async (content, code, words) => {
    await using it = await openLibrary()
    const { world, program } = it
    const added = await program.adds('File.txt', content)
    await world.settle()
    const failed = await program.sees(added.id)
    expect(failed).toMatchObject({ status: 'failed', problem: { code, detail: expect.stringContaining(words) } })
    // Sent again it is tried again.
    const again = await program.adds('File.txt', content)
    expect(again).toMatchObject({ id: added.id, status: 'queued', problem: null })
    await world.settle()
    expect(world.reading.files).toHaveLength(2)
    expect(await it.left()).toMatchObject({ documents: 1, removals: 0, files: 1 })
  })

  test('a service that has no answer is asked again, later each time, from where it stopped; then it is given up', async () => {
    await using it = await openLibrary()
    const { world, program } = it
    world.reading.unavailable = ['rate_limited', 'timeout']
    const added = await program.adds('Workbook.txt', workbook)
    await world.quiet()
    expect(await program.sees(added.id)).toMatchObject({ status: 'embedding', chunks: 150 })
    await world.advance(59_000)
    expect(world.reading.unavailable).toEqual(['timeout'])
    await world.advance(2_000)
    expect(world.reading.unavailable).toEqual([])
    await world.advance(4 * 60_000)
    expect((await program.sees(added.id)).status).toBe('embedding')
    await world.advance(2 * 60_000)
    expect((await program.sees(added.id)).status).toBe('ready')
    expect(world.reading.files).toEqual(['Workbook.txt']) // read once

    world.reading.unavailable = Array.from({ length: 20 }, () => 'unreachable' as const)
    const other = await program.adds('Other.txt', 'Other words.')
    for (let hours = 0; hours < 9; hours++) await world.advance(hour)
    const failed = await program.sees(other.id)
    expect(failed).toMatchObject({ status: 'failed', problem: { code: 'service_failed' } })
    expect(world.reading.unavailable).toHaveLength(14)
    world.reading.unavailable = []
    expect((await program.call('POST', `/v1/documents/${other.id}/retry`)).status).toBe(202)
    await world.settle()
    expect((await program.sees(other.id)).status).toBe('ready')
    expect(world.reading.files).toEqual(['Workbook.txt', 'Other.txt'])
  })

  test('what this machine is to blame for is tried again, then said to be its fault', async () => {
    await using it = await openLibrary()
    const { world, program } = it
    world.reading.whileReading = () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }))
    const added = await program.adds('File.txt', 'Words.')
    for (let hours = 0; hours < 9; hours++) await world.advance(hour)
    expect(await program.sees(added.id)).toMatchObject({
      ...{ status: 'failed', problem: { code: 'failed_here', detail: expect.stringContaining('whoever runs it') } },
    })
    expect(world.reading.files).toHaveLength(6)
  })

  test('without a key text is found by its words, speech waits; with one both are done, and nothing is paid twice', async () => {
    await using it = await openLibrary()
    const { world, program } = it
    world.reading.hasKey = false
    const text = await program.adds('Text.txt', 'Words to be found by.')
    const speech = await program.adds('Talk.txt', '%SPEECH\n\nGood morning.\n\nLet us begin.\n\nThank you.')
    await world.settle()
    expect(await program.sees(text.id)).toMatchObject({ status: 'ready', chunks: 1 })
    expect(await program.sees(speech.id)).toMatchObject({ status: 'failed', problem: { code: 'no_key' } })
    expect(await it.left()).toMatchObject({ chunks: 1, vectors: 0 })

    world.reading.hasKey = true
    await world.dana.says('/key sk-test-key-of-dana-0002')
    await world.dana.hears('0002')
    await world.settle()
    expect(await program.sees(text.id)).toMatchObject({ status: 'ready' })
    expect(await program.sees(speech.id)).toMatchObject({ status: 'ready', duration_ms: 3_000, chunks: 3 })
    expect(await it.left()).toMatchObject({ chunks: 4, vectors: 4 })
    expect(world.reading.transcribed).toEqual(['Good morning.', 'Let us begin.', 'Thank you.'])
    expect(await it.spent()).toMatchObject([
      { purpose: 'embedding', texts: 4 },
      { purpose: 'transcription', texts: 3 },
    ])
  })

  test('a key whose money is spent is asked once, words are found by even so, and vectors are made when it works again', async () => {
    await using it = await openLibrary({ clients: ['Sarah'], group: true })
    const { world, program } = it
    world.reading.unavailable = Array.from({ length: 50 }, () => 'quota_spent' as const)
    world.model.alwaysFail('401')
    const added = await program.adds('Text.txt', 'Words to be found by.')
    await world.settle()
    expect(await program.sees(added.id)).toMatchObject({ status: 'ready', chunks: 1 })
    expect(world.reading.unavailable).toHaveLength(49)
    await world.sarah.says('Hello?')
    await world.settle()
    expect(await it.left()).toMatchObject({ chunks: 1, vectors: 0 })

    world.reading.unavailable = []
    world.model.alwaysFail(undefined)
    await world.advance(90_000) // the incident's own attempt, without a new key
    await world.settle()
    expect(await it.left()).toMatchObject({ chunks: 1, vectors: 1 })
  })

  test('what has been written down of a recording is not paid for again when the service falls silent in between', async () => {
    await using it = await openLibrary()
    const { world, program } = it
    const talk = await program.adds('Talk.txt', '%SPEECH\n\nGood morning.\n\nLet us begin.')
    await world.settle()
    world.reading.transcribed.length = 0
    const paragraphs = Array.from({ length: 5 }, (_, at) => `Part ${at}.`)
    let asked = 0
    const { models } = world.reading.reading
    const transcribeFor = models.transcribeFor
    models.transcribeFor = async (coachId) => {
      const transcribe = await transcribeFor(coachId)
      return async (part, options) => {
        if (++asked === 4) world.reading.unavailable = ['rate_limited']
        return transcribe?.(part, options) ?? Promise.reject(new Error('no key'))
      }
    }
    await program.adds('Longer.txt', `%SPEECH\n\n${paragraphs.join('\n\n')}`)
    await world.settle()
    expect(world.reading.transcribed).toEqual(paragraphs)
    expect(await world.rows(sql`select part from transcribed_parts`)).toEqual([])
    expect((await program.lists()).documents.map(({ status }) => status)).toEqual(['ready', 'ready'])
    expect(talk.status).toBe('queued')
  })

  test('nothing is worked on past its deadline, and whoever still works on it changes nothing', async () => {
    await using it = await openLibrary()
    const { world, program } = it
    const held = Promise.withResolvers<void>()
    world.reading.whileReading = () => held.promise
    const added = await program.adds('Stuck.txt', 'Words that nobody gets to.')
    await expect.poll(async () => (await program.sees(added.id)).status).toBe('extracting')
    world.clock.advance(24 * hour)
    await world.app.reconciler.tick()
    await expect.poll(async () => (await program.sees(added.id)).problem?.code).toBe('overdue')
    held.resolve()
    await world.settle()
    expect(await program.sees(added.id)).toMatchObject({ status: 'failed', problem: { code: 'overdue' } })
  })

  test('a file whose upload was reserved and never finished goes after a day', async () => {
    await using it = await openLibrary()
    const { world, program } = it
    const { doors } = world.app
    // The database is gone when the bytes are here.
    const asCoach = doors.asCoach
    let calls = 0
    doors.asCoach = (coachId, work) => {
      const isLibrary = /db.documents\.ts/.test(new Error('who asks').stack ?? '') // others are at work beside it
      return isLibrary && ++calls === 2 ? Promise.reject(new Error('down')) : asCoach(coachId, work)
    }
    const answer = await program.call('POST', '/v1/documents', program.form('Lost.txt', 'Lost words.'))
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } })
    doors.asCoach = asCoach
    expect(await it.left()).toMatchObject({ documents: 0, removals: 1, files: 1 })
    await world.advance(23 * hour)
    expect(await it.left()).toMatchObject({ removals: 1, files: 1 })
    await world.advance(2 * hour)
    expect(await it.left()).toMatchObject({ removals: 0, files: 0 })
  })
})

test("of one coach's many documents two are at work at a time, and another's comes between", async () => {
  await using it = await openLibrary({ group: true })
  const { world, program } = it
  const { coach: mia } = await opensPractice(world, 'Mia')
  const hers = createProgram(world.websiteUrl, await makeToken(world, mia))
  const held = Promise.withResolvers<void>()
  let atWork = 0
  let most = 0
  world.reading.whileReading = async () => {
    most = Math.max(most, ++atWork)
    if (world.reading.files.at(-1) !== 'Mia.txt') await held.promise
    atWork--
  }
  await Promise.all(Array.from({ length: 20 }, (_, at) => program.adds(`Film ${at}.txt`, `Words of film ${at}.`)))
  await expect.poll(() => atWork).toBe(2)
  const one = await hers.adds('Mia.txt', 'Words of Mia.')
  await expect.poll(async () => (await hers.sees(one.id)).status, { timeout: 20_000 }).toBe('ready')
  expect(most).toBe(3) // two of one coach's, and the other's
  held.resolve()
  await world.settle()
  expect(most).toBe(3)
  expect(await it.left()).toEqual({ documents: 21, chunks: 21, vectors: 21, removals: 0, files: 21 })
})
