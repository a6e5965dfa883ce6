/** Which model answers for a coach: the one their key opens; in the demo the offline one until they bring a key. */
import { AiUnavailable } from '../coaching/errors.ts'
import type { ChatModel, Clock, ModelRequest, Models } from '../coaching/ports.ts'
import { type ChatServer, type CoachKey, keepOpened } from './coach-keys.ts'
import { createOfflineModel } from './offline.ts'
import { createOpenAiModel } from './openai.ts'

type Deps = {
  keyOf: (coachId: string) => Promise<CoachKey | undefined>
  clock: Clock
  serverFor: (apiKey: string) => ChatServer
  allowPrivateHosts: boolean
  /** No real client is ever answered by the offline model: only the simulator's people are. */
  offline: boolean
  deadlineMs?: number
  /** Throws inside a database transaction. */
  assertOutsideTransaction: (what: string) => void
}

export function createModels(deps: Deps): Models & { openWithKey(apiKey: string): ChatModel } {
  const { keyOf, clock, serverFor, allowPrivateHosts, deadlineMs } = deps
  const opened = keepOpened(open)
  const offline = deps.offline ? guarded(createOfflineModel()) : undefined

  return {
    async forCoach(coachId) {
      const key = await keyOf(coachId)
      if (key) return opened.open(coachId, key)
      opened.forget(coachId)
      if (offline) return offline
      throw new AiUnavailable('no_key')
    },
    openWithKey: (apiKey) => open({ apiKey, server: serverFor(apiKey) }),
  }

  function open({ apiKey, server: { baseUrl, model } }: { apiKey: string; server: ChatServer }): ChatModel {
    return guarded(
      createOpenAiModel({
        ...{ baseUrl, model, apiKey, clock, allowPrivateHosts },
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
