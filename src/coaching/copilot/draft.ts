/**
 * Copilot: a reply of the AI's waits in the topic, and somebody of the team sends it, sends other words in its place, or
 * rejects it. The AI leads meanwhile: nothing else of the conversation changes, and what does ends the wait (settle.ts).
 */
import { deliver } from '../alerts.ts'
import type { DecisionRecord, DraftRecord, MessageMetadata } from '../attribution.ts'
import type { ConversationSnapshot, Effect, HeldDraft, Member, Ruling, WrittenAt } from '../conversation.ts'
import type { Button, NewDelivery } from '../deliveries.ts'
import { type DraftResult, keepHeld, releaseHeld, sendCaught, showHeld } from '../handoff/draft.ts'
import { makeOffer, mayOffer } from '../handoff/offer.ts'
import { coachAway } from '../handoff/schedule.ts'
import type { StoredMessage } from '../ports.ts'
import { copilotSettingOf } from './setting.ts'
import { draftDueAt, tellBy, tellOfWait } from './wait.ts'
import { wordsKept } from './words-kept.ts'

/** Of the client's words, above the draft. */
const saidCharacters = 600
const tellEveryMs = 10 * 60_000
/** Of so great a share of its words something else was not meant. */
const otherWay = 0.85

type Made = {
  id: string
  content: string
  metadata: MessageMetadata
  situation: DraftRecord['situation']
  needsEye: boolean
}
type Deps = { now: Date; nextId: () => string }

/** @param last the client's newest message that it answers */
export function holdForCoach(
  s: ConversationSnapshot,
  { situation, needsEye, ...made }: Made,
  last: { id: string; content: string } | undefined,
  now: Date,
): Effect[] {
  const draft: DraftRecord = {
    ...{ outcome: 'waiting', situation },
    ...(last && { answers: last.id }),
    ...(needsEye && { needs_eye: true }),
  }
  const offers = made.metadata.decision?.outcome === 'offer' && mayOffer(s)
  const away = coachAway(s, now)
  // Whoever's hours are over may not come for long: the client need not wait in silence until then.
  const tells = away !== undefined && copilotSettingOf(s.coach).wait === 'hours'
  return [
    keepHeld({ ...made, metadata: { ...made.metadata, draft } }, now),
    showHeld(s, made.id, {
      key: offers ? 'draft-copilot-offer' : 'draft-copilot',
      params: { client: s.client.displayName, coach: s.coach.displayName },
      quote: made.content,
      ...(last?.content && { said: last.content.slice(0, saidCharacters).toWellFormed() }),
      buttons: draftButtons(s, made.id),
    }),
    ...(tells && isNoticeDue(s, now) ? tellOfWait(s, away.back) : []),
    {
      kind: 'set_timer',
      timer: 'draft_due',
      dueAt: tells ? draftDueAt(s, now) : tellBy(s, now),
      data: { draft: made.id, step: 0, told: tells },
    },
  ]
}

/** To a client who goes on writing it is said once in a while. */
function isNoticeDue({ lastNoticeAt }: ConversationSnapshot, now: Date): boolean {
  return lastNoticeAt === undefined || now.getTime() - lastNoticeAt.getTime() >= tellEveryMs
}

function draftButtons(s: ConversationSnapshot, id: string): Button[][] {
  const send: Button = { key: 'send-button', action: 'send_draft', subject: id }
  const edit: Button = { key: 'edit-draft-button', action: 'edit_draft', subject: id }
  const reject: Button = { key: 'reject-draft-button', action: 'reject_draft', subject: id }
  // Words are taken as an answer in the group alone.
  return s.coach.hasGroup ? [[send, edit, reject]] : [[send, reject]]
}

export type CopilotResult = DraftResult | { kind: 'replaced' | 'settled' | 'rejected' | 'asked' | 'again' }

/** [Send]: once, whoever taps and however often. */
export function sendDraft(
  s: ConversationSnapshot,
  member: Member,
  message: StoredMessage | undefined,
  deps: Deps,
): Ruling<CopilotResult> {
  if (!message?.metadata.draft) return sendCaught(s, member, message, deps.now)
  const draft = waiting(s, message)
  if (draft?.metadata.draft?.outcome !== 'waiting') return over(message)
  return {
    effects: goesOut(s, draft, { outcome: 'sent', by: member, key: 'draft-sent' }, deps),
    result: { kind: 'sent', isShown: true },
  }
}

/** Other words in its place: they are the AI's to the client, with somebody's approval; what it had written is kept. */
export function editDraft(
  s: ConversationSnapshot,
  member: Member,
  draft: HeldDraft,
  { text: words, chatId, telegramMessageId }: { text: string; chatId: number; telegramMessageId: number },
  deps: Deps,
): Effect[] {
  const written = { chatId, messageId: telegramMessageId }
  const isUnchanged = words.trim() === draft.content.trim()
  const wasRejected = draft.metadata.draft?.outcome === 'rejected'
  if (isUnchanged && !wasRejected)
    return goesOut(s, draft, { outcome: 'sent', by: member, key: 'draft-sent', written }, deps)
  const how = { outcome: 'edited', by: member, key: 'draft-edited', words, wasRejected, written } as const
  return goesOut(s, draft, how, deps)
}

