/** Files that come one by one in a chat, and are told of together: what holds for them, and what they need of the world. */
import type { Origin, WakeUp } from '../ports.ts'
import type { ConflictView } from './conflicts.ts'
import type { DocumentProblem, DocumentStatus } from './document.ts'

/** What comes so soon after the last one belongs to it: a phone sends large files minutes apart at worst. */
export const batchGapMs = 60_000
/** Said once no more has come for so long, so that the message stands below what it is about ... */
const quietMs = 2_000
/** ... and no later than this, however many come. */
const quietAtMostMs = 10_000
/** Speech in a batch that is written down without asking: a few cents. */
export const unaskedSpeechMs = 10 * 60_000
/** Telegram gives bots no file that is larger. @see https://core.telegram.org/bots/api#getfile */
export const telegramFileBytesAtMost = 20 * 1024 ** 2

/** US dollars that speech costs on the coach's own key: null where the price is not known, undefined without a key. */
export type PriceSpeech = (coachId: string, durationMs: number) => Promise<number | null | undefined>

export type ReceivedState =
  /** Speech: until it is known how much of it there is. */
  | 'held'
  /** Speech: until the coach has said whether it is worth its price. */
  | 'asked'
  | 'to_fetch'
  /** A document, of which the rest is told. */
  | 'fetched'
  | 'left_out'
  | 'failed'

/** Why a file did not even become a document. */
export const receivedProblems = ['too_big_for_telegram', 'too_large', 'no_room', 'not_fetched'] as const
export type ReceivedProblem = (typeof receivedProblems)[number]

export type ReceivedFile = {
  fileId: string
  uniqueId: string
  fileName: string
  /** What it is called where its name does not say it. */
  title: string | undefined
  isNamed: boolean
  mime: string | undefined
  sizeBytes: number | undefined
  /** Undefined for what is only read. */
  speechMs: number | undefined
}

/** One file of a batch, as far as it has come. */
export type BatchItem = {
  title: string
  state: ReceivedState
  problem: ReceivedProblem | DocumentProblem | undefined
  isKnown: boolean
  speechMs: number | undefined
  /** There is another document of its title, and nobody has said yet whether this one takes its place. */
  hasOlder: boolean
  document: BatchDocument | undefined
}
type BatchDocument = {
  id: string
  status: DocumentStatus
  /** 0 to 1, in steps of a tenth: less is not worth an edit. */
  progress: number
  pages: number | undefined
}

export type BatchView = {
  batchId: string
  language: string
  items: readonly BatchItem[]
  /** What in them contradicts other documents, and is not decided yet. */
  conflicts: readonly ConflictView[]
}

export type BatchWork = {
  coachId: string
  batchId: string
  leaseId: string
  chatId: number
  messageId: number | undefined
  view: BatchView
}

export type BatchShown =
  | { kind: 'shown'; messageId?: number }
  /** Deleted: it is sent anew, unless all has been said. */
  | { kind: 'lost' }
  | { kind: 'later'; afterMs: number }
  /** The coach does not take it, now or later. */
  | { kind: 'refused' }

export interface Batches {
  /**
   * A file has come: it joins what came just before it.
   *
   * @returns undefined when this update had its effect before
   */
  receive(
    to: { coachId: string; chatId: number },
    origin: Origin,
    file: ReceivedFile,
  ): Promise<{ isFirst: boolean; wakeUps: WakeUp[] } | undefined>
  /** The message that shows a document from now on, alone. */
  showDocument(
    to: { coachId: string; chatId: number },
    document: { id: string; title: string; isKnown: boolean },
    messageId: number,
  ): Promise<WakeUp[]>
  /** A batch whose message no longer says what is true, at its pace; and when to look again. */
  claim(coachId: string): Promise<{ work: BatchWork | undefined; wakeUps: WakeUp[] }>
  record(work: BatchWork, outcome: BatchShown): Promise<void>
  /** What was asked about the speech in it is answered. @returns undefined when nothing is asked any more */
  decideSpeech(coachId: string, batchId: string, decision: 'start' | 'leave_out'): Promise<WakeUp[] | undefined>
  /** Documents of the batch, each with an older one of its title, of which nothing has been said. */
  listOlder(coachId: string, batchId: string): Promise<{ documentId: string; olderId: string }[]>
  recordOlderDecided(coachId: string, batchId: string): Promise<WakeUp[]>
}

/** A file taken under a lease. */
export type FetchWork = Omit<ReceivedFile, 'speechMs' | 'uniqueId'> & {
  coachId: string
  id: string
  batchId: string
  leaseId: string
  /** This one among them. */
  attempts: number
  /** How much speech is in it was known before it came, and is decided. */
  isSpeechWanted: boolean
}

export interface ReceivedFiles {
  /** The coach's next file to be fetched; one that is a document of theirs already is none. */
  claim(coachId: string): Promise<FetchWork | undefined>
  recordFetched(
    work: FetchWork,
    result: { documentId: string; isKnown: boolean; olderId: string | undefined },
  ): Promise<void>
  recordFailed(work: FetchWork, problem: ReceivedProblem): Promise<void>
  /** @param counts false: this attempt was none of the file's */
  postpone(work: FetchWork, until: Date, counts: boolean): Promise<void>
}

/** When nothing more is expected to come soon. */
export function quietAt({ createdAt, lastAt }: { createdAt: Date; lastAt: Date }, isShown: boolean): Date {
  const quiet = lastAt.getTime() + quietMs
  return new Date(isShown ? quiet : Math.min(quiet, createdAt.getTime() + quietAtMostMs))
}

/** Is all said, until somebody does something? */
export function isSettled({ items }: BatchView): boolean {
  return items.every(({ state, document }) => {
    if (state === 'held' || state === 'to_fetch') return false
    if (state === 'asked' || state === 'left_out') return true
    return !document || document.status === 'ready' || document.status === 'failed'
  })
}
