import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ExtractionFailed } from '../coaching/errors.ts'
import type { Block } from '../coaching/knowledge/document.ts'
import type { Confinement } from './confine.ts'
import { type Allowance, type Ending, runConfined, type Usage } from './confined-process.ts'
import { type Done, message, type ReadRequest, type RecogniseRequest } from './protocol.ts'

const root = realpathSync(fileURLToPath(new URL('../../', import.meta.url)))
/** Of the heap alone; what a file unpacks to lies mostly beside it. */
const heapMegabytes = 512

type Work = {
  allowance: Allowance
  confinement: Confinement
  onUsage?: ((usage: Usage) => void) | undefined
  signal?: AbortSignal | undefined
  onProgress(share: number): void
}

export type ReadResult = Done & { blocks: Block[] }

/** Not even those that Node gives unasked. */
export const readerPermissions: readonly string[] = ['--disallow-code-generation-from-strings']

/** Has a document read. @throws {ExtractionFailed}; the signal's reason */
export function read(request: ReadRequest, work: Work): Promise<ReadResult> {
  return start('reader', request, readerPermissions, work)
}

/** Has text in pictures read. @throws {ExtractionFailed}; the signal's reason */
export function recognise(request: RecogniseRequest, work: Work): Promise<ReadResult> {
  return start('recogniser', request, ['--allow-addons'], work)
}

async function start(
  name: 'reader' | 'recogniser',
  request: ReadRequest | RecogniseRequest,
  permissions: readonly string[],
  { allowance, confinement, onUsage, signal, onProgress }: Work,
): Promise<ReadResult> {
  const blocks: Block[] = []
  let done: Done | undefined
  let failure: ExtractionFailed | undefined
  const ending = await runConfined({
    words: [...heldNode(request.path, permissions), join(root, 'src', 'extract', name, 'main.ts')],
    input: JSON.stringify(request),
    allowance,
    confinement,
    onUsage,
    signal,
    onLine(line) {
      // It read what somebody sent: it is believed no more than they are.
      const { data } = message.safeParse(parseJson(line))
      if (!data) throw new ExtractionFailed('damaged', { cause: new Error(`The ${name} said what it never says`) })
      if (data.type === 'blocks') for (const block of data.blocks) blocks.push(block)
      else if (data.type === 'progress') onProgress(data.share)
      else if (data.type === 'done') done = data
      else failure = new ExtractionFailed(data.problem, { cause: new Error(`The ${name}: ${data.detail ?? ''}`) })
    },
  })
  if (failure) throw failure
  if (!done) throw diedOf(ending, name)
  return { ...done, blocks }
}

/** Node, held to reading its own code, the packages and one file: no writing, no processes, no threads, no native code. */
export function heldNode(path: string, permissions: readonly string[]): string[] {
  const packages =
    createRequire(import.meta.url)
      .resolve('unpdf')
      .split(/(?<=[/\\]node_modules)[/\\]/)[0] ?? ''
  const readable = [join(root, 'src', '*'), join(root, 'package.json'), join(packages, '*'), path]
  return [
    process.execPath,
    `--max-old-space-size=${heapMegabytes}`,
    '--permission',
    ...permissions,
    ...readable.map((place) => `--allow-fs-read=${place}`),
    '--no-warnings',
  ]
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Ended without a word: by the kernel for its memory, by its own heap's limit, or by a parser that fell. */
function diedOf({ code, signal, complaint }: Ending, name: string): ExtractionFailed {
  const isHungry = signal === 'SIGKILL' || /out of memory|allocation failed|cannot allocate/i.test(complaint)
  const cause = new Error(`The ${name} ended with ${code ?? signal}`)
  return new ExtractionFailed(isHungry ? 'too_hungry' : 'damaged', { cause })
}
