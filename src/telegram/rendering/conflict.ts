/** What a coach reads of two documents that say the opposite of each other. */
import type { ConflictPlace, ConflictView } from '../../coaching/knowledge/conflicts.ts'
import { splitSentences } from '../../coaching/knowledge/sentences.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { ReplyButton } from '../replies.ts'
import { dateOf } from './memory.ts'
import { renderPlace } from './sources.ts'

const quoteLength = 200
/** Of a quote with the sentences around it: three places of two documents fit into one message. */
const passageLength = 500

/** In one line. */
export function renderConflict({ newer, older, places }: ConflictView, language: string, texts: Texts): string {
  const [place] = places
  return texts.render(language, 'conflict-line', {
    newer: renderPlace(newer.title, place?.newer.anchor, language, texts),
    says: short(place?.newer.quote ?? ''),
    older: renderPlace(older.title, place?.older.anchor, language, texts),
    said: short(place?.older.quote ?? ''),
  })
}

/** The sentences around the words, and which document is the older. @param chunks by their ids */
export function renderPassages(
  { id, newer, older, places }: ConflictView,
  chunks: ReadonlyMap<string, string>,
  reader: { language: string; timezone: string },
  texts: Texts,
): { text: string; buttons: ReplyButton[][] } {
  const { language } = reader
  const passage = (
    which: 'newer' | 'older',
    { title, addedAt }: ConflictView['newer'],
    quoted: ConflictPlace['newer'],
  ) =>
    [
      texts.render(language, `conflict-${which}`, {
        place: renderPlace(title, quoted.anchor, language, texts),
        date: dateOf(addedAt, reader),
      }),
      `“${around(chunks.get(quoted.chunkId) ?? quoted.quote, quoted.quote)}”`,
    ].join('\n')
  const head: TextKey = 'conflict-head'
  return {
    text: [
      texts.render(language, head),
      ...places.flatMap((place) => [passage('newer', newer, place.newer), passage('older', older, place.older)]),
    ].join('\n\n'),
    buttons: [
      [
        { key: 'upload-keep-button', action: 'conflict_keep', subject: id },
        { key: 'conflict-remove-button', action: 'conflict_remove', subject: id },
      ],
      [{ key: 'docs-all-button', action: 'docs_page', subject: '0' }],
    ],
  }
}

function short(quote: string): string {
  return quote.length > quoteLength ? `${quote.slice(0, quoteLength - 1).toWellFormed()}…` : quote
}

/** The sentences that the quote stands in, with one before and one behind; of long ones what is nearest to it. */
function around(content: string, quote: string): string {
  const text = content.replace(/\s+/g, ' ').trim()
  const at = text.indexOf(quote)
  if (at < 0) return short(quote)
  const ends: number[] = []
  for (const sentence of splitSentences(text)) ends.push((ends.at(-1) ?? 0) + sentence.length)
  const first = ends.findIndex((end) => end > at)
  const last = ends.findIndex((end) => end >= at + quote.length)
  const room = Math.max(0, Math.floor((passageLength - quote.length) / 2))
  const from = Math.max(first < 2 ? 0 : (ends[first - 2] ?? 0), at - room)
  const to = Math.min(ends[last + 1] ?? text.length, at + quote.length + room)
  const cut = text.slice(from, to).toWellFormed().trim()
  return `${from > 0 ? '…' : ''}${cut}${to < text.length ? '…' : ''}`
}
