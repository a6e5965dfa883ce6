/** Forgetting: the words, and everything that was made of them, in one transaction under the conversation's lock. */
import { and, eq, gte, inArray, isNotNull, lte, min, or, sql } from 'drizzle-orm'
import type { MessageMetadata } from '../coaching/attribution.ts'
import { bareDetails } from '../coaching/memory/forgetting.ts'
import type { CoachTx } from './doors.ts'
import {
  clientOf,
  inConversation,
  type Message,
  ofConversation,
  type Plan,
  planForgetting,
  readEvidence,
  readMessages,
} from './forgetting-plan.ts'
import { scrubCopies } from './forgotten-copies.ts'
import { dropRecall, itself, withEarlier } from './item-rows.ts'
import { learnAgain } from './levels.ts'
import { letEarlierHold, recount, writeRelationshipAgain } from './memory-changes.ts'
import { messages, messageVersions, spokenMessages } from './schema/conversations.ts'
import { deliveries } from './schema/deliveries.ts'
import { knowledgeGaps } from './schema/knowledge.ts'
import { clientInsights, insightEvidence, sessionSummaries } from './schema/memory.ts'
import { cancelTimer, setTimer } from './timer-rows.ts'

/** What is due of a conversation goes, and is looked at again when the next of it is. Safe to repeat. */
export async function eraseForgotten(tx: CoachTx, conversationId: string, ids: { next(): string }, now: Date) {
  const insights = await tx
    .select({ id: clientInsights.id })
    .from(clientInsights)
    .where(and(ofConversation(tx, conversationId), lte(clientInsights.removeAt, now)))
  const due = await readMessages(tx, conversationId, lte(messages.removeAt, now))
  const insightIds = insights.map(({ id }) => id)
  if (insightIds.length + due.length > 0)
    await erase(tx, conversationId, await planForgetting(tx, conversationId, insightIds, due), now)
  await scheduleErasing(tx, conversationId, ids, now)
}

/** The timer goes off when the first of what is forgotten is to go. */
export async function scheduleErasing(tx: CoachTx, conversationId: string, ids: { next(): string }, now: Date) {
  const [insight] = await tx
    .select({ at: min(clientInsights.removeAt) })
    .from(clientInsights)
    .where(and(ofConversation(tx, conversationId), isNotNull(clientInsights.removeAt)))
  const [message] = await tx
    .select({ at: min(messages.removeAt) })
    .from(messages)
    .where(and(inConversation(tx, conversationId), isNotNull(messages.removeAt)))
  const [dueAt] = [insight?.at, message?.at].flatMap((at) => at ?? []).sort((a, b) => a.getTime() - b.getTime())
  if (!dueAt) return cancelTimer(tx, conversationId, 'erase')
  return setTimer(tx, conversationId, { kind: 'set_timer', timer: 'erase', dueAt }, { id: ids.next(), now })
}

async function erase(tx: CoachTx, conversationId: string, { insightIds, whole, cut, tied }: Plan, now: Date) {
  const overIds = tied.flatMap(({ id, isOver }) => (isOver ? id : []))
  // What was put right was wrong before; what has changed holds again as it was.
  const wrongIds = await withEarlier(
    tx,
    tied.flatMap(({ id, isCorrection }) => (isCorrection ? id : [])),
  )
  const over = [...new Set([...overIds, ...wrongIds])]
  const goneInsights = [...new Set([...insightIds, ...over])]
  const texts = await tx
    .select({ text: clientInsights.text })
    .from(clientInsights)
    .where(and(eq(clientInsights.coachId, tx.coachId), inArray(clientInsights.id, goneInsights)))
  const quotes = await readEvidence(tx, 'insightId', goneInsights)
  const words = [
    ...texts.map(({ text }) => text),
    ...quotes.map(({ quote }) => quote),
    ...whole.map(({ content }) => content),
  ]

  await emptyMessages(tx, whole, now)
  for (const { id, rest, metadata } of cut)
    await tx
      .update(messages)
      .set({ content: rest, metadata: withRest(metadata, rest) })
      .where(and(eq(messages.coachId, tx.coachId), eq(messages.id, id)))
  const messageIds = [...whole, ...cut].map(({ id }) => id)
  if (messageIds.length > 0)
    await tx
      .delete(messageVersions)
      .where(and(eq(messageVersions.coachId, tx.coachId), inArray(messageVersions.messageId, messageIds)))
  await dropRecall(tx, 'messageId', messageIds)

  for (const one of tied) if (!one.isOver) await fallBack(tx, one, now)
  await letEarlierHold(tx, goneInsights)
  if (goneInsights.length > 0)
    await tx
      .delete(clientInsights)
      .where(and(eq(clientInsights.coachId, tx.coachId), inArray(clientInsights.id, goneInsights)))
  await deriveAgain(tx, conversationId, [...whole, ...cut], now)
  await learnAgain(tx, conversationId, messageIds, now)
  await scrubCopies(tx, conversationId, { words, messageIds, insightIds: goneInsights })
}

