/** What the coach's documents need of the world, as types only. Adapters implement these; `app.ts` hands them over. */
import type { ModelUsage, WakeUp } from '../ports.ts'
import type { Anchor, DocumentProblem, DocumentStatus, Extraction } from './document.ts'
import type { WeighedChunk } from './weighed-chunk.ts'

// Originals: the files as they came.

/** What a file turned out to be while it was stored. */
export type StoredFile = { sizeBytes: number; sha256: Uint8Array }

/** Keeps files as they came, under keys of our own making: no name that a person gave is ever a path. */
export interface OriginalStore {
  /**
   * Keeps what comes, whole or not at all: what breaks off leaves nothing. The same key again replaces what it held.
   *
   * @throws {FileTooLarge} at the first byte past `sizeAtMost`; {NoRoom} when there is no room for it; what the bytes throw
   */
  put(
    key: string,
    bytes: AsyncIterable<Uint8Array>,
    options: { sizeAtMost: number; signal?: AbortSignal },
  ): Promise<StoredFile>
  /** @throws {NotFound} when the first piece is asked for */
  read(key: string): AsyncIterable<Uint8Array>
  /**
   * For whoever needs a path: the file is on this machine's disk, to be read only, until `work` has ended.
   *
   * @throws {NotFound}
   */
  withFile<T>(key: string, work: (path: string) => Promise<T>): Promise<T>
  /** Also what an upload that was cut off has left under this key. Nothing there is fine. */
  remove(key: string): Promise<void>
}

// From a file to knowledge.

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
  /** Told how long a recording is before any of it is written down; what it throws ends the work. */
  onSpeech?: (durationMs: number) => Promise<void>
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
  /** As the model names it; undefined where it does not say. */
  language?: string
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
/** The same document always gives the same chunks. */
export type SplitIntoChunks = (extraction: Extraction) => Promise<WeighedChunk[]>

/** Vectors of two models are of one kind when both are the same. */
export type ModelIdentity = Pick<EmbeddingModel, 'name' | 'server'>

export interface EmbeddingModel {
  /** Stored with every vector, dimensions included: those of different models are never compared. */
  name: string
  /** Where it is asked; empty for one in this process. */
  server: string
  dimensions: number
  /** One vector for each text, in their order, of length 1. @throws {AiUnavailable} */
  embed(
    texts: readonly string[],
    options: { signal?: AbortSignal; purpose?: 'document' | 'query' },
  ): Promise<{ vectors: Float32Array[]; usage: ModelUsage }>
}

/** Whose key pays for a coach's documents, and which models it opens. */
export interface KnowledgeModels {
  /** @throws {AiUnavailable} `no_key` when the coach has none */
  embeddingsFor(coachId: string): Promise<EmbeddingModel>
  /** One that a coach's documents were read with; undefined when their key does not open it. */
  reopenEmbeddings(coachId: string, model: ModelIdentity): Promise<EmbeddingModel | undefined>
  /** Undefined when the coach has no key. */
  transcribeFor(coachId: string): Promise<Transcribe | undefined>
}

export type UnembeddedChunk = { id: string; headings: readonly string[]; content: string }

/** Of length 1. */
export type ChunkVector = { chunkId: string; vector: Float32Array }

export interface Knowledge {
  /** In one transaction; chunks whose text is unchanged, or stands in another document of the coach's, keep their vectors. */
  replaceChunks(coachId: string, documentId: string, chunks: readonly WeighedChunk[]): Promise<void>
  /** In their order in the document. */
  listUnembedded(coachId: string, documentId: string, model: string, limit: number): Promise<UnembeddedChunk[]>
}

/** Which model's vectors answer a coach's questions, and which one's are to take their place. */
export type KnowledgeIndex = {
  /** Undefined: the documents are found by their words alone. */
  serving: ModelIdentity | undefined
  next: ModelIdentity | undefined
  isDue: boolean
}

