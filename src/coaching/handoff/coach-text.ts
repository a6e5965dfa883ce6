/** A team member writes in a client's topic: said to the client, kept as a note, or held until a tap says which. */
import { deliver, noticeToTopic } from '../alerts.ts'
import type { MessageMetadata } from '../attribution.ts'
import type { ConversationSnapshot, Effect, Member, MessageVisibility, Ruling } from '../conversation.ts'
import { draftAnswered, editDraft, editSentDraft } from '../copilot/draft.ts'
import { type MessageFile, type MessageKind, passedOnAt } from '../media.ts'
import type { StoredMessage } from '../ports.ts'
import { humanIsThere } from '../safety/episode.ts'
import { contentOf } from '../voice/spoken.ts'
import { takeOver } from './takeover.ts'

export type CoachText = {
  id: string
  text: string
  kind: MessageKind
  file?: MessageFile
  /** Our id of the message it was written as a reply to. */
  repliesTo?: string
  chatId: number
  telegramMessageId: number
  sentAt: Date
}

export type CoachTextResult = { kind: 'said' } | { kind: 'held' } | { kind: 'noted' } | { kind: 'seen_before' }

/** A reaction of the bot's on what reached the client. */
export const confirmationEmoji = '👌'

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
  { now, nextId }: { now: Date; nextId: () => string },
): Ruling<CoachTextResult> {
  if (seenBefore) return { effects: [], result: { kind: 'seen_before' } }
  if (noteMark.test(text.text)) return keepNote(s, member, { ...text, text: withoutNoteMark(text.text) }, undefined)
  const draft = draftAnswered(s, text)
  if (draft)
    return {
      effects: [...editDraft(s, member, draft, text, { now, nextId }), confirm(text, confirmationEmoji)],
      result: { kind: 'said' },
    }
  const album = albumOf(s, text)
  if (album === 'note') return keepNote(s, member, text, undefined)
  // Of an album's files the first has asked for all of them.
  if (album === 'held') return { effects: [store(member, text, 'held')], result: { kind: 'held' } }
  // In a crisis, whoever has led or said that they would write needs no other tap.
  const isExpected = s.state === 'waiting' && s.openEpisode?.expectedFrom === member.id
  if ((s.state === 'human' && s.claimedBy?.id === member.id) || isExpected)
    return {
      effects: [
        ...(isExpected ? takeOver(s, member, nextId, now).effects : []),
        store(member, text, 'shared', isExpected ? handoffOf(s) : firstWords(s)),
        sayToClient(text, now, s),
        ...humanIsThere(s, member, 'wrote'),
      ],
      result: { kind: 'said' },
    }

  const other = s.state === 'human'
  const isCrisis = s.openEpisode !== undefined
  const prompt = noticeToTopic(
    isCrisis ? (other ? 'held-send-too-crisis' : 'held-not-sent-crisis') : other ? 'held-send-too' : 'held-not-sent',
    { client: s.client.displayName, member: s.claimedBy?.displayName ?? '' },
    {
      replyTo: text.telegramMessageId,
      asks: { member, about: text.text },
      // Whoever believes that someone in danger has read this must hear otherwise, ahead of everything else.
      ...(isCrisis && { loud: true, lane: 'crisis' as const }),
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

/** `/takeover` with words behind it: they are the first that the client gets, or wait for a tap where another leads. */
export function takeOverSaying(
  s: ConversationSnapshot,
  member: Member,
  text: CoachText,
  seenBefore: StoredMessage | undefined,
  { now, nextId }: { now: Date; nextId: () => string },
): Ruling<CoachTextResult> {
  if (seenBefore) return { effects: [], result: { kind: 'seen_before' } }
  if (s.state === 'human') return onCoachText(s, member, text, undefined, { now, nextId })
  const claim = takeOver(s, member, nextId, now).effects
  if (noteMark.test(text.text)) {
    const note = keepNote(s, member, { ...text, text: withoutNoteMark(text.text) }, undefined)
    return { ...note, effects: [...claim, ...note.effects] }
  }
  return {
    effects: [
      ...claim,
      store(member, text, 'shared', handoffOf(s)),
      sayToClient(text, now, s),
      ...humanIsThere(s, member, 'wrote'),
    ],
    result: { kind: 'said' },
  }
}

/** `/note`, `//`: the team's own, never delivered. Of an album one such mark is enough for all of it. */
export function keepNote(
  s: ConversationSnapshot,
  member: Member,
  text: CoachText,
  seenBefore: StoredMessage | undefined,
): Ruling<CoachTextResult> {
  if (seenBefore) return { effects: [], result: { kind: 'seen_before' } }
  const album = text.file?.albumId
  const rest: Effect[] =
    album && albumOf(s, text) ? [{ kind: 'settle_album', albumId: album, by: member.id, visibility: 'note' }] : []
  return { effects: [...rest, store(member, text, 'note'), confirm(text, '✍')], result: { kind: 'noted' } }
}

export type HeldResult = { kind: 'sent' } | { kind: 'noted' } | { kind: 'decided_before' } | { kind: 'not_yours' }

/** [Take over and send], [Send too]: the held text goes to the client once, however often it is tapped. */
export function sendHeld(
  s: ConversationSnapshot,
  member: Member,
  held: StoredMessage | undefined,
  nextId: () => string,
  now: Date,
): Ruling<HeldResult> {
  if (held?.visibility !== 'held' || held.senderType !== 'human_coach')
    return { effects: [], result: { kind: 'decided_before' } }
  if (held.senderId !== member.id) return { effects: [], result: { kind: 'not_yours' } }
  // A suggestion is for the handoff it was made in, and no word of the model's is said in a crisis.
  const { held_for_handoff: handoffId } = held.metadata
  if (handoffId && (handoffId !== s.openHandoff?.id || s.openEpisode))
    return { effects: [], result: { kind: 'decided_before' } }
  // A second member's text goes out beside the claim; otherwise sending is what takes over.
  const claim = s.state === 'human' ? [] : takeOver(s, member, nextId, now).effects
  const metadata = s.state === 'human' ? firstWords(s) : { ...firstWords(s), ...handoffOf(s) }
  return {
    effects: [
      ...claim,
      { kind: 'set_visibility', messageId: held.id, visibility: 'shared', metadata: { ...held.metadata, ...metadata } },
      sayToClient({ id: held.id }, now, s),
      ...humanIsThere(s, member, 'wrote'),
      ...settleAlbum(held, member, 'shared'),
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
  return {
    effects: [{ kind: 'set_visibility', messageId: held.id, visibility: 'note' }, ...settleAlbum(held, member, 'note')],
    result: { kind: 'noted' },
  }
}

/** What was decided about one file of an album holds for all of it. */
function settleAlbum({ file }: StoredMessage, member: Member, visibility: 'shared' | 'note'): Effect[] {
  return file?.albumId ? [{ kind: 'settle_album', albumId: file.albumId, by: member.id, visibility }] : []
}

/** What became of the files of this album that came before; undefined when this is the first. */
function albumOf(s: ConversationSnapshot, { file }: CoachText): MessageVisibility | undefined {
  return file?.albumId && s.lastCoachAlbum?.id === file.albumId ? s.lastCoachAlbum.visibility : undefined
}

function withoutNoteMark(text: string): string {
  return text.replace(noteMark, '').replace(/^\/note(?:@\w+)?\s*/i, '')
}

export type CoachEditResult = { kind: 'edited' | 'not_passed_on' | 'nothing' }

/** An edit in the topic: what the client was shown, and what was learned, changes with it; a note stays a note. */
export function onCoachEdit(
  s: ConversationSnapshot,
  member: Member,
  edit: { text: string; editedAt: Date },
  stored: StoredMessage | undefined,
  nextId: () => string,
): Ruling<CoachEditResult> {
  const inPlaceOfDraft = stored && editSentDraft(s, member, stored, edit, nextId)
  if (inPlaceOfDraft) return { effects: inPlaceOfDraft, result: { kind: 'edited' } }
  const isOwn = stored?.senderType === 'human_coach' && stored.senderId === member.id
  if (!isOwn || stored.visibility === 'withdrawn' || stored.visibility === 'dropped')
    return { effects: [], result: { kind: 'nothing' } }
  const isNote = stored.visibility === 'note'
  const text = isNote ? withoutNoteMark(edit.text) : edit.text.replace(/^\/(?:takeover|teach)(?:@\w+)?\s+/i, '')
  if (!isNote && /^\/(?:\/|note\b)/i.test(text))
    return { effects: [noticeToTopic('edit-not-passed')], result: { kind: 'not_passed_on' } }
  const content = contentOf(text, stored.metadata.transcription)
  if (content === stored.content) return { effects: [], result: { kind: 'nothing' } }
  const effects: Effect[] = [{ kind: 'edit_message', messageId: stored.id, content, editedAt: edit.editedAt }]
  if (stored.visibility === 'shared')
    effects.push(deliver({ target: 'client', lane: 'client', body: { kind: 'edit', messageId: stored.id } }))
  const { taught } = stored.metadata
  if (taught && content.trim() !== '')
    effects.push(
      { kind: 'edit_taught', interventionId: taught, said: content },
      noticeToTopic(
        'teach-edited',
        {},
        { ...(stored.telegram && { replyTo: stored.telegram.messageId }), lane: 'mirror' },
      ),
    )
  return { effects, result: { kind: 'edited' } }
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

/** Kept where a tap can send it. */
export function holdText(member: Member, text: CoachText, metadata: MessageMetadata): Effect {
  return store(member, text, 'held', metadata)
}

function store(member: Member, text: CoachText, visibility: 'shared' | 'held' | 'note', metadata = {}): Effect {
  return {
    kind: 'store_message',
    message: {
      id: text.id,
      senderType: 'human_coach',
      senderId: member.id,
      kind: text.kind,
      content: text.text,
      ...(text.file && { file: text.file }),
      visibility,
      metadata: { ...metadata, ...(text.repliesTo && { reply_to_message_id: text.repliesTo }) },
      telegram: { chatId: text.chatId, messageId: text.telegramMessageId },
      sentAt: text.sentAt,
    },
  }
}

function sayToClient(
  { id, file }: { id: string; file?: MessageFile | undefined },
  now: Date,
  s: ConversationSnapshot,
): Effect {
  return deliver({
    target: 'client',
    // In a crisis a human's words wait behind nothing.
    lane: s.openEpisode ? 'crisis' : 'client',
    body: { kind: 'message' },
    messageId: id,
    notBefore: passedOnAt(file, now),
  })
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
