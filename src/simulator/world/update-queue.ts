/** What a bot has still to be told, kept until it confirms. */

export type Update = { update_id: number } & Record<string, unknown>

export type PollRequest = { offset: number; limit: number; timeoutMs: number; signal?: AbortSignal }
export type PollAnswer = { kind: 'updates'; updates: Update[] } | { kind: 'terminated'; by: string }

/** Every kind of update but those a bot has to ask for by name. */
const onRequestOnly = new Set(['chat_member', 'message_reaction', 'message_reaction_count'])

export type UpdateQueue = ReturnType<typeof createUpdateQueue>

/**
 * The update queue of one bot, with `getUpdates`' rules: an offset confirms what is before it, a negative one forgets all
 * but the last ones, a second request ends the first.
 *
 * @param firstId id of the first update; the next ones count up from it
 */
export function createUpdateQueue(firstId: number) {
  let nextId = firstId
  let pending: Update[] = []
  let allowed: string[] | undefined
  let endWaiting: ((answer: PollAnswer) => void) | undefined
  let wake: (() => void) | undefined
  let onPush: (() => void) | undefined

  return {
    get size() {
      return pending.length
    },
    get allowedUpdates() {
      return allowed
    },

    /** What another queue goes on from: the id of its first update. */
    get nextId() {
      return nextId
    },

    /** What is queued already stays, as with Telegram. An empty list goes back to the default. */
    allow(kinds: string[]) {
      allowed = kinds.length > 0 ? kinds : undefined
    },

    wants(kind: string): boolean {
      return allowed ? allowed.includes(kind) : !onRequestOnly.has(kind)
    },

    /** @returns its id; undefined when the bot does not want to hear of that kind */
    push(kind: string, content: unknown): number | undefined {
      if (!this.wants(kind)) return undefined
      const updateId = nextId++
      pending.push({ update_id: updateId, [kind]: content })
      wake?.()
      onPush?.()
      return updateId
    },

    /** The oldest update, as soon as there is one; undefined when the signal comes first. It stays until it is confirmed. */
    async first(signal: AbortSignal): Promise<Update | undefined> {
      if (pending.length === 0 && !signal.aborted) {
        await new Promise<void>((resolve) => {
          onPush = resolve
          signal.addEventListener('abort', () => resolve(), { once: true })
        })
      }
      return signal.aborted ? undefined : (pending[0] ?? this.first(signal))
    },

    confirm(updateId: number) {
      pending = pending.filter((update) => update.update_id !== updateId)
    },

    clear() {
      pending = []
    },

    /** Ends a waiting request with the reason Telegram names. */
    terminate(by: string) {
      endWaiting?.({ kind: 'terminated', by })
    },

    /** Answers at once when there is something, and after `timeoutMs` otherwise. */
    poll({ offset, limit, timeoutMs, signal }: PollRequest): Promise<PollAnswer> {
      endWaiting?.({
        kind: 'terminated',
        by: 'other getUpdates request; make sure that only one bot instance is running',
      })
      if (offset > 0) pending = pending.filter((update) => update.update_id >= offset)
      if (offset < 0) pending = pending.slice(offset)
      const take = (): PollAnswer => ({ kind: 'updates', updates: pending.slice(0, limit) })
      if (pending.length > 0 || timeoutMs <= 0 || signal?.aborted) return Promise.resolve(take())

      return new Promise((resolve) => {
        const finish = (answer: PollAnswer) => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', onTimeout)
          if (endWaiting === finish) {
            endWaiting = undefined
            wake = undefined
          }
          resolve(answer)
        }
        const onTimeout = () => finish(take())
        const timer = setTimeout(onTimeout, timeoutMs)
        signal?.addEventListener('abort', onTimeout)
        endWaiting = finish
        // Not in the same tick: what one act causes (a message and its service message) arrives together.
        wake = () => queueMicrotask(() => endWaiting === finish && finish(take()))
      })
    },
  }
}
