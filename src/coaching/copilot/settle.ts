/** What ends the wait of a draft: in one place, so that nothing that happens leaves one behind whose time is over. */
import type { DraftOutcome } from '../attribution.ts'
import type { ConversationSnapshot, Effect } from '../conversation.ts'
import { decided, recordOf, showDecided, stopClock } from './draft.ts'

type End = { outcome: Extract<DraftOutcome, 'replaced' | 'taken_over' | 'dropped'>; key: string }

/** The effects of a rule, and what follows from them for a draft that waits. */
export function withDraftSettled(s: ConversationSnapshot, effects: readonly Effect[], now: Date): Effect[] {
  const { draft } = s
  if (!draft || effects.some((effect) => isDecision(effect, draft.id))) return [...effects]
  const end = endOf(effects)
  if (!end) return [...effects]
  const before = recordOf(draft)
  // That somebody rejected it stays true, whatever came after.
  const record = before.outcome === 'rejected' ? before : { ...before, ...decided(end.outcome, undefined, now) }
  const hasNewClock = effects.some((effect) => effect.kind === 'set_timer' && effect.timer === 'draft_due')
  return [
    ...effects,
    {
      kind: 'settle_draft',
      messageId: draft.id,
      visibility: 'dropped',
      metadata: { ...draft.metadata, draft: record },
    },
    { kind: 'cancel_delivery', deliveryId: draft.id },
    showDecided(s, draft, end.key, {}, draft.content),
    ...(hasNewClock ? [] : stopClock(s)),
  ]
}

function isDecision(effect: Effect, draftId: string): boolean {
  return (effect.kind === 'release_draft' || effect.kind === 'settle_draft') && effect.messageId === draftId
}

/** The first that is true: a danger counts before the move that follows from it. */
function endOf(effects: readonly Effect[]): End | undefined {
  const move = effects.findLast((effect) => effect.kind === 'move')
  if (effects.some(({ kind }) => kind === 'open_episode')) return { outcome: 'dropped', key: 'draft-danger' }
  if (move?.to === 'human') return { outcome: 'taken_over', key: 'draft-taken-over' }
  if (move?.to === 'waiting') return { outcome: 'dropped', key: 'draft-called' }
  if (effects.some(({ kind }) => kind === 'withdraw_consent')) return { outcome: 'dropped', key: 'draft-withdrawn' }
  if (effects.some((effect) => effect.kind === 'set_ai_enabled' && !effect.enabled))
    return { outcome: 'dropped', key: 'draft-ai-off' }
  // The client has written on, or has changed what they wrote: what comes of it answers all.
  if (effects.some((effect) => (effect.kind === 'set_turn' && effect.dueAt !== null) || isNewDraft(effect)))
    return { outcome: 'replaced', key: 'draft-replaced' }
  return undefined
}

function isNewDraft(effect: Effect): boolean {
  return effect.kind === 'store_message' && effect.message.metadata?.draft !== undefined
}
