/** From a stored file to knowledge: one step after the other, each recorded, so that whoever goes on begins where it stopped. */
import { AiUnavailable, type AiUnavailableReason, ExtractionFailed } from '../errors.ts'
import { deadKeyOf } from '../incident.ts'
import type { Clock } from '../ports.ts'
import type { RightOfWay } from '../right-of-way.ts'
import type { DocumentProblem } from './document.ts'
import type {
  DocumentWork,
  DocumentWorks,
  EmbeddingModel,
  Extract,
  Knowledge,
  KnowledgeModels,
  OriginalStore,
  SplitIntoChunks,
  Transcribe,
  UnembeddedChunk,
} from './ports.ts'
import type { Reindex } from './reindex.ts'
import { nextAttemptAt } from './retry.ts'

const leaseRenewalMs = 20_000
/** Texts in one call: what is lost of it by a kill is paid for twice. */
const embeddedAtOnce = 64
/** Read from the rows at once: a megabyte of text at most. */
const listedAtOnce = 256
/** Written when so much has been done since. */
const progressStep = 0.05

type Deps = {
  works: DocumentWorks
  store: Pick<OriginalStore, 'withFile'>
  extract: Extract
  split: SplitIntoChunks
  knowledge: Knowledge
  models: Pick<KnowledgeModels, 'transcribeFor'>
  reindex: Pick<Reindex, 'modelsToRead'>
  /** Between two steps. */
  giveWay: RightOfWay['giveWay']
  clock: Clock
  renewEveryMs?: number
}

export type Ingested =
  | { kind: 'ready' }
  | { kind: 'failed'; problem: DocumentProblem }
  /** The coach says whether the speech in it is worth its price. */
  | { kind: 'asked' }
  /** It is tried again; `error` is what nobody expected. */
  | { kind: 'postponed'; until: Date; why?: AiUnavailableReason; error?: unknown }
  /** Removed, failed or taken by someone else meanwhile, or this process ends. */
  | { kind: 'left' }
export type Ingest = (work: DocumentWork, closing: AbortSignal) => Promise<Ingested>

/** Ends work that is under way without its being anybody's fault. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** Nothing goes on until the coach has answered. */
class SpeechIsAsked extends Error {
  override readonly name = 'SpeechIsAsked'
}

