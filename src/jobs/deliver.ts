/** Sends what is pending for a conversation, in order, to the client, the topic and the coach, and notes what happened. */

import type { DeliveryTarget } from '../coaching/deliveries.ts'
import type { ClaimedDelivery, DeliveryOutcome, Outbox, Wake } from '../coaching/ports.ts'

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
    const targets = await outbox.listOpen(coachId, conversationId)
    await Promise.all(targets.map((target) => drain(coachId, conversationId, target)))
  }

  async function drain(coachId: string, conversationId: string, target: DeliveryTarget): Promise<void> {
    for (;;) {
      const { delivery, wakeUps } = await outbox.claim(coachId, conversationId, target)
      await wake(wakeUps) // what a crash has cut off is tried again a little later
      if (!delivery) return
      const outcome = await send(delivery)
      const recorded = await outbox.recordOutcome(delivery, outcome)
      await wake(recorded.wakeUps)
      if (outcome.kind === 'bot_refused' || !recorded.hasMore) return
    }
  }
}
