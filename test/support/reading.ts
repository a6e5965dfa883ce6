/**
 * What reads documents in tests that are about their life and not about their contents: text alone, a chunk for each
 * paragraph, vectors made from the words. It keeps its chunks in the product's own tables.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { and, asc, eq, notExists, sql } from 'drizzle-orm'
import type { Reading } from '../../src/app.ts'
import { AiUnavailable, type AiUnavailableReason, ExtractionFailed } from '../../src/coaching/errors.ts'
import type { Chunk, Extraction } from '../../src/coaching/knowledge/document.ts'
import type { Knowledge } from '../../src/coaching/knowledge/ports.ts'
import type { Ids, ModelUsage } from '../../src/coaching/ports.ts'
import type { CoachTx, Doors } from '../../src/db/doors.ts'
import { chunkEmbeddings, knowledgeChunks } from '../../src/db/schema/knowledge.ts'

export const testModel = 'test-embedding'
const dimensions = 8

export function createTestReading({ doors, ids }: { doors: () => Doors; ids: Ids }) {
  const state = {
    /** Texts that were sent to be embedded, one call after the other. */
    embedded: [] as string[][],
    /** Parts of recordings that were sent to be written down. */
    transcribed: [] as string[],
    files: [] as string[],
    /** Without a key neither is to be had. */
    hasKey: true,
    /** What the service says to the next calls. */
    unavailable: [] as AiUnavailableReason[],
    /** What is found in every file, whatever is in it. */
    found: undefined as Extraction | undefined,
    /** Called while a file is being read. */
    whileReading: undefined as ((signal: AbortSignal | undefined) => Promise<void>) | undefined,
  }
  const usageOf = (texts: number): ModelUsage => ({
    ...{ model: testModel, tokensIn: texts, tokensCached: 0, tokensOut: 0, costUsd: texts / 1_000, latencyMs: 1 },
  })
  function ask() {
    const why = state.hasKey ? state.unavailable.shift() : 'no_key'
    if (why) throw new AiUnavailable(why)
  }

  const reading: Reading = {
    async extract({ path, name }, { signal, onProgress, transcribe } = {}) {
      if (state.found) return state.found
      const bytes = await readFile(path)
      state.files.push(name)
      onProgress?.(0.5)
      await state.whileReading?.(signal)
      signal?.throwIfAborted()
      const text = bytes.toString('utf8')
      if (text.trim() === '') throw new ExtractionFailed('empty')
      if (text.startsWith('%LOCKED')) throw new ExtractionFailed('encrypted')
      const paragraphs = text.split(/\n\n+/).filter((paragraph) => paragraph.trim() !== '')
      if (!text.startsWith('%SPEECH')) {
        const blocks = paragraphs.map((paragraph, at) => ({
          ...{
            kind: 'paragraph' as const,
            text: paragraph,
            anchor: { kind: 'page' as const, from: at + 1, to: at + 1 },
          },
        }))
        return { pages: paragraphs.length, blocks, recognisedPages: [] }
      }
      if (!transcribe) throw new ExtractionFailed('no_key')
      const blocks: { kind: 'turn'; text: string }[] = []
      for (const [index, said] of paragraphs.slice(1).entries()) {
        const part = { path, name: said, index, fromMs: index * 1_000, toMs: (index + 1) * 1_000 }
        const { segments } = await transcribe(part, {})
        blocks.push(...segments.map((segment) => ({ kind: 'turn' as const, text: segment.text })))
      }
      return { durationMs: blocks.length * 1_000, blocks, recognisedPages: [] }
    },

    split: ({ blocks }) =>
      blocks.map((block, ordinal): Chunk => {
        const content = 'text' in block ? block.text : block.cells.join(' ')
        return { ordinal, headings: [], content, tokenCount: content.split(/\s+/).length, anchor: block.anchor }
      }),

    models: {
      async embeddingsFor() {
        if (!state.hasKey) throw new AiUnavailable('no_key')
        return {
          name: testModel,
          dimensions,
          async embed(texts, { signal }) {
            signal?.throwIfAborted()
            ask()
            state.embedded.push([...texts])
            return { vectors: texts.map(vectorOf), usage: usageOf(texts.length) }
          },
        }
      },
      async transcribeFor() {
        if (!state.hasKey) return undefined
        return async (part) => {
          ask()
          state.transcribed.push(part.name)
          const { fromMs, toMs } = part
          return { segments: [{ fromMs: 0, toMs: toMs - fromMs, text: part.name }], usage: usageOf(1) }
        }
      },
    },
    knowledge: createKnowledge({ doors, ids }),
  }
  return Object.assign(state, { reading })
}