export interface KnowledgeIndexes {
  /** Undefined when the coach has never had a document. */
  find(coachId: string): Promise<KnowledgeIndex | undefined>
  /**
   * From now on all documents follow this model: those read with another are worked on again, and it serves when they are
   * done. That is looked at again later while it takes, since what is given up in between is none the less to be done.
   *
   * @param model undefined: the coach has no key, so nothing is to be done
   */
  follow(coachId: string, model: ModelIdentity | undefined): Promise<void>
  /** What was left to do may have been removed. */
  switchIfComplete(coachId: string): Promise<void>
  /** Of models that neither serve nor are to. @returns how many went */
  removeOldVectors(coachId: string, limit: number): Promise<number>
  /** Undefined when no model is to take another's place. */
  findProgress(coachId: string): Promise<{ done: number; total: number } | undefined>
}

// Finding what helps.

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
  /** Those of them whose documents still serve. */
  keepServed(coachId: string, candidates: readonly Candidate[]): Promise<Candidate[]>
}

// The documents of a coach.

export type DocumentOrigin = 'telegram' | 'api' | 'page' | 'snippet'

export type DocumentView = {
  id: string
  title: string
  fileName: string
  mime: string | undefined
  sizeBytes: number
  sha256: Uint8Array
  origin: DocumentOrigin
  batchId: string | undefined
  /** The version that this one takes the place of when it is ready. */
  replacesId: string | undefined
  status: DocumentStatus
  /** 0 to 1, of the step it is in. */
  progress: number
  problem: DocumentProblem | undefined
  pages: number | undefined
  durationMs: number | undefined
  /** Known once it has been read. */
  chunks: number | undefined
  createdAt: Date
  readyAt: Date | undefined
}

export type NewDocument = StoredFile & {
  storageKey: string
  title: string
  fileName: string
  mime?: string | undefined
  origin: DocumentOrigin
  batchId?: string | undefined
  replacesId?: string | undefined
  /** Speech in it is written down, however much it is: that has been asked about already. */
  isSpeechWanted?: boolean | undefined
}

export type AddedDocument = {
  document: DocumentView
  /** False when the coach has these bytes already: then this is the document they are. */
  isNew: boolean
  /** Others of the same title, newest first: perhaps this is a new version of one. */
  sameTitle: DocumentView[]
  wakeUps: WakeUp[]
}

export type DocumentFilter = {
  status?: DocumentStatus
  /** Part of the title or of the file's name, whatever the case. */
  words?: string
  batchId?: string
  /** Newest first: those after this one. */
  after?: string
  /** So many of them are passed over. */
  skip?: number
  limit: number
}

export interface Documents {
  /** Before a file is stored under a new key: should nobody come back to it, the file goes at `until`. */
  reserve(coachId: string, storageKey: string, until: Date): Promise<void>
  /** It has not been stored after all. */
  release(coachId: string, storageKey: string): Promise<WakeUp[]>
  /** Of bytes that are there already the file that is there is kept, and a document that had failed is tried again. */
  add(coachId: string, document: NewDocument): Promise<AddedDocument>
  find(coachId: string, documentId: string): Promise<DocumentView | undefined>
  list(coachId: string, filter: DocumentFilter): Promise<DocumentView[]>
  /** Each with the newest older one of the same title, if there is one. */
  listWithNamesakes(
    coachId: string,
    documentIds: readonly string[],
  ): Promise<(DocumentView & { namesakes: { id: string; createdAt: Date }[] })[]>
  count(coachId: string): Promise<number>
  /** @throws {NotFound} */
  rename(coachId: string, documentId: string, title: string): Promise<DocumentView>
  /**
   * The one takes the other's place: at once when it is ready, else as soon as it is.
   *
   * @throws {NotFound} when there is not the one or the other
   */
  replace(
    coachId: string,
    documentId: string,
    replacedId: string,
  ): Promise<{ document: DocumentView; wakeUps: WakeUp[] }>
  /** Its row, chunks and vectors are gone when this returns; its file when the wake-up is done. @returns undefined: there is none */
  remove(
    coachId: string,
    documentId: string,
    by: string,
    /** Not one that has been wanted back meanwhile. */
    options?: { onlyIfDue: boolean },
  ): Promise<WakeUp[] | undefined>
  /** It is nowhere to be found from now on, and goes at `at`. @returns undefined: there is none */
  removeAt(coachId: string, documentId: string, at: Date, by: string): Promise<WakeUp[] | undefined>
  /** What was to go stays. False when it is gone. */
  keep(coachId: string, documentId: string): Promise<boolean>
  /** Those whose time to go has come. */
  listToRemove(coachId: string): Promise<{ id: string; by: string }[]>
  /** The speech in it is worth its price. @returns undefined: that is not asked, or it is gone */
  startSpeech(coachId: string, documentId: string): Promise<WakeUp[] | undefined>
  /** What failed, or has no vectors, is worked on again: one document, or all for whom only the key was missing. */
  tryAgain(coachId: string, documentId?: string): Promise<WakeUp[]>
}

