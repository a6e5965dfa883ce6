/** The reconciler: reads from rows what is due and wakes it, whatever became of the queue's own entries. */
import type { Logger } from 'pino'
import type { Sweep, Wake } from '../coaching/ports.ts'

/** The design asks for timers to be looked at every 15 s at least; a lost wake-up should not be felt. */
const everyMs = 5_000
const pruneEveryMs = 3_600_000
const atMost = 500

export type Reconciler = {
  /** Looks once, now. */
  tick(): Promise<void>
  start(): void
  stop(): Promise<void>
}

export function createReconciler({ sweep, wake, log }: { sweep: Sweep; wake: Wake; log: Logger }): Reconciler {
  let timer: NodeJS.Timeout | undefined
  let prunedAt = Number.NEGATIVE_INFINITY
  let current: Promise<void> | undefined

  async function look() {
    try {
      await wake(await sweep.listDue(atMost))
      if (performance.now() - prunedAt > pruneEveryMs) {
        prunedAt = performance.now()
        await sweep.prune()
      }
    } catch (error) {
      log.error({ err: error }, 'the sweep failed; it is tried again')
    }
  }

  /** One look at a time; whoever asks during one waits for the next. */
  async function tick(): Promise<void> {
    await current
    current = look().finally(() => {
      current = undefined
    })
    await current
  }

  return {
    tick,
    start() {
      timer ??= setInterval(() => void (current ?? tick()), everyMs)
    },
    async stop() {
      clearInterval(timer)
      timer = undefined
      await current
    },
  }
}
