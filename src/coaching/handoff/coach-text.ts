/** A team member writes in a client's topic: said to the client, kept as a note, or held until a tap says which. */
import { deliver, noticeToTopic } from '../alerts.ts'
import type { ConversationSnapshot, Effect, Member, Ruling } from '../conversation.ts'
import type { StoredMessage } from '../ports.ts'
import { takeOver } from './takeover.ts'

export type CoachText = {
  id: string
  text: string
  chatId: number
  telegramMessageId: number
  sentAt: Date
}

export type CoachTextResult = { kind: 'said' } | { kind: 'held' } | { kind: 'noted' } | { kind: 'seen_before' }

/** The note mark: `// only for us`. */
const noteMark = /^\/\/\s*/

/**
 * What becomes of a plain text in a topic. In state `ai`, and for a member who has not claimed the conversation, nothing
 * is sent by accident: the text is held, and buttons ask.
 */
export function onCoachText(
  s: ConversationSnapshot,
  member: Member,
  text: CoachText,
  seenBefore: StoredMessage | undefined,
): Ruling<CoachTextResult> {
  if (seenBefore) return { effects: [], result: { kind: 'seen_before' } }
  if (noteMark.test(text.text))
    return keepNote(s, member, { ...text, text: text.text.replace(noteMark, '') }, undefined)
  if (s.state === 'human' && s.claimedBy?.id === member.id)
    return { effects: [store(member, text, 'shared', firstWords(s)), sayToClient(text.id)], result: { kind: 'said' } }

  const other = s.state === 'human'
  const prompt = noticeToTopic(
    other ? 'held-send-too' : 'held-not-sent',
    { client: s.client.displayName, member: s.claimedBy?.displayName ?? '' },
    {
      replyTo: text.telegramMessageId,
      buttons: [
        [
          { key: other ? 'send-too-button' : 'take-over-and-send-button', action: 'send_held', subject: text.id },
          { key: 'keep-as-note-button', action: 'keep_as_note', subject: text.id },
        ],
      ],
    },
  )
  return { effects: [store(member, text, 'held'), prompt], result: { kind: 'held' } }
}

/** `/note`, `//`: the team's own, never delivered. */
export function keepNote(
  _s: ConversationSnapshot,
  member: Member,
  text: CoachText,
  seenBefore: StoredMessage | undefined,
): Ruling<CoachTextResult> {
  if (seenBefore) return { effects: [], result: { kind: 'seen_before' } }
  return {
    effects: [store(member, text, 'note'), confirm(text, '✍')],
    result: { kind: 'noted' },
  }
}

export type HeldResult = { kind: 'sent' } | { kind: 'noted' } | { kind: 'decided_before' } | { kind: 'not_yours' }

/** [Take over and send], [Send too]: the held text goes to the client once, however often it is tapped. */
export function sendHeld(
  s: ConversationSnapshot,
  member: Member,
  held: StoredMessage | undefined,
  nextId: () => string,
): Ruling<HeldResult> {
  if (held?.visibility !== 'held' || held.senderType !== 'human_coach')
    return { effects: [], result: { kind: 'decided_before' } }
  if (held.senderId !== member.id) return { effects: [], result: { kind: 'not_yours' } }
  // A second member's text goes out beside the claim; otherwise sending is what takes over.
  const claim = s.state === 'human' ? [] : takeOver(s, member, nextId).effects
  const metadata = s.state === 'human' ? firstWords(s) : { ...firstWords(s), ...handoffOf(s) }
  return {
    effects: [
      ...claim,
      { kind: 'set_visibility', messageId: held.id, visibility: 'shared', metadata: { ...held.metadata, ...metadata } },
      sayToClient(held.id),
    ],
    result: { kind: 'sent' },
  }
}

export function keepHeldAsNote(
  _s: ConversationSnapshot,
  member: Member,
  held: StoredMessage | undefined,
): Ruling<HeldResult> {
  if (held?.visibility !== 'held' || held.senderType !== 'human_coach')
    return { effects: [], result: { kind: 'decided_before' } }
  if (held.senderId !== member.id) return { effects: [], result: { kind: 'not_yours' } }
  return { effects: [{ kind: 'set_visibility', messageId: held.id, visibility: 'note' }], result: { kind: 'noted' } }
}

export type UnsendResult = { kind: 'unsent' } | { kind: 'nothing_to_unsend' } | { kind: 'not_yours' }

/** Takes a human's message back from the client, or stops it on its way. */
export function unsend(
  s: ConversationSnapshot,
  member: Member,
  message: StoredMessage | undefined,
): Ruling<UnsendResult> {
  if (message?.senderType !== 'human_coach' || (message.visibility !== 'shared' && message.visibility !== 'held'))
    return { effects: [noticeToTopic('unsend-nothing', {})], result: { kind: 'nothing_to_unsend' } }
  if (message.senderId !== member.id && member.role !== 'owner')
    return { effects: [noticeToTopic('unsend-not-yours', {})], result: { kind: 'not_yours' } }
  const effects: Effect[] = [
    { kind: 'cancel_delivery_of_message', messageId: message.id },
    { kind: 'set_visibility', messageId: message.id, visibility: 'withdrawn' },
    deliver({ target: 'client', lane: 'client', body: { kind: 'unsend', messageId: message.id } }),
    noticeToTopic('unsent', { client: s.client.displayName }),
  ]
  return { effects, result: { kind: 'unsent' } }
}

function store(member: Member, text: CoachText, visibility: 'shared' | 'held' | 'note', metadata = {}): Effect {
  return {
    kind: 'store_message',
    message: {
      id: text.id,
      senderType: 'human_coach',
      senderId: member.id,
      content: text.text,
      visibility,
      metadata,
      telegram: { chatId: text.chatId, messageId: text.telegramMessageId },
      sentAt: text.sentAt,
    },
  }
}

function sayToClient(messageId: string): Effect {
  return deliver({ target: 'client', lane: 'client', body: { kind: 'message' }, messageId })
}

function confirm(text: CoachText, emoji: string): Effect {
  return deliver({
    target: 'topic',
    lane: 'mirror',
    body: { kind: 'reaction', emoji, chatId: text.chatId, telegramMessageId: text.telegramMessageId },
  })
}

/** The first human message of an intervention says why there is one. */
function firstWords(s: ConversationSnapshot) {
  return s.humanMessages === 0 ? handoffOf(s) : {}
}

function handoffOf(s: ConversationSnapshot) {
  return {
    is_handoff: true,
    handoff_reason: s.openHandoff?.reason ?? ('coach_initiated' as const),
    handoff_trigger: s.openHandoff?.trigger ?? 'takeover',
    ai_confidence_before: s.openHandoff ? s.openHandoff.aiConfidenceBefore : (s.lastAiConfidence ?? null),
  }
}
