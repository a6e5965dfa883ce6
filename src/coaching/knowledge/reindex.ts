/** Another model for a coach's documents: they are read anew behind the scenes, while the vectors they have go on serving. */
import { AiUnavailable } from '../errors.ts'
import type { EmbeddingModel, KnowledgeIndexes, KnowledgeModels } from './ports.ts'

/** Of one transaction: a moment each. */
const removedAtOnce = 1_000

type Deps = { indexes: KnowledgeIndexes; models: Pick<KnowledgeModels, 'embeddingsFor' | 'reopenEmbeddings'> }
export type Reindex = ReturnType<typeof createReindex>

export function createReindex({ indexes, models }: Deps) {
  return {
    /** Safe to run at any time and by several workers: what a crash cuts off is done again. */
    async tend(coachId: string): Promise<void> {
      for (;;) {
        const index = await indexes.find(coachId)
        if (index?.next && !index.isDue) await indexes.switchIfComplete(coachId)
        if (!index?.isDue) return
        while ((await indexes.removeOldVectors(coachId, removedAtOnce)) === removedAtOnce) {}
        await indexes.follow(coachId, await openable(coachId))
      }
    },

    /** The model that a question is compared by. @throws {AiUnavailable} */
    async servingModel(coachId: string): Promise<EmbeddingModel> {
      const [own, index] = await Promise.all([models.embeddingsFor(coachId), indexes.find(coachId)])
      return reopen(coachId, own, index?.serving)
    },

    /**
     * The models that a document is to be read with, the first that answers: one that serves already is to follow the coach's
     * newest, a new one is to be found at once, beside those that have still to follow. @throws {AiUnavailable}
     */
    async modelsToRead(coachId: string, serves: boolean): Promise<EmbeddingModel[]> {
      const [own, index] = await Promise.all([models.embeddingsFor(coachId), indexes.find(coachId)])
      if (serves) return [await reopen(coachId, own, index?.next ?? index?.serving)]
      const serving = await reopen(coachId, own, index?.serving)
      return serving === own ? [own] : [serving, own]
    },
  }

  /** The coach's own where it is the one, or where that can be asked no longer. */
  async function reopen(coachId: string, own: EmbeddingModel, wanted: { name: string; server: string } | undefined) {
    if (!wanted || wanted.name === own.name) return own
    return (await models.reopenEmbeddings(coachId, wanted)) ?? own
  }

  async function openable(coachId: string): Promise<EmbeddingModel | undefined> {
    try {
      return await models.embeddingsFor(coachId)
    } catch (error) {
      if (error instanceof AiUnavailable) return undefined
      throw error
    }
  }
}
