/**
 * What reads documents in tests that are about their life and not about their contents: text alone, a chunk for each
 * paragraph, vectors made from the words.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Reading } from '../../src/app.ts'
import { AiUnavailable, type AiUnavailableReason, ExtractionFailed } from '../../src/coaching/errors.ts'
import type { Extraction } from '../../src/coaching/knowledge/document.ts'
import type { EmbeddingModel } from '../../src/coaching/knowledge/ports.ts'
import { type WeighedChunk, weigh } from '../../src/coaching/knowledge/weighed-chunk.ts'
import type { ModelUsage } from '../../src/coaching/ports.ts'

export const testModel = 'test-embedding'
const dimensions = 8

/** @param model whose vectors a key opens */
export function createTestReading(model = testModel) {
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
    /** Called while texts are being embedded. */
    whileEmbedding: undefined as ((signal: AbortSignal | undefined) => Promise<void>) | undefined,
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

  const modelOf = (name: string): EmbeddingModel => ({
    ...{ name, server: '', dimensions },
    async embed(texts, { signal }) {
      signal?.throwIfAborted()
      ask()
      state.embedded.push([...texts])
      await state.whileEmbedding?.(signal)
      return { vectors: texts.map(vectorOf), usage: usageOf(texts.length) }
    },
  })

  const reading: Required<Reading> = {
    async extract({ path, name }, { signal, onProgress, transcribe, onSpeech } = {}) {
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
      // `%SPEECH 42`: so many minutes of it.
      const said = Number(/^%SPEECH (\d+)/.exec(text)?.[1] ?? 0) * 60_000
      await onSpeech?.(said)
      const blocks: { kind: 'turn'; text: string }[] = []
      for (const [index, words] of paragraphs.slice(1).entries()) {
        const part = { path, name: words, index, fromMs: index * 1_000, toMs: (index + 1) * 1_000 }
        const { segments } = await transcribe(part, {})
        blocks.push(...segments.map((segment) => ({ kind: 'turn' as const, text: segment.text })))
      }
      return { durationMs: said || blocks.length * 1_000, blocks, recognisedPages: [] }
    },

    split: async ({ blocks }) =>
      blocks.map((block, ordinal): WeighedChunk => {
        const content = 'text' in block ? block.text : block.cells.join(' ')
        const tokenCount = content.split(/\s+/).length
        return weigh({ ordinal, headings: [], content, tokenCount, anchor: block.anchor })
      }),

    models: {
      async embeddingsFor() {
        if (!state.hasKey) throw new AiUnavailable('no_key')
        return modelOf(model)
      },
      async reopenEmbeddings(_, { name }) {
        return state.hasKey ? modelOf(name) : undefined
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
  }
  return Object.assign(state, { reading })
}

function vectorOf(text: string): Float32Array {
  const digest = createHash('sha256').update(text).digest()
  return Float32Array.from({ length: dimensions }, (_, at) => (digest[at] ?? 0) / 255)
}
