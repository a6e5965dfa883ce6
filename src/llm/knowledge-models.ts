/** Whose key pays for a coach's documents, and which models it opens; in the demo the offline one until they bring a key. */
import { AiUnavailable } from '../coaching/errors.ts'
import type { EmbeddingModel, KnowledgeModels, Transcribe } from '../coaching/knowledge/ports.ts'
import type { Clock } from '../coaching/ports.ts'
import { type CoachKey, keepOpened } from './coach-keys.ts'
import { createOpenAiEmbeddings } from './embeddings.ts'
import { createOfflineEmbeddings } from './offline/embeddings.ts'
import { createTranscription } from './transcription.ts'

type Deps = {
  keyOf: (coachId: string) => Promise<CoachKey | undefined>
  clock: Clock
  allowPrivateHosts: boolean
  /** Only the simulator's people are answered from what the offline model has read. */
  offline: boolean
  /** Throws inside a database transaction. */
  assertOutsideTransaction: (what: string) => void
}

export function createKnowledgeModels({
  keyOf,
  clock,
  allowPrivateHosts,
  offline,
  assertOutsideTransaction,
}: Deps): KnowledgeModels {
  const rehearsal = offline ? createOfflineEmbeddings() : undefined
  const openEmbeddings = ({ apiKey, server }: CoachKey) => {
    const { baseUrl, embeddingModel: model, embeddingDimensions: dimensions } = server
    return guarded(createOpenAiEmbeddings({ apiKey, baseUrl, model, dimensions, clock, allowPrivateHosts }))
  }
  const embeddings = keepOpened(openEmbeddings)
  const formerEmbeddings = keepOpened(openEmbeddings)
  const transcriptions = keepOpened(({ apiKey, server: { baseUrl, transcriptionModel: model } }): Transcribe => {
    const transcribe = createTranscription({ apiKey, baseUrl, model, clock, allowPrivateHosts })
    return (part, options) => {
      assertOutsideTransaction('a transcription')
      return transcribe(part, options)
    }
  })

  return {
    async embeddingsFor(coachId) {
      const key = await keyOf(coachId)
      if (key) return embeddings.open(coachId, key)
      embeddings.forget(coachId)
      if (rehearsal) return rehearsal
      throw new AiUnavailable('no_key')
    },
    async reopenEmbeddings(coachId, { name, server }) {
      if (server === '') return rehearsal?.name === name ? rehearsal : undefined
      const key = await keyOf(coachId)
      if (key?.server.baseUrl !== server) return undefined
      const at = name.lastIndexOf('/')
      const former = { embeddingModel: name.slice(0, at), embeddingDimensions: Number(name.slice(at + 1)) }
      return formerEmbeddings.open(coachId, { ...key, server: { ...key.server, ...former } })
    },
    async transcribeFor(coachId) {
      const key = await keyOf(coachId)
      if (key) return transcriptions.open(coachId, key)
      transcriptions.forget(coachId)
      return undefined
    },
  }

  function guarded(model: EmbeddingModel): EmbeddingModel {
    return {
      ...model,
      embed(texts, options) {
        assertOutsideTransaction('a model call')
        return model.embed(texts, options)
      },
    }
  }
}
