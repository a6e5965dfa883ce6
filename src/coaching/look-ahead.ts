/**
 * While the rest of what a client writes is waited for, what the turn will look up is looked up: nobody waits for it then. Only
 * in the process that has heard of the message, and without a row: a turn that finds nothing here looks it up by itself.
 */
import type { Logger } from 'pino'
import type { Spent } from './checked-answer.ts'
import type { LookUp } from './context.ts'
import { AiUnavailable } from './errors.ts'
import { dropFailures, type Lookups, newLookups } from './lookups.ts'
import type { Clock, Conversations, Ids, Models, WakeUp } from './ports.ts'

/** Before the turn: time for an embedding and a search, and as late as that allows, for those who write on. */
const leadMs = 800
/** More at a time would take from the turns what it gives them. */
const mostAtOnce = 2
/** A turn is taken soon after it is due, or looks up for itself. */
const keptMs = 30_000

export type LookAhead = {
  plan(wakeUps: readonly WakeUp[]): void
  /** What is known, or being looked up. @param spent takes what it costs, then and later */
  take(conversationId: string, spent: Pick<Spent[], 'push'>): Lookups | undefined
  /** Nothing more is looked up. */
  close(): void
}

type Deps = {
  conversations: Pick<Conversations, 'peekTurn' | 'change'>
  models: Pick<Models, 'forCoach'>
  lookUp: LookUp
  inBackground: (what: string, work: () => Promise<unknown>) => void
  clock: Clock
  ids: Ids
  log: Logger
}

type Plan = {
  coachId: string
  conversationId: string
  dueAt: Date
  timer: NodeJS.Timeout
  /** Undefined before its time, and where others were at it already. */
  lookups: Lookups | undefined
  bill: Bill
}

export function createLookAhead({ conversations, models, lookUp, inBackground, clock, ids, log }: Deps): LookAhead {
  const plans = new Map<string, Plan>()
  let underWay = 0
  let isClosed = false

  function plan({ coachId, conversationId, dueAt }: Pick<Plan, 'coachId' | 'conversationId' | 'dueAt'>): void {
    const earlier = plans.get(conversationId)
    const waitMs = dueAt.getTime() - clock.now().getTime()
    // Announced again, or about to be taken: what is known stays.
    if (isClosed || waitMs <= 0 || earlier?.dueAt.getTime() === dueAt.getTime()) return
    if (earlier) drop(earlier)
    const planned: Plan = {
      ...{ coachId, conversationId, dueAt, lookups: undefined, bill: createBill() },
      timer: setTimeout(() => start(planned), Math.max(0, waitMs - leadMs)),
    }
    plans.set(conversationId, planned)
  }

  function start(planned: Plan): void {
    planned.timer = setTimeout(() => drop(planned), keptMs).unref()
    if (underWay >= mostAtOnce) return
    planned.lookups = newLookups()
    inBackground('looking ahead', () => look(planned, planned.lookups ?? newLookups()))
  }

  async function look({ coachId, conversationId, dueAt, bill }: Plan, lookups: Lookups): Promise<void> {
    underWay++
    try {
      const turn = await conversations.peekTurn(coachId, conversationId, dueAt)
      if (!turn) return
      await models.forCoach(coachId) // without a key of theirs there will be no answer
      await lookUp(turn, bill, lookups)
      await dropFailures(lookups)
    } catch (error) {
      if (!(error instanceof AiUnavailable))
        log.warn({ coachId, conversationId, err: error }, 'nothing was looked up ahead')
    } finally {
      underWay--
    }
  }

  /** Whoever takes the turn looks up for itself; what was paid is recorded all the same. */
  function drop(planned: Plan): void {
    clearTimeout(planned.timer)
    plans.delete(planned.conversationId)
    planned.bill.handTo({
      push(...spent) {
        if (spent.length > 0) inBackground('recording what looking ahead cost', () => record(planned, spent))
        return spent.length
      },
    })
  }

  function record({ coachId, conversationId }: Plan, spent: readonly Spent[]) {
    return conversations.change({ coachId, conversationId }, undefined, () => ({
      effects: spent.map((one) => ({ kind: 'record_usage', id: ids.next(), ...one }) as const),
      result: undefined,
    }))
  }

  return {
    plan(wakeUps) {
      for (const wakeUp of wakeUps) if (wakeUp.kind === 'turn') plan(wakeUp)
    },
    take(conversationId, spent) {
      const planned = plans.get(conversationId)
      if (!planned) return undefined
      clearTimeout(planned.timer)
      plans.delete(conversationId)
      planned.bill.handTo(spent)
      return planned.lookups
    },
    close() {
      isClosed = true
      for (const planned of plans.values()) drop(planned)
    },
  }
}

type Bill = Pick<Spent[], 'push'> & { handTo(payer: Pick<Spent[], 'push'>): void }

/** Kept until somebody pays it, and what comes later with it. */
function createBill(): Bill {
  const open: Spent[] = []
  let payer: Pick<Spent[], 'push'> = open
  return {
    push: (...spent) => payer.push(...spent),
    handTo(whom) {
      payer = whom
      payer.push(...open.splice(0))
    },
  }
}
