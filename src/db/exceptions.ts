/** The exceptions ports: what the coach said is held against documents under a lease, and what they say of it changes what turns are told. */
import { and, asc, desc, eq, isNotNull, lte, ne, not, sql } from 'drizzle-orm'
import type { Effect } from '../coaching/conversation.ts'
import type { Amendments } from '../coaching/knowledge/amend.ts'
import {
  type ExceptionOutcome,
  type Exceptions,
  type ExceptionVerdict,
  type ExceptionWork,
  type ExceptionWorks,
  isAskedAlready,
  ruleFileName,
} from '../coaching/learning/exception.ts'
import type { Clock, Ids, WakeUp } from '../coaching/ports.ts'
import type { CoachTx, Doors } from './doors.ts'
import { applyEffects } from './effects.ts'
import { findException, isException, isGone, isThere, listAmendments, showException } from './exception-rows.ts'
import { isMessageGoing } from './going.ts'
import { isRow, readRun, showMoment } from './intervention-works.ts'
import { lockLevels, relearn } from './levels.ts'
import { readWho } from './memory-material.ts'
import { coachMembers } from './schema/coaches.ts'
import { messages } from './schema/conversations.ts'
import { documentExceptions, supersededSentences } from './schema/exceptions.ts'
import { documents } from './schema/knowledge.ts'
import { interventionAnalyses } from './schema/learning.ts'
import { documentReviews } from './schema/reviews.ts'
import { takeSnapshot } from './snapshot.ts'
import { storable } from './storable.ts'
import { recordUsage } from './usage.ts'

/** Longer than a few questions to an embedding model and one to a model, asked twice. */
const leaseMs = 5 * 60_000
/** In a crisis nobody is asked about documents. */
const crisisWaitMs = 10 * 60_000
const attemptsAtMost = 5
/** Of the client's, before and after: what a rule must not be made of. */
const heardAtMost = 60

type Row = typeof documentExceptions.$inferSelect
type Deps = { doors: Doors; clock: Clock; ids: Ids }

export function createAmendments({ doors }: Pick<Deps, 'doors'>): Amendments {
  return { list: (coachId, clientId) => doors.asCoach(coachId, (tx) => listAmendments(tx, clientId)) }
}

export function createExceptionWorks({ doors, clock, ids }: Deps): ExceptionWorks {
  return {
    claim(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const [due] = await tx
          .select()
          .from(documentExceptions)
          .where(and(eq(documentExceptions.coachId, coachId), lte(documentExceptions.dueAt, now)))
          .orderBy(asc(documentExceptions.dueAt))
          .limit(1)
          .for('update', { skipLocked: true })
        if (!due) return undefined
        const who = await readWho(tx, due.conversationId)
        const [run] = await tx.select().from(interventionAnalyses).where(isRow(tx, due.interventionId))
        // The gate, as for what is analysed.
        if (!who?.client.consentAt || !run || due.attempts >= attemptsAtMost) {
          await tx.delete(documentExceptions).where(isException(tx, due.id))
          return undefined
        }
        const claimed = who.inCrisis
          ? { dueAt: new Date(now.getTime() + crisisWaitMs), leaseId: null }
          : { dueAt: new Date(now.getTime() + leaseMs), leaseId: ids.next(), attempts: due.attempts + 1 }
        await tx.update(documentExceptions).set(claimed).where(isException(tx, due.id))
        if (!claimed.leaseId) return undefined
        const { client, coach } = who
        const { said } = await readRun(tx, run, client.displayName, coach.displayName)
        const team = await tx
          .select({ name: coachMembers.displayName })
          .from(coachMembers)
          .where(eq(coachMembers.coachId, coachId))
        return {
          ...{ coachId, id: due.id, leaseId: claimed.leaseId, attempts: due.attempts + 1 },
          said: said.map(({ content }) => content),
          heard: await listHeard(tx, due.conversationId),
          names: [client.displayName, coach.displayName, ...team.map(({ name }) => name)],
        } satisfies ExceptionWork
      })
    },

    record(work, outcome, spent) {
      return doors.asCoach(work.coachId, async (tx) => {
        const now = clock.now()
        for (const { purpose, usage } of spent) await recordUsage(tx, { id: ids.next(), purpose, usage, usedAt: now })
        const [row] = await tx.select().from(documentExceptions).where(isException(tx, work.id))
        const s = row && (await takeSnapshot(tx, row.conversationId))
        const [held] = await tx
          .select()
          .from(documentExceptions)
          .where(and(isException(tx, work.id), eq(documentExceptions.leaseId, work.leaseId)))
          .for('update')
        if (!held || !s) return []
        return settle(tx, held, outcome, now, () =>
          applyEffects(tx, s, [showException(held.id, true, ids)], { clock, ids }),
        )
      })
    },
  }
}

