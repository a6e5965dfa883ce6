/** Insights as they change: by what a session gave, and by what becomes of the messages that they stand on. */
import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { type Evidence, patternEvidence } from '../coaching/memory/insight.ts'
import type { MemoryChange } from '../coaching/memory/operations.ts'
import type { CoachTx } from './doors.ts'
import { learnAgain } from './levels.ts'
import { conversations, messages } from './schema/conversations.ts'
import { clientInsights, insightEvidence, relationshipContext, sessionSummaries } from './schema/memory.ts'
import { storable } from './storable.ts'

/** Of a session that has none, or whose has to be made anew. */
export const noSummary = {
  ...{ summary: null, emotionalState: null, topics: [], insights: [], actionItems: [], breakthroughs: [] },
  coachInterventions: [],
} satisfies Partial<typeof sessionSummaries.$inferInsert>

/** What somebody has ended or removed since it was looked at stays so. */
export async function applyChanges(
  tx: CoachTx,
  clientId: string,
  changes: readonly MemoryChange[],
  now: Date,
): Promise<void> {
  const { coachId } = tx
  for (const change of storable(changes)) {
    if (change.kind === 'add') {
      const { expiresAt, ...insight } = change.insight
      await tx.insert(clientInsights).values({
        ...{ coachId, clientId, ...insight, expiresAt: expiresAt ?? null, createdAt: now, updatedAt: now },
        ...{ timesDiscussed: 1, lastSaidAt: insight.validFrom },
      })
      await addEvidence(tx, insight.id, change.evidence)
      continue
    }
    const isCurrent = and(
      eq(clientInsights.coachId, coachId),
      eq(clientInsights.clientId, clientId),
      eq(clientInsights.id, change.insightId),
      isNull(clientInsights.invalidatedAt),
      isNull(clientInsights.removeAt),
    )
    const changed = await tx
      .update(clientInsights)
      .set({
        ...(change.kind === 'update' && {
          ...{ text: change.text, details: change.details, expiresAt: change.expiresAt ?? null },
          // What was said to be right was another sentence.
          confirmedAt: sql`case when ${clientInsights.text} = ${change.text} then ${clientInsights.confirmedAt} end`,
        }),
        ...(change.kind === 'end' && { invalidatedAt: change.at, supersededBy: change.supersededBy ?? null }),
        updatedAt: now,
      })
      .where(isCurrent)
      .returning({ id: clientInsights.id })
    if (changed.length > 0 && change.kind !== 'end') await addEvidence(tx, change.insightId, change.evidence)
  }
}

async function addEvidence(tx: CoachTx, insightId: string, evidence: readonly Evidence[]): Promise<void> {
  const once = [...new Map(evidence.map((one) => [one.messageId, one])).values()]
  await tx
    .insert(insightEvidence)
    .values(once.map((one) => ({ coachId: tx.coachId, insightId, ...one })))
    .onConflictDoUpdate({
      target: [insightEvidence.coachId, insightEvidence.insightId, insightEvidence.messageId],
      set: { quote: sql`excluded.quote` },
    })
  // The model took its time: what was said when it was asked may have been forgotten, or say something else by now.
  await tx
    .delete(insightEvidence)
    .where(and(eq(insightEvidence.coachId, tx.coachId), eq(insightEvidence.insightId, insightId), isGone))
  await dropUnsupported(tx, [insightId])
}

/** Its words do not stand in its message any more. */
const isGone = sql`not exists (select from ${messages} m where m.coach_id = ${insightEvidence.coachId}
  and m.id = ${insightEvidence.messageId} and m.visibility = 'shared' and m.forgotten_at is null
  and position(${insightEvidence.quote} in m.content) > 0)`

/** How often a client spoke of something, and when last, is counted from its evidence. */
export async function recount(tx: CoachTx, insightIds: readonly string[]): Promise<void> {
  const ofIt = sql`from ${insightEvidence} e where e.coach_id = ${clientInsights.coachId} and e.insight_id = ${clientInsights.id}`
  await tx
    .update(clientInsights)
    .set({
      timesDiscussed: sql`(select count(distinct e.session_id) ${ofIt})`,
      lastSaidAt: sql`(select max(e.said_at) ${ofIt})`,
    })
    .where(and(eq(clientInsights.coachId, tx.coachId), inArray(clientInsights.id, [...insightIds])))
}

