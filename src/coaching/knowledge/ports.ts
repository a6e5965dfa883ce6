/** What knowledge asks of the world, as types only. */
import type { ModelUsage } from '../ports.ts'
import type { Extraction } from './document.ts'

/** A file on this machine's disk. The name is what its owner calls it: a hint, never believed over what is inside. */
export type LocalFile = { path: string; name: string }

export type ExtractOptions = {
  /** Ends the work, and whatever process does it; `Extract` then rejects with its reason. */
  signal?: AbortSignal
  /** Told now and then how much is done, 0 to 1, never less than before. */
  onProgress?: (share: number) => void
  /** Of the text in pictures, most likely first, as in `en`; all that can be read when left out. */
  languages?: readonly string[]
  /** Writes down speech. Without it a recording is `no_key`. */
  transcribe?: Transcribe
}

/**
 * Reads a file into blocks.
 *
 * @throws {ExtractionFailed} for whatever the file is to blame for, or this machine; {AiUnavailable} as `transcribe` does
 */
export type Extract = (file: LocalFile, options?: ExtractOptions) => Promise<Extraction>

/** A part of a recording, small enough for one call. The same file is always cut into the same parts. */
export type SpeechPart = LocalFile & {
  /** From 0. With the file it names what has been paid for, should the work have to begin again. */
  index: number
  /** Where in the recording it stands. */
  fromMs: number
  toMs: number
}

/** Times count from the beginning of the part. */
export type SpeechSegment = { fromMs: number; toMs: number; text: string }

export type Transcription = {
  /** In order; empty when nobody speaks. One for the whole part where the model tells no times. */
  segments: readonly SpeechSegment[]
  usage: ModelUsage
}

export type TranscribeOptions = {
  signal?: AbortSignal
  /** What is spoken, as in `en`; found out by the model when left out. */
  language?: string
}

/**
 * Writes down what is said in a part of a recording.
 *
 * @throws {AiUnavailable} for every way of getting no text
 */
export type Transcribe = (part: SpeechPart, options: TranscribeOptions) => Promise<Transcription>
