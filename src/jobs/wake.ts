/** Wake-ups after a commit: through the queue, or in this process when the queue is down or a crisis cannot wait for it. */
import type { Logger } from 'pino'
import type { Clock, Wake, WakeUp } from '../coaching/ports.ts'
import { QueueDown, type Queues } from './queues.ts'

export type Work = {
  turn(ids: { coachId: string; conversationId: string }): Promise<unknown>
  deliver(ids: { coachId: string; conversationId: string }): Promise<unknown>
  briefing(ids: { coachId: string; conversationId: string }): Promise<unknown>
  voice(ids: { coachId: string; conversationId: string }): Promise<unknown>
  memory(ids: { coachId: string; conversationId: string }): Promise<unknown>
  board(ids: { coachId: string }): Promise<unknown>
  timer(ids: { coachId: string; conversationId: string }): Promise<unknown>
  incident(ids: { coachId: string }): Promise<unknown>
  document(ids: { coachId: string }): Promise<unknown>
  batch(ids: { coachId: string }): Promise<unknown>
  review(ids: { coachId: string }): Promise<unknown>
  recall(ids: { coachId: string }): Promise<unknown>
  learn(ids: { coachId: string }): Promise<unknown>
  try(ids: { coachId: string }): Promise<unknown>
}

export type Waker = {
  wake: Wake
  /** Work in this process that nobody waits for; a failure is logged. */
  inBackground(what: string, work: () => Promise<unknown>): void
  /** Nothing that was started in this process is still running. */
  idle(): boolean
  /** Waits for what runs in this process; nothing more is started. */
  close(): Promise<void>
}

type Deps = {
  queues: () => Pick<Queues, 'add'>
  work: () => Work
  /** Sends what someone in danger is owed, read from the rows or not. */
  sendOrAnswer: (conversationId: string, send: () => Promise<unknown>) => Promise<void>
  clock: Clock
  log: Logger
}

function idsOf(wakeUp: WakeUp): Record<string, string> {
  const { coachId } = wakeUp
  return 'conversationId' in wakeUp ? { coachId, conversationId: wakeUp.conversationId } : { coachId }
}

/** A failure to announce loses nothing: the work is done here instead, and the reconciler finds what is left. */
export function createWaker({ queues, work, sendOrAnswer, clock, log }: Deps): Waker {
  const underWay = new Set<Promise<unknown>>()
  const timers = new Set<NodeJS.Timeout>()
  let closed = false

  async function wake(wakeUps: readonly WakeUp[]): Promise<void> {
    await Promise.all(wakeUps.map(announce))
  }

  async function announce(wakeUp: WakeUp): Promise<void> {
    const { kind, dueAt } = wakeUp
    // A queue is not trusted with timers and incidents: each process does what it has found due, and the rows see to it that it
    // is done once.
    if (wakeUp.kind === 'timer' || wakeUp.kind === 'incident') return runHere(wakeUp)
    // Nor with what someone in danger is owed, now or on another try.
    if (wakeUp.kind === 'deliver' && wakeUp.crisis) runWhenDue(wakeUp)
    const delayMs = delayOf(wakeUp)
    const priority = wakeUp.kind === 'deliver' && wakeUp.crisis ? 1 : 2
    try {
      // Whoever looks before its time announces it again, each of them: without an end, and each time more of them.
      await queues().add(wakeUp.kind, idsOf(wakeUp), { delayMs, priority, onceAt: delayMs > 0 ? dueAt : undefined })
    } catch (error) {
      if (!(error instanceof QueueDown)) throw error
      log.warn(
        { kind, ...idsOf(wakeUp), error: error instanceof Error ? error.message : 'unknown' },
        'queue down: working here',
      )
      runWhenDue(wakeUp)
    }
  }

  function delayOf({ dueAt }: WakeUp & { dueAt?: Date }): number {
    return Math.max(0, dueAt ? dueAt.getTime() - clock.now().getTime() : 0)
  }

  /** A timer that goes off before its time has come by our clock waits for the rest: whoever looks too early finds nothing. */
  function runWhenDue(wakeUp: WakeUp) {
    const delayMs = delayOf(wakeUp)
    if (closed || delayMs === 0) return runHere(wakeUp)
    const timer = setTimeout(() => {
      timers.delete(timer)
      runWhenDue(wakeUp)
    }, delayMs)
    timers.add(timer)
  }

  function runHere(wakeUp: WakeUp) {
    if (closed) return
    inBackground(wakeUp.kind, () =>
      wakeUp.kind === 'deliver' && wakeUp.crisis
        ? sendOrAnswer(wakeUp.conversationId, () => perform(wakeUp))
        : perform(wakeUp),
    )
  }

  function perform(wakeUp: WakeUp): Promise<unknown> {
    const { coachId } = wakeUp
    if (!('conversationId' in wakeUp)) return work()[wakeUp.kind]({ coachId })
    return work()[wakeUp.kind]({ coachId, conversationId: wakeUp.conversationId })
  }

  function inBackground(what: string, run: () => Promise<unknown>) {
    const running: Promise<unknown> = run()
      .catch((error: unknown) => log.error({ what, err: error }, 'work in the background failed'))
      .finally(() => underWay.delete(running))
    underWay.add(running)
  }

  return {
    wake,
    inBackground,
    idle: () => underWay.size === 0,
    async close() {
      closed = true
      for (const timer of timers) clearTimeout(timer)
      while (underWay.size > 0) await Promise.all(underWay) // one may end by starting another: what it has cost is recorded
    },
  }
}
