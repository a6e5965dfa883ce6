import { splitSentences } from '../../coaching/knowledge/sentences.ts'
import type { ModelMessage } from '../../coaching/ports.ts'
import { keyPhrase } from './phrase.ts'

/** A rehearsal of a client's question: the words of a passage that say most, asked back. */
export function askAboutPassage(messages: readonly ModelMessage[]) {
  const told = messages.findLast(({ role }) => role === 'user')?.content ?? ''
  const [, text = ''] = /<passage [^>]*>\n([\s\S]*?)\n<\/passage>/.exec(told) ?? []
  const phrases = splitSentences(text).flatMap((sentence) => keyPhrase(sentence) ?? [])
  const longest = phrases.reduce((best, phrase) => (phrase.length > best.length ? phrase : best), '')
  return { question: longest === '' ? '' : `What would you say about “${longest}”?` }
}
