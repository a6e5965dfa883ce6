/** The coach's documents: where files are kept, and how they become knowledge. */
import type { Logger } from 'pino'
import { createFetchNext, type Download } from '../coaching/knowledge/fetch-files.ts'
import { createIngest } from '../coaching/knowledge/ingest.ts'
import { createLibrary } from '../coaching/knowledge/library.ts'
import type {
  Extract,
  KnowledgeIndexes,
  KnowledgeModels,
  OriginalStore,
  SplitIntoChunks,
} from '../coaching/knowledge/ports.ts'
import type { Reindex } from '../coaching/knowledge/reindex.ts'
import { createUploads } from '../coaching/knowledge/uploads.ts'
import type { Clock, Ids, Wake } from '../coaching/ports.ts'
import type { RightOfWay } from '../coaching/right-of-way.ts'
import { createDocumentWorks } from '../db/document-works.ts'
import { createDocuments } from '../db/documents.ts'
import type { Doors } from '../db/doors.ts'
import { createKnowledge } from '../db/knowledge.ts'
import { createReceivedFiles } from '../db/received-files.ts'
import { createUploadRows } from '../db/uploads.ts'
import { createTendDocuments } from '../jobs/documents.ts'

type Deps = {
  doors: Doors
  clock: Clock
  ids: Ids
  store: OriginalStore
  /** What reads documents. */
  reading: { extract: Extract; split: SplitIntoChunks; models: KnowledgeModels }
  indexes: KnowledgeIndexes
  reindex: Reindex
  download: Download
  /** Of one file. */
  sizeAtMost: number
  giveWay: RightOfWay['giveWay']
  wake: Wake
  log: Logger
}

export function wireDocuments({
  doors,
  clock,
  ids,
  store,
  reading,
  indexes,
  reindex,
  download,
  sizeAtMost,
  giveWay,
  wake,
  log,
}: Deps) {
  const works = createDocumentWorks({ doors, clock, ids })
  const library = createLibrary({
    documents: createDocuments({ doors, clock, ids }),
    ...{ indexes, store, sizeAtMost, wake, clock, ids },
  })
  const uploads = createUploads({ uploads: createUploadRows({ doors, clock }), store, library, wake, ids })
  const files = createReceivedFiles({ doors, clock, ids })
  const knowledge = createKnowledge({ doors, ids })
  const ingest = createIngest({ works, store, ...reading, reindex, knowledge, giveWay, clock })

  return {
    library,
    uploads,
    documents: createTendDocuments({
      ...{ works, library, reindex, uploads, store, ingest, wake, log },
      fetchNext: createFetchNext({ files, download, library, clock }),
    }),
  }
}
