/** The outbox port: `sending` is written before the call to Telegram and `sent` after it. */
import { and, eq, lte, or, sql } from 'drizzle-orm'
import type { DeliveryTarget } from '../coaching/deliveries.ts'
import type { ClaimedDelivery, Outbox, SentPart } from '../coaching/ports/deliveries.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import { markBoard } from './board.ts'
import { recordCardSent } from './cards.ts'
import { lockConversation } from './conversation-row.ts'
import { reload, reloadBatch } from './delivery-rows.ts'
import type { CoachTx, Doors } from './doors.ts'
import { createClaim } from './outbox-claim.ts'
import { createSettling } from './outbox-settle.ts'
import { deliveries, sentMessages } from './schema/deliveries.ts'
import { listMessages } from './snapshot.ts'
import { statement } from './statement.ts'

const openTargets = statement((tx) =>
  tx
    .selectDistinct({ target: deliveries.target })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.coachId, sql.placeholder('coachId')),
        eq(deliveries.conversationId, sql.placeholder('conversationId')),
        sql`${deliveries.status} in ('pending', 'sending')`,
        or(lte(deliveries.notBefore, sql.placeholder('now')), eq(deliveries.status, 'sending')),
      ),
    ),
)

const insertSent = statement((tx) =>
  tx
    .insert(sentMessages)
    .values({
      coachId: sql.placeholder('coachId'),
      chatId: sql.placeholder('chatId'),
      telegramMessageId: sql.placeholder('telegramMessageId'),
      deliveryId: sql.placeholder('deliveryId'),
      messageId: sql.placeholder('messageId'),
      conversationId: sql.placeholder('conversationId'),
    })
    .onConflictDoNothing(),
)

type Deps = { doors: Doors; clock: Clock; ids: Ids }

