/** The models that coaches' keys open. */
import type { PriceSpeech } from '../coaching/knowledge/batches.ts'
import type { Practices, SecretBox } from '../coaching/ports/practices.ts'
import type { Clock } from '../coaching/ports.ts'
import type { Config } from '../config.ts'
import { assertOutsideTransaction } from '../db/transaction-guard.ts'
import { createKeyOf, type ModelServer } from '../llm/coach-keys.ts'
import { createKnowledgeModels } from '../llm/knowledge-models.ts'
import { createModels } from '../llm/models.ts'
import { speechCostUsd } from '../llm/prices.ts'

type Deps = {
  config: Config
  practices: Pick<Practices, 'findKey'>
  secretBox: SecretBox | undefined
  /** Where a key is good that was brought along with its server; undefined: where the configuration says. */
  serverFor: ((apiKey: string) => Partial<ModelServer> | undefined) | undefined
  /** Coaches without a key are answered for by the offline model. */
  offline: boolean
  deadlineMs: number | undefined
  clock: Clock
}

export function wireModels({ config, practices, secretBox, serverFor, offline, deadlineMs, clock }: Deps) {
  const servedBy = (apiKey: string): ModelServer => ({
    baseUrl: config.openaiBaseUrl,
    model: config.openaiModel,
    embeddingModel: config.openaiEmbeddingModel,
    embeddingDimensions: config.openaiEmbeddingDimensions,
    transcriptionModel: config.openaiTranscriptionModel,
    ...serverFor?.(apiKey),
  })
  const keyOf = createKeyOf({ practices, secretBox, serverFor: servedBy })
  const opening = { keyOf, clock, allowPrivateHosts: config.allowPrivateModelHosts, offline, assertOutsideTransaction }
  const priceSpeech: PriceSpeech = async (coachId, durationMs) => {
    const key = await keyOf(coachId)
    return key && speechCostUsd(key.server.transcriptionModel, durationMs)
  }

  return {
    models: createModels({ ...opening, serverFor: servedBy, ...(deadlineMs && { deadlineMs }) }),
    knowledgeModels: createKnowledgeModels(opening),
    priceSpeech,
  }
}
