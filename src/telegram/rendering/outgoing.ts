/** What is sent, as Telegram takes it: texts, files with captions, albums, copies. */
import { type FileKind, isFileKind, type MessageFile } from '../../coaching/media.ts'
import type { StoredMessage } from '../../coaching/ports.ts'
import type { Formatted } from './formatted.ts'

/** What Telegram takes below a file, in UTF-16 units, after entities. */
export const captionLimit = 1024

export type OutgoingFile = { as: FileKind; file: MessageFile; caption?: Formatted; messageId: string }

export type Outgoing =
  | { kind: 'text'; content: Formatted; messageId?: string }
  | ({ kind: 'file' } & OutgoingFile)
  | { kind: 'album'; files: OutgoingFile[] }
  /** What is no file and no text (a place, a card, a poll): copied from where it was sent. */
  | { kind: 'copy'; from: { chatId: number; messageId: number }; instead: Formatted; messageId: string }

export function textParts(parts: readonly Formatted[], messageId?: string): Outgoing[] {
  return parts.map((content) => ({ kind: 'text', content, ...(messageId && { messageId }) }))
}

const uncaptioned: readonly FileKind[] = ['sticker', 'video_note']

/**
 * A message that is more than words, behind the label that says whose it is.
 *
 * @param label says who sends it, where no words do
 * @param words label and caption, none for a file that another one speaks for; what is too long goes ahead as a text
 * @param below what was said in it, written down: below what has no caption, or none so long
 * @param instead what is sent where the thing itself cannot be shown
 */
export function renderThing(
  message: StoredMessage,
  { label, words, below, instead }: { label: Formatted; words: Formatted[]; below?: Formatted[]; instead: Formatted },
): Outgoing[] {
  const { kind, file, id: messageId, telegram } = message
  if (isFileKind(kind) && file) {
    if (uncaptioned.includes(kind))
      return [
        ...textParts([label], messageId),
        { kind: 'file', as: kind, file, messageId },
        ...textParts(below ?? [], messageId),
      ]
    const [caption, ...rest] = words
    if (!caption) return [{ kind: 'file', as: kind, file, messageId }] // of an album, not the first
    const fits = rest.length === 0 && caption.text.length <= captionLimit
    if (fits) return [{ kind: 'file', as: kind, file, caption, messageId }]
    if (below) return [{ kind: 'file', as: kind, file, caption: label, messageId }, ...textParts(below, messageId)]
    return [...textParts(words, messageId), { kind: 'file', as: kind, file, caption: label, messageId }]
  }
  if (telegram && kind !== 'other' && kind !== 'story')
    return [...textParts([label], messageId), { kind: 'copy', from: telegram, instead, messageId }]
  return textParts([instead], messageId)
}

/** Files that were sent together are shown together; whatever else they came with goes ahead. */
export function asAlbum(things: readonly Outgoing[]): Outgoing[] {
  const files = things.filter((thing) => thing.kind === 'file')
  const rest = things.filter((thing) => thing.kind !== 'file')
  return files.length < 2 ? [...things] : [...rest, { kind: 'album', files }]
}
