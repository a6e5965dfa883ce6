/** The vector of a question, which somebody waits for: not long, and paid once however many look things up by it. */
import { AiUnavailable } from '../errors.ts'
import type { ModelUsage } from '../ports.ts'
import type { EmbeddingModel } from './ports.ts'

export type EmbeddedQuestion = {
  vector: Float32Array
  /** Whose it is; of no model that anything else has a vector of, where there is none. */
  model: string
  /** What it cost, whether or not a vector came of it. */
  usage: ModelUsage | undefined
}

/** What has been asked already for the same turn. */
export type AskedVectors = Map<string, Promise<EmbeddedQuestion>>

type Asked = { text: string; coachId: string; signal?: AbortSignal | undefined; asked?: AskedVectors | undefined }
type Deps = {
  /** @throws {AiUnavailable} */
  modelFor(coachId: string): Promise<EmbeddingModel>
  /** So long, in real time, somebody waits for the vector of their question. */
  patienceMs?: number | undefined
}

const noVector = { vector: new Float32Array(1), model: '' }

export type EmbedQuestion = (asked: Asked) => Promise<EmbeddedQuestion>

/** Without a model, or when it takes too long, there is no vector; whoever asks can end it, which throws. */
export function createEmbedQuestion({ modelFor, patienceMs = 4_000 }: Deps): EmbedQuestion {
  return async function embedQuestion({ text, coachId, signal, asked }: Asked): Promise<EmbeddedQuestion> {
    const patience = AbortSignal.timeout(patienceMs)
    let isFirst = true
    try {
      const model = await modelFor(coachId)
      const key = `${model.name}\n${text.trim()}`
      const known = asked?.get(key)
      isFirst = known === undefined
      if (known) return { ...(await known), usage: undefined }
      const embedded = embed(model, text.trim(), signal ? AbortSignal.any([signal, patience]) : patience)
      asked?.set(key, embedded)
      return await embedded
    } catch (error) {
      if (error instanceof AiUnavailable) return { ...noVector, usage: isFirst ? error.usage : undefined }
      if (patience.aborted && !signal?.aborted) return { ...noVector, usage: undefined }
      throw error
    }
  }
}

async function embed(model: EmbeddingModel, text: string, signal: AbortSignal): Promise<EmbeddedQuestion> {
  const { vectors, usage } = await model.embed([text], { purpose: 'query', signal })
  return vectors[0] ? { vector: vectors[0], model: model.name, usage } : { ...noVector, usage }
}
