/** Files of every kind, as a coach sends them, read by the product's own means: known by their places, or refused in words. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDocx, makePptx, makeXlsx, word } from './fixtures/office.ts'
import { lines, makePdf } from './fixtures/pdf.ts'
import { drawText } from './fixtures/picture.ts'
import { makeFilm, makeVoice } from './fixtures/recording.ts'
import { hasFfmpeg } from './support/ffmpeg.ts'
import { readRows } from './support/saved-practice.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const hears = await hasFfmpeg()
const onePage = [{ texts: lines(['Words enough to be a page with a layer of text.'], { x: 60, y: 700 }) }]
const said = {
  text: 'Welcome to week one.',
  segments: [{ start: 1, end: 3, text: 'Welcome to week one.' }],
  language: 'english',
}

let folder: string
let world: World
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'real-files-'))
  world = await openWorld({ clients: ['Sarah'], group: false, reads: true })
})
afterAll(async () => {
  await world?.close()
  await rm(folder, { recursive: true, force: true })
})

async function send(fileName: string, bytes: Buffer): Promise<void> {
  await world.dana.sends({ kind: 'document', fileName, mimeType: 'application/octet-stream', bytes })
}
/** Reading takes as long as it takes: a busy machine longer than a world is waited for. */
async function read(): Promise<void> {
  const open = () =>
    world.rows(sql`select id::text from received_files where state in ('held', 'to_fetch')
      union all select id::text from documents where status not in ('ready', 'failed')`)
  await expect
    .poll(
      async () => {
        await world.advance(2_000) // whether more comes with a voice note is waited for
        return open()
      },
      { timeout: 240_000, interval: 1_000 },
    )
    .toEqual([])
  await world.settle()
}
/** Title, state, and where its pieces stand. */
const become = () =>
  world.rows(sql`select title, status, problem, (select array_agg(distinct coalesce(anchor ->> 'kind', 'nowhere'))
    from knowledge_chunks c where c.document_id = d.id) as places from documents d order by title, places`)
const lastSaid = () =>
  world.dana
    .screen()
    .filter(({ from }) => from.isBot)
    .at(-1)?.text ?? ''

test('each ends ready, with places in it, or as the problem that it has', async () => {
  const drawn = drawText(['Breathe in for four counts.', 'Breathe out for eight.'])
  const scan = { jpeg: { bytes: await drawn.jpeg(), width: drawn.width, height: drawn.height } }
  const column = (side: string) => Array.from({ length: 12 }, (_, at) => `${side} ${at} goes on about rest and care`)
  const left = lines(column('Left'), { x: 60, y: 700 })
  const right = lines(column('Right'), { x: 320, y: 700 })
  await send('columns.pdf', makePdf([{ texts: [...left, ...right] }]))
  await send('scan.pdf', makePdf([scan]))
  await send('locked.pdf', makePdf(onePage, { password: 'rosebud' }))
  await send(
    'week.docx',
    makeDocx([
      word.heading('Week one', 1),
      word.paragraph('Begin small.'),
      word.picture,
      word.table([
        ['Day', 'Task'],
        ['Monday', 'Rest'],
      ]),
      word.pageBreak,
      word.paragraph('Well done.'),
    ]),
  )
  await send(
    'talk.pptx',
    makePptx([{ title: 'Goals' }, { title: 'Close', bullets: ['The lighthouse rule: one light a day.'] }]),
  )
  await send(
    'plan.xlsx',
    makeXlsx({
      Plan: [
        ['When', 'What'],
        ['Monday', 'Walk'],
      ],
    }),
  )
  await send('page.html', Buffer.from('<!doctype html><title>Page</title><h1>Trust</h1><p>Trust comes on foot.</p>'))
  await send('talk.srt', Buffer.from('1\n00:00:01,000 --> 00:00:03,000\nCourage is quiet.\n'))
  await send('talk.vtt', Buffer.from('WEBVTT\n\n00:01.000 --> 00:03.000\nGrief is love.\n'))
  await send('noise.pdf', randomBytes(20_000))
  await read()
  const ready = (title: string, ...places: string[]) => ({ title, status: 'ready', problem: null, places })
  const failed = (title: string, problem: string) => ({ title, status: 'failed', problem, places: null })
  expect(await become()).toEqual([
    ready('columns', 'page'),
    failed('locked', 'encrypted'),
    failed('noise', 'damaged'),
    ready('page', 'nowhere'),
    ready('plan', 'sheet'),
    ready('scan', 'page'),
    ready('talk', 'slide'),
    ready('talk', 'time'),
    ready('talk', 'time'),
    ready('week', 'page'),
  ])
  const [columns] = await world.rows<{ content: string }>(
    sql`select content from knowledge_chunks c join documents d on d.id = c.document_id where title = 'columns'`,
  )
  expect(columns?.content.replace(/\s+/g, ' ')).toBe([...column('Left'), ...column('Right')].join(' '))
  expect(lastSaid()).toContain('8 ready, 2 need you')
  expect(lastSaid()).toContain('“locked”: This file is locked.')
})

