/** Where the coach has said something else than a document since, the passage of that document is told without its sentence. */
import { countTokens } from '../tokens.ts'
import type { Passage } from './passages.ts'

/** What holds in the place of a sentence of a document. */
export type Amendment = {
  /** The document's sentence. */
  quote: string
  /** The coach's own words. */
  words: string
  /** client: with the one who is answered. all: it is a rule. */
  holdsFor: 'client' | 'all'
  /** Of the rule; of an exception, where the sentence stood. */
  documentId: string
  title: string
}

export type AmendedPassage = Passage & { insteadOf?: Pick<Amendment, 'quote' | 'holdsFor'> }

export interface Amendments {
  /** @param clientId left out, only what holds for all */
  list(coachId: string, clientId: string | undefined): Promise<Amendment[]>
}

const leftOut = '[…]'

/**
 * By its words, whichever document they are in: a new version of it, or another one, may say the same. What holds instead stands
 * before it; an exception goes before a rule.
 */
export function amend(passages: readonly Passage[], amendments: readonly Amendment[]): AmendedPassage[] {
  const ordered = amendments.toSorted(
    (one, other) => Number(other.holdsFor === 'client') - Number(one.holdsFor === 'client'),
  )
  const shown = new Set<Amendment>()
  const amended = passages.flatMap((passage): AmendedPassage[] => {
    let { text } = passage
    const before: AmendedPassage[] = []
    for (const one of ordered) {
      const rest = without(text, one.quote)
      if (rest === undefined) continue
      text = rest
      if (!shown.has(one)) before.push(inItsPlace(one))
      shown.add(one)
    }
    if (text === passage.text) return [passage]
    const isEmpty = !/[\p{L}\p{N}]/u.test(text)
    return isEmpty ? before : [...before, { ...passage, text, tokenCount: passage.tokenCount }]
  })
  // The rule's own passage says nothing beside it.
  const told = new Set(
    amended.flatMap(({ insteadOf, documentId }) => (insteadOf?.holdsFor === 'all' ? documentId : [])),
  )
  return amended.filter(({ insteadOf, documentId }) => insteadOf !== undefined || !told.has(documentId))
}

function inItsPlace({ quote, words, holdsFor, documentId, title }: Amendment): AmendedPassage {
  return {
    ...{ chunkIds: [], headings: [], anchor: undefined, documentId, title, text: words },
    tokenCount: countTokens(words) + countTokens(quote) + countTokens(title),
    insteadOf: { quote, holdsFor },
  }
}

/** Undefined when it does not stand there, whatever its line breaks. */
function without(text: string, quote: string): string | undefined {
  const words = quote.split(/\s+/).map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  const rest = text.replace(new RegExp(words.join('\\s+'), 'gu'), leftOut)
  return rest === text ? undefined : rest
}
