/** The reconciler: reads from rows what is due and wakes it, whatever became of the queue's own entries. */
import type { Logger } from 'pino'
import type { Sweep, Wake } from '../coaching/ports.ts'

/** The design asks for timers to be looked at every 15 s at least; a lost wake-up should not be felt. */
const everyMs = 5_000
const pruneEveryMs = 3_600_000
/** An unattended crisis is said to the log when it is first seen, when one more of those called cannot be reached, and this often. */
const reportEveryMs = 15 * 60_000
const atMost = 500
/** Announced at a time, so that the queue answers each within its deadline. */
const chunk = 50
/** While announced work still waits for a worker, announcing it again helps nobody; a lost wake-up is found after this. */
const everyMsWhenBusy = 10_000

export type Reconciler = {
  /** Looks once, now. */
  tick(): Promise<void>
  start(): void
  stop(): Promise<void>
}

type Deps = {
  sweep: Sweep
  /** What has worked for several coaches is counted anew. */
  recomputePatterns: () => Promise<void>
  wake: Wake
  /** Is announced work waiting or running? */
  isBusy: () => Promise<boolean>
  log: Logger
}

export function createReconciler({ sweep, recomputePatterns, wake, isBusy, log }: Deps): Reconciler {
  let timer: NodeJS.Timeout | undefined
  let prunedAt = Number.NEGATIVE_INFINITY
  const reported = new Map<string, { at: number; unreachable: readonly string[] }>()
  let lookedAt = Number.NEGATIVE_INFINITY
  let current: Promise<void> | undefined

  async function look() {
    try {
      const due = await sweep.listDue(atMost)
      for (let from = 0; from < due.length; from += chunk) await wake(due.slice(from, from + chunk))
      lookedAt = performance.now()
      await reportUnattended()
      if (performance.now() - prunedAt > pruneEveryMs) {
        prunedAt = performance.now()
        await sweep.prune()
        await recomputePatterns()
      }
    } catch (error) {
      log.error({ err: error }, 'the sweep failed; it is tried again')
    }
  }

  async function reportUnattended(): Promise<void> {
    const unattended = await sweep.listUnattended()
    for (const crisis of unattended) {
      const last = reported.get(crisis.conversationId)
      const unreachable = (['operator', 'pager'] as const).filter((target) => crisis[target] === 'unreachable')
      const isNews = !last || unreachable.some((target) => !last.unreachable.includes(target))
      if (!isNews && performance.now() - last.at < reportEveryMs) continue
      reported.set(crisis.conversationId, { at: performance.now(), unreachable })
      log.error(crisis, 'UNATTENDED: a client in danger, and nobody has come')
    }
    const open = new Set(unattended.map(({ conversationId }) => conversationId))
    for (const id of reported.keys()) if (!open.has(id)) reported.delete(id)
  }

  async function lookIfCalm(): Promise<void> {
    if (current) return
    const isRecent = performance.now() - lookedAt < everyMsWhenBusy
    if (isRecent && (await isBusy().catch(() => false))) return
    await tick()
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
      timer ??= setInterval(() => void lookIfCalm(), everyMs)
    },
    async stop() {
      clearInterval(timer)
      timer = undefined
      await current
    },
  }
}
