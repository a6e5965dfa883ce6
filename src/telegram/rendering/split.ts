import type { MessageEntity } from 'grammy/types'
import { type Formatted, plain, slice } from './formatted.ts'

/** What Telegram takes in one message, in UTF-16 units, after entities. */
export const messageLimit = 4096

/**
 * Cuts a long text into messages.
 *
 * Each cut is at the last good place that fits: the end of a paragraph, else of a line, a sentence, a word, else
 * between two characters as people see them, and only inside one of those if it alone is longer than a message. The
 * whitespace around a cut, and at both ends of the text, is left out; nothing else is. Entities that reach over a cut
 * go on in the next part. Lone surrogates become U+FFFD first.
 *
 * @param limit at least 2, so that a character beyond the BMP fits
 * @returns parts of 1 to `limit` units, none of them only whitespace; empty if the text is
 */
export function splitFormatted({ text, entities }: Formatted, limit = messageLimit): Formatted[] {
  if (limit < 2) throw new RangeError(`A message of ${limit} units holds no character`)
  const whole: Formatted = { ...plain(text), entities: entities.flatMap((entity) => withinText(entity, text)) }
  const parts: Formatted[] = []
  const end = whole.text.trimEnd().length
  for (let start = skipSpace(whole.text, 0); start < end; ) {
    const cut = end - start <= limit ? end : findCut(whole.text, start, limit)
    const part = whole.text.slice(start, cut).trimEnd()
    parts.push(slice(whole, start, start + part.length))
    start = skipSpace(whole.text, cut)
  }
  return parts
}

/** Inside the text, and around whole characters: an entity that begins or ends between two surrogates is refused. */
function withinText(entity: MessageEntity, text: string): MessageEntity[] {
  const from = Math.max(0, Math.trunc(entity.offset))
  const to = Math.min(text.length, Math.trunc(entity.offset + entity.length))
  if (!(to > from)) return []
  const offset = isInsideCharacter(text, from) ? from - 1 : from
  return [{ ...entity, offset, length: (isInsideCharacter(text, to) ? to + 1 : to) - offset }]
}

function isInsideCharacter(text: string, at: number): boolean {
  return /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at))
}

function skipSpace(text: string, from: number): number {
  const space = /\s*/y
  space.lastIndex = from
  space.test(text)
  return space.lastIndex
}

// A paragraph that ends in the first third of a message is no reason to leave the rest of it empty.
const borders = [
  { pattern: /\n[^\S\n]*\n/g, fill: 1 / 3 },
  { pattern: /\n/g, fill: 1 / 3 },
  { pattern: /(?<=[.!?…。！？]["'”’»)]?)\s/g, fill: 1 / 3 },
  { pattern: /\s/g, fill: 0 },
]

function findCut(text: string, start: number, limit: number): number {
  const window = text.slice(start, start + limit + 1) // a border right after the last character that fits is fine
  for (const { pattern, fill } of borders) {
    const last = [...window.matchAll(pattern)].findLast(({ index }) => index > limit * fill && index <= limit)
    if (last) return start + last.index
  }
  return start + cutBetweenCharacters(text.slice(start, start + limit + 256), limit)
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

function cutBetweenCharacters(window: string, limit: number): number {
  const crossing = graphemes.segment(window).containing(limit)?.index ?? limit
  if (crossing > 0) return crossing
  return isInsideCharacter(window, limit) ? limit - 1 : limit
}
