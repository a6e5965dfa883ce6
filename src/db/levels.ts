/** The levels of what is learned, changed with what the coach says of an intervention: what was learned goes, what is so now comes. */
import { and, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { LearnedFrom } from '../coaching/learning/analysis.ts'
import { approachOf, isSameApproach, structureKey, successIn } from '../coaching/learning/approach.ts'
import * as approaches from '../coaching/learning/client-approach.ts'
import * as style from '../coaching/learning/coach-style.ts'
import { correctAnalysis } from '../coaching/learning/corrections.ts'
import type { Situation } from '../coaching/learning/vocabulary.ts'
import type { CoachTx } from './doors.ts'
import { noVector } from './example-vectors.ts'
import { coaches } from './schema/coaches.ts'
import { conversations, messages } from './schema/conversations.ts'
import { clientApproaches, coachStyles, exampleUses, interventionAnalyses } from './schema/learning.ts'
import { cloneRehearsals } from './schema/rehearsals.ts'
import { storable } from './storable.ts'

type Row = typeof interventionAnalyses.$inferSelect

/**
 * Makes the levels hold what this row says now: its analysis, as far as the coach has put it right, where they keep it, for all
 * clients or for one, and nothing else of it. Any number of times, with the same result.
 */
export async function relearn(tx: CoachTx, row: Row, now: Date): Promise<void> {
  const { verdict, learned } = row
  const analysis = row.analysis && correctAnalysis(row.analysis, row.corrected ?? {})
  await lockLevels(tx)
  const isKept = verdict === 'kept' || verdict === 'only_client'
  const next =
    analysis && isKept
      ? {
          ...{ analysis, isShared: verdict === 'kept' },
          structure: structureKey(approachOf(analysis).structure),
          success: successIn(analysis) ?? null,
        }
      : null
  if (learned?.isShared) await changeStyle(tx, now, (state) => state && style.takeBack(state, from(row, learned)))
  if (learned)
    await changeApproaches(
      tx,
      { clientId: row.clientId, situation: learned.analysis.situation },
      now,
      (state) => state && approaches.takeBack(state, row.id),
    )
  if (next?.isShared) await changeStyle(tx, now, (state) => style.learn(state, from(row, next)))
  if (next)
    await changeApproaches(tx, { clientId: row.clientId, situation: next.analysis.situation }, now, (state) =>
      approaches.learn(state, from(row, next)),
    )
  await tx
    .update(interventionAnalyses)
    .set({ learned: next, ...(next && !row.model && !row.embeddingDueAt && { embeddingDueAt: now }) })
    .where(and(eq(interventionAnalyses.coachId, tx.coachId), eq(interventionAnalyses.id, row.id)))
  // What the AI did after it stands where it stands: under its situation, as its approach.
  if (learned && next && isSameUse(learned.analysis, next.analysis)) return
  if (learned) await forgetUses(tx, row.id, learned.analysis.situation, now)
  if (next) await lookAgainAtUses(tx, { interventionId: row.id }, now)
}

/**
 * Makes a coach's levels anew from the interventions that are kept: the same as they grew to, but for what is gone without having
 * been taken back (a client who was erased). How the AI's own answers went is counted anew afterwards.
 */
export async function relearnAll(tx: CoachTx, now: Date): Promise<void> {
  await lockLevels(tx)
  const ours = eq(interventionAnalyses.coachId, tx.coachId)
  const kept = await tx
    .select()
    .from(interventionAnalyses)
    .where(and(ours, isNotNull(interventionAnalyses.learned)))
    .for('update')
  await tx.delete(coachStyles).where(eq(coachStyles.coachId, tx.coachId))
  await tx.delete(clientApproaches).where(eq(clientApproaches.coachId, tx.coachId))
  for (const row of kept) await relearn(tx, { ...row, learned: null }, now)
}

/** Whoever goes by it does the same in the same situation. */
function isSameUse(one: LearnedFrom['analysis'], other: LearnedFrom['analysis']): boolean {
  return one.situation === other.situation && isSameApproach(approachOf(one), approachOf(other))
}

/** That the AI went by it, and how that went, counts no longer: an approach stands on what the coach keeps. */
async function forgetUses(tx: CoachTx, id: string, situation: Situation, now: Date): Promise<void> {
  const used = await tx
    .select({ id: exampleUses.messageId, clientId: conversations.clientId })
    .from(exampleUses)
    .innerJoin(messages, and(eq(messages.coachId, exampleUses.coachId), eq(messages.id, exampleUses.messageId)))
    .innerJoin(
      conversations,
      and(eq(conversations.coachId, messages.coachId), eq(conversations.id, messages.conversationId)),
    )
    .where(and(eq(exampleUses.coachId, tx.coachId), eq(exampleUses.interventionId, id), eq(exampleUses.follows, true)))
  for (const [clientId, theirs] of Map.groupBy(used, (one) => one.clientId))
    await changeApproaches(tx, { clientId, situation }, now, (state) =>
      theirs.reduce((left, one) => left && approaches.takeBack(left, one.id), state),
    )
}

/** Of an answer something new can be told, or of what it went by: it is counted soon. */
export async function lookAgainAtUses(
  tx: CoachTx,
  which: { messageId: string } | { interventionId: string },
  dueAt: Date,
): Promise<void> {
  const these =
    'messageId' in which
      ? eq(exampleUses.messageId, which.messageId)
      : and(eq(exampleUses.interventionId, which.interventionId), eq(exampleUses.follows, true))
  await tx
    .update(exampleUses)
    .set({ dueAt })
    .where(and(eq(exampleUses.coachId, tx.coachId), these, or(isNull(exampleUses.dueAt), gt(exampleUses.dueAt, dueAt))))
}

/**
 * One at a time for a coach: there may be no row to lock yet. Always in this order: the conversation, the coach, then an
 * intervention; whoever locks an intervention and changes the levels by it asks for the coach before.
 */
export async function lockLevels(tx: CoachTx): Promise<void> {
  await tx.select({ id: coaches.id }).from(coaches).where(eq(coaches.id, tx.coachId)).for('no key update')
}

/**
 * What was said has changed, or goes: all that was made of it is gone at once, from the levels too, and made anew from what is
 * left. What the coach has said of it stands.
 *
 * @param messageIds what was made without them is not made again, and not paid for; undefined: whatever it was made of, since
 *   words that come back were in nothing
 */
export async function learnAgain(
  tx: CoachTx,
  conversationId: string,
  messageIds: readonly string[] | undefined,
  now: Date,
): Promise<void> {
  const saw = sql`exists (select from messages m where m.coach_id = ${interventionAnalyses.coachId}
    and m.conversation_id = ${conversationId} and ${inArray(sql`m.id`, [...(messageIds ?? [])])}
    and m.seq between ${interventionAnalyses.firstSeq} and ${interventionAnalyses.seenSeq})`
  const ours = and(
    eq(interventionAnalyses.coachId, tx.coachId),
    eq(interventionAnalyses.conversationId, conversationId),
  )
  await makeAnew(tx, and(ours, isNotNull(interventionAnalyses.analysis), messageIds && saw), {}, now)
  // Whoever analyses one now was given the words as they were.
  await tx
    .update(interventionAnalyses)
    .set({ dueAt: now, leaseId: null })
    .where(and(ours, isNotNull(interventionAnalyses.leaseId)))
}

/** The coach says it otherwise. @returns whether that is anything new */
export async function editTaught(tx: CoachTx, id: string, said: string, now: Date): Promise<boolean> {
  const which = and(eq(interventionAnalyses.coachId, tx.coachId), eq(interventionAnalyses.id, id))
  await lockLevels(tx)
  const [row] = await tx
    .select({ given: interventionAnalyses.given })
    .from(interventionAnalyses)
    .where(which)
    .for('update')
  if (!row?.given || row.given.said.join('\n') === said) return false
  await makeAnew(tx, which, { given: storable({ ...row.given, said: [said] }) }, now)
  return true
}

/** What was made of them goes at once, from the levels too, and is made again from what is there now. */
async function makeAnew(tx: CoachTx, which: SQL | undefined, columns: Partial<Row>, now: Date): Promise<void> {
  await lockLevels(tx)
  const changed = await tx
    .update(interventionAnalyses)
    .set({
      ...{ analysis: null, situationText: null, answerText: null, words: null, ...noVector },
      ...{ dueAt: now, attempts: 0, leaseId: null, ...columns },
    })
    .where(which)
    .returning()
  for (const row of changed) await relearn(tx, row, now)
  // What a rehearsal has the clone say to it goes with it.
  if (changed.length > 0)
    await tx
      .update(cloneRehearsals)
      .set({ replies: sql`clone_rehearsals.replies - ${`{${changed.map(({ id }) => id).join(',')}}`}::text[]` })
      .where(eq(cloneRehearsals.coachId, tx.coachId))
}

function from({ id, clientId, endedAt }: Row, { analysis }: NonNullable<Row['learned']>): LearnedFrom {
  return { interventionId: id, clientId: clientId ?? undefined, at: endedAt, analysis }
}

async function changeStyle(
  tx: CoachTx,
  now: Date,
  change: (state: style.StyleProfile | undefined) => style.StyleProfile | undefined,
): Promise<void> {
  const { coachId } = tx
  const [row] = await tx.select().from(coachStyles).where(eq(coachStyles.coachId, coachId)).for('update')
  const state = change(row?.state)
  if (!state) return void (await tx.delete(coachStyles).where(eq(coachStyles.coachId, coachId)))
  const set = { state: storable(state), told: storable(style.saidOften(state)), updatedAt: now }
  await tx
    .insert(coachStyles)
    .values({ coachId, ...set })
    .onConflictDoUpdate({ target: coachStyles.coachId, set })
}

export async function changeApproaches(
  tx: CoachTx,
  { clientId, situation }: { clientId: string | null; situation: Situation },
  now: Date,
  change: (state: approaches.ClientApproaches | undefined) => approaches.ClientApproaches | undefined,
): Promise<void> {
  if (clientId === null) return
  const { coachId } = tx
  const which = and(
    eq(clientApproaches.coachId, coachId),
    eq(clientApproaches.clientId, clientId),
    eq(clientApproaches.situation, situation),
  )
  const [row] = await tx.select().from(clientApproaches).where(which).for('update')
  const state = change(row?.state)
  if (!state) return void (await tx.delete(clientApproaches).where(which))
  const set = { state: storable(state), updatedAt: now }
  await tx
    .insert(clientApproaches)
    .values({ coachId, clientId, situation, ...set })
    .onConflictDoUpdate({
      target: [clientApproaches.coachId, clientApproaches.clientId, clientApproaches.situation],
      set,
    })
}
