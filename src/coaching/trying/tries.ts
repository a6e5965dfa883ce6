/** A coach talks with their own clone as a client would: what was said, and what would have been done. Nothing of it is anywhere else. */
import type { HandoffReason, MessageMetadata } from '../attribution.ts'
import type { Spent } from '../checked-answer.ts'
import type { Reason } from '../handoff/why.ts'
import type { DeadKey } from '../incident.ts'
import type { MessageFile } from '../media.ts'
import { saidByNobody, saidToNobody } from '../nobody.ts'
import { turnDueAt } from '../pacing.ts'
import type { ClaimedTurn, Origin, TelegramMessage, WakeUp } from '../ports.ts'
import { softDanger } from '../safety/soft.ts'

/** Whoever writes nothing for so long is a coach again. */
export const tryIdleMs = 30 * 60_000
/** So much of a try is kept: as much as a turn is given, and what can be seen without much scrolling. */
const keptAtMost = 40

/** What a client would have got, and what would have been done about it. */
export type TryAnswer =
  /** `goes`: as it is, with the offer to bring in the coach, or to the coach first. `isGap`: the documents lack what was asked for. */
  | { kind: 'reply'; text: string; metadata: MessageMetadata; goes: 'out' | 'offered' | 'draft'; isGap: boolean }
  | {
      kind: 'call'
      reason: HandoffReason
      trigger: string
      signals: Record<string, unknown>
      confidence: number | null
      /** A reply that was caught: the coach would have seen it. */
      held?: string
    }
  | { kind: 'danger'; grade: number; danger: string }
  /** Nothing can be tried until that is mended. */
  | { kind: 'no_ai'; why: NoAi }
  /** Said aloud, and no words could be taken from it. */
  | { kind: 'unheard' }
export type NoAi = 'off' | 'no_key' | DeadKey

export type TrySaid =
  /** `voice`: still to be written down. */
  | { by: 'client'; id: string; at: string; text: string; voice?: MessageFile }
  /**
   * `shownAs`: Telegram's id of it, once it is shown; null when Telegram does not take it. `asks`: of the messages that ask what
   * the coach would have said.
   */
  | { by: 'clone'; id: string; at: string; answer: TryAnswer; shownAs?: number | null; asks?: number[] }
export type TrySaidByClone = Extract<TrySaid, { by: 'clone' }>

/** What is written as a client. */
export type TryWords = { text: string; voice?: MessageFile; isDanger: boolean }

/** A try of a coach's, taken under a lease. */
export type TryWork = {
  coachId: string
  id: string
  leaseId: string
  /** At the same step, this one among them. */
  attempts: number
  chatId: number
  /** The coach's, such as "de". */
  language: string
  country: string | undefined
  isCopilot: boolean
  said: readonly TrySaid[]
  /** As a client's would be, who has written the same. */
  turn: ClaimedTurn
}

export type TryResult =
  | { kind: 'heard'; id: string; text: string }
  /** `over`: the words that it answers, by their ids. */
  | { kind: 'answered'; said: TrySaidByClone; over: readonly string[] }
  | { kind: 'shown'; id: string; messageId: number | null }
  | { kind: 'later'; afterMs: number }
  /** There is nothing to be done. */
  | { kind: 'done' }

/** An answer of the clone's, for [Teach] and [Why]. */
export type TriedAnswer = {
  id: string
  /** What it answered, as it was written. */
  facing: string
  reason: Reason | undefined
}

export interface Tries {
  /**
   * Ends another one that is still open.
   *
   * @returns undefined when this update had its effect before
   */
  begin(coachId: string, origin: Origin, options: { chatId: number; words?: TryWords }): Promise<WakeUp[] | undefined>
  /** Is what the coach writes a client's words now? */
  isOpen(coachId: string): Promise<boolean>
  write(coachId: string, origin: Origin, words: TryWords): Promise<WakeUp[]>
  /** What is not answered by then is not answered any more. @returns false when there was none */
  end(coachId: string): Promise<boolean>
  /** The coach's, if something is to be done about it. */
  claim(coachId: string): Promise<TryWork | undefined>
  renewLease(turn: Pick<ClaimedTurn, 'coachId' | 'leaseId'>): Promise<boolean>
  /** Under the lease; what was spent is recorded all the same. @returns false when it is someone else's by now, or over */
  record(work: TryWork, result: TryResult, spent?: readonly Spent[]): Promise<boolean>
  /** Of whichever try, as long as it is kept. */
  find(coachId: string, answerId: string): Promise<TriedAnswer | undefined>
  /** @param messageId Telegram's, of the message that asks what the coach would have said instead */
  noteAsked(coachId: string, answerId: string, messageId: number): Promise<void>
  findAsked(coachId: string, asks: TelegramMessage): Promise<TriedAnswer | undefined>
  /** The answer that is shown there. */
  findShown(coachId: string, shown: TelegramMessage): Promise<TriedAnswer | undefined>
}

/** What was written since the clone answered, or since it said why it does not. */
export function openWords(said: readonly TrySaid[]): Extract<TrySaid, { by: 'client' }>[] {
  const answered = said.findLastIndex(({ by }) => by === 'clone')
  return said.slice(answered + 1).flatMap((one) => (one.by === 'client' ? [one] : []))
}

/** @returns with these words, and when they are answered: as a client's, whose burst is waited for */
export function withWords(
  said: readonly TrySaid[],
  { id, text, voice, isDanger }: TryWords & { id: string },
  now: Date,
): { said: TrySaid[]; dueAt: Date } {
  const words: TrySaid = { by: 'client', id, at: now.toISOString(), text, ...(voice && { voice }) }
  const waitingSince = new Date(openWords(said)[0]?.at ?? now)
  const isUrgent = softDanger([text]) !== undefined
  const dueAt = isDanger || voice ? now : turnDueAt(text, now, waitingSince, { isUrgent })
  return { said: [...said, words].slice(-keptAtMost), dueAt }
}

/** Right behind what it answers: what else has been written still waits. */
export function withAnswer(said: readonly TrySaid[], answer: TrySaidByClone, over: readonly string[]): TrySaid[] {
  const open = openWords(said)
  const isOver = ({ id }: TrySaid) => over.includes(id)
  return [
    ...said.slice(0, said.length - open.length),
    ...open.filter(isOver),
    answer,
    ...open.filter((one) => !isOver(one)),
  ]
}

/** What the clone answered there: the words before it, up to its last answer. */
export function facedBy(said: readonly TrySaid[], answerId: string): Extract<TrySaid, { by: 'client' }>[] {
  const at = said.findIndex(({ id }) => id === answerId)
  return openWords(said.slice(0, Math.max(0, at)))
}

/** As messages of a conversation: what a client would have read, and what has been dealt with. */
export function asMessages(
  said: readonly TrySaid[],
  coachName: string,
): Pick<ClaimedTurn, 'messages' | 'dealtWithUpToSeq' | 'upToSeq'> {
  const messages = said.flatMap((one, index) => {
    const { id } = one
    const place = { id, seq: index + 1, at: new Date(one.at) }
    if (one.by === 'client') return one.text === '' ? [] : [saidByNobody({ ...place, text: one.text })]
    const { answer } = one
    if (answer.kind !== 'reply') return []
    return [saidToNobody({ ...place, text: answer.text, metadata: answer.metadata }, coachName)]
  })
  return {
    messages,
    upToSeq: messages.findLast(({ senderType }) => senderType === 'client')?.seq ?? 0,
    dealtWithUpToSeq: said.findLastIndex(({ by }) => by === 'clone') + 1,
  }
}
