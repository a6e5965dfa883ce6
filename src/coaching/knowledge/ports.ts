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
/** What the coach's documents need of the world, as types only. Adapters implement these; `app.ts` hands them over. */
import type { ModelUsage } from '../ports.ts'
import type { Anchor, Chunk } from './document.ts'

export interface EmbeddingModel {
  /** Stored with every vector, dimensions included: those of different models are never compared. */
  name: string
  dimensions: number
  /** One vector for each text, in their order, of length 1. @throws {AiUnavailable} */
  embed(
    texts: readonly string[],
    options: { signal?: AbortSignal; purpose?: 'document' | 'query' },
  ): Promise<{ vectors: Float32Array[]; usage: ModelUsage }>
}

export type UnembeddedChunk = { id: string; headings: readonly string[]; content: string }

export interface Knowledge {
  /** In one transaction; chunks whose text is unchanged, or stands in another document of the coach's, keep their vectors. */
  replaceChunks(coachId: string, documentId: string, chunks: readonly Chunk[]): Promise<void>
  /** In their order in the document. */
  listUnembedded(coachId: string, documentId: string, model: string, limit: number): Promise<UnembeddedChunk[]>
  storeVectors(
    coachId: string,
    model: string,
    vectors: readonly { chunkId: string; vector: Float32Array }[],
  ): Promise<void>
}

/** A question, as rows can be ranked by it. */
export type ChunkQuestion = {
  /** As often as they are in it. */
  stems: readonly string[]
  vector: Float32Array
  /** Whose vector it is, and whose it is compared with. */
  model: string
}

export type Candidate = {
  chunkId: string
  documentId: string
  /** Of its document. */
  title: string
  ordinal: number
  headings: readonly string[]
  content: string
  tokenCount: number
  anchor: Anchor | undefined
  /** BM25; 0 when it holds no word of the question. */
  lexical: number
  /** Cosine with the question; undefined for a chunk that has no vector of this model yet. */
  similarity: number | undefined
  /** What the candidates are ordered by, from 0 to 1. */
  score: number
}

export type Candidates = {
  /** Best first. */
  candidates: Candidate[]
  /** Chunks that the coach's ready documents have. */
  chunkCount: number
  /** How many of these hold a stem of the question. */
  holding: ReadonlyMap<string, number>
}

export interface KnowledgeSearch {
  /**
   * The best chunks of a coach's ready documents, as many as asked for where there are as many: exact at every size, in one
   * round trip, from rows of this coach alone.
   *
   * @param options.meaning from 0 to 1: what likeness of vectors counts beside likeness of words
   */
  findCandidates(
    coachId: string,
    question: ChunkQuestion,
    options: { limit: number; meaning: number },
  ): Promise<Candidates>
}