export function createOutbox({ doors, clock, ids }: Deps): Outbox {
  const settling = createSettling({ clock, ids })
  const claim = createClaim({ clock, settling })

  return {
    claimOpen(coachId, conversationId) {
      return doors.asCoach(coachId, async (tx) => {
        const [conversation, targets] = await Promise.all([
          lockConversation(tx, conversationId),
          listOpen(tx, conversationId),
        ])
        const claimed: Awaited<ReturnType<typeof claim>>[] = []
        for (const target of targets) claimed.push(await claim(tx, conversation, target))
        return {
          deliveries: claimed.flatMap(({ delivery }) => delivery ?? []),
          wakeUps: claimed.flatMap(({ wakeUps }) => wakeUps),
        }
      })
    },

    claim(coachId, conversationId, target) {
      return doors.asCoach(coachId, async (tx) => claim(tx, await lockConversation(tx, conversationId), target))
    },

    recordPart(delivery, chatId, sent) {
      return doors.asCoach(delivery.coachId, async (tx) => {
        // First of all, as everywhere: two who lock the same rows in different order wait for each other.
        const { state, stateSince } = await lockConversation(tx, delivery.conversationId)
        // Telegram has it, so it is noted whoever sends on; but only whoever still holds the delivery counts and goes on.
        await noteSent(tx, delivery, { chatId, sent })
        const counted = await tx
          .update(deliveries)
          .set({ partsSent: sql`${deliveries.partsSent} + 1`, sendingSince: clock.now() })
          .where(
            and(
              eq(deliveries.coachId, delivery.coachId),
              eq(deliveries.id, delivery.id),
              eq(deliveries.status, 'sending'),
              eq(deliveries.attempts, delivery.attempts),
            ),
          )
          .returning({ id: deliveries.id })
        if (counted.length === 0) return false
        return !delivery.isAi || (state === 'ai' && stateSince <= delivery.createdAt)
      })
    },

    recordOutcome(delivery, outcome) {
      return doors.asCoach(delivery.coachId, async (tx) => {
        const [conversation, , row] = await Promise.all([
          lockConversation(tx, delivery.conversationId),
          outcome.kind === 'sent' && outcome.last && noteSent(tx, delivery, outcome.last),
          reload(tx, delivery.id),
        ])
        // Attempts are the fence: a worker that slept past its time finds that someone else has tried since.
        if (row?.status !== 'sending' || row.attempts !== delivery.attempts) return { wakeUps: [], hasMore: true }
        const wakeUps = await settling.settle(tx, conversation, row, outcome)
        return { wakeUps, hasMore: (await listOpen(tx, delivery.conversationId)).includes(delivery.target) }
      })
    },

    findSent(coachId, deliveryId) {
      return doors.asCoach(coachId, async (tx) => {
        const sent = await tx
          .select({ chatId: sentMessages.chatId, telegramMessageId: sentMessages.telegramMessageId })
          .from(sentMessages)
          .where(and(eq(sentMessages.coachId, coachId), eq(sentMessages.deliveryId, deliveryId)))
          .orderBy(sentMessages.telegramMessageId)
        const [first] = sent
        return first && { chatId: first.chatId, telegramMessageIds: sent.map((one) => one.telegramMessageId) }
      })
    },

    findShown(coachId, messageId, target) {
      return doors.asCoach(coachId, async (tx) => {
        const [delivery] = await tx
          .select({
            carrierId: sql<string>`coalesce(${deliveries.carrierId}, ${deliveries.id})`,
            conversationId: deliveries.conversationId,
          })
          .from(deliveries)
          .where(
            and(eq(deliveries.coachId, coachId), eq(deliveries.messageId, messageId), eq(deliveries.target, target)),
          )
        if (!delivery) return undefined
        const parts = await tx
          .select({
            chatId: sentMessages.chatId,
            telegramMessageId: sentMessages.telegramMessageId,
            messageId: sentMessages.messageId,
          })
          .from(sentMessages)
          .where(and(eq(sentMessages.coachId, coachId), eq(sentMessages.deliveryId, delivery.carrierId)))
          .orderBy(sentMessages.telegramMessageId)
        const [first] = parts
        if (!first) return undefined
        const shown = await reloadBatch(tx, delivery.carrierId)
        return {
          deliveryId: delivery.carrierId,
          chatId: first.chatId,
          parts: parts.map((part) => ({
            telegramMessageId: part.telegramMessageId,
            messageId: part.messageId ?? undefined,
          })),
          messages: await listMessages(tx, delivery.conversationId, shown),
        }
      })
    },

    async forgetPart(coachId, chatId, telegramMessageId) {
      await doors.asCoach(coachId, (tx) =>
        tx
          .delete(sentMessages)
          .where(
            and(
              eq(sentMessages.coachId, coachId),
              eq(sentMessages.chatId, chatId),
              eq(sentMessages.telegramMessageId, telegramMessageId),
            ),
          ),
      )
    },
  }

  /** What may go now, or may have been cut off. */
  async function listOpen(tx: CoachTx, conversationId: string): Promise<DeliveryTarget[]> {
    const rows = await openTargets(tx, { coachId: tx.coachId, conversationId, now: clock.now() })
    return rows.map(({ target }) => target)
  }

  async function noteSent(
    tx: CoachTx,
    delivery: ClaimedDelivery,
    { chatId, sent }: { chatId: number; sent: readonly SentPart[] },
  ): Promise<void> {
    const { coachId, conversationId } = delivery
    const noted = sent.map(({ telegramMessageId, messageId = null, continues: deliveryId = delivery.id }) =>
      insertSent(tx, { coachId, chatId, telegramMessageId, messageId, deliveryId, conversationId }),
    )
    await Promise.all(noted)
    const [cardPart] = sent
    if (delivery.body.kind === 'card' && delivery.card && cardPart) {
      await markBoard(tx, clock.now()) // first, as everywhere
      await recordCardSent(tx, conversationId, {
        chatId,
        topicId: delivery.client.topicId ?? null,
        telegramMessageId: cardPart.telegramMessageId,
        facts: delivery.card,
      })
    }
  }
}
