/** What a message is besides words: a file, a place, a card, a poll. Files stay where they are; an id stands for each. */

/** Files, in Telegram's words. */
export const fileKinds = ['photo', 'voice', 'video', 'video_note', 'audio', 'document', 'animation', 'sticker'] as const
export type FileKind = (typeof fileKinds)[number]

export const messageKinds = [
  'text',
  ...fileKinds,
  'location',
  'venue',
  'contact',
  'poll',
  'dice',
  'story',
  'other',
] as const
export type MessageKind = (typeof messageKinds)[number]

/** A file as the messenger holds it: the id sends the same file again without its bytes passing through here. */
export type MessageFile = {
  fileId: string
  uniqueId: string
  name?: string
  mime?: string
  sizeBytes?: number
  durationS?: number
  /** What was sent together carries the same id. */
  albumId?: string
  hasSpoiler?: boolean
}

/** Said aloud: until it is written down, only a human can answer it. */
const spoken: readonly MessageKind[] = ['voice', 'video_note', 'audio']
/** Said in words by what stands for it: a sticker's emoji, a place's name. */
const readable: readonly MessageKind[] = ['text', 'sticker', 'location', 'venue', 'contact', 'poll', 'dice']

/**
 * How the AI can take a message: as words, not at all because it would have to listen, or not at all because it would
 * have to look and nothing was written beside it.
 */
export function readingOf({ kind, text }: { kind: MessageKind; text: string }): 'words' | 'spoken' | 'unseen' {
  if (isSpoken(kind)) return 'spoken'
  return readable.includes(kind) || text !== '' ? 'words' : 'unseen'
}

/** Is all of it in the words that stand for it? Of a picture with a caption the AI has the caption alone. */
export function isSeen(kind: MessageKind): boolean {
  return readable.includes(kind)
}

export function isSpoken(kind: MessageKind): boolean {
  return spoken.includes(kind)
}

export function isFileKind(kind: MessageKind): kind is FileKind {
  return (fileKinds as readonly string[]).includes(kind)
}

/** What can be shown together: pictures with films, documents with their like, music with its like. */
export function albumClassOf(kind: MessageKind): 'pictures' | 'documents' | 'music' | undefined {
  if (kind === 'photo' || kind === 'video') return 'pictures'
  if (kind === 'document') return 'documents'
  return kind === 'audio' ? 'music' : undefined
}

/** The files of an album arrive one by one, and go on together. */
const albumWaitMs = 1_000

/** When a message may be passed on: at once, or when the rest of its album has come. */
export function passedOnAt(file: MessageFile | undefined, now: Date): Date {
  return file?.albumId ? new Date(now.getTime() + albumWaitMs) : now
}
