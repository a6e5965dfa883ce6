/** Files of each kind and of some megabytes, made for measuring; the words are of no language, and differ throughout. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeDocx, makePptx, makeXlsx, word } from '../../test/fixtures/office.ts'
import { lines, makePdf } from '../../test/fixtures/pdf.ts'
import { drawText } from '../../test/fixtures/picture.ts'
import { makeVoice } from '../../test/fixtures/recording.ts'

export type Sample = { name: string; make(folder: string): Promise<Buffer> }

const syllables = 'ba ce di fo gu la me ni po ru sa te vi wo zu'.split(' ')

/** The same numbers each time. */
function createWriter(seed: number) {
  let state = seed
  const next = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
    return (state >> 8) % below
  }
  const syllable = () => syllables[next(syllables.length)] ?? ''
  const oneWord = () => Array.from({ length: 1 + next(4) }, syllable).join('')
  const sentence = () => `${Array.from({ length: 8 + next(12) }, oneWord).join(' ')}.`
  return { sentence, paragraph: () => Array.from({ length: 3 + next(5) }, sentence).join(' ') }
}

function paragraphsOf(megabytes: number): string[] {
  const { paragraph } = createWriter(7)
  const paragraphs: string[] = []
  for (let left = megabytes * 1024 * 1024; left > 0; ) {
    const text = paragraph()
    paragraphs.push(text)
    left -= text.length + 2
  }
  return paragraphs
}

/** @param megabytes of text; a scan has so many pages, a recording so many minutes */
export function samplesOf(megabytes: number): Sample[] {
  const paragraphs = paragraphsOf(megabytes)
  const text = paragraphs.join('\n\n')
  const rows = paragraphs.map((paragraph, at): [string, number] => [paragraph.slice(0, 100), at / 8])
  const page = (text.match(/.{1,80}(?: |$)/gm) ?? []).map((line) => line.trim())
  const pages = Array.from({ length: Math.ceil(page.length / 50) }, (_, at) => ({
    texts: lines(page.slice(at * 50, at * 50 + 50), { x: 50, y: 790 }),
  }))
  return [
    { name: 'text.txt', make: async () => Buffer.from(text) },
    { name: 'text.md', make: async () => Buffer.from(`# One\n\n## Two\n\n${text.replaceAll('\n\n', '\n\n- ')}`) },
    {
      name: 'page.html',
      make: async () => Buffer.from(`<!doctype html><body><p>${paragraphs.join('</p>\n<p>')}</p></body>`),
    },
    { name: 'table.csv', make: async () => Buffer.from(rows.map((row) => row.join(';')).join('\n')) },
    { name: 'document.docx', make: async () => makeDocx(paragraphs.map((paragraph) => word.paragraph(paragraph))) },
    { name: 'sheet.xlsx', make: async () => makeXlsx({ Sheet: rows }) },
    { name: 'slides.pptx', make: async () => makePptx(paragraphs.slice(0, 1000).map((title) => ({ title }))) },
    { name: 'text.pdf', make: async () => makePdf(pages) },
    { name: 'scan.pdf', make: () => scan(page, megabytes) },
    {
      name: 'voice.ogg',
      async make(folder) {
        const path = join(folder, 'made.ogg')
        await makeVoice(path, { tones: megabytes * 10, toneS: 5, silenceS: 1 })
        return readFile(path)
      },
    },
  ]
}

async function scan(said: readonly string[], pages: number): Promise<Buffer> {
  const drawn = Array.from({ length: pages }, (_, at) => drawText(said.slice(at * 25, at * 25 + 25), { size: 26 }))
  return makePdf(
    await Promise.all(drawn.map(async ({ jpeg, width, height }) => ({ jpeg: { bytes: await jpeg(), width, height } }))),
  )
}
