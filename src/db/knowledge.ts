/** Chunks and their vectors: stored, replaced, and never embedded twice for the same text. */
import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { WordWeights } from '../coaching/knowledge/bm25.ts'
import { fewLikenessSigns, likenessSignsOf } from '../coaching/knowledge/likeness-signs.ts'
import type { ChunkVector, Knowledge } from '../coaching/knowledge/ports.ts'
import { type WeighedChunk, weightsOf } from '../coaching/knowledge/weighed-chunk.ts'
import type { Ids } from '../coaching/ports.ts'
import type { CoachTx, Doors } from './doors.ts'
import { chunkEmbeddings, documents, documentWords, knowledgeChunks } from './schema/knowledge.ts'
import { storable } from './storable.ts'
import { toDirectionTexts, toWordsText } from './vector-text.ts'

/** Rows of one statement: a few megabytes of text at most. */
const rowsAtOnce = 200
/** Chunks made storable in one go: a few milliseconds. */
const preparedAtOnce = 50
/** Bytes of a text's hash, as many as an index keeps in eight: of a coach's hundred thousand, two share one by a chance of one in ten million. */
const hashBytes = 7
/** Words in a row of `document_words`: two rows to a page. */
const wordsOfPart = 480

type NewChunk = Omit<WeighedChunk, 'headings' | 'words'> & {
  id: string
  headings: string[]
  contentHash: Uint8Array
  words: string
}
type StoredChunk = Pick<NewChunk, 'id' | 'ordinal' | 'anchor'>

export function createKnowledge({ doors, ids }: { doors: Doors; ids: Ids }): Knowledge {
  return {
    async replaceChunks(coachId, documentId, chunks) {
      // Before the transaction: it is work, and people are answered meanwhile.
      const prepared: NewChunk[] = []
      const holding: WordWeights = new Map()
      for (const [at, chunk] of chunks.entries()) {
        prepared.push(prepare(chunk, ids.next()))
        for (const place of chunk.words.places) holding.set(place, (holding.get(place) ?? 0) + 1)
        if (at % preparedAtOnce === preparedAtOnce - 1) await breathe()
      }
      const words = toDocumentWords(holding)
      return doors.asCoach(coachId, async (tx) => {
        // Before its chunks and words, as whoever removes it: two who lock the same rows in different order wait for each other.
        await tx.select({ id: documents.id }).from(documents).where(isDocument(tx, documentId)).for('no key update')
        await replace(tx, documentId, prepared)
        await replaceWords(tx, documentId, words)
      })
    },

    listUnembedded(coachId, documentId, model, limit) {
      return doors.asCoach(coachId, (tx) => {
        // Looked up for each: a join is planned by statistics, which know nothing yet of what has just been stored.
        const vector = tx
          .select({ one: sql`1` })
          .from(chunkEmbeddings)
          .where(
            and(
              eq(chunkEmbeddings.coachId, tx.coachId),
              eq(chunkEmbeddings.chunkId, knowledgeChunks.id),
              eq(chunkEmbeddings.model, model),
            ),
          )
        return tx
          .select({ id: knowledgeChunks.id, headings: knowledgeChunks.headings, content: knowledgeChunks.content })
          .from(knowledgeChunks)
          .where(
            and(
              eq(knowledgeChunks.coachId, tx.coachId),
              eq(knowledgeChunks.documentId, documentId),
              sql`(${vector}) is null`,
            ),
          )
          .orderBy(asc(knowledgeChunks.ordinal))
          .limit(limit)
      })
    },
  }
}

function prepare(chunk: WeighedChunk, id: string): NewChunk {
  const { headings, content } = storable({ headings: [...chunk.headings], content: chunk.content })
  const contentHash = createHash('sha256')
    .update(JSON.stringify([headings, content]))
    .digest()
    .subarray(0, hashBytes)
  return { ...chunk, headings, content, id, contentHash, words: toWordsText(weightsOf(chunk)) }
}

async function replace(tx: CoachTx, documentId: string, chunks: readonly NewChunk[]): Promise<void> {
  const ofDocument = and(eq(knowledgeChunks.coachId, tx.coachId), eq(knowledgeChunks.documentId, documentId))
  const stored = await tx
    .select({
      id: knowledgeChunks.id,
      ordinal: knowledgeChunks.ordinal,
      anchor: knowledgeChunks.anchor,
      contentHash: knowledgeChunks.contentHash,
    })
    .from(knowledgeChunks)
    .where(ofDocument)
    .orderBy(asc(knowledgeChunks.ordinal))
  const reusable = Map.groupBy(stored, ({ contentHash }) => keyOf(contentHash))
  const kept: StoredChunk[] = []
  let isMoved = false
  const added: NewChunk[] = []
  for (const chunk of chunks) {
    const same = reusable.get(keyOf(chunk.contentHash))?.shift()
    if (!same) {
      added.push(chunk)
      continue
    }
    kept.push({ id: same.id, ordinal: chunk.ordinal, anchor: chunk.anchor })
    isMoved ||= same.ordinal !== chunk.ordinal || !isDeepStrictEqual(same.anchor ?? undefined, chunk.anchor)
  }
  const gone = [...reusable.values()].flat().map(({ id }) => id)
  for (const some of inBatches(gone))
    await tx.delete(knowledgeChunks).where(and(ofDocument, inArray(knowledgeChunks.id, some)))
  // Out of each other's way first: a place is taken by one at a time.
  if (isMoved) await tx.update(knowledgeChunks).set({ ordinal: sql`-1 - ordinal` }).where(ofDocument)
  for (const some of inBatches(isMoved ? kept : [])) await placeAgain(tx, some)
  for (const some of inBatches(added)) await add(tx, documentId, some)
  for (const some of inBatches(added)) await adoptVectors(tx, some)
}

