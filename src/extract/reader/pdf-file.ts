import { readFile } from 'node:fs/promises'
import { type createIsomorphicCanvasFactory, getDocumentProxy } from 'unpdf'
import type { PDFDocumentProxy } from 'unpdf/pdfjs'
import { ExtractionFailed } from '../../coaching/errors.ts'

/** What pages are drawn with, if they are. */
type Drawing = { CanvasFactory?: Awaited<ReturnType<typeof createIsomorphicCanvasFactory>> }

/** Every PDF ends in a pointer to its table of objects; what was cut short does not. */
const endMark = 'startxref'
const endBytes = 4096

/**
 * Opens a PDF. One that was cut short is refused, though half of it could be read: a coach would never learn of the rest.
 *
 * @throws {ExtractionFailed} `encrypted`, `damaged`
 */
export async function openPdf(path: string, options: Drawing = {}): Promise<PDFDocumentProxy> {
  const file = await readFile(path)
  if (!file.subarray(-endBytes).includes(endMark)) throw new ExtractionFailed('damaged')
  try {
    const bytes = new Uint8Array(file.buffer, file.byteOffset, file.length) // not as a Buffer, which pdf.js refuses
    return await getDocumentProxy(bytes, { verbosity: 0, ...options })
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException'
    throw new ExtractionFailed(isLocked ? 'encrypted' : 'damaged', { cause: error })
  }
}