/**
 * The words that went out in a draft's place are edited where they were written: the client's copy, what showed the draft, and
 * what is learned of it change with them.
 *
 * @returns undefined where it is something else that is edited
 */
export function editSentDraft(
  s: ConversationSnapshot,
  member: Member,
  stored: StoredMessage,
  { text: words, editedAt }: { text: string; editedAt: Date },
  nextId: () => string,
): Effect[] | undefined {
  const { draft, approved_by: by, edited_from: from = stored.content, taught } = stored.metadata
  const isTheirs =
    stored.senderType === 'ai' && draft !== undefined && by === member.id && stored.visibility === 'shared'
  if (!isTheirs || words.trim() === '' || words === stored.content) return undefined
  const record: DraftRecord = { ...draft, outcome: 'edited', kept: Math.round(wordsKept(from, words) * 100) / 100 }
  const opened = taught ? undefined : learnFrom(stored, record, member, words, nextId)
  const learnedBy = taught ?? opened?.intervention.id
  const metadata = { ...stored.metadata, draft: record, edited_from: from, ...(learnedBy && { taught: learnedBy }) }
  return [
    { kind: 'edit_message', messageId: stored.id, content: words, editedAt, metadata },
    ...(taught ? [{ kind: 'edit_taught', interventionId: taught, said: words } as const] : opened ? [opened] : []),
    deliver({ target: 'client', lane: 'client', body: { kind: 'edit', messageId: stored.id } }),
    showDecided(s, stored, 'draft-edited', { member: member.displayName }, words),
  ]
}

/** The draft that words in the topic are an answer to, if it may still be sent. */
export function draftAnswered(
  s: ConversationSnapshot,
  { repliesTo, text, kind }: { repliesTo?: string; text: string; kind: string },
): HeldDraft | undefined {
  const mayGo = s.state === 'ai' && !s.openEpisode && s.client.consented
  return mayGo && kind === 'text' && text.trim() !== '' && s.draft?.id === repliesTo ? s.draft : undefined
}

type How = {
  outcome: 'sent' | 'edited' | 'expired'
  by?: Member
  key: string
  words?: string
  wasRejected?: boolean
  /** Where in the group these words stand: an edit of them is found by it. */
  written?: WrittenAt
}

/** @param how words: instead of its own */
export function goesOut(s: ConversationSnapshot, draft: HeldDraft, how: How, { now, nextId }: Deps): Effect[] {
  const { outcome, by, key, words, wasRejected, written } = how
  const offered = offerWith(s, draft)
  const record: DraftRecord = {
    ...recordOf(draft),
    ...decided(outcome, by, now),
    ...(words !== undefined && { kept: Math.round(wordsKept(draft.content, words) * 100) / 100 }),
    ...(wasRejected && { was_rejected: true }),
  }
  const taught = learnFrom(draft, record, by, words, nextId)
  const metadata: MessageMetadata = {
    ...draft.metadata,
    draft: record,
    ...(by && { approved_by: by.id }),
    ...(words !== undefined && { edited_from: draft.content }),
    ...(taught && { taught: taught.intervention.id }),
    ...(offered && { offer: 'open' as const }),
  }
  const occasion = { id: nextId(), deliveryId: nextId(), messageId: draft.id, notBefore: now, answersSeq: undefined }
  return [
    // A turn that is due is for what the client wrote while this was made.
    ...(s.turnDueAt ? [] : [{ kind: 'set_turn', dueAt: null, waitingSince: null, restarts: 0, attempts: 0 } as const]),
    ...(taught ? [taught] : []),
    ...releaseHeld(
      { id: draft.id, metadata, ...(words !== undefined && { content: words }), ...(written && { written }) },
      'shown_already',
    ),
    ...(offered ? makeOffer(s, { ...occasion, clientMessageId: record.answers, decision: offered }, now) : []),
    ...stopClock(s),
    showDecided(s, draft, key, { ...(by && { member: by.displayName }) }, words ?? draft.content),
  ]
}

/** What the coach put in its place is how they would have said it; a word or two is no other way. */
function learnFrom(
  draft: Pick<HeldDraft, 'seq'>,
  { kept = 1, was_rejected: wasRejected }: DraftRecord,
  by: Member | undefined,
  words: string | undefined,
  nextId: () => string,
): Extract<Effect, { kind: 'open_taught' }> | undefined {
  if (by?.role !== 'owner' || words === undefined || kept >= otherWay) return undefined
  const as = wasRejected ? 'rejected_draft' : 'edited_draft'
  return { kind: 'open_taught', intervention: { id: nextId(), as, by: by.id, said: words, aboutSeq: draft.seq } }
}

