/**
 * The product as a process of its own, as a supervisor would run it, that ends itself by SIGKILL at a point it was told of.
 * It is reached from outside: by who calls the database's doors and the queue, so the product knows nothing of it.
 *
 * Forked by killed-world.ts, which arms a point and asks for rows over the process's channel.
 */
import { flushCompileCache } from 'node:module'
import { Readable } from 'node:stream'
import { sql } from 'drizzle-orm'
import { type App, openApp } from '../../src/app.ts'
import { createShiftableClock } from '../../src/clock.ts'
import { loadConfig } from '../../src/config.ts'
import { rowsOf } from '../../src/db/client.ts'
import type { Doors } from '../../src/db/doors.ts'
import type { Queues } from '../../src/jobs/queues.ts'
import { createLog } from '../../src/log.ts'
import { createTestReading } from './reading.ts'

type Point = {
  /** The method whose transaction or call it is, and, if it must be, who called that. */
  of: string
  calledBy?: string
  when: 'before' | 'after'
  /** Only a call that answered so counts. */
  answered?: (result: unknown) => boolean
}

/** Where this process can end itself. The points between two calls of Telegram or the model are the test's own. */
const points: Record<string, Point> = {
  'update-fetched-not-stored': { of: 'change', when: 'before' },
  'message-stored-not-woken': { of: 'change', when: 'after' },
  'woken-not-acknowledged': { of: 'add', when: 'after' },
  'turn-claimed': { of: 'claimTurn', when: 'after', answered: Boolean },
  'model-answered-not-recorded': { of: 'change', calledBy: 'takeTurn', when: 'before' },
  'decision-recorded-not-woken': { of: 'change', calledBy: 'takeTurn', when: 'after' },
  'delivery-claimed-not-sent': { of: 'claimOpen', when: 'after', answered: hasAiDelivery },
  'part-recorded-not-finished': { of: 'recordPart', when: 'after' },
  'takeover-committed-not-acknowledged': { of: 'change', when: 'after' },
  'crisis-stored-not-sent': { of: 'change', when: 'after' },
  'spoken-claimed': { of: 'claimSpoken', when: 'after', answered: Boolean },
  'heard-not-recorded': { of: 'change', calledBy: 'receiveHeard', when: 'before' },
  'heard-not-woken': { of: 'change', calledBy: 'receiveHeard', when: 'after' },
  'session-over-not-summed-up': { of: 'endSessions', when: 'after' },
  'session-claimed': { of: 'claimSession', when: 'after', answered: Boolean },
  'session-summed-up-not-recorded': { of: 'recordSession', when: 'before' },
  'session-recorded': { of: 'recordSession', when: 'after' },
  'file-stored-not-added': { of: 'add', when: 'before' },
  'file-noted-not-woken': { of: 'receive', when: 'after', answered: Boolean },
  'file-taken': {
    of: 'claim',
    when: 'after',
    answered: (work) => Boolean((work as { fileId?: string })?.fileId),
  },
  'file-added-not-recorded': { of: 'record', calledBy: 'recordFetched', when: 'before' },
  'batch-shown-not-recorded': { of: 'record', calledBy: 'tendBatches', when: 'before' },
  'document-added-not-woken': { of: 'add', when: 'after' },
  'document-claimed': {
    of: 'claim',
    when: 'after',
    answered: (work) => Boolean((work as { storageKey?: string })?.storageKey),
  },
  'progress-recorded': { of: 'recordProgress', when: 'after' },
  'chunks-stored-not-recorded': { of: 'replaceChunks', when: 'after' },
  'read-recorded': { of: 'recordRead', when: 'after' },
  'vectors-made-not-stored': { of: 'recordEmbedded', when: 'before' },
  'vectors-stored': { of: 'recordEmbedded', when: 'after' },
  'ready-recorded': { of: 'recordReady', when: 'after' },
  'model-followed': { of: 'follow', when: 'after' },
  'old-vectors-removed': { of: 'removeOldVectors', when: 'after', answered: Boolean },
  'exception-claimed': {
    of: 'claim',
    when: 'after',
    answered: (work) => Boolean((work as { heard?: unknown })?.heard),
  },
  'exception-found-not-recorded': { of: 'record', calledBy: 'findNextException', when: 'before' },
  'exception-asked-not-woken': { of: 'record', calledBy: 'findNextException', when: 'after' },
  'rule-added-not-decided': { of: 'decide', when: 'before' },
  'rule-decided-not-woken': { of: 'decide', when: 'after' },
  'timer-due-not-fired': { of: 'fire', when: 'before' },
  'timer-fired-not-woken': { of: 'fire', when: 'after', answered: Boolean },
  'document-removed-file-left': { of: 'remove', when: 'after' },
}

