/** Gives the interventions that are kept as examples a vector, so that their meaning is found as well as their words. */
import type { Logger } from 'pino'
import { AiUnavailable } from '../errors.ts'
import type { EmbeddingModel } from '../knowledge/ports.ts'
import type { Clock } from '../ports.ts'
import type { ExampleVectors } from './ports.ts'

const embeddedAtOnce = 64
/** Models take no more of a text, and what somebody has said for ten minutes is about what it begins with. */
const charactersEmbedded = 8_000
const tryAgainAfterMs = 5 * 60_000

type Deps = {
  vectors: ExampleVectors
  /** Whose vectors serve this coach. @throws {AiUnavailable} */
  embeddingsFor(coachId: string): Promise<EmbeddingModel>
  clock: Clock
  log: Pick<Logger, 'warn'>
}

/**
 * Some that have no vector of the coach's model; until they have one they are found by their words. Safe to run at any time and
 * by several workers: what a crash cuts off is done again.
 */
export function createEmbedExamples({ vectors, embeddingsFor, clock, log }: Deps) {
  /** @returns whether there may be more */
  return async function embedExamples(coachId: string): Promise<boolean> {
    try {
      const model = await embeddingsFor(coachId)
      const some = await vectors.claim(coachId, model.name, embeddedAtOnce)
      if (some.length === 0) return false
      const texts = some.map(({ text }) => text.slice(0, charactersEmbedded).toWellFormed())
      const { vectors: made, usage } = await model.embed(texts, { purpose: 'document' })
      if (made.length < some.length) throw new AiUnavailable('malformed', { usage }) // not asked, and paid, for ever
      const stored = some.flatMap(({ id }, at) => (made[at] ? [{ id, vector: made[at] }] : []))
      await vectors.store(coachId, { model: model.name, vectors: stored, usage })
      return some.length === embeddedAtOnce
    } catch (error) {
      if (!(error instanceof AiUnavailable)) throw error
      await vectors.postpone(
        coachId,
        error.retryable ? new Date(clock.now().getTime() + tryAgainAfterMs) : undefined,
        error.usage,
      )
      if (error.why !== 'no_key') log.warn({ coachId, why: error.why }, 'examples are found by their words alone')
      return false
    }
  }
}