/** A document taken under a lease. */
export type DocumentWork = {
  coachId: string
  documentId: string
  leaseId: string
  fileName: string
  storageKey: string | undefined
  /** This one among them, since it last got further: the one in which it did is the first. */
  attempts: number
  /** Has been read already: what is left is its vectors. */
  isRead: boolean
  /** Clients are answered from it: what is left is vectors of another model. */
  serves: boolean
  chunks: number
  progress: number
}

export interface DocumentWorks {
  /** Takes the coach's next document, unless as many as may be are at work; one past its deadline has failed. */
  claim(coachId: string): Promise<DocumentWork | undefined>
  /** False when it is someone else's by now, gone, or past its deadline: then it has failed. */
  renew(work: DocumentWork): Promise<boolean>
  /** @param share 0 to 1, of the step it is in */
  recordProgress(work: DocumentWork, share: number): Promise<void>
  /**
   * Whether so much speech is written down without asking, counted with what came together with it; else the coach is
   * asked, and the lease is over. `lost`: it was over before.
   */
  decideSpeech(work: DocumentWork, durationMs: number): Promise<'write_down' | 'asked' | 'lost'>
  /** Its chunks are stored. False when the lease is lost. */
  recordRead(
    work: DocumentWork,
    facts: { pages: number | undefined; durationMs: number | undefined; chunks: number },
  ): Promise<boolean>
  /**
   * Takes the place of the version it replaces, in one transaction; the last document that was read with the coach's former
   * model lets the next one serve. @param model undefined: found by its words alone
   */
  recordReady(work: DocumentWork, model: ModelIdentity | undefined): Promise<void>
  recordFailed(work: DocumentWork, problem: DocumentProblem): Promise<void>
  /** @param counts false: this attempt was none of the document's */
  postpone(work: DocumentWork, until: Date, counts: boolean): Promise<void>
  /** In one transaction: what has been paid for is there. */
  recordEmbedded(
    work: DocumentWork,
    made: { model: string; vectors: readonly ChunkVector[]; usage: ModelUsage; share: number },
  ): Promise<void>
  /** For an answer that was paid and is of no use. */
  recordSpent(work: DocumentWork, purpose: 'embedding' | 'transcription', usage: ModelUsage): Promise<void>
  /** A part of a recording that has been paid for already. */
  findTranscribed(work: DocumentWork, part: number): Promise<readonly SpeechSegment[] | undefined>
  recordTranscribed(work: DocumentWork, part: number, transcription: Transcription): Promise<void>
  /** Files that nobody has a use for any more. */
  listRemovals(coachId: string, limit: number): Promise<string[]>
  recordRemoved(coachId: string, storageKey: string): Promise<void>
  /** The store would not: it is asked again later, and nothing else waits for it. */
  postponeRemoval(coachId: string, storageKey: string): Promise<void>
}

// What they do not hold.

export type Gap = { id: string; question: string; client: string; notedAt: Date }

export interface Gaps {
  /** Newest first. @param options.before the id of the last one seen */
  list(coachId: string, options: { before?: string; limit: number }): Promise<{ gaps: Gap[]; open: number }>
  close(coachId: string, id: string): Promise<void>
  reopen(coachId: string, id: string): Promise<void>
}
