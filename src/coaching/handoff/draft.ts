/**
 * A reply of the AI's that waits in the topic: since it was caught, and the coach sends it as it is, takes over, or lets the
 * AI try again; or since every reply does (copilot/draft.ts). It goes out once, as the AI's, whoever let it go.
 */
import { deliver } from '../alerts.ts'
import type { MessageMetadata } from '../attribution.ts'
import type { ConversationSnapshot, Effect, Member, Ruling, WrittenAt } from '../conversation.ts'
import type { Button, DeliveryBody } from '../deliveries.ts'
import type { StoredMessage } from '../ports.ts'

type Held = { id: string; content: string; metadata: MessageMetadata }
type Draft = Held & { handoffId: string }

/** Kept, and shown to the coach with what was found; never to the client without a tap. */
export function holdDraft(s: ConversationSnapshot, draft: Draft, now: Date): Effect[] {
  const last = draft.metadata.reply_check?.found.at(-1)
  const buttons: Button[][] = [
    [{ key: 'send-it-button', action: 'send_draft', subject: draft.id }],
    [
      { key: 'take-over-button', action: 'takeover', subject: s.id },
      { key: 'ai-may-answer-button', action: 'ai_may_answer', subject: s.id },
    ],
  ]
  return [
    keepHeld({ ...draft, metadata: { ...draft.metadata, held_for_handoff: draft.handoffId } }, now),
    showHeld(s, draft.id, {
      key: `draft-${(last?.concern ?? 'promise').replaceAll('_', '-')}`,
      params: { client: s.client.displayName, words: last?.words ?? '' },
      quote: draft.content,
      buttons: s.coach.hasGroup ? buttons : [],
    }),
  ]
}

export function keepHeld({ id, content, metadata }: Held, now: Date): Effect {
  const message = { id, content, metadata, senderType: 'ai', senderId: 'ai_clone', visibility: 'held' } as const
  return { kind: 'store_message', message: { ...message, sentAt: now } }
}

/** @param id of the draft; what shows it bears it too, so that it can be changed once it is decided */
export function showHeld(
  s: ConversationSnapshot,
  id: string,
  body: Omit<Extract<DeliveryBody, { kind: 'text' }>, 'kind' | 'about'>,
): Effect {
  const target = s.coach.hasGroup ? 'topic' : 'coach'
  return deliver({ id, target, lane: 'alert', body: { ...body, kind: 'text', about: id } })
}

/** From here on it is the AI's word to the client. */
export function releaseHeld(
  { id, metadata, content, written }: Omit<Held, 'content'> & { content?: string; written?: WrittenAt },
  mirror?: 'shown_already',
): Effect[] {
  return [
    {
      kind: 'release_draft',
      messageId: id,
      metadata,
      ...(content !== undefined && { content }),
      ...(written && { written }),
    },
    deliver({
      target: 'client',
      lane: 'client',
      body: { kind: 'message', ...(mirror && { mirror }) },
      messageId: id,
      isAi: true,
    }),
  ]
}

/** `isShown`: what showed the draft says so. */
export type DraftResult = { kind: 'sent'; isShown?: true } | { kind: 'decided_before' | 'too_late' }

/** [Send it]: the AI's words go out as the AI's, approved; it leads again. Never once a human leads, nor in a crisis. */
export function sendCaught(
  s: ConversationSnapshot,
  member: Member,
  draft: StoredMessage | undefined,
  now: Date,
): Ruling<DraftResult> {
  if (draft?.visibility !== 'held' || draft.senderType !== 'ai')
    return { effects: [], result: { kind: 'decided_before' } }
  const isOfThisHandoff = s.openHandoff !== undefined && draft.metadata.held_for_handoff === s.openHandoff.id
  if (s.state !== 'waiting' || s.openEpisode || !isOfThisHandoff || !s.openHandoff)
    return { effects: [], result: { kind: 'too_late' } }
  // What the client has written since gets a turn of its own.
  const hasMore = s.lastClientSeq > draft.seq
  return {
    effects: [
      { kind: 'close_handoff', handoffId: s.openHandoff.id, reason: 'draft_sent' },
      { kind: 'move', to: 'ai', by: member.id, reason: 'draft_sent' },
      ...releaseHeld({ id: draft.id, metadata: { ...draft.metadata, approved_by: member.id } }),
      ...(hasMore
        ? [{ kind: 'set_turn', dueAt: now, waitingSince: now, restarts: 0, attempts: 0 } satisfies Effect]
        : []),
    ],
    result: { kind: 'sent' },
  }
}
