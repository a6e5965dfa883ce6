/** Files that come in parts, so that a connection that breaks costs one part: the upload page's way in. */
import type { Caller } from '../access.ts'
import { FileTooLarge, NoRoom, NotFound, WrongPart } from '../errors.ts'
import type { Ids, Wake, WakeUp } from '../ports.ts'
import type { Library } from './library.ts'
import type { OriginalStore } from './ports.ts'

/** Some seconds on a slow phone; no proxy refuses so much. */
const partBytes = 4 * 1024 * 1024
/** Of files that have begun and not ended, in one session. */
const unfinishedAtMost = 1_000

/** Why a file that has come whole did not become a document. */
export type UploadProblem = 'no_room'

export type NewUpload = { fileName: string; mime: string | undefined; sizeBytes: number; modifiedAt: Date }
export type UploadView = NewUpload & {
  id: string
  partBytes: number
  /** Numbers of the parts that are here, from 0. */
  received: readonly number[]
  documentId: string | undefined
  problem: UploadProblem | undefined
}
/** What is to be done about an upload: its parts put together, or taken away. */
export type UploadWork = UploadView & { coachId: string; isExpired: boolean }

export interface Uploads {
  /** The same file of the same session, when it has begun; else a new one. */
  begin(caller: Caller, upload: NewUpload & { id: string; partBytes: number }): Promise<UploadView>
  find(caller: Caller, uploadId: string): Promise<UploadView | undefined>
  /** Those of this session, in the order in which they began. */
  list(caller: Caller): Promise<UploadView[]>
  countUnfinished(caller: Caller): Promise<number>
  /** @param dueAt when it was the last one */
  recordPart(
    caller: Caller,
    uploadId: string,
    part: number,
    partCount: number,
  ): Promise<{ upload: UploadView; wakeUps: WakeUp[] }>
  /** It is not wanted any more. */
  discard(caller: Caller, uploadId: string): Promise<WakeUp[]>
  /** Takes what is due of a coach's. */
  claim(coachId: string): Promise<UploadWork | undefined>
  recordDone(work: UploadWork, documentId: string): Promise<void>
  recordProblem(work: UploadWork, problem: UploadProblem): Promise<void>
  recordPartsRemoved(work: UploadWork): Promise<void>
}

type Deps = { uploads: Uploads; store: OriginalStore; library: Library; wake: Wake; ids: Ids }
export type UploadService = ReturnType<typeof createUploads>

export function createUploads({ uploads, store, library, wake, ids }: Deps) {
  return {
    list: uploads.list,

    /** @throws {FileTooLarge} {NoRoom} when too many have begun and not ended */
    async begin(caller: Caller, file: NewUpload): Promise<UploadView> {
      if (file.sizeBytes > library.sizeAtMost) throw new FileTooLarge(library.sizeAtMost)
      if ((await uploads.countUnfinished(caller)) >= unfinishedAtMost) throw new NoRoom('too many unfinished uploads')
      const upload = await uploads.begin(caller, { ...file, id: ids.next(), partBytes })
      if (partCount(upload) === 0) await wake([{ kind: 'document', coachId: caller.coachId }])
      return upload
    },

    /**
     * A part is here when this returns; the same one again changes nothing. The last one has the file put together.
     *
     * @throws {NotFound} {WrongPart} {NoRoom}
     */
    async putPart(
      caller: Caller,
      uploadId: string,
      part: number,
      bytes: AsyncIterable<Uint8Array>,
    ): Promise<UploadView> {
      const upload = await uploads.find(caller, uploadId)
      if (!upload) throw new NotFound(`upload ${uploadId}`)
      const count = partCount(upload)
      if (part >= count) throw new WrongPart(`The file has ${count} parts`)
      if (upload.documentId || upload.received.includes(part)) return upload
      const expected = part === count - 1 ? upload.sizeBytes - part * upload.partBytes : upload.partBytes
      const key = keyOf(caller.coachId, uploadId, part)
      const stored = await store.put(key, bytes, { sizeAtMost: expected })
      if (stored.sizeBytes !== expected) {
        await store.remove(key)
        throw new WrongPart(`The part has ${stored.sizeBytes} bytes of ${expected}`)
      }
      const recorded = await uploads.recordPart(caller, uploadId, part, count).catch(async (error: unknown) => {
        if (error instanceof NotFound) await store.remove(key) // given up meanwhile
        throw error
      })
      await wake(recorded.wakeUps)
      return recorded.upload
    },

    async discard(caller: Caller, uploadId: string): Promise<void> {
      await wake(await uploads.discard(caller, uploadId))
    },

    /** Does what is due of a coach's uploads; what a crash cuts off is done again. */
    async tend(coachId: string, signal: AbortSignal): Promise<void> {
      for (;;) {
        signal.throwIfAborted()
        const work = await uploads.claim(coachId)
        if (!work) return
        if (!work.documentId && !work.isExpired && !(await assemble(work, signal))) continue
        for (let part = 0; part < partCount(work); part++) await store.remove(keyOf(coachId, work.id, part))
        await uploads.recordPartsRemoved(work)
      }
    },
  }

  /** Twice the same bytes are one document: to begin anew is safe. False: another try is to come. */
  async function assemble(work: UploadWork, signal: AbortSignal): Promise<boolean> {
    try {
      const { fileName, mime } = work
      const { document } = await library.add(work.coachId, allParts(work), { fileName, mime, origin: 'page' }, signal)
      await uploads.recordDone(work, document.id)
      return true
    } catch (error) {
      if (!(error instanceof NoRoom)) throw error
      await uploads.recordProblem(work, 'no_room')
      return false
    }
  }

  async function* allParts(work: UploadWork) {
    for (let part = 0; part < partCount(work); part++) yield* store.read(keyOf(work.coachId, work.id, part))
  }
}

export function partCount({ sizeBytes, partBytes }: Pick<UploadView, 'sizeBytes' | 'partBytes'>): number {
  return Math.ceil(sizeBytes / partBytes)
}

function keyOf(coachId: string, uploadId: string, part: number): string {
  return `${coachId}/${uploadId}-${part}`
}
