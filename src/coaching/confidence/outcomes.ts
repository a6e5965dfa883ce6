/** How an answer of the AI's turned out, by what people did afterwards. */
import type { HandoffReason } from '../attribution.ts'
import { lightShare } from '../copilot/words-kept.ts'
import type { Outcome } from './calibration.ts'

/** What is known of one answer. */
export type Aftermath = {
  raw: number
  /** A draft waited for the coach: sent as it was or changed, rejected, replaced by what a human wrote or by another try, or still waiting. */
  draft: 'sent' | 'edited' | 'rejected' | 'replaced' | 'waiting' | undefined
  /** Of a changed one: the share of its words that went out, 0 to 1. */
  kept?: number | undefined
  /** Standing reactions, of the client and of the team. */
  reactions: readonly string[]
  /** The first handoff after it and before the next answer. */
  handoff: { reason: HandoffReason; afterMs: number } | undefined
  /** The client has written on. */
  wroteOn: boolean
}

/** So soon after an answer a takeover, or a request for the human, is about that answer. */
const rightAfterMs = 15 * 60_000
/** That a client goes on talking says a little. Without it only what went wrong would be counted. */
const wroteOnWeight = 0.2

const approving = new Set([
  '👍',
  '❤',
  '🔥',
  '🥰',
  '👏',
  '😁',
  '🎉',
  '🤩',
  '🙏',
  '👌',
  '💯',
  '🏆',
  '😍',
  '🤗',
  '⚡',
  '🫡',
  '🤝',
])
const disapproving = new Set(['👎', '🤮', '💩', '😡', '🤬', '🖕', '🥱', '🤨', '😢', '💔', '🤦', '🤷', '😐'])

/** A thumb down, and what else says that something was not right. */
export function isDisapproving(emoji: string): boolean {
  return disapproving.has(emoji)
}

/**
 * The strongest sign counts, and one against the answer before one for it.
 *
 * @returns undefined while nothing says how it went
 */
export function outcomeOf({ raw, draft, kept, reactions, handoff, wroteOn }: Aftermath): Outcome | undefined {
  const bad: Outcome = { raw, isGood: false, weight: 1 }
  const good: Outcome = { raw, isGood: true, weight: 1 }
  if (draft === 'waiting') return undefined
  if (draft === 'replaced' || draft === 'rejected' || reactions.some(isDisapproving)) return bad
  if (handoff && isAbout(handoff)) return bad
  if (draft === 'edited') return (kept ?? 0) >= lightShare ? good : bad
  if (draft === 'sent' || reactions.some((emoji) => approving.has(emoji))) return good
  return wroteOn && !handoff ? { raw, isGood: true, weight: wroteOnWeight } : undefined
}

/** A coach who left a handoff to the AI thought better of the answer than the AI did. */
export function outcomeOfHandoffLeftToAi(raw: number): Outcome {
  return { raw, isGood: true, weight: 1 }
}

function isAbout({ reason, afterMs }: { reason: HandoffReason; afterMs: number }): boolean {
  return (reason === 'coach_initiated' || reason === 'explicit_request') && afterMs <= rightAfterMs
}
