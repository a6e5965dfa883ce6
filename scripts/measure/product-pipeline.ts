/** A document's way through the product, with a model of this process in the place of the coach's: no queue, no Telegram. */
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { systemClock as clock } from '../../src/clock.ts'
import { createIngest } from '../../src/coaching/knowledge/ingest.ts'
import { createLibrary } from '../../src/coaching/knowledge/library.ts'
import type { EmbeddingModel } from '../../src/coaching/knowledge/ports.ts'
import { createReindex } from '../../src/coaching/knowledge/reindex.ts'
import { rowsOf } from '../../src/db/client.ts'
import { createDocumentWorks } from '../../src/db/document-works.ts'
import { createDocuments } from '../../src/db/documents.ts'
import { createKnowledgeIndexes } from '../../src/db/knowledge-indexes.ts'
import { cut } from '../../src/extract/cut.ts'
import { createExtract } from '../../src/extract/extract.ts'
import { openStore } from '../../src/storage/open-store.ts'
import { openLibrary } from './library.ts'

const ids = { next: () => v7() }
const sizeAtMost = 2 ** 31

export async function openProductPipeline(isOnServer: boolean, model: EmbeddingModel) {
  const { database, pglite, url, doors, knowledge, addCoach, close } = await openLibrary({ isOnServer })
  const folder = await mkdtemp(join(tmpdir(), 'opencoach-originals-'))
  const store = openStore({ folder, scratchDir: tmpdir(), s3: undefined })
  const works = createDocumentWorks({ doors, clock, ids })
  const indexes = createKnowledgeIndexes({ doors, clock, settings: '' })
  const documents = createDocuments({ doors, clock, ids })
  const library = createLibrary({ documents, indexes, store, sizeAtMost, wake: async () => {}, clock, ids })
  const models = { embeddingsFor: async () => model, reopenEmbeddings: async () => undefined }
  const ingest = createIngest({
    ...{ works, store, knowledge, split: cut, clock },
    extract: createExtract({ searchPath: process.env['PATH'] ?? '', scratchDir: tmpdir() }),
    models: { transcribeFor: async () => undefined },
    reindex: createReindex({ indexes, models }),
    giveWay: async () => {}, // nobody writes here
  })

  async function workOn(coachId: string): Promise<void> {
    for (let work = await works.claim(coachId); work; work = await works.claim(coachId)) {
      const outcome = await ingest(work, new AbortController().signal)
      if (outcome.kind !== 'ready') throw new Error(`A document was ${outcome.kind}: ${JSON.stringify(outcome)}`)
    }
  }

  return {
    pglite,
    url,
    addCoach,
    /** Until all are ready, two at a time, as the product does it. @returns the id of the last */
    async add(coachId: string, paths: readonly string[], replacesId?: string): Promise<string> {
      let id = ''
      for (const path of paths) {
        const about = { fileName: basename(path), origin: 'api' as const, replacesId }
        id = (await library.add(coachId, createReadStream(path), about)).document.id
      }
      await Promise.all([workOn(coachId), workOn(coachId)])
      return id
    },
    /** What a chunk takes on the disk, with its vector and all indexes. */
    async bytesPerChunk(): Promise<number> {
      const [row] = await rowsOf<{ bytes: number; chunks: number }>(
        database.drizzle,
        sql`select sum(pg_total_relation_size(kept))::float8 as bytes, (select count(*)::int from knowledge_chunks) as chunks
          from unnest('{knowledge_chunks,chunk_words,document_words,chunk_embeddings}'::regclass[]) as kept`,
      )
      return (row?.bytes ?? Number.NaN) / (row?.chunks ?? Number.NaN)
    },
    async close(): Promise<void> {
      await close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
