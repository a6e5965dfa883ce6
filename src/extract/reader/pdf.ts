import { ExtractionFailed } from '../../coaching/errors.ts'
import type { Output } from './output.ts'
import { pdfBlocks } from './pdf-blocks.ts'
import { openPdf } from './pdf-file.ts'
import type { PageText } from './pdf-furniture.ts'
import { segmentsOf } from './pdf-segments.ts'

/** With fewer letters than this a page may be a picture of one; somebody has to look. */
const fewLetters = 20

/**
 * The text layer of a PDF, in reading order.
 *
 * @returns `unread`: pages with hardly any text, or with one that is no language: its font does not say which letters it draws
 * @throws {ExtractionFailed} `encrypted`, `damaged`, `too_many_pages`
 */
export async function readPdf(path: string, limits: { pages: number; recognisedPages: number }, output: Output) {
  const pdf = await openPdf(path)
  if (pdf.numPages > limits.pages) throw new ExtractionFailed('too_many_pages')
  const pages: PageText[] = []
  const unread: number[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await readPage(number)
    if (isUnread(page)) unread.push(number)
    pages.push(page)
    output.progress(number / pdf.numPages)
  }
  if (unread.length > limits.recognisedPages) throw new ExtractionFailed('too_many_pages')
  pdfBlocks(
    pages.filter((page) => !isGarbled(lettersOf(page))),
    output.block,
  )
  return { title: await titleOf(), pages: pdf.numPages, unread }

  async function readPage(number: number): Promise<PageText> {
    try {
      const page = await pdf.getPage(number)
      const { height } = page.getViewport({ scale: 1 })
      const segments = await segmentsOf(page)
      page.cleanup()
      return { page: number, height, segments }
    } catch {
      return { page: number, height: 0, segments: [] } // to be looked at instead
    }
  }

  /** Programs put file names there: no title. */
  async function titleOf(): Promise<string | undefined> {
    const { info } = await pdf.getMetadata().catch(() => ({ info: {} }))
    const title = 'Title' in info && typeof info.Title === 'string' ? info.Title.trim() : ''
    return title === '' || /^(microsoft|untitled|powerpoint)|\.\w{2,4}$/i.test(title) ? undefined : title
  }
}

function lettersOf({ segments }: PageText): string {
  return segments.map(({ text }) => text.replace(/\s/g, '')).join('')
}

function isUnread(page: PageText): boolean {
  const letters = lettersOf(page)
  return letters.length < fewLetters || isGarbled(letters)
}

/** Private, unassigned and control characters stand for letters that nobody can name. */
function isGarbled(letters: string): boolean {
  const strange = letters.match(/[\p{Co}\p{Cn}\p{Cc}\ufffd]/gu)?.length ?? 0
  return strange > letters.length * 0.2
}