async function emptyMessages(tx: CoachTx, whole: readonly Message[], now: Date): Promise<void> {
  const ids = whole.map(({ id }) => id)
  if (ids.length === 0) return
  const { coachId } = tx
  await tx
    .update(messages)
    .set({
      ...{ content: '', kind: 'text', file: null, removeAt: null },
      // That a draft was decided stays countable, and not what it was about.
      metadata: sql`(case when metadata ? 'draft' then jsonb_set(metadata, '{draft,situation}', '"other"') else metadata end)
        - array['quote', 'transcription', 'reply_check', 'forwarded_from', 'situation', 'edited_from']`,
      forgottenAt: sql`coalesce(${messages.forgottenAt}, ${now.toISOString()}::timestamptz)`,
    })
    .where(and(eq(messages.coachId, coachId), inArray(messages.id, ids)))
  await tx
    .delete(spokenMessages)
    .where(and(eq(spokenMessages.coachId, coachId), inArray(spokenMessages.messageId, ids)))
  await tx.delete(knowledgeGaps).where(and(eq(knowledgeGaps.coachId, coachId), inArray(knowledgeGaps.messageId, ids)))
  await tx
    .update(deliveries)
    .set({ status: 'cancelled', lastError: 'forgotten' })
    .where(and(eq(deliveries.coachId, coachId), inArray(deliveries.messageId, ids), eq(deliveries.status, 'pending')))
}

function withRest(metadata: MessageMetadata, text: string): MessageMetadata {
  return metadata.transcription ? { ...metadata, transcription: { ...metadata.transcription, text } } : metadata
}

/** It says from here on what is left of its evidence, in the client's own words, until it is looked at anew. */
async function fallBack(tx: CoachTx, { id, left }: Plan['tied'][number], now: Date): Promise<void> {
  const [insight] = await tx.select().from(clientInsights).where(itself(tx, id))
  const newest = left.at(-1)
  if (!insight || !newest) return
  await tx
    .delete(insightEvidence)
    .where(
      and(
        eq(insightEvidence.coachId, tx.coachId),
        eq(insightEvidence.insightId, id),
        sql`${insightEvidence.messageId} not in ${left.map(({ messageId }) => messageId)}`,
      ),
    )
  await tx
    .update(clientInsights)
    .set({ text: newest.quote, details: bareDetails(insight.kind, insight.details), confirmedAt: null, updatedAt: now })
    .where(itself(tx, id))
  await recount(tx, [id])
  await dropRecall(tx, 'insightId', [id])
}

/** Summaries that drew on the words, and what was written of the relationship from those. */
async function deriveAgain(tx: CoachTx, conversationId: string, from: readonly Message[], now: Date): Promise<void> {
  const { coachId } = tx
  const client = clientOf(tx, conversationId)
  const around = from.map(({ seq }) => and(lte(sessionSummaries.fromSeq, seq), gte(sessionSummaries.toSeq, seq)))
  if (around.length === 0) return
  const again = await tx
    .update(sessionSummaries)
    .set({
      ...{ summary: null, topics: [], insights: [], actionItems: [], emotionalState: null, breakthroughs: [] },
      ...{ coachInterventions: [], summedUpAt: null, dueAt: now, attempts: 0, leaseId: null },
    })
    .where(and(eq(sessionSummaries.coachId, coachId), eq(sessionSummaries.clientId, client), or(...around)))
    .returning({ id: sessionSummaries.id })
  await dropRecall(
    tx,
    'sessionId',
    again.map(({ id }) => id),
  )
  if (again.length === 0) return
  await writeRelationshipAgain(tx, client, now)
}
