import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import { ExtractionFailed } from '../../coaching/errors.ts'
import type { LocalFile } from '../../coaching/knowledge/ports.ts'
import { decode, decodeUnicode } from './decode.ts'

export type Kind =
  | 'pdf'
  | 'docx'
  | 'pptx'
  | 'xlsx'
  | 'epub'
  | 'html'
  | 'markdown'
  | 'subtitles'
  | 'table'
  | 'text'
  | 'picture'
  | 'recording'

/** Enough to see what kind of text it is. */
const headBytes = 64 * 1024
/** Pictures that can be drawn. Not among them: TIFF, and what phones call HEIC. */
const pictures = new Set(['png', 'apng', 'jpg', 'webp', 'gif', 'bmp', 'avif'])
/** Formats whose name promises an inside that must then be there. */
const promising = /^\.(pdf|docx|pptx|xlsx|epub|png|jpe?g|webp|gif|mp[34]|m4[av]|mov|ogg|oga|opus|wav|webm|mkv|flac)$/

/**
 * What a file is, by what is inside; its name only tells kinds of text apart that look alike.
 *
 * @throws {ExtractionFailed} `empty`; `encrypted`; `damaged` when the name promises what is not inside; `unsupported`
 */
export async function sniff({ path, name }: LocalFile): Promise<Kind> {
  const head = await readHead(path)
  if (head.length === 0) throw new ExtractionFailed('empty')
  if (head.subarray(0, 1024).includes('%PDF-')) return 'pdf' // may stand behind a mail's or a printer's header
  if (head.subarray(0, 4).equals(zipMark)) return (await import('./zip.ts')).containerOf(path)
  if (head.subarray(0, 8).equals(compoundMark)) throw new ExtractionFailed(await compoundProblem(path))

  const text = decodeUnicode(head, true)
  if (text !== undefined) return kindOfText(text, name)
  // It stumbles over files that are cut short.
  const type = await (await import('file-type')).fileTypeFromFile(path).catch(() => undefined)
  if (type && pictures.has(type.ext)) return 'picture'
  if (type && isRecording(type.mime)) return 'recording'
  const old = type ? undefined : decode(head)
  if (old !== undefined) return kindOfText(old, name)
  throw new ExtractionFailed(!type && promising.test(extname(name).toLowerCase()) ? 'damaged' : 'unsupported')
}

const zipMark = Buffer.from('PK\u0003\u0004', 'latin1')
/** The container of Office before 2007, and of what Office locks today. */
const compoundMark = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])

function isRecording(mime: string): boolean {
  return /^(audio|video)\//.test(mime) && mime !== 'audio/midi' // notes, nobody's voice
}

async function readHead(path: string): Promise<Buffer> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
  return buffer.subarray(0, bytesRead)
}

/** A locked document of today's Office is a compound file that says so in its folder; any other is an old one. */
async function compoundProblem(path: string): Promise<'encrypted' | 'unsupported'> {
  await using file = await open(path)
  const { size } = await file.stat()
  const mark = Buffer.from('EncryptedPackage', 'utf16le')
  const step = 1024 * 1024
  for (let at = 0; at < size; at += step) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(step + mark.length), 0, step + mark.length, at)
    if (buffer.subarray(0, bytesRead).includes(mark)) return 'encrypted'
  }
  return 'unsupported'
}

function kindOfText(text: string, name: string): Kind {
  const start = text.trimStart()
  if (/^(\{\\rtf|%!PS)/.test(start)) throw new ExtractionFailed('unsupported') // programs, in letters
  if (
    start.startsWith('WEBVTT') ||
    /^(\d+\s*\n)?\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}\s*-->/.test(start.replaceAll('\r', ''))
  ) {
    return 'subtitles'
  }
  // Of XML, too, the words are what stands between the marks.
  if (/^(<!--[\s\S]{0,2000}?-->\s*)?<(\?xml|!doctype|html|head|body|svg)\b/i.test(start)) return 'html'
  const extension = extname(name).toLowerCase()
  if (/^\.(md|markdown|mdx|mkd)$/.test(extension)) return 'markdown'
  if (/^\.(csv|tsv)$/.test(extension)) return 'table'
  if (/^\.x?html?$/.test(extension) && /<(p|div|h[1-6]|br|li|td|span)\b/i.test(text)) return 'html'
  return looksLikeMarkdown(text) ? 'markdown' : 'text'
}

/** Several signs that plain writing does not have by chance. */
function looksLikeMarkdown(text: string): boolean {
  const headings = text.match(/^#{1,6} \S/gm)?.length ?? 0
  const others = text.match(/^```|\[[^\]\n]+\]\(\S+\)|\*\*\S[^*\n]*\*\*|^\|.*\|\s*\n\|[ :|-]+\|/gm)?.length ?? 0
  return headings >= 2 || (headings === 1 && others >= 1) || others >= 3
}
