/** How the AI's answers turned out that were given an intervention as an example: counted from the rows, as often as need be. */
import { and, eq, gt, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Outcome } from '../coaching/confidence/calibration.ts'
import { outcomeOf } from '../coaching/confidence/outcomes.ts'
import { approachOf } from '../coaching/learning/approach.ts'
import * as approaches from '../coaching/learning/client-approach.ts'
import { aftermath } from './aftermath.ts'
import type { CoachTx } from './doors.ts'
import { changeApproaches, lockLevels } from './levels.ts'
import { conversations, messages } from './schema/conversations.ts'
import { interventionAnalyses } from './schema/learning.ts'

/** So soon after an answer something can be told of it. */
const firstLookMs = 10 * 60_000
/** Until then people react to what they were told, and it is counted again. */
const reactsWithinMs = 24 * 3_600_000
const againMs = 6 * 3_600_000
const countedAtOnce = 20

/** An answer was given these as examples: what comes of it is to be counted. */
export async function markUses(tx: CoachTx, ids: readonly string[], now: Date): Promise<void> {
  const dueAt = new Date(now.getTime() + firstLookMs)
  await tx
    .update(interventionAnalyses)
    .set({ usesDueAt: dueAt })
    .where(
      and(
        eq(interventionAnalyses.coachId, tx.coachId),
        inArray(interventionAnalyses.id, [...ids]),
        or(isNull(interventionAnalyses.usesDueAt), gt(interventionAnalyses.usesDueAt, dueAt)),
      ),
    )
}

export function usesAreDue(now: Date): SQL | undefined {
  return and(isNotNull(interventionAnalyses.usesDueAt), lte(interventionAnalyses.usesDueAt, now))
}

/** @returns whether there was anything to count */
export async function countUses(tx: CoachTx, now: Date): Promise<boolean> {
  const due = await tx
    .select()
    .from(interventionAnalyses)
    .where(and(eq(interventionAnalyses.coachId, tx.coachId), usesAreDue(now)))
    .limit(countedAtOnce)
    .for('update', { skipLocked: true })
  if (due.length > 0) await lockLevels(tx)
  for (const row of due) await count(tx, row, now)
  return due.length > 0
}

async function count(tx: CoachTx, row: typeof interventionAnalyses.$inferSelect, now: Date): Promise<void> {
  const used = await tx
    .select({
      ...{ id: messages.id, sentAt: messages.sentAt, clientId: conversations.clientId },
      raw: sql<number>`coalesce((messages.metadata #>> '{confidence_parts,raw}')::float, 0)`.mapWith(Number),
      follows: sql<boolean>`messages.metadata #>> '{like_intervention,id}' = ${row.id}`,
      ...aftermath,
    })
    .from(messages)
    .innerJoin(
      conversations,
      and(eq(conversations.coachId, messages.coachId), eq(conversations.id, messages.conversationId)),
    )
    .where(
      and(
        eq(messages.coachId, tx.coachId),
        sql`messages.metadata ? 'context_exemplar_ids' and messages.metadata -> 'context_exemplar_ids' ? ${row.id}`,
        eq(messages.visibility, 'shared'),
      ),
    )
  const known = used.flatMap((one) => {
    const outcome = outcomeOf({
      ...one,
      ...{ draft: one.draft ?? undefined, kept: one.kept ?? undefined, handoff: one.handoff ?? undefined },
    })
    return outcome ? [{ ...one, outcome }] : []
  })
  const mayChange = used.some(({ sentAt }) => now.getTime() - sentAt.getTime() < reactsWithinMs)
  await tx
    .update(interventionAnalyses)
    .set({
      timesUsed: used.length,
      successRate: rateOf(known.map(({ outcome }) => outcome)),
      usesDueAt: mayChange ? new Date(now.getTime() + againMs) : null,
    })
    .where(and(eq(interventionAnalyses.coachId, tx.coachId), eq(interventionAnalyses.id, row.id)))
  if (!row.learned) return
  const { analysis } = row.learned
  for (const { id, sentAt, clientId, follows, outcome } of known) {
    if (!follows) continue // it was given it, and went another way
    const use = {
      ...{ kind: 'use' as const, messageId: id, at: sentAt, situation: analysis.situation, ...approachOf(analysis) },
      ...{ success: outcome.isGood ? (1 as const) : (0 as const), weight: outcome.weight },
    }
    await changeApproaches(tx, { clientId, situation: analysis.situation }, now, (state) =>
      approaches.learn(state, use),
    )
  }
}

function rateOf(outcomes: readonly Outcome[]): number | null {
  const weight = outcomes.reduce((sum, one) => sum + one.weight, 0)
  if (weight === 0) return null
  return outcomes.reduce((sum, one) => sum + (one.isGood ? one.weight : 0), 0) / weight
}
