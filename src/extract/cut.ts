/** Cuts what was read into chunks and weighs their words, beside the process that answers people where that takes long. */
import { type ChildProcess, fork } from 'node:child_process'
import { chunk } from '../coaching/knowledge/chunk.ts'
import type { Extraction } from '../coaching/knowledge/document.ts'
import type { SplitIntoChunks } from '../coaching/knowledge/ports.ts'
import { type WeighedChunk, weigh } from '../coaching/knowledge/weighed-chunk.ts'
import { standBack } from './confined-process.ts'

/** Cut and weighed in some 30 ms: a process takes longer to start. */
const quickCharacters = 100_000
/** A coach's next document comes sooner, as a rule. */
const idleMs = 30_000

export const cut: SplitIntoChunks = async (extraction) =>
  charactersIn(extraction) <= quickCharacters ? chunk(extraction).map(weigh) : cutInProcess(extraction)

/** One for all, since each has the tokenizer's tables to itself; it goes, with its memory, when nobody has needed it for a while. */
let cutter: ChildProcess | undefined
let idle: NodeJS.Timeout | undefined
let last: Promise<unknown> = Promise.resolve()

/** One document after the other. */
function cutInProcess(extraction: Extraction): Promise<WeighedChunk[]> {
  const cutNow = last.then(() => ask(extraction))
  last = cutNow.catch(() => {})
  return cutNow
}

async function ask(extraction: Extraction): Promise<WeighedChunk[]> {
  clearTimeout(idle)
  cutter ??= start()
  const current = cutter
  const answer = Promise.withResolvers<WeighedChunk[]>()
  const onMessage = (chunks: unknown) => answer.resolve(chunks as WeighedChunk[])
  const onExit = (code: number | null) => answer.reject(new Error(`The process that cuts documents ended with ${code}`))
  current.once('message', onMessage).once('error', answer.reject).once('exit', onExit)
  try {
    hold(current)
    current.send(extraction, (error) => error && answer.reject(error))
    return await answer.promise
  } catch (error) {
    dismiss(current)
    throw error
  } finally {
    current.off('message', onMessage).off('error', answer.reject).off('exit', onExit)
    letGo(current)
    idle = setTimeout(() => dismiss(current), idleMs).unref()
  }
}

/** It gets nothing of this process's environment: all that it needs is in the message. What it complains of may quote that. */
function start(): ChildProcess {
  const child = fork(new URL('./cut-process.ts', import.meta.url), {
    ...{ execArgv: [], env: {}, serialization: 'advanced' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  if (child.pid !== undefined) standBack(child.pid)
  // Also while nobody asks it anything: the next document gets another one.
  return child.on('error', () => forget(child)).on('exit', () => forget(child))
}

/** This process stays for its answer ... */
function hold(child: ChildProcess): void {
  child.ref()
  child.channel?.ref()
}

/** ... and may end without one. With the channel between them it ends too. */
function letGo(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}

function dismiss(child: ChildProcess): void {
  forget(child)
  child.kill()
}

function forget(child: ChildProcess): void {
  if (cutter === child) cutter = undefined
}

function charactersIn({ blocks }: Extraction): number {
  let characters = 0
  for (const block of blocks) characters += 'text' in block ? block.text.length : block.cells.join(' ').length
  return characters
}
