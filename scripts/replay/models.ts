/** The models that a coach's key opens, as the product opens them. */
import { systemClock } from '../../src/clock.ts'
import { createPractices } from '../../src/db/practices.ts'
import { createSecretBox } from '../../src/db/secret-box.ts'
import { readOrMakeSecretsKey } from '../../src/db/secrets-key.ts'
import { assertOutsideTransaction } from '../../src/db/transaction-guard.ts'
import { createKeyOf } from '../../src/llm/coach-keys.ts'
import { createKnowledgeModels } from '../../src/llm/knowledge-models.ts'
import { createModels } from '../../src/llm/models.ts'
import type { Store } from './store.ts'

/** @param options.offline whoever has no key is answered by the offline model */
export function openModels({ config, doors }: Pick<Store, 'config' | 'doors'>, { offline }: { offline: boolean }) {
  const ids = {
    next: () => {
      throw new Error('Nothing is made here')
    },
  }
  const practices = createPractices({ doors, clock: systemClock, ids, newCode: () => '' })
  const secretsKey = config.secretsKey ?? (config.databaseUrl ? undefined : readOrMakeSecretsKey(config.dataDir))
  const server = {
    baseUrl: config.openaiBaseUrl,
    model: config.openaiModel,
    embeddingModel: config.openaiEmbeddingModel,
    embeddingDimensions: config.openaiEmbeddingDimensions,
    transcriptionModel: config.openaiTranscriptionModel,
  }
  const secretBox = secretsKey && createSecretBox(secretsKey)
  const keyOf = createKeyOf({ practices, secretBox, serverFor: () => server })
  const opening = {
    ...{ keyOf, clock: systemClock, offline, assertOutsideTransaction },
    allowPrivateHosts: config.allowPrivateModelHosts,
  }
  return {
    hasKey: async (coachId: string) => (await keyOf(coachId)) !== undefined,
    models: createModels({ ...opening, serverFor: () => server }),
    knowledgeModels: createKnowledgeModels(opening),
  }
}