function createKnowledge({ doors, ids }: { doors: () => Doors; ids: Ids }): Knowledge {
  return {
    replaceChunks(coachId, documentId, chunks) {
      return doors().asCoach(coachId, async function replaceChunks(tx) {
        const ours = isOfDocument(tx, documentId)
        const before = await tx
          .select({ id: knowledgeChunks.id, hash: sql<string>`encode(${knowledgeChunks.contentHash}, 'hex')` })
          .from(knowledgeChunks)
          .where(ours)
        const kept = new Map(before.map(({ id, hash }) => [hash, id]))
        await tx
          .update(knowledgeChunks)
          .set({ ordinal: sql`-1 - ${knowledgeChunks.ordinal}` })
          .where(ours)
        for (const chunk of chunks) {
          const contentHash = createHash('sha256').update(chunk.content).digest()
          const id = kept.get(contentHash.toString('hex'))
          kept.delete(contentHash.toString('hex'))
          const { headings, anchor, ...rest } = chunk
          if (id) await tx.update(knowledgeChunks).set({ ordinal: chunk.ordinal }).where(isChunk(tx, id))
          else
            await tx.insert(knowledgeChunks).values({
              ...{ coachId, id: ids.next(), documentId, contentHash: new Uint8Array(contentHash) },
              ...{ ...rest, headings: [...headings], anchor: anchor ?? null },
            })
        }
        for (const id of kept.values()) await tx.delete(knowledgeChunks).where(isChunk(tx, id))
      })
    },

    listUnembedded(coachId, documentId, model, limit) {
      return doors().asCoach(coachId, async (tx) => {
        const vectors = tx
          .select({ id: chunkEmbeddings.chunkId })
          .from(chunkEmbeddings)
          .where(
            and(
              eq(chunkEmbeddings.coachId, coachId),
              eq(chunkEmbeddings.chunkId, knowledgeChunks.id),
              eq(chunkEmbeddings.model, model),
            ),
          )
        return tx
          .select({ id: knowledgeChunks.id, headings: knowledgeChunks.headings, content: knowledgeChunks.content })
          .from(knowledgeChunks)
          .where(and(isOfDocument(tx, documentId), notExists(vectors)))
          .orderBy(asc(knowledgeChunks.ordinal))
          .limit(limit)
      })
    },

    storeVectors(coachId, model, vectors) {
      return doors().asCoach(coachId, async function storeVectors(tx) {
        const rows = vectors.map(({ chunkId, vector }) => ({
          ...{ coachId, chunkId, model, embedding: `[${vector.join(',')}]` },
        }))
        await tx.insert(chunkEmbeddings).values(rows)
      })
    },
  }
}

function isOfDocument(tx: CoachTx, documentId: string) {
  return and(eq(knowledgeChunks.coachId, tx.coachId), eq(knowledgeChunks.documentId, documentId))
}

function isChunk(tx: CoachTx, chunkId: string) {
  return and(eq(knowledgeChunks.coachId, tx.coachId), eq(knowledgeChunks.id, chunkId))
}

function vectorOf(text: string): Float32Array {
  const digest = createHash('sha256').update(text).digest()
  return Float32Array.from({ length: dimensions }, (_, at) => (digest[at] ?? 0) / 255)
}
