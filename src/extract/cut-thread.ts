/** The thread of `cut.ts`: takes an extraction, answers with its chunks and what their words weigh, one document after the other. */
import { parentPort } from 'node:worker_threads'
import { chunk } from '../coaching/knowledge/chunk.ts'
import type { Extraction } from '../coaching/knowledge/document.ts'
import { weigh } from '../coaching/knowledge/weighed-chunk.ts'

parentPort?.on('message', (extraction: Extraction) => parentPort?.postMessage(chunk(extraction).map(weigh)))
