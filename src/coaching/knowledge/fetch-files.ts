/** Brings in what a coach has sent, one file at a time: what a crash cuts off is fetched again, and becomes the same document. */
import { FileTooLarge, NoRoom } from '../errors.ts'
import type { Clock } from '../ports.ts'
import type { FetchWork, ReceivedFiles } from './batches.ts'
import type { Library } from './library.ts'
import { nextAttemptAt } from './retry.ts'

/** Why a messenger gives no bytes. */
export class NotGiven extends Error {
  override readonly name = 'NotGiven'
  /** `gone`: it is not there, as far as the messenger knows. */
  readonly why: 'too_big' | 'too_early' | 'gone' | 'failed'
  /** How long it asks to wait; 0 where it says nothing. */
  readonly afterMs: number
  constructor(why: NotGiven['why'], { afterMs = 0, ...options }: ErrorOptions & { afterMs?: number } = {}) {
    super(`The file was not given (${why})`, options)
    this.why = why
    this.afterMs = afterMs
  }
}

/** The bytes of a file, as they come. @throws {NotGiven} also when they break off */
export type Download = (fileId: string, signal: AbortSignal) => AsyncIterable<Uint8Array>

type Deps = {
  files: ReceivedFiles
  download: Download
  library: Pick<Library, 'add' | 'listWithNamesakes'>
  clock: Clock
}
export type FetchNext = (coachId: string, signal: AbortSignal) => Promise<boolean>

/** @returns whether there was one; it then may have become a document, and another may be next */
export function createFetchNext({ files, download, library, clock }: Deps): FetchNext {
  return async function fetchNext(coachId, signal) {
    const work = signal.aborted ? undefined : await files.claim(coachId)
    if (!work) return false
    try {
      await fetch(work, signal)
    } catch (error) {
      await settle(work, error, signal)
    }
    return true
  }

  async function fetch(work: FetchWork, signal: AbortSignal): Promise<void> {
    const { coachId, batchId, fileId, fileName, title, mime, isNamed, isSpeechWanted } = work
    const about = { fileName, title, mime, origin: 'telegram' as const, batchId, isSpeechWanted }
    const { document, isNew } = await library.add(coachId, download(fileId, signal), about, signal)
    // Of this very batch: a kill came between its being added and its being recorded, or it was sent twice at once.
    const isKnown = !isNew && document.batchId !== batchId
    const [found] = isKnown || !isNamed ? [] : await library.listWithNamesakes(coachId, [document.id])
    await files.recordFetched(work, { documentId: document.id, isKnown, olderId: found?.namesakes[0]?.id })
  }

  async function settle(work: FetchWork, error: unknown, signal: AbortSignal): Promise<void> {
    const now = clock.now()
    if (signal.aborted) return files.postpone(work, now, false) // the next process takes it up at once
    if (error instanceof FileTooLarge) return files.recordFailed(work, 'too_large')
    if (error instanceof NotGiven && error.why === 'too_big') return files.recordFailed(work, 'too_big_for_telegram')
    if (error instanceof NotGiven && error.why === 'too_early')
      return files.postpone(work, new Date(now.getTime() + error.afterMs), false)
    const until = nextAttemptAt(work.attempts, now)
    if (until) return files.postpone(work, until, true)
    return files.recordFailed(work, error instanceof NoRoom ? 'no_room' : 'not_fetched')
  }
}