/** The offer that it was made with goes out with it, if one may still be made. */
function offerWith(s: ConversationSnapshot, { metadata }: HeldDraft): DecisionRecord | undefined {
  return metadata.decision?.outcome === 'offer' && mayOffer(s) ? metadata.decision : undefined
}

/** [Reject]: nothing goes out. The clock goes on, since the client is owed an answer all the same. */
export function rejectDraft(
  s: ConversationSnapshot,
  member: Member,
  message: StoredMessage | undefined,
  { now }: Deps,
): Ruling<CopilotResult> {
  const draft = waiting(s, message)
  if (draft?.metadata.draft?.outcome !== 'waiting') return over(message)
  const buttons: Button[][] = [
    ...(s.coach.hasGroup ? [[{ key: 'take-over-button', action: 'takeover', subject: s.id } as const]] : []),
    [{ key: 'draft-again-button', action: 'draft_again', subject: draft.id }],
  ]
  const metadata = { ...draft.metadata, draft: { ...recordOf(draft), ...decided('rejected', member, now) } }
  return {
    effects: [
      { kind: 'settle_draft', messageId: draft.id, visibility: 'held', metadata },
      showDecided(s, draft, 'draft-rejected', { member: member.displayName }, draft.content, buttons),
    ],
    result: { kind: 'rejected' },
  }
}

/** [Let the AI try again], below one that was rejected. */
export function tryDraftAgain(
  s: ConversationSnapshot,
  message: StoredMessage | undefined,
  { now }: Deps,
): Ruling<CopilotResult> {
  const draft = waiting(s, message)
  if (draft?.metadata.draft?.outcome !== 'rejected') return over(message)
  return {
    effects: [
      { kind: 'settle_draft', messageId: draft.id, visibility: 'dropped', metadata: draft.metadata },
      { kind: 'set_turn', dueAt: now, waitingSince: now, restarts: 0, attempts: 0 },
      ...stopClock(s),
      showDecided(s, draft, 'draft-again', {}, draft.content),
    ],
    result: { kind: 'again' },
  }
}

/** [Edit]: how it is done. */
export function askForWords(
  s: ConversationSnapshot,
  member: Member,
  message: StoredMessage | undefined,
): Ruling<CopilotResult> {
  const draft = waiting(s, message)
  if (!draft) return over(message)
  const params = { client: s.client.displayName, member: member.displayName }
  return {
    effects: [
      deliver({
        target: 'topic',
        lane: 'alert',
        body: { kind: 'text', key: 'draft-edit-how', params, about: draft.id },
      }),
    ],
    result: { kind: 'asked' },
  }
}

/** Only in what the AI leads, and only the newest. */
function waiting(s: ConversationSnapshot, message: StoredMessage | undefined): HeldDraft | undefined {
  const mayGo = s.state === 'ai' && !s.openEpisode && s.client.consented
  return mayGo && message && s.draft?.id === message.id ? s.draft : undefined
}

function over(message: StoredMessage | undefined): Ruling<CopilotResult> {
  const isReplaced = message?.metadata.draft?.outcome === 'replaced'
  return { effects: [], result: { kind: isReplaced ? 'replaced' : 'settled' } }
}

export function recordOf({ metadata }: HeldDraft): DraftRecord {
  return metadata.draft ?? { outcome: 'waiting', situation: 'other' }
}

export function decided(
  outcome: DraftRecord['outcome'],
  by: Member | undefined,
  now: Date,
): Partial<DraftRecord> & { outcome: DraftRecord['outcome'] } {
  return { outcome, decided_at: now.toISOString(), ...(by && { decided_by: by.id }) }
}

/** What showed the draft says what became of it. */
export function showDecided(
  s: ConversationSnapshot,
  draft: Pick<HeldDraft, 'id'>,
  key: string,
  params: Record<string, string>,
  quote: string,
  buttons: Button[][] = [],
): Effect {
  return deliver({
    target: s.coach.hasGroup ? 'topic' : 'coach',
    lane: 'alert',
    body: {
      kind: 'replace',
      deliveryId: draft.id,
      key,
      params: { client: s.client.displayName, ...params },
      quote,
      buttons,
    },
  })
}

/** It was let go, and what followed in the same moment overtook it: what says that it was sent takes it back. */
export function sayNotSent(s: ConversationSnapshot, draftId: string): NewDelivery {
  const params = { client: s.client.displayName }
  return {
    target: s.coach.hasGroup ? 'topic' : 'coach',
    lane: 'alert',
    body: { kind: 'replace', deliveryId: draftId, key: 'draft-overtaken', params },
  }
}

export function stopClock(s: ConversationSnapshot): Effect[] {
  return s.timers.some(({ kind }) => kind === 'draft_due') ? [{ kind: 'cancel_timer', timer: 'draft_due' }] : []
}
