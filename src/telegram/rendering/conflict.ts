/** What a coach reads of two documents that say the opposite of each other. */
import type { ConflictPlace, ConflictView } from '../../coaching/knowledge/conflicts.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { ReplyButton } from '../replies.ts'
import { renderPlace } from './sources.ts'

const quoteLength = 200
/** Of the text around a quote: three places of two documents fit into one message. */
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

/** With what stands around the words. @param chunks by their ids */
export function renderPassages(
  { id, newer, older, places }: ConflictView,
  chunks: ReadonlyMap<string, string>,
  language: string,
  texts: Texts,
): { text: string; buttons: ReplyButton[][] } {
  const passage = (title: string, { anchor, chunkId, quote }: ConflictPlace['newer']) =>
    `${renderPlace(title, anchor, language, texts)}:\n“${around(chunks.get(chunkId) ?? quote, quote)}”`
  const head: TextKey = 'conflict-head'
  return {
    text: [
      texts.render(language, head),
      ...places.flatMap((place) => [passage(newer.title, place.newer), passage(older.title, place.older)]),
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

/** So much of the text that the quote stands in its middle. */
function around(content: string, quote: string): string {
  const text = content.replace(/\s+/g, ' ').trim()
  if (text.length <= passageLength) return text
  const at = Math.max(0, text.indexOf(quote))
  const from = Math.max(0, Math.min(at - Math.floor((passageLength - quote.length) / 2), text.length - passageLength))
  const cut = text.slice(from, from + passageLength).toWellFormed()
  return `${from > 0 ? '…' : ''}${cut}${from + passageLength < text.length ? '…' : ''}`
}