/** As one parameter, so that the statement is one text, whatever is in it: Drizzle's own insert takes several times as long. */
async function add(tx: CoachTx, documentId: string, chunks: readonly NewChunk[]): Promise<void> {
  const rows = chunks.map(({ tokenCount, contentHash, anchor, words: _, ...chunk }) => ({
    ...chunk,
    anchor: anchor ?? null,
    token_count: tokenCount,
    content_hash: `\\x${Buffer.from(contentHash).toString('hex')}`,
  }))
  await tx.execute(sql`insert into "knowledge_chunks" ("coach_id", document_id, id, ordinal, headings, content, token_count, anchor, content_hash)
    select ${tx.coachId}::uuid, ${documentId}::uuid, id, ordinal, headings, content, token_count, anchor, content_hash
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as row(id uuid, ordinal int, headings text[], content text,
      token_count int, anchor jsonb, content_hash bytea)`)
  const ids = arrayOf(chunks.map(({ id }) => id))
  const words = arrayOf(chunks.map((chunk) => `"${chunk.words}"`))
  await tx.execute(sql`insert into "chunk_words" ("coach_id", chunk_id, words)
    select ${tx.coachId}::uuid, made.id, made.words from unnest(${ids}::uuid[], ${words}::sparsevec[]) as made(id, words)`)
}

type DocumentWords = Pick<typeof documentWords.$inferInsert, 'fromPlace' | 'toPlace' | 'holding'>

/** @param holding places of a document's words, and how many of its chunks hold each */
function toDocumentWords(holding: WordWeights): DocumentWords[] {
  const words = [...holding].sort(([one], [other]) => one - other)
  return Array.from({ length: Math.ceil(words.length / wordsOfPart) }, (_, part) => {
    const some = words.slice(part * wordsOfPart, (part + 1) * wordsOfPart)
    const [fromPlace = 0, toPlace = 0] = [some.at(0)?.[0], some.at(-1)?.[0]]
    return { fromPlace, toPlace, holding: toWordsText(some) }
  })
}

async function replaceWords(tx: CoachTx, documentId: string, words: readonly DocumentWords[]): Promise<void> {
  await tx
    .delete(documentWords)
    .where(and(eq(documentWords.coachId, tx.coachId), eq(documentWords.documentId, documentId)))
  for (const some of inBatches(words))
    await tx.insert(documentWords).values(some.map((part) => ({ coachId: tx.coachId, documentId, ...part })))
}

function isDocument(tx: CoachTx, documentId: string) {
  return and(eq(documents.coachId, tx.coachId), eq(documents.id, documentId))
}

/** Where a chunk stands may change while what it says does not. */
function placeAgain(tx: CoachTx, kept: readonly StoredChunk[]) {
  const chunkIds = arrayOf(kept.map(({ id }) => id))
  const ordinals = arrayOf(kept.map(({ ordinal }) => ordinal))
  const anchors = JSON.stringify(kept.map(({ anchor }) => anchor ?? null))
  return tx.execute(sql`update "knowledge_chunks" set ordinal = place.ordinal, anchor = nullif(${anchors}::jsonb -> (place.at::int - 1), 'null'::jsonb)
    from unnest(${chunkIds}::uuid[], ${ordinals}::int[]) with ordinality as place(id, ordinal, at)
    where "knowledge_chunks".coach_id = ${tx.coachId}::uuid and "knowledge_chunks".id = place.id`)
}

/** What another document of the coach's says in the same words has its vectors already: an earlier version, mostly. */
function adoptVectors(tx: CoachTx, added: readonly NewChunk[]) {
  const chunkIds = arrayOf(added.map(({ id }) => id))
  return tx.execute(sql`insert into "chunk_embeddings" ("coach_id", chunk_id, model, embedding, likeness)
    select distinct on (fresh.id, known.model) ${tx.coachId}::uuid, fresh.id, known.model, known.embedding, known.likeness
    from "knowledge_chunks" as fresh
      join "knowledge_chunks" as twin on twin.coach_id = fresh.coach_id and twin.content_hash = fresh.content_hash
      join "chunk_embeddings" as known on known.coach_id = twin.coach_id and known.chunk_id = twin.id
    where fresh.coach_id = ${tx.coachId}::uuid and fresh.id = any(${chunkIds}::uuid[])
    on conflict do nothing`)
}

/** A chunk may be gone by now; a vector that is there was made of the same text. */
export async function insertVectors(tx: CoachTx, model: string, vectors: readonly ChunkVector[]): Promise<void> {
  for (const some of inBatches(vectors)) {
    const chunkIds = arrayOf(some.map(({ chunkId }) => chunkId))
    const texts = toDirectionTexts(some.map(({ vector }) => vector))
    const signs = arrayOf(some.map(({ vector }) => likenessSignsOf(vector, fewLikenessSigns)))
    await tx.execute(sql`insert into "chunk_embeddings" ("coach_id", chunk_id, model, embedding, likeness)
      select ${tx.coachId}::uuid, made.chunk_id, ${model}, l2_normalize(made.direction::halfvec), made.likeness
      from unnest(${chunkIds}::uuid[], ${texts}::text[], ${signs}::varbit[]) as made(chunk_id, direction, likeness)
        join "knowledge_chunks" as chunk on chunk.coach_id = ${tx.coachId}::uuid and chunk.id = made.chunk_id
      on conflict do nothing`)
  }
}

function keyOf(hash: Uint8Array): string {
  return Buffer.from(hash).toString('base64')
}

function arrayOf(values: readonly (string | number)[]): string {
  return `{${values.join(',')}}`
}

function* inBatches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += rowsAtOnce) yield all.slice(from, from + rowsAtOnce)
}
