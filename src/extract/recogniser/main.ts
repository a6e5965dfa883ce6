/**
 * The process that reads text from pictures. It needs a native library to draw them, so that Node's permissions hold it less
 * tightly than the reader of documents; what holds it beside them is in docs/decisions/0019-extraction.md.
 */
import { text as textOf } from 'node:stream/consumers'
import type { Block } from '../../coaching/knowledge/document.ts'
import type { RecogniseRequest } from '../protocol.ts'
import { detailOf, problemOf } from '../reader/failure.ts'
import { onPage, openOutput, say } from '../reader/output.ts'
import { readPicture } from './picture.ts'
import { openRecogniser } from './tesseract.ts'

try {
  const request: RecogniseRequest = JSON.parse(await textOf(process.stdin))
  await recognise(request)
  say({ type: 'done' })
} catch (error) {
  say({ type: 'problem', problem: problemOf(error), detail: detailOf(error) })
}

async function recognise({ path, pages, languages, characters }: RecogniseRequest): Promise<void> {
  const output = openOutput({ characters })
  const recogniser = await openRecogniser(languages)
  if (!pages) {
    for (const text of recogniser.read(await readPicture(path))) output.block(paragraph(text))
    output.flush()
    return
  }
  const { openPages } = await import('./pdf-pages.ts')
  const pdf = await openPages(path)
  for (const [index, page] of pages.entries()) {
    const image = await pdf.draw(page)
    // A page that cannot be drawn is a page without text; the others are not its fault.
    for (const text of image ? recogniser.read(image) : []) output.block({ ...paragraph(text), anchor: onPage(page) })
    output.flush()
    output.progress((index + 1) / pages.length)
  }
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text }
}