export function createIngest({
  works,
  store,
  extract,
  split,
  knowledge,
  models,
  reindex,
  giveWay,
  clock,
  renewEveryMs = leaseRenewalMs,
}: Deps): Ingest {
  return async function ingest(claimed, closing) {
    const work = { ...claimed }
    const lost = new AbortController()
    const signal = AbortSignal.any([lost.signal, closing])
    const renewal = setInterval(async () => {
      const isHeld = await works.renew(work).catch(() => true)
      if (!isHeld) lost.abort(new LeaseLost())
    }, renewEveryMs)
    try {
      if (!work.isRead) await read(work, signal)
      await embed(work, signal)
      return { kind: 'ready' }
    } catch (error) {
      if (error instanceof SpeechIsAsked) return { kind: 'asked' }
      if (lost.signal.aborted || error instanceof LeaseLost) return { kind: 'left' }
      if (!closing.aborted) return await settle(work, error)
      await works.postpone(work, clock.now(), false) // the next process takes it up at once
      return { kind: 'left' }
    } finally {
      clearInterval(renewal)
    }
  }

  async function read(work: DocumentWork, signal: AbortSignal): Promise<void> {
    const { coachId, documentId, storageKey } = work
    if (!storageKey) throw new ExtractionFailed('failed_here')
    const transcribe = await models.transcribeFor(coachId)
    const extraction = await store.withFile(storageKey, (path) =>
      extract(
        { path, name: work.fileName },
        {
          signal,
          onProgress: createProgress((share) => works.recordProgress(work, share)),
          ...(transcribe && { transcribe: payingOnce(work, transcribe), onSpeech: askingFirst(work) }),
        },
      ),
    )
    signal.throwIfAborted()
    const chunks = await split(extraction)
    if (chunks.length === 0) throw new ExtractionFailed('empty')
    await giveWay()
    await knowledge.replaceChunks(coachId, documentId, chunks)
    const { pages, durationMs } = extraction
    if (!(await works.recordRead(work, { pages, durationMs, chunks: chunks.length }))) throw new LeaseLost()
    Object.assign(work, { attempts: 1, isRead: true, chunks: chunks.length, progress: 0 })
  }

  function askingFirst(work: DocumentWork): (durationMs: number) => Promise<void> {
    return async (durationMs) => {
      const decision = await works.decideSpeech(work, durationMs)
      if (decision === 'asked') throw new SpeechIsAsked()
      if (decision === 'lost') throw new LeaseLost()
    }
  }

  /** A part of a recording that was written down before the work began anew is not asked for again. */
  function payingOnce(work: DocumentWork, transcribe: Transcribe): Transcribe {
    return async (part, options) => {
      const known = await works.findTranscribed(work, part.index)
      if (known) return { segments: known, usage: nothingSpent }
      const transcription = await paid(work, 'transcription', transcribe(part, options))
      await works.recordTranscribed(work, part.index, transcription)
      work.attempts = 1
      return transcription
    }
  }

  async function embed(work: DocumentWork, signal: AbortSignal): Promise<void> {
    const candidates = await reindex.modelsToRead(work.coachId, work.serves).catch((error: unknown) => {
      if (error instanceof AiUnavailable && error.why === 'no_key' && !work.serves) return []
      throw error
    })
    // Found by its words until there is a key.
    if (candidates.length === 0) return works.recordReady(work, undefined)
    for (const [at, model] of candidates.entries()) {
      try {
        return await embedWith(model, work, signal)
      } catch (error) {
        const isGone = error instanceof AiUnavailable && !error.retryable
        if (!isGone || at === candidates.length - 1) throw error
      }
    }
  }

  async function embedWith(model: EmbeddingModel, work: DocumentWork, signal: AbortSignal): Promise<void> {
    const { coachId, documentId } = work
    let done = Math.round(work.progress * work.chunks)
    for (;;) {
      const listed = await knowledge.listUnembedded(coachId, documentId, model.name, listedAtOnce)
      if (listed.length === 0) return works.recordReady(work, model)
      for (let from = 0; from < listed.length; from += embeddedAtOnce) {
        await giveWay()
        signal.throwIfAborted()
        const batch = listed.slice(from, from + embeddedAtOnce)
        const asked = model.embed(batch.map(textOf), { signal, purpose: 'document' })
        const { vectors: made, usage } = await paid(work, 'embedding', asked)
        const vectors = batch.flatMap(({ id }, at) => (made[at] ? [{ chunkId: id, vector: made[at] }] : []))
        if (vectors.length < batch.length) {
          await works.recordSpent(work, 'embedding', usage)
          throw new AiUnavailable('malformed') // not asked, and paid, for ever
        }
        done = Math.min(work.chunks, done + batch.length)
        const share = work.chunks > 0 ? done / work.chunks : 1
        await works.recordEmbedded(work, { model: model.name, vectors, usage, share })
        work.attempts = 1
      }
    }
  }

  /** What an answer that is of no use has cost is written down all the same. */
  async function paid<T>(work: DocumentWork, purpose: 'embedding' | 'transcription', asked: Promise<T>): Promise<T> {
    try {
      return await asked
    } catch (error) {
      if (error instanceof AiUnavailable && error.usage) await works.recordSpent(work, purpose, error.usage)
      throw error
    }
  }

  async function settle(work: DocumentWork, error: unknown): Promise<Ingested> {
    if (!(await works.renew(work))) return { kind: 'left' } // removed meanwhile: what then fails is no failure
    const isUnavailable = error instanceof AiUnavailable
    const until = nextAttemptAt(work.attempts, clock.now())
    if (error instanceof ExtractionFailed) return fail(work, error.problem)
    if (isUnavailable && error.why === 'no_key') return fail(work, 'no_key')
    if (isUnavailable && deadKeyOf(error.why) && work.isRead) {
      // As without a key: found by its words until one works, and a refused key is asked once.
      await works.recordReady(work, undefined)
      return { kind: 'ready' }
    }
    if (!until) return fail(work, isUnavailable ? 'service_failed' : 'failed_here')
    await works.postpone(work, until, true)
    return { kind: 'postponed', until, ...(isUnavailable ? { why: error.why } : { error }) }
  }

  async function fail(work: DocumentWork, problem: DocumentProblem): Promise<Ingested> {
    await works.recordFailed(work, problem)
    return { kind: 'failed', problem }
  }
}

/** What is found by: the headings belong to the text below them. */
function textOf({ headings, content }: UnembeddedChunk): string {
  return [...headings, content].join('\n')
}

/** Tells of what has changed noticeably, one word at a time; progress that is lost harms nobody. */
function createProgress(record: (share: number) => Promise<void>): (share: number) => void {
  let told = 0
  let telling = false
  return (share) => {
    if (telling || share - told < progressStep) return
    told = share
    telling = true
    record(share)
      .catch(() => {})
      .finally(() => {
        telling = false
      })
  }
}

const nothingSpent = { model: '', tokensIn: 0, tokensCached: 0, tokensOut: 0, costUsd: 0, latencyMs: 0 }