test('what a client asks is answered from them, with its place', async () => {
  const { sarah, model } = world
  let told = ''
  model.answersWith((request) => {
    told = request.texts('system').slice(1).join('\n')
    const id = /<passage id="(p\d+)"[^>]*>\n[^<]*lighthouse/.exec(told)?.[1]
    return { asks_knowledge: true, used: id ? [id] : [], reply: 'The lighthouse rule: one light a day.' }
  })
  await world.dana.says('/answers')
  await world.settle()
  await world.dana.taps('Show clients the sources')
  await sarah.says('What was the lighthouse rule again?')
  await world.settle()
  expect(sarah.screen().at(-1)?.text).toBe('The lighthouse rule: one light a day.\n\n📄 talk, slide 1–2')
})

describe.skipIf(!hears)('what is spoken', () => {
  test('is known by the time at which it is said', async () => {
    await makeVoice(join(folder, 'note.ogg'), { tones: 1, toneS: 2, silenceS: 1 })
    await makeFilm(join(folder, 'film.mp4'))
    for (let call = 0; call < 2; call++) world.model.speech.willAnswer(said)
    await world.dana.sends({ kind: 'voice', durationS: 3, bytes: await readFile(join(folder, 'note.ogg')) })
    await send('film.mp4', await readFile(join(folder, 'film.mp4')))
    await read()
    const spoken = await world.rows(sql`select status, anchor, content from knowledge_chunks c
      join documents d on d.id = c.document_id where d.duration_ms is not null and d.pages is null and content like 'Welcome%'`)
    const anchor = { kind: 'time', fromMs: 1_000, toMs: 3_000 }
    expect(spoken).toEqual(Array(2).fill({ status: 'ready', anchor, content: said.text }))
  })
})

test('what is removed is gone from everything but what was said: rows, vectors, files, what was tried out and compared', async () => {
  const marker = 'xylophone'
  const sentence = `When a client cancels, the ${marker} is played after 48 hours.`
  const other = sentence.replace('48', '24')
  world.model.answersAs('sample_question', () => ({ question: `When is the ${marker} played?` }))
  world.model.answersAs('conflict_check', () => ({ conflicts: [{ pair: 1, first: sentence, second: other }] }))
  world.model.answersWith(() => ({ asks_knowledge: true, used: ['p1', 'p2'], reply: sentence }))
  const before = (await world.originals()).length
  await send('Older.txt', Buffer.from(other))
  await world.settle()
  await world.advance(61_000)
  await send('Newer.txt', Buffer.from(sentence))
  await world.settle()
  await world.advance(61_000)
  const tables = async () => {
    const rows = await readRows(world.store.database)
    return Object.keys(rows)
      .filter((name) => rows[name]?.includes(marker))
      .sort()
  }
  expect(await tables()).toEqual(['document_conflicts', 'knowledge_chunks', 'sample_answers'])
  for (const title of ['Older', 'Newer']) {
    await world.dana.says(`/docs ${title}`)
    await world.settle()
    await world.dana.taps('1')
    await world.dana.taps('Remove')
    await world.dana.taps('Yes, remove it')
    await world.settle()
  }
  await world.advance(61_000)
  expect(await tables()).toEqual([])
  expect(await world.originals()).toHaveLength(before)
  expect(
    await world.rows(sql`select chunk_id from chunk_embeddings e where not exists
    (select from knowledge_chunks c where c.id = e.chunk_id)`),
  ).toEqual([])
})
