/** Long English texts: the sentences of this repository's own pages, in an order that follows from a seed. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRandom } from './figures.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

let sentences: string[] | undefined
/** Of paragraphs; tables and lists of commands are no prose. */
function readSentences(): string[] {
  const pages = ['docs', 'docs/decisions'].flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((name) => (name.endsWith('.md') ? [join(root, folder, name)] : [])),
  )
  return pages
    .flatMap((page) => readFileSync(page, 'utf8').split(/\n{2,}/))
    .filter((paragraph) => !/^[|#`\s]/.test(paragraph))
    .flatMap((paragraph) => paragraph.replace(/\s+/g, ' ').split(/(?<=[.!?]) /))
    .filter((sentence) => /^[A-Z].{30,250}[.!?]$/.test(sentence))
}

/** @returns paragraphs of so many bytes together, a heading before every twentieth */
export function proseOf(bytes: number, seed: number): string[] {
  const random = createRandom(seed)
  sentences ??= readSentences()
  const all = sentences
  const sentence = () => all[Math.floor(random() * all.length)] ?? ''
  const paragraphs: string[] = []
  for (let left = bytes; left > 0; ) {
    const isHeading = paragraphs.length % 20 === 0
    const text = isHeading
      ? `# ${sentence().split(' ').slice(0, 4).join(' ')}`
      : Array.from({ length: 3 + Math.floor(random() * 5) }, sentence).join(' ')
    paragraphs.push(text)
    left -= text.length + 2
  }
  return paragraphs
}
