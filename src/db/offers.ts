/** The rows of offers, and what the message that each came with says of it. */
import { and, eq, sql } from 'drizzle-orm'
import type { ConversationSnapshot, Effect } from '../coaching/conversation.ts'
import type { CoachTx } from './doors.ts'
import { conversations, messages } from './schema/conversations.ts'
import { deliveries } from './schema/deliveries.ts'
import { offers } from './schema/offers.ts'

export type OfferEffect = Extract<Effect, { kind: 'close_offer' | 'end_offer_episode' }>

/** The newest of a row of `conversations`, as a rule sees it. */
export const newestOffer = sql<ConversationSnapshot['offer'] | null>`(select json_build_object('id', o.id,
  'status', o.status, 'messageId', o.message_id, 'deliveryId', o.delivery_id, 'episodeEnded', o.episode_ended_at is not null,
  'wasTried', (select d.attempts > 0 from ${deliveries} d where d.coach_id = o.coach_id and d.id = o.delivery_id))
  from ${offers} o where o.coach_id = ${conversations.coachId} and o.conversation_id = ${conversations.id}
  order by o.id desc limit 1)`

/** After its delivery, which it points to. */
export async function insertOffer(
  tx: CoachTx,
  conversationId: string,
  offer: Extract<Effect, { kind: 'open_offer' }>['offer'],
  now: Date,
): Promise<void> {
  await tx.insert(offers).values({ coachId: tx.coachId, conversationId, ...offer, madeAt: now })
}

export async function applyToOffer(tx: CoachTx, s: ConversationSnapshot, effect: OfferEffect, now: Date) {
  const ours = and(eq(offers.coachId, tx.coachId), eq(offers.conversationId, s.id), eq(offers.id, effect.offerId))
  if (effect.kind === 'end_offer_episode') return tx.update(offers).set({ episodeEndedAt: now }).where(ours)
  const { status, why, messageId } = effect
  const [closed] = await tx
    .update(offers)
    .set({ status, closedReason: why, closedAt: now })
    .where(ours)
    .returning({ deliveryId: offers.deliveryId })
  if (!closed) return undefined
  await tx
    .update(deliveries)
    .set({ status: 'cancelled', lastError: 'the offer is over' })
    .where(
      and(eq(deliveries.coachId, tx.coachId), eq(deliveries.id, closed.deliveryId), eq(deliveries.status, 'pending')),
    )
  const said = why === 'not_shown' ? sql`${messages.metadata} - 'offer'` : withOffer(status)
  return tx
    .update(messages)
    .set({ metadata: said })
    .where(and(eq(messages.coachId, tx.coachId), eq(messages.conversationId, s.id), eq(messages.id, messageId)))
}

function withOffer(status: string) {
  return sql`${messages.metadata} || jsonb_build_object('offer', ${status}::text)`
}
