/** What was found of all that was said, each with its day and who said it, in one message. */
import { knownTimezone } from '../../coaching/board.ts'
import type { Recollection } from '../../coaching/memory/recall/recollection.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { blockquote, bold, type Formatted, join, plain } from './formatted.ts'

/** Six of them, with their heads, fit into one message. */
const quotedCharacters = 500

type Reader = { client: string; isAnswered: boolean; language: string; timezone: string }

export function renderRecollections(found: readonly Recollection[], reader: Reader, texts: Texts): Formatted {
  const { client, isAnswered, language, timezone } = reader
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: knownTimezone(timezone) })
  const say = (key: TextKey, params: Record<string, string>) => plain(texts.render(language, key, params))
  const head = ({ kind, author, at }: Recollection): Formatted => {
    const params = { day: day.format(at) }
    if (kind === 'summary') return say('recall-summary', params)
    if (kind === 'insight') return say('recall-insight', params)
    return author?.type === 'ai'
      ? say('recall-ai', params)
      : say('recall-said', { ...params, name: author?.name ?? '' })
  }
  const blocks = found.flatMap((one) => [bold(head(one)), blockquote(shortened(one.text))])
  return join([say(isAnswered ? 'recall-found' : 'recall-closest', { client }), ...blocks], plain('\n'))
}

function shortened(text: string): string {
  const trimmed = text.trim()
  return trimmed.length > quotedCharacters ? `${trimmed.slice(0, quotedCharacters - 1).toWellFormed()}…` : trimmed
}
