/** Coaches with documents in a database of their own, embedded or on a server: what searches are measured on. */
import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { chunk } from '../../src/coaching/knowledge/chunk.ts'
import type { Chunk, Extraction } from '../../src/coaching/knowledge/document.ts'
import type { ChunkVector, EmbeddingModel } from '../../src/coaching/knowledge/ports.ts'
import { weigh } from '../../src/coaching/knowledge/weighed-chunk.ts'
import { type Database, openPostgres, overPglite } from '../../src/db/client.ts'
import { createDoors } from '../../src/db/doors.ts'
import { createKnowledge, insertVectors } from '../../src/db/knowledge.ts'
import { createKnowledgeSearch } from '../../src/db/knowledge-search.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openPglite } from '../../src/db/pglite.ts'
import { administrate, databaseUrl } from '../../test/support/postgres.ts'

export type Library = Awaited<ReturnType<typeof openLibrary>>

/** Texts embedded in one call. */
const embeddedAtOnce = 64

/** @param isOnServer in a database made for it on the server of TEST_DATABASE_URL, which is dropped at the end */
export async function openLibrary({ isOnServer }: { isOnServer: boolean }) {
  const { database, pglite, url, close } = isOnServer ? await openOnServer() : await openEmbedded()
  await migrate(database)
  const doors = createDoors(database)
  const knowledge = createKnowledge({ doors, ids: { next: () => v7() } })
  let coaches = 0

  async function addChunks(coachId: string, title: string, chunks: readonly Chunk[]): Promise<string> {
    const documentId = v7()
    await doors.asCoach(coachId, (tx) =>
      tx.execute(sql`insert into documents
        (coach_id, id, title, file_name, size_bytes, sha256, origin, status, chunks, deadline_at, created_at)
        values (${coachId}, ${documentId}, ${title}, ${title}, 0, ${randomBytes(32)}, 'api', 'ready', ${chunks.length}, now(), now())`),
    )
    await knowledge.replaceChunks(coachId, documentId, chunks.map(weigh))
    return documentId
  }

  const storeVectors = (coachId: string, model: string, vectors: readonly ChunkVector[]) =>
    doors.asCoach(coachId, (tx) => insertVectors(tx, model, vectors))

  return {
    database,
    /** Where it is embedded. */
    pglite,
    /** Where it is on a server. */
    url,
    doors,
    knowledge,
    storeVectors,
    search: createKnowledgeSearch({ doors }),
    async addCoach(): Promise<string> {
      const coachId = v7()
      await doors.asCoach(coachId, (tx) =>
        tx.execute(sql`insert into coaches (id, telegram_user_id, display_name, created_at)
          values (${coachId}, ${++coaches}, ${`Coach ${coaches}`}, now())`),
      )
      return coachId
    },
    addChunks,
    /** As the product does it: cut, stored, embedded. @returns its chunks */
    async addDocument(coachId: string, title: string, extraction: Extraction, model: EmbeddingModel): Promise<Chunk[]> {
      const chunks = chunk(extraction)
      const documentId = await addChunks(coachId, title, chunks)
      for (;;) {
        const some = await knowledge.listUnembedded(coachId, documentId, model.name, embeddedAtOnce)
        if (some.length === 0) return chunks
        const texts = some.map(({ headings, content }) => [...headings, content].join('\n'))
        const { vectors } = await model.embed(texts, { purpose: 'document' })
        const made = some.flatMap(({ id }, at) => (vectors[at] ? [{ chunkId: id, vector: vectors[at] }] : []))
        await storeVectors(coachId, model.name, made)
      }
    },
    /** What the product's maintenance does now and then. */
    async vacuum(): Promise<void> {
      for (const table of ['documents', 'knowledge_chunks', 'chunk_words', 'document_words', 'chunk_embeddings']) {
        const vacuum = `vacuum (analyze) ${table}`
        await (pglite ? pglite.exec(vacuum) : database.drizzle.execute(sql.raw(vacuum)))
      }
    },
    close,
  }
}

type Opened = {
  database: Database
  pglite?: Awaited<ReturnType<typeof openPglite>>['pglite']
  url?: string
  close(): Promise<void>
}

async function openEmbedded(): Promise<Opened> {
  const { pglite, close } = await openPglite()
  return { database: overPglite(pglite), pglite, close }
}

async function openOnServer(): Promise<Opened> {
  const name = `opencoach_measure_${randomBytes(4).toString('hex')}`
  await administrate(`create database ${name}`)
  const database = openPostgres(databaseUrl(name), { connections: 4 })
  return {
    database,
    url: databaseUrl(name),
    close: async () => {
      await database.close()
      await administrate(`drop database ${name} with (force)`)
    },
  }
}