/** From the start, where it is to die of what it finds due. */
let armed: Point | undefined = points[process.env['ARMED'] ?? '']

const config = loadConfig()
const app: App = await openApp({
  config: { ...config, telegramBotToken: config.telegramBotToken ?? '' },
  log: createLog(config.logLevel),
  clock: createShiftableClock(Number(process.env['CLOCK_SHIFT_MS'] ?? 0)),
  queuePrefix: process.env['QUEUE_PREFIX'] ?? '',
  modelDeadlineMs: 5_000,
  wrapDoors: deadly,
  ...(process.env['READS'] && {
    reading: createTestReading(config.openaiEmbeddingModel).reading,
  }),
  wrapQueues: deadlyQueues,
})
await app.start()

const answers: Record<string, (argument: string) => unknown> = {
  arm: (point) => {
    armed = points[point]
    if (!armed) throw new Error(`There is no point ${point}`)
  },
  coachCode: () => app.practice.makeCoachCode(),
  inviteCode: (coachId) => app.practices.getInviteCode(coachId),
  rows: (query) => rows(app, query),
  addDocument: async (asked) => {
    const { coachId, fileName, text, replacesId } = JSON.parse(asked)
    const bytes = Readable.from([Buffer.from(text)])
    return (await app.library.add(coachId, bytes, { fileName, origin: 'api', replacesId })).document.id
  },
  removeDocument: async (coachId) => {
    const [document] = await app.library.list(coachId, { limit: 1 })
    return app.library.remove(coachId, document?.id ?? '', 'system')
  },
}

process.on('message', async ({ id, ask, argument }: { id: number; ask: string; argument: string }) => {
  try {
    process.send?.({ id, answer: (await answers[ask]?.(argument)) ?? null })
  } catch (error) {
    process.send?.({ id, error: String(error) })
  }
})
process.on('disconnect', () => process.exit(0)) // the test is over, or gone
process.send?.({ ready: true })
flushCompileCache() // a killed process leaves none, and the next one would start more slowly

function rows(from: App, query: string): Promise<unknown[]> {
  return from.doors.asSystem('sweep', (tx) => rowsOf(tx, sql.raw(query)))
}

function deadly(doors: Doors): Doors {
  return {
    asCoach: (coachId, work) => dieAround(callers(), () => doors.asCoach(coachId, work)),
    asSystem: (reason, work) => dieAround(callers(), () => doors.asSystem(reason, work)),
  }
}

function deadlyQueues(queues: Queues): Queues {
  return { ...queues, add: (...job) => dieAround(['add'], () => queues.add(...job)) }
}

async function dieAround<T>(names: string[], call: () => Promise<T>): Promise<T> {
  const isPoint = armed && names[0] === armed.of && (!armed.calledBy || names.includes(armed.calledBy))
  if (!isPoint || !armed) return call()
  if (armed.when === 'before') await die()
  const result = await call()
  if (armed.answered?.(result) ?? true) await die()
  return result
}

/** As the operating system does it: nothing is closed, flushed or said. */
async function die(): Promise<void> {
  process.kill(process.pid, 'SIGKILL')
  await new Promise(() => {})
}

/** The names of the functions that led here, nearest first, without these doors. */
function callers(): string[] {
  const lines = new Error().stack?.split('\n').slice(1) ?? []
  const names = lines.flatMap((line) => /at (?:async )?(?:\w+\.)?(\w+) /.exec(line)?.[1] ?? [])
  return names.filter((name) => !['callers', 'asCoach', 'asSystem'].includes(name))
}

function hasAiDelivery(claimed: unknown): boolean {
  return (claimed as { deliveries?: { isAi?: boolean }[] }).deliveries?.some(({ isAi }) => isAi === true) === true
}
