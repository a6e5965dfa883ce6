/** The product is killed at each step of a document's way and started again: it goes on where it stopped, and doubles nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KilledWorld, openKilledWorld } from './support/killed-world.ts'

let world: KilledWorld
let kills = 0
beforeAll(async () => {
  world = await openKilledWorld({ reads: true })
})
afterAll(() => world?.close())

/** Longer than a lease: on servers nobody can tell sooner that a process is dead. */
const leaseOutMs = 100_000
const paragraphs = (name: string) => Array.from({ length: 150 }, (_, at) => `Paragraph ${at} of ${name}.`).join('\n\n')

async function restart(): Promise<void> {
  kills++
  await world.restart({ laterMs: kills * leaseOutMs })
}

type Row = { status: string; chunks: number; vectors: number; texts: number; removals: number }

/** What there is of all documents; `texts` were paid for. */
async function all(): Promise<Row> {
  const [row] = await world.rows<Row>(`select (select string_agg(status, ' ') from documents) as status,
    (select count(*)::int from knowledge_chunks) as chunks, (select count(*)::int from chunk_embeddings) as vectors,
    (select coalesce(sum(tokens_in), 0)::int from usage_events where purpose = 'embedding') as texts,
    (select count(*)::int from file_removals) as removals`)
  return row as Row
}

test.each([
  ['file-stored-not-added', undefined],
  ['document-added-not-woken', 150],
  ['document-claimed', 150],
  ['progress-recorded', 150],
  ['chunks-stored-not-recorded', 150],
  ['read-recorded', 150],
  ['vectors-made-not-stored', 150], // those that were lost are not known to have been paid
  ['vectors-stored', 150],
  ['ready-recorded', 150],
])('%s', async (point, paid) => {
  const before = await all()
  await world.arm(point)
  void world.addDocument(`${point}.txt`, paragraphs(point)).catch(() => {})
  await world.died()
  await restart()
  if (paid === undefined) {
    // Nobody has heard that it was taken: it is sent again, and the file that was stored first goes in its time.
    expect(await all()).toMatchObject({ chunks: 0, removals: 1 })
    return
  }
  await expect.poll(async () => (await all()).status, { timeout: 60_000 }).toMatch(/^ready$/)
  const after = await all()
  expect(after).toMatchObject({ chunks: 150, vectors: 150, texts: before.texts + paid })
  const [ordinals] = await world.rows<{ n: number }>('select count(distinct ordinal)::int as n from knowledge_chunks')
  expect(ordinals?.n).toBe(150)
  const files = await world.originals()
  await world.removeDocument()
  await expectRemoved(files.length - 1)
})

test('a removal that a kill cuts off is finished by the next process', async () => {
  await world.addDocument('removed.txt', paragraphs('what is removed'))
  await expect.poll(async () => (await all()).status, { timeout: 60_000 }).toMatch(/^ready$/)
  const files = await world.originals()
  await world.arm('document-removed-file-left')
  void world.removeDocument().catch(() => {})
  await world.died()
  expect(await world.originals()).toEqual(files)
  await restart()
  await expectRemoved(files.length - 1)
})

async function expectRemoved(filesLeft: number): Promise<void> {
  await expect.poll(async () => (await world.originals()).length).toBe(filesLeft)
  expect(await all()).toMatchObject({ chunks: 0, vectors: 0, status: null })
}

test('a replacement that is killed at its end has replaced once', async () => {
  const old = await world.addDocument('old.txt', paragraphs('the old one'))
  await expect.poll(async () => (await all()).status, { timeout: 60_000 }).toBe('ready')
  await world.arm('ready-recorded')
  void world.addDocument('new.txt', 'All of it is new.', old).catch(() => {})
  await world.died()
  await restart()
  await expect.poll(async () => (await all()).status, { timeout: 60_000 }).toBe('ready')
  expect(await all()).toMatchObject({ chunks: 1, vectors: 1 })
})

test('reading anew for another model goes on after a kill at each step, and leaves vectors of that model alone', async () => {
  await world.addDocument('anew.txt', paragraphs('a document that is read anew'))
  await expect.poll(async () => (await all()).status, { timeout: 60_000 }).toMatch(/^ready( ready)*$/)
  const { chunks, texts } = await all()
  await world.kill()
  await world.died()
  world.set({ OPENAI_EMBEDDING_MODEL: 'another-model' })
  for (const point of ['model-followed', 'vectors-made-not-stored', 'ready-recorded', 'old-vectors-removed'])
    await world.restartUntil(point, ++kills * leaseOutMs)
  await restart()
  const models = () => world.rows('select model, count(*)::int as vectors from chunk_embeddings group by model')
  await expect.poll(models, { timeout: 60_000 }).toEqual([{ model: 'another-model', vectors: chunks }])
  expect(await all()).toMatchObject({ chunks, texts: texts + chunks })
})
