/** What becomes of a delivery after an attempt: the rules of the outbox, as one pure function. */
import type { DeliveryTarget } from './deliveries.ts'
import type { DeliveryOutcome } from './ports/deliveries.ts'

export type Attempted = { target: DeliveryTarget; isAi: boolean; lane: number; attempts: number; createdAt: Date }

export type NextStep =
  | { kind: 'done' }
  | { kind: 'again'; notBefore: Date }
  | { kind: 'cancel' }
  /** To the coach in private, since the group cannot have it. */
  | { kind: 'redirect' }
  /** `tellCoach`: someone was owed this. */
  | { kind: 'give_up'; tellCoach: boolean }

/** Nothing is tried for longer; Telegram keeps updates no longer either. */
const giveUpAfterMs = 24 * 3_600_000
/** Attempts at a delivery, making its topic among them, after which a lost topic is no reason for another. */
const topicTriesAtMost = 8

/**
 * Telegram has no idempotent send, so an `unclear` outcome is the one ambiguous window. Crisis texts and what a human
 * typed (all that is not AI text) are sent again: double beats silence. An AI reply is sent again only if the client has
 * not written since and the AI still leads (`isCurrent`).
 */
export function nextStep(
  delivery: Attempted,
  outcome: DeliveryOutcome,
  context: { isCurrent: boolean; now: Date },
): NextStep {
  const { now } = context
  const isOld = now.getTime() - delivery.createdAt.getTime() > giveUpAfterMs
  switch (outcome.kind) {
    case 'sent':
      return { kind: 'done' }
    case 'too_early':
      return { kind: 'again', notBefore: new Date(now.getTime() + outcome.retryAfterMs) }
    case 'topic_gone':
    case 'topic_made':
      // Topics that are gone again as soon as they are made are not made for ever.
      if (delivery.attempts >= topicTriesAtMost) return { kind: 'give_up', tellCoach: true }
      return { kind: 'again', notBefore: now }
    case 'bot_refused':
      return { kind: 'again', notBefore: new Date(now.getTime() + 60_000) }
    case 'unclear':
      if (delivery.isAi && !context.isCurrent) return { kind: 'cancel' }
      if (isOld) return { kind: 'give_up', tellCoach: true }
      return { kind: 'again', notBefore: new Date(now.getTime() + backoffMs(delivery)) }
    case 'blocked':
      return { kind: 'give_up', tellCoach: false }
    case 'shut':
      return delivery.target === 'topic' ? { kind: 'redirect' } : { kind: 'give_up', tellCoach: true }
    case 'refused':
      return { kind: 'give_up', tellCoach: true }
  }
}

/** 1 s, 2 s, 4 s ... up to a minute; a crisis text never waits longer than 4 s. */
export function backoffMs({ lane, attempts }: Attempted): number {
  return Math.min(1_000 * 2 ** Math.min(Math.max(attempts - 1, 0), 6), lane === 0 ? 4_000 : 60_000)
}
