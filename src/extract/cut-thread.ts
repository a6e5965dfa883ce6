/** The thread of `cut.ts`: takes an extraction, answers with its chunks. */
import { parentPort, workerData } from 'node:worker_threads'
import { chunk } from '../coaching/knowledge/chunk.ts'
import type { Extraction } from '../coaching/knowledge/document.ts'

parentPort?.postMessage(chunk(workerData as Extraction))
