/** What a proposed operation stands on: the client's own words of the session, and whether they bear it out. */
import { findMatches } from '../phrases/phrase-index.ts'
import { type Judged, judgeEvidence } from './evidence.ts'
import { type Evidence, type Insight, patternEvidence } from './insight.ts'
import { lexiconFor, type MemoryLexicon, wordsIn } from './lexicon.ts'
import type { ProposedOperation, Rejection } from './operations.ts'
import type { SessionMessage } from './session.ts'
import { countShared, type Gist, gistOf } from './stems.ts'

export type CheckContext = {
  sessionId: string
  /** Labelled m1, m2 and so on, in this order. */
  messages: readonly SessionMessage[]
  /** Labelled i1, i2 and so on: the client's current ones that the model was shown. */
  known: readonly Insight[]
  /** Those that hold no longer, and stand on this session: it has been looked at before. */
  ended: readonly Insight[]
  language: string
  timezone: string
  nextId: () => string
}

type Good = Extract<Judged, { isGood: true }>
export type Grounds = { evidence: Evidence[]; sentences: string[]; lexicon: MemoryLexicon; judged: Good[] }
/** What is known while operations are applied one after the other. */
export type Held = Pick<Insight, 'id' | 'kind' | 'text' | 'details' | 'validFrom' | 'expiresAt' | 'evidence'>

/** Every piece has to be good: one that is not shows what the model makes of things. */
export function groundsOf(
  { evidence, content, operation }: ProposedOperation,
  target: Held | undefined,
  { messages, sessionId, language }: CheckContext,
): Grounds | Rejection {
  if (evidence.length === 0) return 'no_evidence'
  const kind = content?.kind ?? target?.kind
  if (!kind || (operation === 'add' && !content)) return 'incomplete'
  const grounds: Grounds = { evidence: [], sentences: [], judged: [], lexicon: lexiconFor('', language) }
  for (const { message: label, quote } of evidence) {
    const message = messages[indexOf('m', label)]
    if (!message) return 'no_evidence'
    const judged = judgeEvidence(message, quote, kind, language)
    if (!judged.isGood) return judged.why
    grounds.evidence.push({ messageId: message.id, sessionId, saidAt: message.sentAt, quote: judged.quote })
    grounds.sentences.push(judged.sentence)
    grounds.judged.push(judged)
    grounds.lexicon = judged.lexicon
  }
  return grounds
}

/** The sentence has to be about what the client said, in what they said, and not in what they were told. */
export function wrongWords(
  said: string,
  gist: Gist,
  before: Gist | undefined,
  { sentences, judged, lexicon }: Grounds,
  { messages }: CheckContext,
): Rejection | undefined {
  // A fact about somebody else says so: "her sister lives in Rome".
  const named = findMatches(lexicon.people, wordsIn(said, lexicon)).some(({ value }) => value === 'other')
  if (judged.some(({ isOfAnother }) => isOfAnother) && !named) return 'about_another'
  const fresh = new Set([...gist.telling].filter((stem) => !before?.telling.has(stem)))
  if (fresh.size === 0) return before || gist.telling.size > 0 ? undefined : 'says_nothing'
  const theirs = gistOf(sentences.join('\n'), lexicon).telling
  if (countShared(fresh, theirs) === 0) return 'not_their_words'
  const told = messages.flatMap(({ senderType, content, metadata }) => [
    ...(senderType === 'client' && metadata.forwarded_from === undefined ? [] : [content]),
    ...(metadata.quote ? [metadata.quote] : []),
  ])
  const toldOnly = new Set([...gistOf(told.join('\n'), lexicon).telling].filter((stem) => !theirs.has(stem)))
  return countShared(fresh, toldOnly) * 2 > fresh.size ? 'not_their_words' : undefined
}

/** Dated pieces of evidence from different sessions, those of the insights that show it too among them. */
export function patternGrounds(
  grounds: Grounds,
  restsOn: readonly string[],
  held: ReadonlyMap<string, Held>,
  { known }: CheckContext,
): Evidence[] | undefined {
  const shown = restsOn.flatMap((label) => held.get(known[indexOf('i', label)]?.id ?? '')?.evidence ?? [])
  const evidence = [...grounds.evidence, ...shown]
  const sessions = new Set(evidence.map(({ sessionId }) => sessionId))
  if (sessions.size < patternEvidence) return undefined
  return [...new Map(evidence.map((one) => [one.messageId, one])).values()]
}

export function firstSaid({ evidence }: Grounds): number {
  return Math.min(...evidence.map(({ saidAt }) => saidAt.getTime()))
}

export function indexOf(letter: 'm' | 'i', label: string): number {
  const number = new RegExp(`^\\s*\\[?${letter}(\\d{1,4})\\]?\\s*$`, 'i').exec(label)?.[1]
  return number === undefined ? -1 : Number(number) - 1
}
