/** Copies of what is forgotten: what was quoted of it in other messages, in alerts, in receipts, in briefings. */
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { sharesWords } from '../coaching/memory/forgetting.ts'
import type { CoachTx } from './doors.ts'
import { inConversation } from './forgetting-plan.ts'
import { messages } from './schema/conversations.ts'
import { deliveries } from './schema/deliveries.ts'
import { briefings } from './schema/handoffs.ts'
import { interventionAnalyses } from './schema/learning.ts'

export async function scrubCopies(
  tx: CoachTx,
  conversationId: string,
  {
    words,
    messageIds,
    insightIds,
  }: { words: readonly string[]; messageIds: readonly string[]; insightIds: readonly string[] },
): Promise<void> {
  const { coachId } = tx
  const quoting = await tx
    .select({ id: messages.id, quote: sql<string>`${messages.metadata} ->> 'quote'` })
    .from(messages)
    .where(and(inConversation(tx, conversationId), sql`${messages.metadata} -> 'quote' is not null`))
  const quotingIds = quoting.flatMap(({ id, quote }) => (sharesWords(quote, words) ? id : []))
  if (quotingIds.length > 0)
    await tx
      .update(messages)
      .set({ metadata: sql`${messages.metadata} - 'quote'` })
      .where(and(eq(messages.coachId, coachId), inArray(messages.id, quotingIds)))

  const sent = and(eq(deliveries.coachId, coachId), eq(deliveries.conversationId, conversationId))
  const alerts = await tx
    .select({
      id: deliveries.id,
      quote: sql<string>`concat_ws(' ', ${deliveries.body} ->> 'quote', ${deliveries.body} ->> 'said')`,
    })
    .from(deliveries)
    .where(and(sent, sql`(${deliveries.body} -> 'quote' is not null or ${deliveries.body} -> 'said' is not null)`))
  const alertIds = alerts.flatMap(({ id, quote }) => (sharesWords(quote, words) ? id : []))
  if (alertIds.length > 0)
    await tx
      .update(deliveries)
      .set({ body: sql`${deliveries.body} - array['quote', 'said']` })
      .where(and(eq(deliveries.coachId, coachId), inArray(deliveries.id, alertIds)))
  for (const subject of insightIds)
    await tx
      .update(deliveries)
      .set({ body: sql`${deliveries.body} - 'params'` })
      .where(and(sent, sql`${deliveries.body} @> ${JSON.stringify({ buttons: [[{ subject }]] })}::jsonb`))

  // What the coach says that they did may tell of it.
  const described = await tx
    .select({ id: interventionAnalyses.id, corrected: interventionAnalyses.corrected })
    .from(interventionAnalyses)
    .where(
      and(
        eq(interventionAnalyses.coachId, coachId),
        eq(interventionAnalyses.conversationId, conversationId),
        isNotNull(interventionAnalyses.corrected),
      ),
    )
  for (const { id, corrected } of described)
    if (corrected?.words && sharesWords(corrected.words, words))
      await tx
        .update(interventionAnalyses)
        .set({ corrected: corrected.technique ? { technique: corrected.technique } : null })
        .where(and(eq(interventionAnalyses.coachId, coachId), eq(interventionAnalyses.id, id)))

  const briefed = await tx
    .select({ id: briefings.id, lines: briefings.lines })
    .from(briefings)
    .where(and(eq(briefings.coachId, coachId), eq(briefings.conversationId, conversationId)))
  for (const { id, lines } of briefed) {
    const kept = lines.filter(({ evidence }) => !evidence.some((one) => messageIds.includes(one)))
    if (kept.length < lines.length)
      await tx
        .update(briefings)
        .set({ lines: kept })
        .where(and(eq(briefings.coachId, coachId), eq(briefings.id, id)))
  }
}
