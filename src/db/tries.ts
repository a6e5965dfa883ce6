/** The port of tries: what is written is added under the row's lock, and answered under a lease. */
import { and, desc, eq, gt, isNull, lte, type SQL, sql } from 'drizzle-orm'
import { isCopilotOn } from '../coaching/copilot/setting.ts'
import type { Reason } from '../coaching/handoff/why.ts'
import { nobody, nobodysName, saidByNobody, saidToNobody } from '../coaching/nobody.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import {
  asMessages,
  facedBy,
  openWords,
  type TriedAnswer,
  type Tries,
  type TryResult,
  type TrySaid,
  type TrySaidByClone,
  type TryWork,
  tryIdleMs,
  withAnswer,
  withWords,
} from '../coaching/trying/tries.ts'
import { currentCalibration } from './calibrations.ts'
import type { CoachTx, Doors } from './doors.ts'
import { readRemembered } from './remembered.ts'
import { coaches } from './schema/coaches.ts'
import { tries } from './schema/tries.ts'
import { storable } from './storable.ts'
import { coachFacts, toTurnFacts } from './turn-facts.ts'
import { recordUpdate } from './updates.ts'
import { recordUsage } from './usage.ts'

/** Longer than hearing a voice note, and than sending; while a model is at work it is renewed. */
const leaseMs = 60_000

type Row = typeof tries.$inferSelect

export function createTries({ doors, clock, ids }: { doors: Doors; clock: Clock; ids: Ids }): Tries {
  return {
    begin(coachId, origin, { chatId, words }) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        if (!(await recordUpdate(tx, origin, now))) return undefined
        await endOpen(tx, now)
        const begun = words && withWords([], { ...words, id: ids.next() }, now)
        await tx.insert(tries).values({
          ...{ coachId, id: ids.next(), chatId, startedAt: now, lastAt: now },
          ...{ said: storable(begun?.said ?? []), dueAt: begun?.dueAt ?? null },
        })
        return begun ? [{ kind: 'try', coachId, dueAt: begun.dueAt }] : []
      })
    },

    isOpen(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const [row] = await tx.select({ id: tries.id }).from(tries).where(isOpenAt(tx, clock.now()))
        return row !== undefined
      })
    },

    write(coachId, origin, words) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        if (!(await recordUpdate(tx, origin, now))) return []
        const [row] = await tx.select().from(tries).where(isOpenAt(tx, now)).for('update')
        if (!row) return []
        const { said, dueAt } = withWords(row.said, { ...words, id: ids.next() }, now)
        // Whoever is at work looks again when that is recorded.
        const due = row.leaseId === null ? { dueAt } : {}
        await tx
          .update(tries)
          .set({ said: storable(said), lastAt: now, ...due })
          .where(isTry(tx, row.id))
        return [{ kind: 'try', coachId, dueAt }]
      })
    },

    end: (coachId) => doors.asCoach(coachId, (tx) => endOpen(tx, clock.now())),

    claim(coachId) {
      return doors.asCoach(coachId, async (tx): Promise<TryWork | undefined> => {
        const now = clock.now()
        const [row] = await tx
          .select()
          .from(tries)
          .where(and(eq(tries.coachId, coachId), lte(tries.dueAt, now)))
          .limit(1)
          .for('update', { skipLocked: true })
        const [who] = await tx
          .select(coachFacts(sql.raw('coaches.id')))
          .from(coaches)
          .where(eq(coaches.id, coachId))
        if (!row || !who) return undefined
        const leaseId = ids.next()
        const attempts = row.attempts + 1
        await tx
          .update(tries)
          .set({ leaseId, attempts, dueAt: new Date(now.getTime() + leaseMs) })
          .where(isTry(tx, row.id))
        const { coach } = who
        const { language, timezone } = coach
        return {
          ...{ coachId, id: row.id, leaseId, attempts, chatId: row.chatId, language, said: row.said },
          country: coach.settings.country,
          isCopilot: isCopilotOn({ copilot: {}, coach }),
          turn: {
            ...toTurnFacts(who),
            ...asMessages(row.said, coach.displayName),
            ...{ coachId, conversationId: row.id, clientId: nobody, leaseId, claimedAt: now, attempts },
            ...{ aiAllowed: coach.mode !== 'off', leftToAi: false, alreadyCalled: false, isRestricted: false },
            ...{ rejectedDraft: undefined, noteForAi: undefined },
            client: { displayName: nobodysName, language, timezone, telegramUserId: row.chatId },
            calibration: await currentCalibration(tx, now),
          },
        }
      })
    },

    renewLease({ coachId, leaseId }) {
      return doors.asCoach(coachId, async (tx) => {
        const held = await tx
          .update(tries)
          .set({ dueAt: new Date(clock.now().getTime() + leaseMs) })
          .where(and(eq(tries.coachId, coachId), eq(tries.leaseId, leaseId)))
          .returning({ id: tries.id })
        return held.length > 0
      })
    },

    record(work, result, spent = []) {
      return doors.asCoach(work.coachId, async (tx) => {
        const now = clock.now()
        for (const { usage } of spent) await recordUsage(tx, { id: ids.next(), purpose: 'try', usage, usedAt: now })
        const [row] = await tx
          .select()
          .from(tries)
          .where(and(isTry(tx, work.id), eq(tries.leaseId, work.leaseId)))
          .for('update')
        if (!row) return false
        await tx
          .update(tries)
          .set(changeBy(row, result, now))
          .where(isTry(tx, row.id))
        return true
      })
    },

    find: (coachId, answerId) => doors.asCoach(coachId, (tx) => findAnswer(tx, { id: answerId })),

    noteAsked(coachId, answerId, messageId) {
      return doors.asCoach(coachId, async (tx) => {
        const [row] = await tx
          .select()
          .from(tries)
          .where(holds(tx, { id: answerId }))
          .for('update')
        if (!row) return
        const said = changed(row.said, answerId, (one) => ({ ...one, asks: [...(one.asks ?? []), messageId] }))
        await tx.update(tries).set({ said }).where(isTry(tx, row.id))
      })
    },

    findAsked: (coachId, { chatId, messageId }) =>
      doors.asCoach(coachId, (tx) => findAnswer(tx, { asks: [messageId] }, eq(tries.chatId, chatId))),

    findShown: (coachId, { chatId, messageId }) =>
      doors.asCoach(coachId, (tx) => findAnswer(tx, { shownAs: messageId }, eq(tries.chatId, chatId))),
  }
}

