/** Sends what is pending for a conversation, in order, to the client, the topic and the coach, and notes what happened. */

import type { ClaimedDelivery, DeliveryOutcome, Outbox } from '../coaching/ports/deliveries.ts'
import type { Wake } from '../coaching/ports.ts'

export type Send = (delivery: ClaimedDelivery) => Promise<DeliveryOutcome>

type Deps = { outbox: Outbox; send: Send; wake: Wake }

/** One delivery at a time to each place: what the group takes slowly never delays the client. */
export function createDeliver({ outbox, send, wake }: Deps) {
  return async function deliverPending({
    coachId,
    conversationId,
  }: {
    coachId: string
    conversationId: string
  }): Promise<void> {
    const { deliveries, wakeUps } = await outbox.claimOpen(coachId, conversationId)
    await Promise.all([wake(wakeUps), ...deliveries.map(drain)]) // what a crash has cut off is tried again a little later
  }

  async function drain(first: ClaimedDelivery): Promise<void> {
    for (let delivery: ClaimedDelivery | undefined = first; delivery; ) {
      const outcome = await send(delivery)
      const recorded = await outbox.recordOutcome(delivery, outcome)
      await wake(recorded.wakeUps)
      if (outcome.kind === 'bot_refused' || !recorded.hasMore) return
      const next = await outbox.claim(delivery.coachId, delivery.conversationId, delivery.target)
      await wake(next.wakeUps)
      delivery = next.delivery
    }
  }
}
