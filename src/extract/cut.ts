/** Cuts what was read into chunks, beside the thread that answers people where that takes long. */
import { Worker } from 'node:worker_threads'
import { chunk } from '../coaching/knowledge/chunk.ts'
import type { Chunk, Extraction } from '../coaching/knowledge/document.ts'
import type { SplitIntoChunks } from '../coaching/knowledge/ports.ts'

/** Cut in some 50 ms: a thread takes longer to start. */
const quickCharacters = 200_000

export const cut: SplitIntoChunks = async (extraction) =>
  charactersIn(extraction) <= quickCharacters ? chunk(extraction) : cutInThread(extraction)

function cutInThread(extraction: Extraction): Promise<Chunk[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./cut-thread.ts', import.meta.url), { workerData: extraction })
    thread.once('message', resolve)
    thread.once('error', reject)
    // After its answer this changes nothing.
    thread.once('exit', (code) => reject(new Error(`The thread that cuts documents ended with ${code}`)))
  })
}

function charactersIn({ blocks }: Extraction): number {
  let characters = 0
  for (const block of blocks) characters += 'text' in block ? block.text.length : block.cells.join(' ').length
  return characters
}
