/** What becomes of words that a client wants forgotten, and of what was made of them. */
import type { Effect } from '../conversation.ts'
import { splitSentences } from '../knowledge/sentences.ts'
import type { InsightDetails, InsightKind } from './insight.ts'

/** The minute is over. What is due is read from the rows, so it does not matter how late, or how often, this comes. */
export function eraseDue(): Effect[] {
  return [{ kind: 'erase_forgotten' }]
}

/**
 * What is left of a message without the sentences that hold these words.
 *
 * @returns '' when nothing is, and when the words are not found: rather too much goes than too little
 */
export function withoutSentences(content: string, quotes: readonly string[]): string {
  const spans = quotes.map((quote) => ({ from: content.indexOf(quote), length: quote.length }))
  if (spans.some(({ from }) => from < 0)) return ''
  const kept: string[] = []
  let at = 0
  for (const sentence of content.split(/(?<=\n)/).flatMap(splitSentences)) {
    const to = at + sentence.length
    if (!spans.some(({ from, length }) => from < to && from + length > at)) kept.push(sentence)
    at = to
  }
  const rest = kept.join('').trim()
  return /[\p{L}\p{N}]/u.test(rest) ? rest : ''
}

/** Does one hold the other's words? Quotes of a message are cut short, and what is shown of a thing stands among other words. */
export function sharesWords(text: string, words: readonly string[]): boolean {
  return text !== '' && words.some((one) => one !== '' && (one.includes(text) || text.includes(one)))
}

/** Without what a model made of words that may be gone now. */
export function bareDetails(kind: InsightKind, details: InsightDetails): InsightDetails {
  switch (kind) {
    case 'goal':
      return { status: 'status' in details ? details.status : 'active', targetDate: null }
    case 'blocker':
      return { severity: 'severity' in details ? details.severity : 'medium', resolution: null }
    case 'breakthrough':
      return { context: null, impact: null, recurrenceTrigger: null }
    case 'pattern':
      return { frequency: null, triggers: [] }
    default:
      return details
  }
}
