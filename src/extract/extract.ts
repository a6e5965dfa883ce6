import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ExtractionFailed } from '../coaching/errors.ts'
import type { Extraction } from '../coaching/knowledge/document.ts'
import type { Extract } from '../coaching/knowledge/ports.ts'
import { type Confinement, findConfinement } from './confine.ts'
import type { Usage } from './confined-process.ts'
import { defaultLimits, type ExtractLimits, timeFor } from './limits.ts'
import { mergePages } from './merge-pages.ts'
import { recognisedLanguages } from './recogniser/languages.ts'
import { readRecording } from './recording/recording.ts'
import { read, recognise } from './start-reader.ts'
import type { Task } from './task.ts'

type Deps = {
  /** Folders in which ffmpeg and the system's tools are found, as in PATH. */
  searchPath: string
  /** Where parts of recordings lie while they are transcribed (`scratch.ts`). */
  scratchDir: string
  limits?: Partial<ExtractLimits>
  /** Told once what this machine cannot hold a process with: whoever runs it should know. */
  onLessConfined?: (missing: readonly ('network' | 'memory')[]) => void
  /** Told of each process what it took; for measuring. */
  onUsage?: (usage: Usage) => void
}

/** Reading the text of a file is so much of the work, if there are pictures in it too. */
const readingShare = 0.2
/** JSON and what says where text stands: measured at up to four times the text, for tables of short cells. */
const bytesPerCharacter = 8

/**
 * Reads files in processes of their own, which have nothing to lose and little to do harm with (`start-reader.ts`;
 * docs/decisions/0019-extraction.md says what is enforced where). What a file is, is decided by what is inside it.
 *
 * Each call is one process at a time, of up to `memoryBytes`: whoever calls says how many at once.
 */
export function createExtract({ searchPath, scratchDir, limits: given, onLessConfined, onUsage }: Deps): Extract {
  const limits = { ...defaultLimits, ...given }
  let confinement: Promise<Confinement> | undefined

  return async function extract({ name, path: givenPath }, options = {}) {
    options.signal?.throwIfAborted()
    const path = resolve(givenPath)
    confinement ??= confine()
    const task: Task = {
      file: { name, path },
      options,
      limits,
      allowance: {
        timeMs: timeFor((await stat(path)).size, limits),
        memoryBytes: limits.memoryBytes,
        outputBytes: limits.characters * bytesPerCharacter,
      },
      confinement: await confinement,
      onUsage,
      progress: onlyForward(options.onProgress),
    }
    const extraction = await extractBy(task, { searchPath, scratchDir })
    if (extraction.blocks.length === 0) throw new ExtractionFailed('empty')
    task.progress(1)
    return extraction
  }

  async function confine(): Promise<Confinement> {
    const found = await findConfinement(searchPath)
    const missing: ('network' | 'memory')[] = []
    if (!found.isOffline) missing.push('network')
    if (!found.isCapped) missing.push('memory')
    if (missing.length > 0) onLessConfined?.(missing)
    return found
  }
}

async function extractBy(task: Task, places: { searchPath: string; scratchDir: string }): Promise<Extraction> {
  const { file, limits, allowance, confinement, onUsage, options, progress } = task
  const onProgress = (share: number) => progress(share * readingShare)
  const found = await read({ ...file, limits }, { allowance, confinement, onUsage, signal: options.signal, onProgress })
  if (found.is === 'recording') return readRecording(task, places)
  if (found.is === 'picture') {
    const { blocks } = await look(task, undefined)
    return { blocks, recognisedPages: [] }
  }
  const { title, pages, durationMs, unread = [] } = found
  const seen = unread.length > 0 ? (await look(task, unread)).blocks : []
  return { title, pages, durationMs, ...mergePages(found.blocks, seen) }
}

/** @param pages of a PDF; undefined for a picture */
function look(
  { file, limits, allowance, confinement, onUsage, options, progress }: Task,
  pages: readonly number[] | undefined,
) {
  const { languages = recognisedLanguages } = options
  return recognise(
    { path: file.path, pages, languages, characters: limits.characters },
    {
      // A page takes seconds whatever its size: it is each page that must come to an end.
      allowance: { ...allowance, timeMs: limits.stepMs * ((pages?.length ?? 1) + 1), stepMs: limits.stepMs },
      confinement,
      onUsage,
      signal: options.signal,
      onProgress: (share) => progress(readingShare + share * (1 - readingShare)),
    },
  )
}

function onlyForward(tell: ((share: number) => void) | undefined): (share: number) => void {
  let told = 0
  return (share) => {
    if (share <= told) return
    told = share
    tell?.(share)
  }
}
