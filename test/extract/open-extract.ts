import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ExtractionFailed } from '../../src/coaching/errors.ts'
import type { Block, DocumentProblem, Extraction } from '../../src/coaching/knowledge/document.ts'
import type { ExtractOptions } from '../../src/coaching/knowledge/ports.ts'
import { createExtract } from '../../src/extract/extract.ts'
import type { ExtractLimits } from '../../src/extract/limits.ts'

/** The product's own extraction, in a folder that goes with the test. */
export async function openExtract({
  limits = {},
  searchPath = process.env['PATH'] ?? '',
}: {
  limits?: Partial<ExtractLimits>
  searchPath?: string
} = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'opencoach-extract-'))
  const scratchDir = await mkdtemp(join(tmpdir(), 'opencoach-scratch-'))
  const extract = createExtract({ searchPath, scratchDir, limits })

  async function file(name: string, content: Buffer | string): Promise<string> {
    const path = join(folder, name)
    await writeFile(path, content)
    return path
  }
  const readAt = (path: string, name: string, options?: ExtractOptions) => extract({ path, name }, options)

  return {
    folder,
    extract,
    /** Of a file that is there already. */
    readAt,
    async read(name: string, content: Buffer | string, options?: ExtractOptions): Promise<Extraction> {
      return readAt(await file(name, content), name, options)
    },
    /** The problem that reading it ends in. */
    async problemOf(name: string, content: Buffer | string, options?: ExtractOptions): Promise<DocumentProblem> {
      return problemOf(readAt(await file(name, content), name, options))
    },
    /** What is left of its work. */
    leftovers: () => readdir(scratchDir),
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true })
      await rm(scratchDir, { recursive: true, force: true })
    },
  }
}

export async function problemOf(reading: Promise<unknown>): Promise<DocumentProblem> {
  const error = await reading.then(
    () => new Error('It was read'),
    (thrown: unknown) => thrown,
  )
  if (error instanceof ExtractionFailed) return error.problem
  throw error
}

/** What a person would read, in order. */
export function textOf({ blocks }: Pick<Extraction, 'blocks'>): string {
  return blocks.map((block) => (block.kind === 'table_row' ? block.cells.join(' | ') : block.text)).join('\n')
}

/** A block in one line: its kind, where it stands, its words. */
export function outline(blocks: readonly Block[]): string[] {
  return blocks.map((block) => {
    const { anchor, kind } = block
    const place = !anchor
      ? ''
      : anchor.kind === 'time'
        ? `@${anchor.fromMs}-${anchor.toMs} `
        : `${anchor.kind} ${anchor.from}${anchor.to > anchor.from ? `-${anchor.to}` : ''} `
    if (block.kind === 'heading') return `${place}h${block.level}: ${block.text}`
    if (block.kind === 'list_item') return `${place}${'-'.repeat(block.depth + 1)} ${block.text}`
    if (block.kind === 'table_row') {
      return `${place}row: ${block.cells.map((cell, at) => (block.header[at] ? `${block.header[at]}=${cell}` : cell)).join(' | ')}`
    }
    if (block.kind === 'turn') return `${place}${block.speaker ? `${block.speaker}: ` : ''}${block.text}`
    return `${place}${kind === 'code' ? 'code: ' : ''}${block.text}`
  })
}
