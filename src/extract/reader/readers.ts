import { readFile } from 'node:fs/promises'
import { ExtractionFailed } from '../../coaching/errors.ts'
import type { Done, ReadRequest } from '../protocol.ts'
import { joinCues } from '../turns.ts'
import { decode } from './decode.ts'
import type { Output } from './output.ts'
import type { Kind } from './sniff.ts'
import type { Zip } from './zip.ts'

export type Found = Omit<Done, 'type'>
type Given = { path: string; limits: ReadRequest['limits']; output: Output }

/** How each kind of document is read. Its parser is loaded then alone: to load them all takes longer than most files do. */
export const readers: Record<Exclude<Kind, 'recording' | 'picture'>, (given: Given) => Promise<Found>> = {
  pdf: async ({ path, limits, output }) => (await import('./pdf.ts')).readPdf(path, limits, output),
  docx: async (given) => inZip(given, (await import('./docx.ts')).readDocx),
  pptx: async (given) => inZip(given, (await import('./pptx.ts')).readPptx),
  xlsx: async (given) => inZip(given, (await import('./xlsx.ts')).readXlsx),
  epub: async (given) => inZip(given, (await import('./epub.ts')).readEpub),
  async html(given) {
    const { charsetOf, readHtml } = await import('./html.ts')
    return readHtml(await textIn(given, charsetOf), given.output.block)
  },
  markdown: async (given) => (await import('./markdown.ts')).readMarkdown(await textIn(given), given.output.block),
  async table(given) {
    ;(await import('./csv.ts')).readCsv(await textIn(given), given.output.block)
    return {}
  },
  async text(given) {
    ;(await import('./plain-text.ts')).readPlainText(await textIn(given), given.output.block)
    return {}
  },
  async subtitles(given) {
    const cues = (await import('./subtitles.ts')).readSubtitles(await textIn(given))
    for (const turn of joinCues(cues)) given.output.block(turn)
    return { durationMs: cues.reduce((last, { toMs }) => Math.max(last, Math.round(toMs)), 0) }
  },
}

async function inZip(
  { path, limits, output }: Given,
  read: (zip: Zip, output: Output, limits: ReadRequest['limits']) => Promise<Found>,
): Promise<Found> {
  const zip = await (await import('./zip.ts')).openZip(path, limits.unpackedBytes)
  return read(zip, output, limits)
}

/** @param charsetOf finds the encoding that the file names in its beginning */
async function textIn({ path, limits }: Given, charsetOf?: (head: string) => string | undefined): Promise<string> {
  const bytes = await readFile(path)
  // Four bytes are the longest that a letter takes.
  if (bytes.length > limits.characters * 4) throw new ExtractionFailed('too_much_inside')
  const text = decode(bytes, charsetOf?.(bytes.subarray(0, 4096).toString('latin1')))
  if (text === undefined) throw new ExtractionFailed('damaged')
  return text
}