/**
 * Messages say something else now, or nothing: what stood on them and is not there any more goes, and their sessions are
 * summed up anew. To be called under the lock of their conversation, after the messages have been changed.
 */
export async function reviseMemory(
  tx: CoachTx,
  conversationId: string,
  messageIds: readonly string[],
  now: Date,
): Promise<void> {
  const { coachId } = tx
  const changed = tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.coachId, coachId),
        eq(messages.conversationId, conversationId),
        inArray(messages.id, [...messageIds]),
      ),
    )
  await learnAgain(tx, conversationId, messageIds, now)
  const gone = await tx
    .delete(insightEvidence)
    .where(and(eq(insightEvidence.coachId, coachId), inArray(insightEvidence.messageId, changed), isGone))
    .returning({ insightId: insightEvidence.insightId })
  await dropUnsupported(
    tx,
    gone.map(({ insightId }) => insightId),
  )
  const again = await tx
    .update(sessionSummaries)
    .set({ ...noSummary, dueAt: now, leaseId: null, attempts: 0 })
    .where(
      and(
        eq(sessionSummaries.coachId, coachId),
        sql`exists (select from ${messages} m join ${conversations} v on v.coach_id = m.coach_id and v.id = m.conversation_id
          where m.coach_id = ${sessionSummaries.coachId} and v.client_id = ${sessionSummaries.clientId}
          and m.conversation_id = ${conversationId} and m.id in ${[...messageIds]}
          and m.seq between ${sessionSummaries.fromSeq} and ${sessionSummaries.toSeq})`,
      ),
    )
    .returning({ clientId: sessionSummaries.clientId })
  const [first] = again
  if (first) await writeRelationshipAgain(tx, sql`${first.clientId}::uuid`, now)
}

/** Of these, what has too little left to stand on goes; what it had taken the place of holds again. */
async function dropUnsupported(tx: CoachTx, insightIds: readonly string[]): Promise<void> {
  if (insightIds.length === 0) return
  const { coachId } = tx
  const sessions = sql`(select count(distinct e.session_id) from ${insightEvidence} e
    where e.coach_id = ${clientInsights.coachId} and e.insight_id = ${clientInsights.id})`
  const unsupported = await tx
    .select({ id: clientInsights.id })
    .from(clientInsights)
    .where(
      and(
        eq(clientInsights.coachId, coachId),
        inArray(clientInsights.id, [...insightIds]),
        sql`${sessions} < case when ${clientInsights.kind} = 'pattern' then ${patternEvidence}::int else 1 end`,
      ),
    )
  const gone = unsupported.map(({ id }) => id)
  const stillThere = insightIds.filter((id) => !gone.includes(id))
  if (stillThere.length > 0) await recount(tx, stillThere)
  if (gone.length === 0) return
  await letEarlierHold(tx, gone)
  await tx.delete(clientInsights).where(and(eq(clientInsights.coachId, coachId), inArray(clientInsights.id, gone)))
}

/** These are about to go: what they had taken the place of ends when they did, or holds again. */
export async function letEarlierHold(tx: CoachTx, goneIds: readonly string[]): Promise<void> {
  for (const id of goneIds) {
    const itself = and(eq(clientInsights.coachId, tx.coachId), eq(clientInsights.id, id))
    const [gone] = await tx.select().from(clientInsights).where(itself)
    if (!gone) continue
    const { invalidatedAt, supersededBy } = gone
    await tx
      .update(clientInsights)
      .set({ invalidatedAt, supersededBy })
      .where(and(eq(clientInsights.coachId, tx.coachId), eq(clientInsights.supersededBy, id)))
  }
}

/** It was written, and its topics counted, from summaries that are gone. */
export async function writeRelationshipAgain(tx: CoachTx, clientId: SQL, now: Date): Promise<void> {
  await tx
    .update(relationshipContext)
    .set({
      counts: sql`jsonb_set(${relationshipContext.counts}, '{topics}', '[]')`,
      ...{ written: null, writtenAt: null },
      dueAt: sql`case when ${relationshipContext.writtenAfter} > 0 or ${relationshipContext.dueAt} is not null
        then ${now.toISOString()}::timestamptz end`,
      // The fence: whoever is at it now writes from those summaries.
      attempts: sql`least(${relationshipContext.attempts} + 1, 1000)`,
    })
    .where(and(eq(relationshipContext.coachId, tx.coachId), eq(relationshipContext.clientId, clientId)))
}
