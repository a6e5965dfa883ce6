/** The vector of a question, which somebody waits for: not long, and paid once however many look things up by it. */
import { AiUnavailable } from '../errors.ts'
import { lookUpOnce } from '../lookups.ts'
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
    let model: EmbeddingModel
    try {
      model = await modelFor(coachId)
    } catch (error) {
      if (error instanceof AiUnavailable) return { ...noVector, usage: error.usage }
      throw error
    }
    const { found, isFirst } = lookUpOnce(asked, `${model.name}\n${text.trim()}`, () =>
      embed(model, text.trim(), patienceMs, signal),
    )
    return isFirst ? found : { ...(await found), usage: undefined }
  }
}

/** Whoever else waits for it hears no more of its failure than that there is no vector. */
async function embed(
  model: EmbeddingModel,
  text: string,
  patienceMs: number,
  signal: AbortSignal | undefined,
): Promise<EmbeddedQuestion> {
  const patience = AbortSignal.timeout(patienceMs)
  try {
    const { vectors, usage } = await model.embed([text], {
      purpose: 'query',
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    })
    return vectors[0] ? { vector: vectors[0], model: model.name, usage } : { ...noVector, usage }
  } catch (error) {
    if (error instanceof AiUnavailable) return { ...noVector, usage: error.usage }
    if (patience.aborted && !signal?.aborted) return { ...noVector, usage: undefined }
    throw error
  }
}
