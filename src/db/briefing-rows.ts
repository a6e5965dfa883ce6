/** The rows of briefings, and what a delivery that shows one is made from. */
import { and, eq, gte, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import type { Effect } from '../coaching/conversation.ts'
import type { PointedAt, WrittenBriefing } from '../coaching/ports/deliveries.ts'
import type { StoredMessage } from '../coaching/ports.ts'
import type { CoachTx } from './doors.ts'
import { messages } from './schema/conversations.ts'
import { deliveries, sentMessages } from './schema/deliveries.ts'
import { briefings, safetyEpisodes } from './schema/handoffs.ts'
import { listLastOfClient, listMessages } from './snapshot.ts'

/** One at a time in a conversation: a newer one is made from more. */
export async function openBriefing(
  tx: CoachTx,
  conversationId: string,
  { id, handoffId }: Extract<Effect, { kind: 'open_briefing' }>['briefing'],
  now: Date,
): Promise<void> {
  const { coachId } = tx
  await tx
    .update(briefings)
    .set({ dueAt: null })
    .where(
      and(eq(briefings.coachId, coachId), eq(briefings.conversationId, conversationId), isNotNull(briefings.dueAt)),
    )
  await tx
    .insert(briefings)
    .values({ coachId, id, conversationId, handoffId: handoffId ?? null, dueAt: now, createdAt: now })
}

/** A crisis has an alert of its own: what is not written or not answered yet gives way to it. */
export async function giveWayToCrisis(tx: CoachTx, conversationId: string): Promise<void> {
  const { coachId } = tx
  const ours = and(eq(briefings.coachId, coachId), eq(briefings.conversationId, conversationId))
  await tx
    .update(briefings)
    .set({ dueAt: null })
    .where(and(ours, isNotNull(briefings.dueAt)))
  const answers = tx
    .select({ id: briefings.id })
    .from(briefings)
    .where(and(ours, isNull(briefings.handoffId)))
  await tx
    .update(deliveries)
    .set({ status: 'cancelled', lastError: 'a crisis has opened' })
    .where(
      and(
        eq(deliveries.coachId, coachId),
        eq(deliveries.conversationId, conversationId),
        eq(deliveries.status, 'pending'),
        inArray(deliveries.id, answers),
      ),
    )
}

/** @returns undefined when a crisis has opened since it was asked for, or what it belongs to is no alert that it can be added to */
export async function findBriefing(
  tx: CoachTx,
  conversationId: string,
  id: string,
): Promise<WrittenBriefing | undefined> {
  const { coachId } = tx
  const [found] = await tx
    .select({ briefing: briefings, alert: deliveries })
    .from(briefings)
    .innerJoin(deliveries, and(eq(deliveries.coachId, briefings.coachId), eq(deliveries.id, briefings.id)))
    .where(and(eq(briefings.coachId, coachId), eq(briefings.id, id)))
  if (found?.alert.body.kind !== 'text') return undefined
  const { briefing, alert } = found
  const [crisis] = await tx
    .select({ id: safetyEpisodes.id })
    .from(safetyEpisodes)
    .where(
      and(
        eq(safetyEpisodes.coachId, coachId),
        eq(safetyEpisodes.conversationId, conversationId),
        gte(safetyEpisodes.openedAt, briefing.createdAt),
      ),
    )
    .limit(1)
  if (crisis) return undefined
  const [place] = await tx
    .select({ chatId: sentMessages.chatId, telegramMessageId: sentMessages.telegramMessageId })
    .from(sentMessages)
    .where(and(eq(sentMessages.coachId, coachId), eq(sentMessages.deliveryId, id)))
  const [last] = await listLastOfClient(tx, conversationId, alert.createdAt)
  const ids = briefing.lines.flatMap(({ evidence }) => evidence)
  const about = await listMessages(
    tx,
    conversationId,
    [...new Set([...ids, ...(last ? [last.id] : [])])].map((messageId) => ({ messageId })),
  )
  const pointedAt = await findPlaces(tx, about)
  const quote = found.alert.body.quotesLast ? last?.content : found.alert.body.quote
  return {
    alert: { ...found.alert.body, ...(quote && { quote }) },
    place,
    isAsked: briefing.handoffId === null,
    quoted: last && quote && last.content.startsWith(quote) ? pointedAt.get(last.id) : undefined,
    lines: briefing.lines.map(({ part, text, evidence }) => ({
      part,
      text,
      evidence: evidence.flatMap((messageId) => pointedAt.get(messageId) ?? []),
    })),
  }
}

/** Where the coach can see each: as it was mirrored, or where a team member wrote it. */
async function findPlaces(tx: CoachTx, about: readonly StoredMessage[]): Promise<Map<string, PointedAt>> {
  const ids = about.map(({ id }) => id)
  const shown =
    ids.length === 0
      ? []
      : await tx
          .select({
            messageId: messages.id,
            chatId: sentMessages.chatId,
            telegramMessageId: sentMessages.telegramMessageId,
            isItsOwn: sql<boolean>`${sentMessages.messageId} = ${messages.id}`,
          })
          .from(messages)
          .innerJoin(
            deliveries,
            and(
              eq(deliveries.coachId, messages.coachId),
              eq(deliveries.messageId, messages.id),
              ne(deliveries.target, 'client'),
            ),
          )
          .innerJoin(
            sentMessages,
            and(
              eq(sentMessages.coachId, deliveries.coachId),
              eq(sentMessages.deliveryId, sql`coalesce(${deliveries.carrierId}, ${deliveries.id})`),
            ),
          )
          .where(and(eq(messages.coachId, tx.coachId), inArray(messages.id, ids)))
          .orderBy(sentMessages.telegramMessageId)
  return new Map(
    about.map(({ id, sentAt, senderType, telegram }) => {
      const parts = shown.filter(({ messageId }) => messageId === id)
      const part = parts.find(({ isItsOwn }) => isItsOwn) ?? parts[0]
      const written = senderType === 'human_coach' && telegram
      const place = part
        ? { chatId: part.chatId, telegramMessageId: part.telegramMessageId }
        : written
          ? { chatId: telegram.chatId, telegramMessageId: telegram.messageId }
          : undefined
      return [id, { at: sentAt, shown: place }]
    }),
  )
}
