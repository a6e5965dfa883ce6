/** The thread of `cut.ts`: takes an extraction, answers with its chunks, one after the other. */
import { parentPort } from 'node:worker_threads'
import { chunk } from '../coaching/knowledge/chunk.ts'
import type { Extraction } from '../coaching/knowledge/document.ts'

parentPort?.on('message', (extraction: Extraction) => parentPort?.postMessage(chunk(extraction)))
