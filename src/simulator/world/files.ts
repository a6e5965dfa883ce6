import { createHash } from 'node:crypto'
import type { MediaKind } from './state.ts'

export type Upload = { bytes: Uint8Array; name?: string; mime?: string }

export type StoredFile = {
  /** What bots send and ask for it by. */
  id: string
  /** The same for the same bytes, whatever they are called. */
  uniqueId: string
  kind: MediaKind | 'thumbnail'
  bytes: Uint8Array
  name?: string
  mime: string
}

/** Every file that was ever sent. A file belongs to its kind: the bytes of a photo, sent as a document, are another file. */
export function createFileStore(known: StoredFile[] = []) {
  const files = new Map(known.map((file) => [file.id, file]))

  function add(kind: StoredFile['kind'], { bytes, name, mime = mimeOf(kind, name) }: Upload): StoredFile {
    const content = createHash('sha256').update(kind).update(bytes).digest('base64url')
    const id = `${marks[kind]}${hash(`${content}:${name}:${mime}`).slice(0, 40)}`
    const same = files.get(id)
    if (same) return same
    const file = { id, uniqueId: `AgAD${content.slice(0, 12)}`, kind, bytes, name, mime }
    files.set(id, file)
    return file
  }

  return {
    add,
    all: () => [...files.values()],
    find: (id: string) => files.get(id),
    findByUniqueId: (uniqueId: string) => [...files.values()].find((file) => file.uniqueId === uniqueId),
    /** A picture that stands for a larger one: another file, with other bytes. */
    thumbnailOf: ({ uniqueId }: StoredFile) =>
      add('thumbnail', { bytes: Buffer.concat([onePixel, Buffer.from(uniqueId)]), mime: 'image/png' }),
  }
}

/** Telegram's identifiers begin differently for each kind, too. */
const marks: Record<StoredFile['kind'], string> = {
  photo: 'AgACAgQAAx',
  voice: 'AwACAgQAAx',
  video_note: 'DQACAgQAAx',
  video: 'BAACAgQAAx',
  animation: 'CgACAgQAAx',
  audio: 'CQACAgQAAx',
  document: 'BQACAgQAAx',
  sticker: 'CAACAgQAAx',
  thumbnail: 'AAMCBAADGQ',
}

const hash = (text: string) => createHash('sha256').update(text).digest('base64url')

/** A PNG of one pixel; what stands behind its end, readers pass over. */
export const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const mimeByExtension: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  html: 'text/html',
  json: 'application/json',
  zip: 'application/zip',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  epub: 'application/epub+zip',
  srt: 'application/x-subrip',
  vtt: 'text/vtt',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  wav: 'audio/x-wav',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
}

const mimeByKind: Record<StoredFile['kind'], string> = {
  photo: 'image/jpeg',
  voice: 'audio/ogg',
  video_note: 'video/mp4',
  video: 'video/mp4',
  animation: 'video/mp4',
  audio: 'audio/mpeg',
  document: 'application/octet-stream',
  sticker: 'image/webp',
  thumbnail: 'image/png',
}

function mimeOf(kind: StoredFile['kind'], name: string | undefined): string {
  const extension = name?.split('.').at(-1)?.toLowerCase() ?? ''
  return mimeByExtension[extension] ?? mimeByKind[kind]
}

/** With its dot, as in the paths that getFile gives. */
export function extensionOf({ name, mime }: StoredFile): string {
  const named = /\.[a-z0-9]{1,8}$/i.exec(name ?? '')
  if (named) return named[0].toLowerCase()
  const [extension] = Object.entries(mimeByExtension).find(([, known]) => known === mime) ?? []
  return extension ? `.${extension}` : ''
}
