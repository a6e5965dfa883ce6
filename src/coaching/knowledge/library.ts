/** A coach's documents, as the ways in see them: files come, and from there on it is the jobs' work. */
import type { Clock, Ids, Wake } from '../ports.ts'
import type { AddedDocument, DocumentOrigin, Documents, KnowledgeIndexes, OriginalStore } from './ports.ts'

/** A file that is stored and belongs to no document goes after this: longer than any upload takes. */
const reservedMs = 24 * 3_600_000
/** So long a document that was removed can be had back. */
const undoMs = 60_000
const titleLength = 200
const fileNameLength = 255

export type NewFile = {
  fileName: string
  /** Made from the file's name when left out. */
  title?: string | undefined
  mime?: string | undefined
  origin: DocumentOrigin
  batchId?: string | undefined
  isSpeechWanted?: boolean | undefined
  /** The document that this one takes the place of. */
  replacesId?: string | undefined
}

type Deps = {
  documents: Documents
  indexes: Pick<KnowledgeIndexes, 'findProgress'>
  store: OriginalStore
  /** Of one file. */
  sizeAtMost: number
  wake: Wake
  clock: Clock
  ids: Ids
}
export type Library = ReturnType<typeof createLibrary>

export function createLibrary({ documents, indexes, store, sizeAtMost, wake, clock, ids }: Deps) {
  return {
    sizeAtMost,
    find: documents.find,
    list: documents.list,
    listWithNamesakes: documents.listWithNamesakes,
    count: documents.count,
    keep: documents.keep,
    /** How many documents have been read anew for another model, while they are. */
    findReindexing: indexes.findProgress,

    /** @throws {NotFound} */
    rename: (coachId: string, documentId: string, title: string) =>
      documents.rename(coachId, documentId, titleOf(title)),

    /**
     * Stores the bytes as they come and has them read.
     *
     * @param about may be known only once the bytes have come
     * @throws {FileTooLarge} {NoRoom} and what the bytes or `about` throw: then nothing is left of them
     */
    async add(
      coachId: string,
      bytes: AsyncIterable<Uint8Array>,
      about: NewFile | Promise<NewFile>,
      signal?: AbortSignal,
    ): Promise<Omit<AddedDocument, 'wakeUps'>> {
      Promise.resolve(about).catch(() => {}) // heard of below, unless the bytes fail first
      const storageKey = `${coachId}/${ids.next()}`
      await documents.reserve(coachId, storageKey, new Date(clock.now().getTime() + reservedMs))
      const come = async () => ({
        ...(await store.put(storageKey, bytes, { sizeAtMost, ...(signal && { signal }) })),
        ...named(await about),
      })
      const file = await come().catch(async (error: unknown) => {
        await wake(await documents.release(coachId, storageKey))
        throw error
      })
      // Should this fail with the document made even so, its file must stay: the reservation knows which it is.
      const { wakeUps, ...added } = await documents.add(coachId, { ...file, storageKey })
      await wake(wakeUps)
      return added
    },

    /** The one takes the other's place as soon as it is ready. @throws {NotFound} */
    async replace(coachId: string, documentId: string, replacedId: string) {
      const { document, wakeUps } = await documents.replace(coachId, documentId, replacedId)
      await wake(wakeUps)
      return document
    },

    /** False when there is no such document. */
    async remove(coachId: string, documentId: string, by: string): Promise<boolean> {
      const wakeUps = await documents.remove(coachId, documentId, by)
      await wake(wakeUps ?? [])
      return wakeUps !== undefined
    },

    /** It is nowhere to be found any more, and gone in a minute: until then it can be kept after all. */
    async removeSoon(coachId: string, documentId: string, by: string): Promise<boolean> {
      const wakeUps = await documents.removeAt(coachId, documentId, new Date(clock.now().getTime() + undoMs), by)
      await wake(wakeUps ?? [])
      return wakeUps !== undefined
    },

    /** Those that nobody has wanted back. */
    async removeDue(coachId: string): Promise<void> {
      for (const { id, by } of await documents.listToRemove(coachId))
        await wake((await documents.remove(coachId, id, by, { onlyIfDue: true })) ?? [])
    },

    /** The speech in it is worth its price. False when that is not asked, or there is no such document. */
    async startSpeech(coachId: string, documentId: string): Promise<boolean> {
      const wakeUps = await documents.startSpeech(coachId, documentId)
      await wake(wakeUps ?? [])
      return wakeUps !== undefined
    },

    /** What failed is worked on again: one document, or all for which only the key was missing or refused. */
    async tryAgain(coachId: string, documentId?: string): Promise<void> {
      await wake(await documents.tryAgain(coachId, documentId))
    },
  }
}

function named(file: NewFile) {
  const fileName = plainName(file.fileName)
  return {
    ...file,
    fileName,
    title: titleOf(file.title?.trim() || fileName.replace(/\.\w{1,8}$/, '').replaceAll('_', ' ')),
  }
}

/** Some browsers and programs send a path. */
function plainName(given: string): string {
  const name = given.split(/[\\/]/).at(-1)?.trim() ?? ''
  return name.slice(-fileNameLength) || 'file'
}

function titleOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, titleLength) || 'Untitled'
}
