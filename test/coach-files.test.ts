/** A coach sends files in private: each becomes a document, and one message says what becomes of those that came together. */
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Sending = Parameters<World['dana']['sends']>[0]

const open = (options: Parameters<typeof openWorld>[0] = {}) => openWorld({ clients: [], group: false, ...options })
const file = (fileName: string, text: string, mimeType = 'text/plain') =>
  ({ kind: 'document', fileName, mimeType, bytes: Buffer.from(text) }) satisfies Sending
const minutes = (length: number) => ({ kind: 'audio', durationS: length * 60 }) as const
const speech = (fileName: string, length: number, said = 'Good morning.') =>
  ({ ...minutes(length), fileName, bytes: Buffer.from(`%SPEECH\n\n${said}`) }) satisfies Sending

/** What the bot has said in private since then, as it reads now. */
function news(world: World, since = 0) {
  return world.dana.screen().filter((message) => message.from.isBot && message.id > since)
}
const last = (world: World) => world.dana.screen().at(-1)?.id ?? 0
const calls = (world: World, method: string) => world.simulator.calls.list({ method })
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

test('what comes together is told of in one message, with what to do about what got stuck', async () => {
  await using world = await open()
  const before = last(world)
  await world.dana.sendsAlbum([file('Workbook 1.txt', 'One.'), file('Workbook 2.txt', 'Two.')])
  await world.dana.sends(file('Workbook 3.pdf', '%LOCKED', 'application/pdf'))
  await world.dana.sends({ kind: 'voice', durationS: 60, bytes: Buffer.from('%SPEECH\n\nA thought of mine.') })
  await world.dana.sends({ kind: 'photo', caption: 'The model on a napkin', bytes: Buffer.from('A circle.') })
  await world.settle()
  const [said, ...more] = news(world, before)
  expect(more).toEqual([])
  expect(said?.text.split('\n\n')).toEqual([
    '4 ready, 1 needs you',
    '“Workbook 3”: This file is locked. Save it without its password and send it again.',
  ])
  expect(await world.rows(sql`select title from documents order by title`)).toEqual(
    ['The model on a napkin', expect.stringMatching(/^Voice note, /), 'Workbook 1', 'Workbook 2', 'Workbook 3'].map(
      (title) => ({ title }),
    ),
  )

  // What comes a while later is another matter.
  await world.advance(120_000)
  await world.dana.sends(file('Later.txt', 'Later.'))
  await world.settle()
  expect(news(world, before).map(({ text }) => text)).toEqual([
    expect.stringContaining('4 ready'),
    expect.stringContaining('“Later” is ready'),
  ])
})

test('what is known already is said to be, adds nothing, and is not fetched again', async () => {
  await using world = await open()
  const sent = await world.dana.sends(file('Values.txt', 'Courage.'))
  await world.settle()
  await world.advance(120_000)
  const there = await kept(world)
  let before = last(world)
  await world.dana.sends(file('The same.txt', 'Courage.'))
  await world.settle()
  expect(news(world, before).map(({ text }) => text)).toEqual(['I know this one already: “Values”.'])
  await world.advance(120_000)
  before = last(world)
  const fetched = calls(world, 'getFile').length
  await world.dana.forwards(sent.id, {})
  await world.settle()
  expect(news(world, before).map(({ text }) => text)).toEqual(['I know this one already: “Values”.'])
  expect(calls(world, 'getFile')).toHaveLength(fetched)
  expect(await kept(world)).toEqual(there)
})

test.each([
  ['Replace the older one', [{ content: 'No, thank you.' }], 1],
  ['Keep both', [{ content: 'No.' }, { content: 'No, thank you.' }], 2],
] as const)('a new version of a title: [%s]', async (button, contents, documents) => {
  await using world = await open()
  await world.dana.sends(file('Boundaries.txt', 'No.'))
  await world.settle()
  await world.advance(120_000)
  const before = last(world)
  await world.dana.sends(file('boundaries.txt', 'No, thank you.'))
  await world.settle()
  const [said] = news(world, before)
  expect(said?.text).toContain('You have an older “boundaries”. Does the new one take its place?')
  await world.dana.taps(button)
  await world.settle()
  expect(news(world, before).map(({ text }) => text)).toEqual([
    '“boundaries” is ready (1 page): your assistant knows it.',
  ])
  expect(news(world, before)[0]?.buttons ?? []).toEqual([])
  expect(await world.rows(sql`select content from knowledge_chunks order by length(content)`)).toEqual(contents)
  expect(await kept(world)).toMatchObject({ documents, files: documents })
})

