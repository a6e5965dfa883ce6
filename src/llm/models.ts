/** Which model answers for a coach: the one their key opens; in the demo the offline one until they bring a key. */
import { isDeepStrictEqual } from 'node:util'
import { AiUnavailable } from '../coaching/errors.ts'
import type { ChatModel, Clock, ModelRequest, Models, Practices, SecretBox } from '../coaching/ports.ts'
import { createOfflineModel } from './offline.ts'
import { createOpenAiModel } from './openai.ts'

/** Where a key is good, and which of the models there answers. */
export type ModelServer = { baseUrl: string; model: string }

type Deps = {
  practices: Pick<Practices, 'findKey'>
  secretBox: SecretBox | undefined
  clock: Clock
  /** A key is sent to its own server and to no other. */
  serverFor: (apiKey: string) => ModelServer
  allowPrivateHosts: boolean
  /** No real client is ever answered by the offline model: only the simulator's people are. */
  offline: boolean
  deadlineMs?: number
  /** Throws inside a database transaction. */
  assertOutsideTransaction: (what: string) => void
}

export function createModels(deps: Deps): Models & { openWithKey(apiKey: string): ChatModel } {
  const { practices, secretBox, clock, serverFor, allowPrivateHosts, deadlineMs } = deps
  /** One adapter a coach, so that what a server refused once is not tried at every turn; a new key replaces it. */
  const opened = new Map<string, { apiKey: string; server: ModelServer; model: ChatModel }>()
  const offline = deps.offline ? guarded(createOfflineModel()) : undefined

  return {
    async forCoach(coachId) {
      const sealed = await practices.findKey(coachId)
      if (!sealed || !secretBox) {
        opened.delete(coachId)
        if (offline) return offline
        throw new AiUnavailable('no_key')
      }
      const apiKey = secretBox.open(sealed, coachId)
      const known = opened.get(coachId)
      const server = serverFor(apiKey)
      if (known?.apiKey === apiKey && isDeepStrictEqual(known.server, server)) return known.model
      const fresh = { apiKey, server, model: openWithKey(apiKey) }
      opened.set(coachId, fresh)
      return fresh.model
    },
    openWithKey,
  }

  function openWithKey(apiKey: string): ChatModel {
    return guarded(
      createOpenAiModel({
        ...serverFor(apiKey),
        ...{ apiKey, clock, allowPrivateHosts },
        ...(deadlineMs && { deadlineMs }),
      }),
    )
  }

  function guarded(inner: ChatModel): ChatModel {
    return {
      answer<T>(request: ModelRequest<T>) {
        deps.assertOutsideTransaction('a model call')
        return inner.answer(request)
      },
    }
  }
}
