/** Embeddings of OpenAI's, or of any server compatible with them. */
import type OpenAI from 'openai'
import { AiUnavailable } from '../coaching/errors.ts'
import type { EmbeddingModel } from '../coaching/knowledge/ports.ts'
import type { Clock } from '../coaching/ports.ts'
import { countTokens } from '../coaching/tokens.ts'
import { BadAnswer, causeOf, reasonOf } from './failure.ts'
import { openClient } from './openai.ts'
import { costUsd } from './prices.ts'
import { startWatchdog } from './watchdog.ts'

/**
 * Three rows to a page of the database, where 1,536 dimensions would be two; models that shorten their vectors on request lose
 * next to nothing by it (docs/decisions/0020-vectors-three-to-a-page.md).
 */
const usualDimensions = 1280
/** The models that take `dimensions`. */
const shortens = /^text-embedding-3-/

/** The API takes 2,048 texts and 300,000 tokens; fewer texts at once lose less when a call fails, and fit the guard's 8 MiB. */
const textsAtOnce = 96
/** No text has more tokens than bytes: counting them takes longer than all else there is to do here. */
const bytesAtOnce = 300_000
/** Of tokens: the API takes 8,192. */
const longestText = 8_000

export type OpenAiEmbeddingsConfig = {
  apiKey: string | undefined
  baseUrl?: string | undefined
  model: string
  /** Needed for a model that has its own length: it is what its answers must have. */
  dimensions?: number | undefined
  clock: Clock
  /** For one call. */
  deadlineMs?: number
  allowPrivateHosts?: boolean
  fetch?: typeof globalThis.fetch
}

/** Never retries a failed call: jobs do, by `AiUnavailable.retryable`. No key and no text is in any error it throws. */
export function createOpenAiEmbeddings(config: OpenAiEmbeddingsConfig): EmbeddingModel {
  const { apiKey, baseUrl, model, clock, dimensions = usualDimensions, deadlineMs = 40_000 } = config
  const client = openClient(config)

  function ask(texts: readonly string[], signal: AbortSignal): Promise<OpenAI.CreateEmbeddingResponse> {
    return client.embeddings.create(
      {
        model,
        input: [...texts],
        encoding_format: 'float', // the SDK's own choice, base64, is not understood everywhere
        ...(shortens.test(model) && { dimensions }),
      },
      { signal },
    )
  }

  return {
    name: `${model}/${dimensions}`,
    server: baseUrl ?? '',
    dimensions,
    async embed(texts, { signal }) {
      signal?.throwIfAborted()
      if (!apiKey && !baseUrl) throw new AiUnavailable('no_key')
      const startedAt = clock.now()
      const vectors: Float32Array[] = []
      let tokensIn = 0
      const usage = () => {
        const tokens = { tokensIn, tokensCached: 0, tokensOut: 0 }
        const latencyMs = clock.now().getTime() - startedAt.getTime()
        // A server that does not count its tokens leaves the cost unknown, not zero.
        const cost = tokensIn === 0 && texts.length > 0 ? null : costUsd(model, tokens)
        return { model, ...tokens, costUsd: cost, latencyMs }
      }
      for (const batch of batchesOf(texts)) {
        const watchdog = startWatchdog({ deadlineMs, idleMs: deadlineMs, signal })
        try {
          const answer = await watchdog.guard(ask(batch, watchdog.signal))
          tokensIn += answer?.usage?.prompt_tokens ?? 0 // paid, whatever the vectors turn out to be
          vectors.push(...vectorsIn(answer, batch.length, dimensions))
        } catch (error) {
          if (signal?.aborted) throw signal.reason
          const spent = tokensIn > 0 ? { usage: usage() } : {}
          throw new AiUnavailable(reasonOf(error), { cause: causeOf(error, apiKey), ...spent })
        } finally {
          watchdog.stop()
        }
      }
      return { vectors, usage: usage() }
    },
  }
}

/** In their order, each cut to what a model reads: an empty text is refused, and stands for itself as a space. */
function* batchesOf(texts: readonly string[]): Generator<string[]> {
  let batch: string[] = []
  let bytes = 0
  for (const text of texts) {
    const readable = withinLength(text.trim() === '' ? ' ' : text)
    const length = Buffer.byteLength(readable)
    if (batch.length === textsAtOnce || (batch.length > 0 && bytes + length > bytesAtOnce)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(readable)
    bytes += length
  }
  if (batch.length > 0) yield batch
}

function withinLength(text: string): string {
  if (Buffer.byteLength(text) <= longestText) return text
  let readable = text
  for (let tokens = countTokens(readable); tokens > longestText; tokens = countTokens(readable))
    readable = readable.slice(0, Math.floor((readable.length * longestText * 0.98) / tokens)).toWellFormed()
  return readable
}

/** By their index, of length 1. @throws {BadAnswer} for anything that is not one vector of this length for each text */
function vectorsIn(answer: OpenAI.CreateEmbeddingResponse, count: number, dimensions: number): Float32Array[] {
  const vectors: Float32Array[] = []
  for (const { index, embedding } of Array.isArray(answer?.data) ? answer.data : []) {
    if (!Array.isArray(embedding) || embedding.length !== dimensions)
      throw new BadAnswer(
        'malformed',
        `A vector of ${embedding?.length ?? 'no'} dimensions came where ${dimensions} were asked for`,
      )
    vectors[index] = normalised(Float32Array.from(embedding))
  }
  if (vectors.length !== count || vectors.includes(undefined as never))
    throw new BadAnswer('malformed', `${vectors.length} vectors came for ${count} texts`)
  return vectors
}

function normalised(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  if (!Number.isFinite(length) || length === 0) throw new BadAnswer('malformed', 'A vector came that is none')
  return vector.map((value) => value / length)
}
