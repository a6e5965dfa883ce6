import { makeMedia } from '../world/media.ts'
import type { Media, MediaKind } from '../world/state.ts'
import { badRequest } from './api-error.ts'
import type { Call } from './call.ts'

/** Finding the file that a parameter means: sent along, known by its id, or somewhere on the web. */

const photoBytesAtMost = 10 * 1024 * 1024

const nameOfKind: Record<Media['file']['kind'], string> = {
  photo: 'Photo',
  voice: 'VoiceNote',
  video_note: 'VideoNote',
  video: 'Video',
  animation: 'Animation',
  audio: 'Audio',
  document: 'Document',
  sticker: 'Sticker',
  thumbnail: 'Thumbnail',
}

/** @param source where its details stand: the call's parameters, or one of the media in them */
export function readMedia(call: Call, kind: MediaKind, given: unknown, source = call.parameters): Media {
  const value = String(given)
  const file = value.startsWith('attach://') ? readUpload(call, kind, value) : findFile(call, kind, value)
  return makeMedia(call.world, kind, file, {
    width: numberIn(source, 'width') ?? numberIn(source, 'length'),
    height: numberIn(source, 'height') ?? numberIn(source, 'length'),
    durationS: numberIn(source, 'duration'),
    title: textIn(source, 'title'),
    performer: textIn(source, 'performer'),
    emoji: textIn(source, 'emoji'),
    hasSpoiler: source['has_spoiler'] === true,
    captionAbove: source['show_caption_above_media'] === true,
  })
}

function readUpload({ uploads }: Call, kind: MediaKind, value: string) {
  const upload = uploads.get(value.slice('attach://'.length))
  if (!upload) throw badRequest(`file "${value.slice('attach://'.length)}" is not specified`)
  const { length } = upload.bytes
  if (length === 0) throw badRequest('file must be non-empty')
  if (kind === 'photo' && length > photoBytesAtMost) {
    throw badRequest(
      `file of size ${length} bytes is too big for a photo; the maximum size is ${photoBytesAtMost} bytes`,
    )
  }
  // Photos and notes lose their names on the way, as they do with Telegram.
  return keepsName(kind) ? upload : { bytes: upload.bytes }
}

export const keepsName = (kind: MediaKind) => kind === 'document' || kind === 'audio' || kind === 'video'

function findFile({ world, report }: Call, kind: MediaKind, value: string) {
  const file = world.files.find(value)
  if (file?.kind === kind) return file
  if (file) throw badRequest(`can't use file of type ${nameOfKind[file.kind]} as ${nameOfKind[kind]}`)
  if (/^https?:\/\//.test(value)) {
    report('files are not fetched from the web: upload them')
    throw badRequest('failed to get HTTP URL content')
  }
  throw badRequest('wrong file identifier/HTTP URL specified')
}

function numberIn(source: Record<string, unknown>, name: string): number | undefined {
  const value = source[name]
  return typeof value === 'number' && value > 0 ? value : undefined
}

function textIn(source: Record<string, unknown>, name: string): string | undefined {
  const value = source[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
