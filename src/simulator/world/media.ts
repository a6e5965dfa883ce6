import { onePixel, type Upload } from './files.ts'
import type { Attachment, Media, MediaKind, Message } from './state.ts'
import type { World } from './world.ts'

/** Files are measured a little: what Telegram finds out by itself, as far as products look at it. */

export const mediaKinds: readonly MediaKind[] = [
  'photo',
  'voice',
  'video_note',
  'video',
  'animation',
  'audio',
  'document',
  'sticker',
]

export const captionable = (kind: MediaKind) => kind !== 'sticker' && kind !== 'video_note'

const pictureSides: Partial<Record<MediaKind, [width: number, height: number]>> = {
  photo: [800, 600],
  video: [1280, 720],
  animation: [480, 270],
  video_note: [384, 384],
  sticker: [512, 512],
}

const timed = new Set<MediaKind>(['voice', 'video_note', 'video', 'animation', 'audio'])

/** Sides and seconds that nobody names are read from the picture or made up. */
export function makeMedia(
  world: World,
  kind: MediaKind,
  upload: Upload | Media['file'],
  details: Omit<Media, 'kind' | 'file' | 'thumbnail'> = {},
): Media {
  const file = 'id' in upload ? upload : world.files.add(kind, upload)
  const [width, height] = sidesOf(file.bytes) ?? pictureSides[kind] ?? []
  return {
    kind,
    file,
    ...(kind === 'photo' && { thumbnail: world.files.thumbnailOf(file) }),
    ...details,
    ...(width && height && pictureSides[kind] && { width: details.width ?? width, height: details.height ?? height }),
    ...(timed.has(kind) && { durationS: details.durationS ?? 1 }),
  }
}

/** Width and height of a PNG or JPEG, from its header. */
export function sidesOf(bytes: Uint8Array): [width: number, height: number] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length > 24 && view.getUint32(0) === 0x89504e47) return [view.getUint32(16), view.getUint32(20)]
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return undefined
  let at = 2
  while (at + 9 < bytes.length) {
    const marker = view.getUint16(at)
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)
    if (isFrame) return [view.getUint16(at + 7), view.getUint16(at + 5)]
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

/** What a person's phone would have recorded, for those who do not care what is in it. */
export function placeholderFor(kind: MediaKind): Uint8Array {
  if (kind === 'photo' || kind === 'sticker') return onePixel
  return new TextEncoder().encode(kind === 'voice' ? 'OggS a voice note' : `a ${kind.replace('_', ' ')}`)
}

/** In a word, where there is no text to show: "[photo]". */
export function describe({ text, media, attachment, service }: Message): string {
  const kind = media?.kind ?? attachment?.kind
  if (service || !kind) return text
  return text === '' ? `[${kind.replace('_', ' ')}]` : `[${kind.replace('_', ' ')}] ${text}`
}

export type NewPoll = {
  question: string
  options: string[]
  isAnonymous?: boolean
  allowsMultiple?: boolean
  type?: 'regular' | 'quiz'
  correctIndexes?: number[]
  explanation?: string
  isClosed?: boolean
}

export function makePoll(world: World, { options, ...poll }: NewPoll): Attachment {
  return {
    kind: 'poll',
    poll: {
      isAnonymous: true,
      allowsMultiple: false,
      type: 'regular',
      isClosed: false,
      ...poll,
      id: world.ids.callback(),
      options: options.map((text, index) => ({ id: String(index + 1), text, voterIds: new Set<number>() })),
    },
  }
}
