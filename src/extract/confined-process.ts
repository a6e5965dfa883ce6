import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import type { Readable } from 'node:stream'
import { ExtractionFailed } from '../coaching/errors.ts'
import type { DocumentProblem } from '../coaching/knowledge/document.ts'
import type { Confinement } from './confine.ts'

export type Allowance = {
  /** Of a processor, from start to end; of the clock some times as much, since a busy machine is not the file's fault. */
  timeMs: number
  /** The same between two lines. */
  stepMs?: number
  /** Resident. */
  memoryBytes: number
  /** Of all lines together. */
  outputBytes: number
}

type Command = {
  words: readonly string[]
  /** Written to its standard input. */
  input?: string
  allowance: Allowance
  confinement: Confinement
  signal?: AbortSignal | undefined
  /** For each line on the third pipe beside the usual ones. What it throws ends the process. */
  onLine(line: string): void
  /** What it complains of. Not kept: it may quote the file. */
  onError?(text: string): void
  /** Told when it has ended, however that was. */
  onUsage?: ((usage: Usage) => void) | undefined
}

/** What it took, as far as that was seen: zeros for one that ended before the first look, or elsewhere than on Linux. */
export type Usage = { processorMs: number; peakBytes: number }

/** How it ended by itself. `complaint` is the end of what it said on standard error: to be searched, not to be shown. */
export type Ending = { code: number | null; signal: NodeJS.Signals | null; complaint: string }

/** So often it is looked at: a process that takes all the memory it can get grows by some 100 MB in that time. */
const lookEveryMs = 100
const clockTimesProcessor = 4
const complaintCharacters = 8_000
/** Of 19, the last. */
const readingPriority = 15
/** Far beyond what our own processes write in one line. */
const lineCharacters = 4_000_000

/**
 * Runs a command that is not trusted: with an empty environment, watched for time, memory and output, and killed when it
 * takes more than its allowance or when nobody wants its work any more.
 *
 * Real timers: a process does not wait for the simulator's clock.
 *
 * @throws {ExtractionFailed} `too_slow`, `too_hungry` or `too_much_inside`; the signal's reason; what `onLine` throws
 */
export async function runConfined({
  words,
  input,
  allowance,
  confinement,
  signal,
  onLine,
  onError,
  onUsage,
}: Command): Promise<Ending> {
  signal?.throwIfAborted()
  const [program = '', ...args] = [...confinement.wrap(allowance.memoryBytes), ...words]
  const child = spawn(program, args, { env: {}, cwd: '/', stdio: ['pipe', 'ignore', 'pipe', 'pipe'] })
  if (child.pid !== undefined) standBack(child.pid)
  const { promise: stopped, reject } = Promise.withResolvers<never>()
  stopped.catch(() => {}) // it may be told after it has ended
  const stop = (reason: unknown) => {
    reject(reason)
    child.kill('SIGKILL')
  }
  const stopFor = (problem: DocumentProblem) => stop(new ExtractionFailed(problem))

  const deadline = setTimeout(stopFor, allowance.timeMs * clockTimesProcessor, 'too_slow')
  const { stepMs } = allowance
  const step = stepMs === undefined ? undefined : setTimeout(stopFor, stepMs * clockTimesProcessor, 'too_slow')
  let atLastLine = 0
  let usage: Usage = { processorMs: 0, peakBytes: 0 }
  const watch = setInterval(async () => {
    usage = await usageOf(child.pid, usage)
    const { peakBytes, processorMs } = usage
    if (peakBytes > allowance.memoryBytes) stopFor('too_hungry')
    else if (processorMs > allowance.timeMs || processorMs - atLastLine > (stepMs ?? allowance.timeMs))
      stopFor('too_slow')
  }, lookEveryMs)
  const onAbort = () => stop(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })

  let complaint = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-complaintCharacters)
    onError?.(text)
  })
  child.stdin?.on('error', () => {}) // it ended before it had read all: its end says why
  child.stdin?.end(input ?? '')
  readLines(child.stdio[3] as Readable, allowance.outputBytes, stopFor, (line) => {
    step?.refresh()
    atLastLine = usage.processorMs
    try {
      onLine(line)
    } catch (error) {
      stop(error)
    }
  })

  const ended = new Promise<Ending>((resolve, fail) => {
    child.on('error', fail)
    child.on('close', (code, by) => resolve({ code, signal: by, complaint }))
  })
  try {
    return await Promise.race([ended, stopped])
  } finally {
    clearTimeout(deadline)
    clearTimeout(step)
    clearInterval(watch)
    signal?.removeEventListener('abort', onAbort)
    onUsage?.(usage)
    await ended.catch(() => {}) // nobody comes back while it still runs
  }
}

/** Who answers people goes first on a processor that both want. */
export function standBack(pid: number): void {
  try {
    setPriority(pid, readingPriority)
  } catch {
    // it has ended, or the system keeps its priorities to itself
  }
}

function readLines(
  pipe: Readable,
  outputBytes: number,
  stopFor: (problem: DocumentProblem) => void,
  onLine: (line: string) => void,
): void {
  let bytes = 0
  let rest = ''
  pipe.setEncoding('utf8')
  pipe.on('error', () => {}) // broken with the process: its end says why
  pipe.on('data', (text: string) => {
    bytes += text.length
    if (bytes > outputBytes || rest.length > lineCharacters) {
      pipe.destroy()
      return stopFor('too_much_inside')
    }
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  })
}

/** What Linux tells programs, whatever it counts in itself. */
const ticksPerSecond = 100

/** As seen before where it cannot be told: elsewhere than on Linux there are the clock and the size of Node's heap. */
async function usageOf(pid: number | undefined, before: Usage): Promise<Usage> {
  if (process.platform !== 'linux' || pid === undefined) return before
  try {
    const [status, stat] = await Promise.all([
      readFile(`/proc/${pid}/status`, 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ])
    const peakKb = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0)
    // The 14th and 15th field; the second is a name in brackets that may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = Number(fields[11]) + Number(fields[12])
    return { peakBytes: Math.max(before.peakBytes, peakKb * 1024), processorMs: (ticks / ticksPerSecond) * 1000 }
  } catch {
    return before // it has ended
  }
}
