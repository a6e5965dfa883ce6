/** A reply of the AI's that was caught waits in the topic: the coach sends it as it is, takes over, or lets the AI try again. */
import { deliver } from '../alerts.ts'
import type { MessageMetadata } from '../attribution.ts'
import type { ConversationSnapshot, Effect, Member, Ruling } from '../conversation.ts'
import type { Button } from '../deliveries.ts'
import type { StoredMessage } from '../ports.ts'

type Draft = { id: string; content: string; metadata: MessageMetadata; handoffId: string }

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
    {
      kind: 'store_message',
      message: {
        id: draft.id,
        senderType: 'ai',
        senderId: 'ai_clone',
        content: draft.content,
        visibility: 'held',
        metadata: { ...draft.metadata, held_for_handoff: draft.handoffId },
        sentAt: now,
      },
    },
    deliver({
      target: s.coach.hasGroup ? 'topic' : 'coach',
      lane: 'alert',
      body: {
        kind: 'text',
        key: `draft-${(last?.concern ?? 'promise').replaceAll('_', '-')}`,
        params: { client: s.client.displayName, words: last?.words ?? '' },
        quote: draft.content,
        buttons: s.coach.hasGroup ? buttons : [],
      },
    }),
  ]
}

export type DraftResult = { kind: 'sent' } | { kind: 'decided_before' } | { kind: 'too_late' }

/** [Send it]: the AI's words go out as the AI's, approved; it leads again. Never once a human leads, nor in a crisis. */
export function sendDraft(
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
      { kind: 'release_draft', messageId: draft.id, metadata: { ...draft.metadata, approved_by: member.id } },
      deliver({ target: 'client', lane: 'client', body: { kind: 'message' }, messageId: draft.id, isAi: true }),
      ...(hasMore
        ? [{ kind: 'set_turn', dueAt: now, waitingSince: now, restarts: 0, attempts: 0 } satisfies Effect]
        : []),
    ],
    result: { kind: 'sent' },
  }
}
