/** What is due of a coach's documents: files that go, uploads that have come whole, one file to be fetched and one to be read. */
import type { Logger } from 'pino'
import type { FetchNext } from '../coaching/knowledge/fetch-files.ts'
import type { Ingest, Ingested } from '../coaching/knowledge/ingest.ts'
import type { Library } from '../coaching/knowledge/library.ts'
import type { DocumentWork, DocumentWorks, OriginalStore } from '../coaching/knowledge/ports.ts'
import type { Reindex } from '../coaching/knowledge/reindex.ts'
import type { UploadService } from '../coaching/knowledge/uploads.ts'
import type { Wake } from '../coaching/ports.ts'

const removedAtOnce = 100

type Deps = {
  works: Pick<DocumentWorks, 'claim' | 'listRemovals' | 'recordRemoved' | 'postponeRemoval'>
  uploads: Pick<UploadService, 'tend'>
  fetchNext: FetchNext
  library: Pick<Library, 'removeDue'>
  reindex: Pick<Reindex, 'tend'>
  store: Pick<OriginalStore, 'remove'>
  ingest: Ingest
  wake: Wake
  log: Logger
}

/** Safe to run at any time and by several workers: what a crash cuts off is done again. */
export function createTendDocuments({ works, uploads, fetchNext, library, reindex, store, ingest, wake, log }: Deps) {
  const closing = new AbortController()

  return {
    async tend({ coachId }: { coachId: string }): Promise<void> {
      await library.removeDue(coachId)
      await removeFiles(coachId)
      await reindex.tend(coachId)
      await uploads.tend(coachId, closing.signal)
      const isFetched = await fetchNext(coachId, closing.signal)
      const work = closing.signal.aborted ? undefined : await works.claim(coachId)
      const outcome = work && (await read(work))
      if (!work && (!isFetched || closing.signal.aborted)) return
      // At the end of the line: another coach's document comes between one's 300.
      await wake([
        { kind: 'document', coachId },
        ...(outcome === 'ready' ? [{ kind: 'review' as const, coachId }] : []),
        ...(outcome === 'asked' ? [{ kind: 'batch' as const, coachId }] : []),
      ])
    },

    /** What is under way ends soon. */
    stop(): void {
      closing.abort()
    },
  }

  async function removeFiles(coachId: string): Promise<void> {
    for (;;) {
      const keys = await works.listRemovals(coachId, removedAtOnce)
      let isAnyLeft = false
      for (const key of keys)
        try {
          await store.remove(key)
          await works.recordRemoved(coachId, key)
        } catch (error) {
          isAnyLeft = true
          await works.postponeRemoval(coachId, key)
          log.error({ coachId, err: error }, 'a file was not removed; it is tried again')
        }
      if (keys.length < removedAtOnce || isAnyLeft) return
    }
  }

  async function read(work: DocumentWork): Promise<Ingested['kind']> {
    const startedAt = performance.now()
    const { kind, ...rest } = await ingest(work, closing.signal)
    const { error, ...facts } = { error: undefined, ...rest }
    const { coachId, documentId, attempts } = work
    const line = { coachId, documentId, attempts, ...facts, ms: Math.round(performance.now() - startedAt) }
    if (error) log.error({ ...line, err: error }, 'a document got no further; it is tried again')
    else log.info(line, `document ${kind}`)
    return kind
  }
}
