/** Cuts what was read into chunks and weighs their words, beside the thread that answers people where that takes long. */
import { Worker } from 'node:worker_threads'
import { chunk } from '../coaching/knowledge/chunk.ts'
import type { Extraction } from '../coaching/knowledge/document.ts'
import type { SplitIntoChunks } from '../coaching/knowledge/ports.ts'
import { type WeighedChunk, weigh } from '../coaching/knowledge/weighed-chunk.ts'

/** Cut and weighed in some 30 ms: a thread takes longer to start. */
const quickCharacters = 100_000
/** A coach's next document comes sooner, as a rule. */
const idleMs = 30_000

export const cut: SplitIntoChunks = async (extraction) =>
  charactersIn(extraction) <= quickCharacters ? chunk(extraction).map(weigh) : cutInThread(extraction)

/** One for all, since each has the tokenizer's tables to itself; it goes when nobody has needed it for a while. */
let thread: Worker | undefined
let idle: NodeJS.Timeout | undefined
let last: Promise<unknown> = Promise.resolve()

/** One document after the other. */
function cutInThread(extraction: Extraction): Promise<WeighedChunk[]> {
  const cutNow = last.then(() => ask(extraction))
  last = cutNow.catch(() => {})
  return cutNow
}

async function ask(extraction: Extraction): Promise<WeighedChunk[]> {
  clearTimeout(idle)
  thread ??= new Worker(new URL('./cut-thread.ts', import.meta.url))
  const current = thread
  current.ref()
  const answer = Promise.withResolvers<WeighedChunk[]>()
  const ended = (code: number) => answer.reject(new Error(`The thread that cuts documents ended with ${code}`))
  current.once('message', answer.resolve).once('error', answer.reject).once('exit', ended)
  current.postMessage(extraction)
  try {
    return await answer.promise
  } catch (error) {
    thread = undefined
    throw error
  } finally {
    current.off('message', answer.resolve).off('error', answer.reject).off('exit', ended)
    current.unref() // the process may end meanwhile
    idle = setTimeout(() => dismiss(current), idleMs).unref()
  }
}

function dismiss(current: Worker): void {
  if (thread === current) thread = undefined
  void current.terminate()
}

function charactersIn({ blocks }: Extraction): number {
  let characters = 0
  for (const block of blocks) characters += 'text' in block ? block.text.length : block.cells.join(' ').length
  return characters
}
