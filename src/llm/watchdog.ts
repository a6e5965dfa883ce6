/** Why a call was ended early by us. */
export class Expired extends Error {
  override readonly name = 'Expired'
}

export type Watchdog = {
  /** Aborts when time is up, or when the caller's signal does. */
  signal: AbortSignal
  /** Something arrived: the next thing must within `idleMs`. Before the first call only the deadline counts. */
  touch(): void
  /** Nothing is expected for now (between two calls). */
  rest(): void
  /** Settles as `work` does, or rejects as soon as the signal aborts, even if the work never notices. */
  guard<T>(work: Promise<T>): Promise<T>
  stop(): void
}

type Limits = { deadlineMs: number; idleMs: number; signal?: AbortSignal | undefined }

/**
 * Guards a streamed answer, since the SDK's own timeout ends at the headers: a total deadline, and a limit on the
 * silence between chunks. The silence before the first chunk is the model thinking, which the deadline alone bounds.
 *
 * Real timers: a server does not wait for the simulator's clock. Stop it, or its timers keep the process alive.
 */
export function startWatchdog({ deadlineMs, idleMs, signal: callerSignal }: Limits): Watchdog {
  const controller = new AbortController()
  const { signal } = controller
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  aborted.catch(() => {}) // may fire while nobody is guarded

  const deadline = setTimeout(() => controller.abort(new Expired(`No answer within ${deadlineMs} ms`)), deadlineMs)
  let idle: NodeJS.Timeout | undefined
  const byCaller = () => controller.abort(callerSignal?.reason)
  if (callerSignal?.aborted) byCaller()
  else callerSignal?.addEventListener('abort', byCaller, { once: true })

  return {
    signal,
    touch() {
      clearTimeout(idle)
      idle = setTimeout(() => controller.abort(new Expired(`Nothing arrived for ${idleMs} ms`)), idleMs)
    },
    rest() {
      clearTimeout(idle)
    },
    guard(work) {
      work.catch(() => {}) // when the signal wins, the work's own failure has no other listener
      return Promise.race([work, aborted])
    },
    stop() {
      clearTimeout(deadline)
      clearTimeout(idle)
      callerSignal?.removeEventListener('abort', byCaller)
    },
  }
}
