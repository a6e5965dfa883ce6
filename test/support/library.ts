/** Coaches with documents, in rows and nothing else: for what stores and searches them. */
import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { ChunkVector, EmbeddingModel } from '../../src/coaching/knowledge/ports.ts'
import { type WeighedChunk, weigh } from '../../src/coaching/knowledge/weighed-chunk.ts'
import { rowsOf } from '../../src/db/client.ts'
import { createDoors } from '../../src/db/doors.ts'
import { createKnowledge, insertVectors } from '../../src/db/knowledge.ts'
import { createKnowledgeSearch } from '../../src/db/knowledge-search.ts'
import { createOfflineEmbeddings } from '../../src/llm/offline/embeddings.ts'
import { openTestStore } from './databases.ts'

export const offline = createOfflineEmbeddings()

export async function openLibrary() {
  const { database } = await openTestStore()
  const doors = createDoors(database)
  const knowledge = createKnowledge({ doors, ids: { next: () => v7() } })
  let coaches = 0

  async function addDocument(coachId: string, title = 'Workbook', status = 'ready'): Promise<string> {
    const documentId = v7()
    const sha256 = createHash('sha256').update(documentId).digest()
    await doors.asCoach(coachId, (tx) =>
      tx.execute(sql`insert into documents
        (coach_id, id, title, file_name, size_bytes, sha256, origin, status, deadline_at, created_at)
        values (${coachId}, ${documentId}, ${title}, 'file', 1, ${sha256}, 'api', ${status}, now(), now())`),
    )
    return documentId
  }

  async function embedAll(coachId: string, documentId: string, model: EmbeddingModel = offline): Promise<number> {
    const missing = await knowledge.listUnembedded(coachId, documentId, model.name, 1000)
    const { vectors } = await model.embed(
      missing.map(({ content }) => content),
      { purpose: 'document' },
    )
    const made = missing.map(({ id }, at) => ({ chunkId: id, vector: vectors[at] ?? new Float32Array() }))
    await storeVectors(coachId, model.name, made)
    return missing.length
  }

  const storeVectors = (coachId: string, model: string, vectors: readonly ChunkVector[]) =>
    doors.asCoach(coachId, (tx) => insertVectors(tx, model, vectors))

  return {
    doors,
    knowledge,
    storeVectors,
    search: createKnowledgeSearch({ doors }),
    rows: <T>(query: ReturnType<typeof sql>) => rowsOf<T>(database.drizzle, query),
    async addCoach(): Promise<string> {
      const coachId = v7()
      await doors.asCoach(coachId, (tx) =>
        tx.execute(sql`insert into coaches (id, telegram_user_id, display_name, created_at)
          values (${coachId}, ${++coaches}, 'Dana', now())`),
      )
      return coachId
    },
    addDocument,
    embedAll,
    /** A ready document of these chunks, with their vectors. */
    async addTexts(coachId: string, texts: readonly string[], title?: string): Promise<string> {
      const documentId = await addDocument(coachId, title)
      await knowledge.replaceChunks(coachId, documentId, texts.map(toChunk))
      await embedAll(coachId, documentId)
      return documentId
    },
  }
}

export function toChunk(content: string, ordinal: number): WeighedChunk {
  return weigh({ ordinal, headings: [], content, tokenCount: 10, anchor: undefined })
}