describe('what Telegram does not give', () => {
  test.each([
    [false, 'Send it in smaller pieces; of a film the sound is enough.'],
    [true, '/upload opens a page that takes it.'],
  ])('over 20 MB, with a page: %s', async (webhook, then) => {
    await using world = await open({ webhook })
    const before = last(world)
    await world.dana.sends({
      kind: 'video',
      durationS: 7_200,
      fileName: 'Course.mp4',
      bytes: Buffer.alloc(21 * 1024 ** 2),
    })
    await world.settle()
    expect(news(world, before).map(({ text }) => text)).toEqual([
      `“Course.mp4”: Telegram gives me no file over 20 MB. ${then}`,
    ])
    expect(calls(world, 'getFile')).toEqual([])
  })

  test('trouble that passes is waited for, and what never comes is said', async () => {
    await using world = await open()
    const before = last(world)
    world.simulator.faults.add({ method: 'getFile', status: 502 })
    world.simulator.faults.add({ method: 'file', status: 500 })
    await world.dana.sends(file('Late.txt', 'Better late.'))
    await world.settle()
    for (let minute = 0; minute < 7; minute++) await world.advance(60_000)
    await world.settle()
    expect(news(world, before).map(({ text }) => text)).toEqual([expect.stringContaining('“Late” is ready')])
    expect(await kept(world)).toMatchObject({ documents: 1, files: 1 })

    const next = last(world)
    world.simulator.faults.add({ method: 'getFile', status: 502, times: 100 })
    await world.dana.sends(file('Never.txt', 'Never.'))
    await world.settle()
    for (let step = 0; step < 8; step++) await world.advance(3_600_000)
    await world.settle()
    expect(news(world, next).map(({ text }) => text)).toEqual([
      "“Never.txt”: Telegram didn't give me this file, however often I asked. Send it again.",
    ])
    expect(await kept(world)).toMatchObject({ documents: 1, files: 1 })
  })

  test('a file that turns out to be too big says so', async () => {
    await using world = await open()
    const before = last(world)
    world.simulator.faults.add({ method: 'getFile', status: 400, description: 'Bad Request: file is too big' })
    await world.dana.sends(file('Big.txt', 'Big.'))
    await world.settle()
    expect(news(world, before)[0]?.text).toContain('Telegram gives me no file over 20 MB')
  })
})

describe('a Bot API server on this machine', () => {
  const withFolder = async (work: (folder: string) => Promise<void>) => {
    const folder = await mkdtemp(join(tmpdir(), 'bot-api-'))
    await work(folder).finally(() => rm(folder, { recursive: true }))
  }

  test('gives files of any size, which are read where it keeps them', () =>
    withFolder(async (localFiles) => {
      await using world = await open({ localFiles })
      const before = last(world)
      const bytes = Buffer.concat([Buffer.from('Say no.'), Buffer.alloc(21 * 1024 ** 2, ' ')])
      await world.dana.sends({ kind: 'document', fileName: 'Large.txt', mimeType: 'text/plain', bytes })
      await world.settle()
      // Who has told how far it is tells the end a little later, and on a busy machine it is told of several times before.
      const texts = async () => {
        await world.advance(60_000)
        return news(world, before).map(({ text }) => text)
      }
      await expect.poll(texts).toEqual([expect.stringContaining('“Large” is ready')])
    }))

  test('is believed no path that leads out of its folder', () =>
    withFolder(async (folder) => {
      const [localFiles, elsewhere] = [join(folder, 'files'), join(folder, 'elsewhere')]
      for (const one of [localFiles, elsewhere]) await mkdir(one)
      await symlink(elsewhere, join(localFiles, 'link'))
      await using world = await open({ localFiles })
      for (const path of [elsewhere, join(localFiles, 'link'), join(localFiles, '..', 'elsewhere')]) {
        world.simulator.world.localFiles = path
        await world.dana.sends(file('One.txt', `In ${path}.`))
        await world.quiet()
      }
      expect(calls(world, 'getFile').length).toBeGreaterThanOrEqual(3)
      expect(await kept(world)).toMatchObject({ documents: 0, files: 0 })
    }))
})

