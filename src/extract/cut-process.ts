/** The process of `cut.ts`: takes an extraction, answers with its chunks and what their words weigh, one document after the other. */
import { chunk } from '../coaching/knowledge/chunk.ts'
import type { Extraction } from '../coaching/knowledge/document.ts'
import { weigh } from '../coaching/knowledge/weighed-chunk.ts'

process.on('message', (extraction: Extraction) => process.send?.(chunk(extraction).map(weigh)))
