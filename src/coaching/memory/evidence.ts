/** Is a quotation something that the client said, of themselves, as so? Whatever a model makes of it. */
import { splitSentences } from '../knowledge/sentences.ts'
import { splitWords, type Word } from '../phrases/normalise.ts'
import { findMatches, type PhraseIndex, type Span } from '../phrases/phrase-index.ts'
import type { InsightKind } from './insight.ts'
import { lexiconFor, type MemoryLexicon, wordsIn } from './lexicon.ts'
import type { Rejection } from './operations.ts'
import type { SessionMessage } from './session.ts'
import { onlyAgrees } from './stems.ts'

export type Judged =
  | { isGood: true; quote: string; sentence: string; lexicon: MemoryLexicon; isOfAnother: boolean }
  | { isGood: false; why: Rejection }

/**
 * @param quoted words as a model gives them: case, apostrophes and spaces may differ from the message's
 * @param kind of what is to stand on it: a fact may be about someone else, a goal is the client's own
 * @returns the quotation as it stands in the message, and the sentence it is from
 */
export function judgeEvidence(
  message: SessionMessage,
  quoted: string,
  kind: InsightKind,
  clientLanguage: string,
): Judged {
  if (message.senderType !== 'client' || message.metadata.forwarded_from !== undefined) return bad('not_the_clients')
  const { content } = message
  const range = locate(content, quoted)
  if (!range) return bad('not_in_message')
  if (quotations(content).some((quote) => range.from < quote.to && range.to > quote.from)) return bad('quoted')

  const lexicon = lexiconFor(content, clientLanguage)
  const { sentence, before, offset } = sentenceAt(content, range.from)
  const quote = content.slice(range.from, range.to)
  if (onlyAgrees(quote, lexicon)) return bad('says_nothing')
  const words = wordsIn(sentence, lexicon)
  const from = splitWords(sentence.slice(0, range.from - offset)).length
  const at = { from, to: from + splitWords(quote).length }
  if (isImagined(words, at, before, lexicon)) return bad('hypothetical')
  if (isAsked(content, range.to)) return bad('question')
  const isOfAnother = speaksOfAnother(words, at, lexicon)
  if (kind !== 'fact' && isOfAnother) return bad('about_another')
  if (kind !== 'fact' && isReported(words, at, clauseStarts(sentence), lexicon)) return bad('reported')
  return { isGood: true, quote, sentence, lexicon, isOfAnother }
}

function bad(why: Rejection): Judged {
  return { isGood: false, why }
}

/** Where words stand in a text, whole words only. */
export function locate(text: string, words: string): Span | undefined {
  const wanted = comparable(words).text.trim()
  if (!/[\p{L}\p{N}]/u.test(wanted)) return undefined
  const { text: within, places } = comparable(text)
  for (let at = within.indexOf(wanted); at >= 0; at = within.indexOf(wanted, at + 1)) {
    const to = at + wanted.length
    if (isWordCharacter(within[at - 1]) && isWordCharacter(within[at])) continue
    if (isWordCharacter(within[to]) && isWordCharacter(within[to - 1])) continue
    return { from: places[at] ?? 0, to: (places[to - 1] ?? 0) + 1 }
  }
  return undefined
}

/** Fenced, a text has other brackets. */
const alike: Readonly<Record<string, string>> = {
  ...{ '’': "'", '‘': "'", '`': "'", '´': "'", '‹': '<', '›': '>' },
  ...{ '“': '"', '”': '"', '„': '"', '‟': '"', '«': '"', '»': '"' },
}

/** One spelling for case, apostrophes, quotation marks and spaces, and where each of its characters stood. */
function comparable(text: string): { text: string; places: number[] } {
  let result = ''
  const places: number[] = []
  for (let at = 0; at < text.length; at++) {
    const raw = text.charAt(at)
    const isSpace = /\s/u.test(raw)
    if (isSpace && result.endsWith(' ')) continue
    const lower = raw.toLowerCase()
    result += isSpace ? ' ' : (alike[raw] ?? (lower.length === 1 ? lower : raw))
    places.push(at)
  }
  return { text: result, places }
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character)
}

/** Words between quotation marks, and lines that begin as quotations do in mail. */
export function quotations(text: string): Span[] {
  const pairs =
    /["“”„«»][^"“”„«»]{1,600}["“”„«»]|(?<![\p{L}\p{N}])['‘‚][^'‘’\n]{1,300}['’‘](?![\p{L}\p{N}])|^[ \t]*[>|].*$/gmu
  return [...text.matchAll(pairs)].map(({ 0: quote, index }) => ({ from: index, to: index + quote.length }))
}

function sentenceAt(text: string, at: number) {
  let offset = 0
  let before = ''
  for (const sentence of splitSentences(text).flatMap((one) => one.split(/(?<=\n)/u))) {
    if (at < offset + sentence.length) return { sentence, before, offset }
    before = sentence
    offset += sentence.length
  }
  return { sentence: text, before: '', offset: 0 }
}

/** "If I moved", "I would move", "Imagine: I move": as thought, not as it is. */
function isImagined(words: readonly Word[], at: Span, before: string, lexicon: MemoryLexicon): boolean {
  if (findMatches(lexicon.imagining, words).some(({ from }) => from < at.to)) return true
  if (findMatches(lexicon.imagining, wordsIn(before, lexicon)).length > 0) return true
  const meant = findMatches(lexicon.unconditional, words)
  return findMatches(lexicon.conditional, words).some(
    ({ from, to }) => from < at.to && !meant.some((one) => from >= one.from && to <= one.to),
  )
}

/** Does the clause that it is in end in a question mark? */
function isAsked(content: string, to: number): boolean {
  return /^[^.!?,;:\n]*\?/u.test(content.slice(to)) || content[to - 1] === '?'
}

/** Whoever is named first in it is whom it is about; where nobody is, whoever was named last before it in its sentence. */
function speaksOfAnother(words: readonly Word[], at: Span, lexicon: MemoryLexicon): boolean {
  const named = longest(lexicon.people, words)
  const within = named.find(({ from, to }) => to > at.from && from < at.to)
  const governing = within ?? named.findLast(({ to }) => to <= at.from)
  return governing?.value === 'other'
}

/** "She says I am too soft": up to where a clause of its own begins, as in "..., but I want to speak up". */
function isReported(words: readonly Word[], at: Span, clauses: readonly number[], lexicon: MemoryLexicon): boolean {
  const others = longest(lexicon.people, words).filter(({ value }) => value === 'other')
  return findMatches(lexicon.reporting, words).some(({ from, to }) => {
    const isOver = clauses.some((start) => start >= to + 2 && start <= at.from)
    return from < at.to && !isOver && others.some((other) => other.to <= from && from - other.to <= 2)
  })
}

/** Before which of its words a clause begins. */
function clauseStarts(sentence: string): number[] {
  return [
    ...sentence.matchAll(
      /[,;:–—]|(?<!\p{L})(?:but|pero|aber|sondern|doch|(?:and|und|y)(?=\s+(?:i|ich|yo|no)\s))(?!\p{L})/giu,
    ),
  ].map(({ index }) => splitWords(sentence.slice(0, index)).length)
}

/** "My sister" is the sister, not "my". */
function longest<T>(index: PhraseIndex<T>, words: readonly Word[]) {
  const found = findMatches(index, words)
  return found.filter(
    (one) =>
      !found.some(
        (other) => other !== one && other.from <= one.from && other.to >= one.to && lengthOf(other) > lengthOf(one),
      ),
  )
}

function lengthOf({ from, to }: Span): number {
  return to - from
}