async function settle(
  tx: CoachTx,
  row: Row,
  outcome: ExceptionOutcome,
  now: Date,
  ask: () => Promise<WakeUp[]>,
): Promise<WakeUp[]> {
  if (outcome.kind === 'later') {
    const dueAt = new Date(now.getTime() + outcome.afterMs)
    const attempts = row.attempts - (outcome.counts ? 0 : 1)
    await tx.update(documentExceptions).set({ dueAt, attempts, leaseId: null }).where(isException(tx, row.id))
    return []
  }
  // Of two that find the same at the same time, one is asked.
  await lockLevels(tx)
  const isAsked =
    outcome.kind === 'found' &&
    (await isThere(tx, outcome.found.documentId, { lock: true })) &&
    !isAskedAlready({ ...outcome.found, clientId: row.clientId }, await listAsked(tx))
  if (outcome.kind !== 'found' || !isAsked) {
    await tx.delete(documentExceptions).where(isException(tx, row.id))
    return []
  }
  await tx
    .update(documentExceptions)
    .set({ found: storable(outcome.found), foundAt: now, dueAt: null, leaseId: null })
    .where(isException(tx, row.id))
  return ask()
}

export function createExceptions({ doors, clock, ids }: Deps): Exceptions {
  return {
    find: (coachId, id) => doors.asCoach(coachId, (tx) => findException(tx, id)),

    decide(coachId, id, verdict, options) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const [seen] = await tx.select().from(documentExceptions).where(isException(tx, id))
        // The conversation first, as everywhere.
        const s = seen && (await takeSnapshot(tx, seen.conversationId))
        const [row] = await tx.select().from(documentExceptions).where(isException(tx, id)).for('update')
        if (!row?.found || !s) return { kind: 'unknown', wakeUps: [] }
        const { ruleId } = options
        const show = (...more: Effect[]) =>
          applyEffects(tx, s, [showException(id, false, ids), ...more], { clock, ids })
        const refused = await refusalOf(tx, row, verdict, ruleId)
        const taken = refused ? ruleId : verdict ? undefined : await takeMark(tx, id)
        // A rule that came to nothing, or is taken back, does not stay in the library.
        const isGoing = taken !== undefined && (await removeRule(tx, taken, options.by, now))
        const wakeUps: WakeUp[] = isGoing ? [{ kind: 'document', coachId }] : []
        if (refused) return { kind: refused, wakeUps: [...wakeUps, ...(await show())] }
        // Of a rule that was removed elsewhere; else it would come back with the document.
        if (verdict && row.verdict === 'new_rule') await takeMark(tx, id)
        const heldBefore = await holdForOne(tx, row, verdict, now)
        if (verdict === 'new_rule' && ruleId) await supersede(tx, row, ruleId)
        await tx
          .update(documentExceptions)
          .set({ verdict: verdict ?? null, verdictAt: verdict ? now : null, heldBefore: heldBefore ?? null })
          .where(isException(tx, id))
        const isLearnedElse = heldBefore !== undefined || row.heldBefore !== null
        wakeUps.push(...(await show(...(isLearnedElse ? [showMoment(row.interventionId, false, ids)] : []))))
        return { kind: 'decided_now', wakeUps }
      })
    },
  }
}

/** Why it is not decided so; undefined where it is. */
async function refusalOf(tx: CoachTx, row: Row, verdict: ExceptionVerdict | undefined, ruleId: string | undefined) {
  const [standing] = await tx.select({ isGone }).from(documentExceptions).where(isException(tx, row.id))
  const isUndecided = standing?.isGone === true
  if (isUndecided && (!verdict || row.verdict === 'only_client')) return 'overtaken' as const
  if (!isUndecided && (row.verdict ?? undefined) === verdict) return 'as_before' as const
  if (!isUndecided && row.verdict && verdict) return 'decided' as const
  if (verdict && row.found && !(await isThere(tx, row.found.documentId, { lock: true }))) return 'over' as const
  return verdict === 'new_rule' && !ruleId ? ('unknown' as const) : undefined
}

