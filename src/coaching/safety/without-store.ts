/** What is kept in this process for a database that does not answer: whose client someone is, and what they have not been sent yet. */
import type { ClientAddress, Clock, Emergency } from '../ports.ts'
import type { Danger } from './danger.ts'

export type Sender = { telegramUserId: number; language?: string | undefined }
type Found = Pick<Danger, 'grade' | 'kind'>
type Unsent = { sender: Sender; found: Found; notedAt: Date }

type Deps = { emergency: Emergency; clock: Clock }

/** So many clients are kept in mind. */
const knownAtMost = 100_000
/** What was found in so many conversations is kept in mind until its text is sent. */
const unsentAtMost = 1_000
/** What is older was answered from the rows, or is by the reconciler: said then, it would be about another hour. */
const unsentForMs = 2 * 60_000

export function createWithoutStore({ emergency, clock }: Deps) {
  /** Last known coach of each sender, so that danger reaches the coach. */
  const known = new Map<number, ClientAddress>()
  /** What was found last in each conversation, in case its text is stored and then cannot be read back. */
  const unsent = new Map<string, Unsent>()

  return {
    knownAtMost,

    /** Whose client this is. */
    remember(telegramUserId: number, address: ClientAddress): void {
      keepNewest(known, telegramUserId, address, knownAtMost)
    },

    /** Nobody's client any more. */
    forget(telegramUserId: number): void {
      known.delete(telegramUserId)
    },

    /** @returns whether the client was reached, now or a moment ago */
    answer,

    /** What was found is stored, and its text is about to be read back and sent. */
    noteUnsent(conversationId: string, { telegramUserId, language }: Sender, { grade, kind }: Found): void {
      const one = { sender: { telegramUserId, language }, found: { grade, kind }, notedAt: clock.now() }
      keepNewest(unsent, conversationId, one, unsentAtMost)
    },

    /**
     * Sends what is stored for someone in danger. If it cannot be read back, the text for what was found last is sent from
     * here; a duplicate later is accepted.
     *
     * @throws what `send` throws
     */
    async sendOrAnswer(conversationId: string, send: () => Promise<unknown>): Promise<void> {
      const before = unsent.get(conversationId)
      try {
        await send()
        // What has been found meanwhile has a sending of its own.
        forgetUnsent(conversationId, before)
      } catch (error) {
        await answerUnsent(conversationId)
        throw error
      }
    },
  }

  function answer({ telegramUserId, language }: Sender, { grade, kind }: Found): Promise<boolean> {
    return emergency.sendCrisisText({ telegramUserId, language, grade, kind, known: known.get(telegramUserId) })
  }

  async function answerUnsent(conversationId: string): Promise<void> {
    const last = unsent.get(conversationId)
    if (!last) return
    const isOld = clock.now().getTime() - last.notedAt.getTime() > unsentForMs
    // Kept when nobody was reached: the next failure tries again.
    if (isOld || (await answer(last.sender, last.found))) forgetUnsent(conversationId, last)
  }

  function forgetUnsent(conversationId: string, one: Unsent | undefined): void {
    if (unsent.get(conversationId) === one) unsent.delete(conversationId)
  }
}

function keepNewest<K, V>(map: Map<K, V>, key: K, value: V, atMost: number): void {
  map.delete(key)
  map.set(key, value)
  const oldest = map.keys().next()
  if (map.size > atMost && !oldest.done) map.delete(oldest.value)
}