async function endOpen(tx: CoachTx, now: Date): Promise<boolean> {
  const ended = await tx
    .update(tries)
    .set({ endedAt: now, dueAt: null, leaseId: null })
    .where(and(eq(tries.coachId, tx.coachId), isNull(tries.endedAt)))
    .returning({ id: tries.id })
  return ended.length > 0
}

function changeBy({ said }: Row, result: TryResult, now: Date): Partial<Row> {
  const over = { leaseId: null, attempts: 0 }
  switch (result.kind) {
    case 'heard':
      return {
        ...over,
        said: storable(
          said.map((one): TrySaid => {
            if (one.by !== 'client' || one.id !== result.id) return one
            return { by: 'client', id: one.id, at: one.at, text: result.text }
          }),
        ),
        dueAt: now,
      }
    // Still under the lease: it is shown next.
    case 'answered':
      return { attempts: 0, said: storable(withAnswer(said, result.said, result.over)) }
    case 'shown':
      return {
        ...over,
        said: changed(said, result.id, (one) => ({ ...one, shownAs: result.messageId })),
        dueAt: openWords(said).length > 0 ? now : null,
        lastAt: now,
      }
    case 'later':
      return { leaseId: null, dueAt: new Date(now.getTime() + result.afterMs) }
    case 'done':
      return { ...over, dueAt: openWords(said).length > 0 ? now : null }
  }
}

function changed(said: readonly TrySaid[], id: string, change: (one: TrySaidByClone) => TrySaidByClone): TrySaid[] {
  return said.map((one) => (one.by === 'clone' && one.id === id ? change(one) : one))
}

async function findAnswer(
  tx: CoachTx,
  what: { id: string } | { asks: number[] } | { shownAs: number },
  where?: SQL,
): Promise<TriedAnswer | undefined> {
  const [row] = await tx
    .select()
    .from(tries)
    .where(and(holds(tx, what), where))
    .orderBy(desc(tries.startedAt))
    .limit(1)
  const [coach] = await tx.select().from(coaches).where(eq(coaches.id, tx.coachId))
  const said = row?.said.find(
    (one): one is TrySaidByClone =>
      one.by === 'clone' &&
      ('id' in what
        ? one.id === what.id
        : 'shownAs' in what
          ? one.shownAs === what.shownAs
          : (one.asks?.includes(what.asks[0] ?? 0) ?? false)),
  )
  if (!row || !coach || !said) return undefined
  const faced = facedBy(row.said, said.id)
  return {
    id: said.id,
    facing: faced.map(({ text }) => text).join('\n'),
    reason: await reasonFor(tx, said, faced, coach),
  }
}

/** As of a message of a client's, or of a handoff over it. */
async function reasonFor(
  tx: CoachTx,
  { id, answer, at: saidAt }: TrySaidByClone,
  faced: readonly { id: string; at: string; text: string }[],
  { displayName, timezone }: typeof coaches.$inferSelect,
): Promise<Reason | undefined> {
  const at = new Date(saidAt)
  const common = {
    client: nobodysName,
    coach: { displayName, timezone },
    words: faced.map(({ id, text, at }) => saidByNobody({ id, seq: 0, text, at: new Date(at) })),
  }
  if (answer.kind === 'reply')
    return {
      ...{ ...common, kind: 'message', approvedBy: undefined, offer: undefined },
      message: saidToNobody({ id, seq: 0, text: answer.text, at, metadata: answer.metadata }, displayName),
      remembered: await readRemembered(tx, answer.metadata),
    }
  if (answer.kind !== 'call') return undefined
  const { reason, trigger, signals, confidence } = answer
  const claim = { openedAt: at, claimedAt: undefined, claimedBy: undefined }
  return { ...common, kind: 'handoff', handoff: { reason, trigger, signals, aiConfidenceBefore: confidence, ...claim } }
}

function holds(tx: CoachTx, what: object): SQL | undefined {
  return and(eq(tries.coachId, tx.coachId), sql`tries.said @> ${JSON.stringify([what])}::jsonb`)
}

function isOpenAt(tx: CoachTx, now: Date): SQL | undefined {
  return and(
    eq(tries.coachId, tx.coachId),
    isNull(tries.endedAt),
    gt(tries.lastAt, new Date(now.getTime() - tryIdleMs)),
  )
}

function isTry(tx: CoachTx, id: string) {
  return and(eq(tries.coachId, tx.coachId), eq(tries.id, id))
}
