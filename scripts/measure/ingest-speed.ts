/** How fast documents become knowledge beside LangChain.js, what their chunks take, and what a new version costs. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createExtract } from '../../src/extract/extract.ts'
import { type Figure, figure, median } from './figures.ts'
import type { LangChain } from './langchain.ts'
import { createLocalEmbeddings, embedLocally, localDimensions } from './local-embeddings.ts'
import { openProductPipeline } from './product-pipeline.ts'
import { proseOf } from './prose.ts'

const megabyte = 1024 * 1024
/** In a round, to each side. */
const documents = 4
/** Of a document's text, in one place, in its new version. */
const changedShare = 0.01

type Plan = { isOnServer: boolean; megabytes: number; rounds: number; seed: number; peer: LangChain | undefined }

export async function measureSpeed(
  store: string,
  { isOnServer, megabytes, rounds, seed, peer }: Plan,
): Promise<Figure[]> {
  let texts = 0
  const model = createLocalEmbeddings((count) => {
    texts += count
  })
  const pipeline = await openProductPipeline(isOnServer, model)
  const folder = await mkdtemp(join(tmpdir(), 'opencoach-ingest-'))
  const extract = createExtract({ searchPath: process.env['PATH'] ?? '', scratchDir: folder })
  const served = peer && (isOnServer ? undefined : await peer.serve(pipeline.pglite))
  const other = peer && (await peer.open(served?.url ?? pipeline.url ?? '', embedLocally, localDimensions))
  const ours: number[] = []
  const theirs: number[] = []
  try {
    const coachId = await pipeline.addCoach()
    await pipeline.add(coachId, [await write('warm-up', proseOf(megabyte / 2, seed + 1_000))])
    await other?.add('warm-up', proseOf(megabyte / 2, seed + 1_001).join('\n\n'))
    for (let round = 0; round < rounds; round++) {
      console.error(`${store}: round ${round + 1} of ${rounds} ...`)
      const paths: string[] = []
      const contents: string[] = []
      for (let at = 0; at < documents; at++) {
        const path = await write(`${round}-${at}`, proseOf(megabytes * megabyte, seed + round * documents + at))
        // Both get what is in the file from the same reader; only ours has to wait for it.
        const { blocks } = await extract({ path, name: 'text.md' })
        paths.push(path)
        contents.push(blocks.map((block) => ('text' in block ? block.text : block.cells.join(' | '))).join('\n\n'))
      }
      const size = Buffer.byteLength(contents.join()) / megabyte
      ours.push(size / (await secondsOf(() => pipeline.add(coachId, paths))))
      if (!other) continue
      const addAll = async () => {
        for (const [at, text] of contents.entries()) await other.add(`${round}-${at}`, text)
      }
      theirs.push(size / (await secondsOf(addAll)))
    }
    const perChunk = await pipeline.bytesPerChunk()

    const paragraphs = proseOf(megabytes * megabyte, seed + 2_000)
    texts = 0
    const old = await pipeline.add(coachId, [await write('version-1', paragraphs)])
    const first = texts
    texts = 0
    const from = Math.floor(paragraphs.length / 2)
    const fresh = proseOf(megabytes * megabyte * changedShare, seed + 2_001)
    const changed = [...paragraphs.slice(0, from), ...fresh, ...paragraphs.slice(from + fresh.length)]
    await pipeline.add(coachId, [await write('version-2', changed)], old)

    return [
      figure(`${store}: extraction, chunks and storing`, median(ours), 'MB/s', {
        ...(other && { against: median(theirs), atLeast: isOnServer ? 4 : 1.5 }),
      }),
      figure(`${store}: slowest and fastest round`, Math.min(...ours), 'MB/s', { against: Math.max(...ours) }),
      figure(`${store}: texts embedded for a version with 1% changed`, texts, 'texts', {
        against: first,
        atMost: 0.02,
      }),
      figure(`${store}: a chunk on the disk`, perChunk / 1024, 'KB', { atMost: 6 }),
    ]
  } finally {
    await other?.close()
    await served?.close()
    await pipeline.close()
    await rm(folder, { recursive: true, force: true })
  }

  async function write(name: string, paragraphs: readonly string[]): Promise<string> {
    const path = join(folder, `${name}.md`)
    await writeFile(path, paragraphs.join('\n\n'))
    return path
  }
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1000
}
