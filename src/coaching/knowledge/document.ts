/** A document of the coach's: what it is on its way from a file to knowledge, and how a reader finds a place in it. */

/**
 * asked: there is more speech in it than is written down without asking; the coach says whether it is worth its price.
 * queued: its bytes are stored. extracting: being read. embedding: its chunks are stored, their vectors are being made.
 * ready: found when it helps. failed: `DocumentProblem` says why, and what the coach can do.
 */
export const documentStatuses = ['queued', 'asked', 'extracting', 'embedding', 'ready', 'failed'] as const
export type DocumentStatus = (typeof documentStatuses)[number]

/** Why a file did not become knowledge; each has a sentence that says what to do (`locales`). */
export const documentProblems = [
  /** A password is needed to read it. */
  'encrypted',
  /** No bytes, or nothing in it that can be read. */
  'empty',
  /** Not the file it says it is, or cut short. */
  'damaged',
  'too_large',
  'too_many_pages',
  /** Unpacked it is too much: what a bomb does. */
  'too_much_inside',
  'unsupported',
  /** Speech, and no key of the coach's to have it written down. */
  'no_key',
  /** Sound or film, and this machine has no ffmpeg. */
  'no_ffmpeg',
  /** The transcription or embedding service gave nothing, however often it was asked. */
  'service_failed',
  /** This machine did not manage it, however often it tried: its disk is full, or the original is lost. */
  'failed_here',
  /** It took longer than a file of its size may. */
  'too_slow',
  /** It took more memory than a file may. */
  'too_hungry',
  /** It was given up at its deadline: the machine was off or too busy. */
  'overdue',
] as const
export type DocumentProblem = (typeof documentProblems)[number]

/** Where in its document something stands. Pages, slides and sheets count from 1. */
export type Anchor =
  | { kind: 'page' | 'slide' | 'sheet'; from: number; to: number }
  | { kind: 'time'; fromMs: number; toMs: number }

/** What extraction finds, in reading order. */
export type Block = {
  anchor?: Anchor
} & (
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph' | 'code'; text: string }
  /** Consecutive items are one list. */
  | { kind: 'list_item'; depth: number; text: string }
  /** Consecutive rows under the same header are one table. */
  | { kind: 'table_row'; header: readonly string[]; cells: readonly string[] }
  /** What somebody says in a transcript or in subtitles. */
  | { kind: 'turn'; speaker?: string; text: string }
)

export type Extraction = {
  /** What the document calls itself. */
  title?: string
  /** Pages, slides or sheets; undefined where there are none. */
  pages?: number
  durationMs?: number
  blocks: readonly Block[]
  /** Pages whose text was read from a picture. */
  recognisedPages: readonly number[]
}

/** A piece of a document that is found and shown as one. The same document always gives the same chunks. */
export type Chunk = {
  /** From 0. */
  ordinal: number
  /** The headings above it, outermost first. */
  headings: readonly string[]
  content: string
  /** As the chat models count; of the sum of its pieces, so a token in a hundred may be missing or too many. */
  tokenCount: number
  anchor: Anchor | undefined
}
