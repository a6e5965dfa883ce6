/** A coach's own key, opened, and where it is good. */
import type { Practices, SecretBox } from '../coaching/ports/practices.ts'

/** Where a key is good, and which of the models there answers. */
export type ChatServer = { baseUrl: string; model: string }
/** And which of them do what else there is to do. */
export type ModelServer = ChatServer & {
  embeddingModel: string
  /** Of its vectors, where they have a length of their own. */
  embeddingDimensions?: number | undefined
  transcriptionModel: string
}

export type CoachKey = { apiKey: string; server: ModelServer }

type Deps = {
  practices: Pick<Practices, 'findKey'>
  secretBox: SecretBox | undefined
  /** A key is sent to its own server and to no other. */
  serverFor: (apiKey: string) => ModelServer
}

/** @returns finds the key of a coach; undefined when there is none, or nothing to open it with */
export function createKeyOf({ practices, secretBox, serverFor }: Deps) {
  return async function keyOf(coachId: string): Promise<CoachKey | undefined> {
    const sealed = await practices.findKey(coachId)
    if (!sealed || !secretBox) return undefined
    const apiKey = secretBox.open(sealed, coachId)
    return { apiKey, server: serverFor(apiKey) }
  }
}

/** What a coach's key has opened, one for each coach: what a server refused once is not tried each time; a new key replaces it. */
export function keepOpened<T>(open: (key: CoachKey) => T) {
  const opened = new Map<string, { key: CoachKey; made: T }>()
  return {
    open(coachId: string, key: CoachKey): T {
      const known = opened.get(coachId)
      if (known && isSame(known.key, key)) return known.made
      const made = open(key)
      opened.set(coachId, { key, made })
      return made
    },
    forget: (coachId: string) => void opened.delete(coachId),
  }
}

function isSame(one: CoachKey, other: CoachKey): boolean {
  const names = ['baseUrl', 'model', 'embeddingModel', 'embeddingDimensions', 'transcriptionModel'] as const
  return one.apiKey === other.apiKey && names.every((name) => one.server[name] === other.server[name])
}