describe('speech costs money', () => {
  test('much of it waits for a yes, at its price, while texts go on', async () => {
    await using world = await open()
    const before = last(world)
    await world.dana.sends(speech('Course 1.mp3', 200, 'One.'))
    await world.dana.sends(speech('Course 2.mp3', 100, 'Two.'))
    await world.dana.sends(file('Notes.txt', 'Notes.'))
    await world.settle()
    expect(news(world, before).map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^1 ready, 2 under way\n\n2 recordings, 5 h 0 min of speech: about \$\d\.\d\d on your key\.$/,
      ),
    ])
    expect(world.reading.transcribed).toEqual([])
    expect(await kept(world)).toMatchObject({ documents: 1 })
    await world.dana.taps('Start')
    await world.settle()
    expect(news(world, before).map(({ text }) => text)).toEqual(['All 3 are ready: your assistant knows them.'])
    expect(world.reading.transcribed.toSorted()).toEqual(['One.', 'Two.'])
  })

  test('only the texts: the recordings are left out, until they are wanted after all', async () => {
    await using world = await open()
    const before = last(world)
    await world.dana.sends(speech('Course.mp3', 20))
    await world.dana.sends(file('Notes.txt', 'Notes.'))
    await world.settle()
    await world.dana.taps('Only the texts')
    await world.settle()
    expect(news(world, before)[0]?.text).toBe('1 ready, 1 left out')
    expect(world.reading.transcribed).toEqual([])
    await world.dana.taps('Write down the speech after all')
    await world.settle()
    expect(news(world, before).map(({ text }) => text)).toEqual(['All 2 are ready: your assistant knows them.'])
    expect(world.reading.transcribed).toEqual(['Good morning.'])
  })

  test('many small pieces are much together', async () => {
    await using world = await open()
    for (let part = 0; part < 4; part++) await world.dana.sends(speech(`Part ${part}.mp3`, 3, `Part ${part}.`))
    await world.settle()
    expect(world.reading.transcribed).toEqual([])
    expect(news(world).at(-1)?.text).toMatch(/4 recordings, 12 min of speech/)
  })
})

test('the message is edited no oftener than every four seconds', async () => {
  await using world = await open()
  const before = last(world)
  for (let at = 0; at < 12; at++) {
    await world.dana.sends(file(`File ${at}.txt`, `Words ${at}.`))
    await world.advance(3_000)
  }
  await world.settle()
  const [message] = news(world, before)
  expect(message?.text).toBe('All 12 are ready: your assistant knows them.')
  const times = [...calls(world, 'sendMessage').slice(-1), ...calls(world, 'editMessageText')].map(({ at }) =>
    Date.parse(at),
  )
  expect(times.length).toBeGreaterThan(4)
  for (const [at, time] of times.entries())
    if (at > 0) expect(time - (times[at - 1] ?? 0)).toBeGreaterThanOrEqual(4_000)
})

test('what can be no knowledge is said to be, whatever it is', async () => {
  await using world = await open()
  const before = last(world)
  await world.dana.sends({ kind: 'sticker', emoji: '🙂' })
  await world.dana.sends({ kind: 'location', latitude: 52.52, longitude: 13.405 })
  await world.settle()
  expect(news(world, before).map(({ text }) => text)).toEqual(
    Array(2).fill("This can't become knowledge. Send me documents, pictures, recordings, films or voice notes."),
  )
})