/**
 * What is an exception is learned for its client alone, and as before once it is none; what the coach has said of it meanwhile
 * stands.
 *
 * @returns what had been said of it
 */
async function holdForOne(
  tx: CoachTx,
  { interventionId, heldBefore }: Row,
  verdict: ExceptionVerdict | undefined,
  now: Date,
): Promise<Row['heldBefore'] | undefined> {
  await lockLevels(tx)
  const [before] = await tx.select().from(interventionAnalyses).where(isRow(tx, interventionId)).for('update')
  if (!before) return undefined
  const isHeld = before.verdict === 'only_client'
  const next =
    verdict === 'only_client'
      ? 'only_client'
      : heldBefore && isHeld
        ? heldBefore === 'nothing'
          ? null
          : heldBefore
        : undefined
  if (next === undefined) return undefined
  const [changed] = await tx
    .update(interventionAnalyses)
    .set({ verdict: next, verdictAt: next ? now : null })
    .where(isRow(tx, interventionId))
    .returning()
  if (changed) await relearn(tx, changed, now)
  return verdict === 'only_client' ? (before.verdict ?? 'nothing') : undefined
}

/** The coach has been asked already about what the rule contradicts. */
async function supersede(tx: CoachTx, { id, found }: Row, documentId: string): Promise<void> {
  if (!found?.rule) return
  await tx
    .insert(supersededSentences)
    .values({ coachId: tx.coachId, id, quote: found.quote, rule: found.rule, documentId })
    .onConflictDoNothing()
  await tx
    .delete(documentReviews)
    .where(and(eq(documentReviews.coachId, tx.coachId), eq(documentReviews.documentId, documentId)))
}

/** @returns the document of the rule, if there was one */
async function takeMark(tx: CoachTx, id: string): Promise<string | undefined> {
  const [mark] = await tx
    .delete(supersededSentences)
    .where(and(eq(supersededSentences.coachId, tx.coachId), eq(supersededSentences.id, id)))
    .returning()
  return mark?.documentId
}

/** Not when the coach had given the same words themselves, nor when another question has come to them. @returns whether it goes */
async function removeRule(tx: CoachTx, documentId: string, by: string, now: Date): Promise<boolean> {
  await lockLevels(tx)
  const isElsewhere = sql`exists (select from ${supersededSentences} o where o.coach_id = ${tx.coachId}
    and o.document_id = ${documentId})`
  const gone = await tx
    .update(documents)
    .set({ removeAt: now, removedBy: by })
    .where(
      and(
        eq(documents.coachId, tx.coachId),
        eq(documents.id, documentId),
        eq(documents.fileName, ruleFileName),
        not(isElsewhere),
      ),
    )
    .returning({ id: documents.id })
  return gone.length > 0
}

async function listAsked(tx: CoachTx) {
  const rows = await tx
    .select({
      ...{ clientId: documentExceptions.clientId, verdict: documentExceptions.verdict, isGone },
      found: documentExceptions.found,
    })
    .from(documentExceptions)
    .where(and(eq(documentExceptions.coachId, tx.coachId), isNotNull(documentExceptions.found)))
  return rows.flatMap(({ found, clientId, verdict, isGone }) =>
    found ? { quote: found.quote, said: found.said, clientId, verdict: (!isGone && verdict) || undefined } : [],
  )
}

/** What the client said last, forgotten words aside. */
async function listHeard(tx: CoachTx, conversationId: string): Promise<string[]> {
  const rows = await tx
    .select({ content: messages.content })
    .from(messages)
    .where(
      and(
        ...[eq(messages.coachId, tx.coachId), eq(messages.conversationId, conversationId)],
        ...[eq(messages.senderType, 'client'), ne(messages.content, ''), not(isMessageGoing(messages))],
      ),
    )
    .orderBy(desc(messages.seq))
    .limit(heardAtMost)
  return rows.map(({ content }) => content)
}
