/** Does the client ask for the human? Not when the human is only mentioned, quoted, declined or wondered about. */

import { squeeze } from '../../phrases/normalise.ts'
import { findMatches, isOneSentence, type Span, sentenceAround } from '../../phrases/phrase-index.ts'
import { coachWord } from '../lexicon.ts'
import { isReported, type Reading } from './reading.ts'

/** ask: in plain words, for now. hint: wondering, missing, doubting the AI. decline: wants no human. */
export type HumanWish = 'ask' | 'hint' | 'decline'

/** @returns the strongest wish in the text; undefined when the human is no subject */
export function readHumanWish(reading: Reading): HumanWish | undefined {
  const { human } = reading.lexicon
  const declines = reading.spans('humanDeclines')
  const declined = (match: Span) => declines.some((one) => one.from < match.to && one.to > match.from)
  const isOrder = (match: Span) => isAtBeginning(match, reading)
  const meant = [
    ...findMatches(human.asks, reading.words),
    ...findMatches(human.orders, reading.words).filter(isOrder),
    ...findMatches(human.asksByPronoun, reading.words).filter((match) => isOfCoach(match, reading)),
  ].filter((match) => !declined(match) && isMeant(match, reading))
  if (meant.some((match) => !isWondered(match, reading))) return 'ask'
  const hints = findMatches(human.hints, reading.words).filter((match) => !declined(match) && isMeant(match, reading))
  const doubts = findMatches(human.doubts, reading.words).filter((match) => !isReported(match, reading))
  if (meant.length + hints.length + doubts.length > 0) return 'hint'
  return declines.some((match) => !isReported(match, reading)) ? 'decline' : undefined
}

/** The client's own words about their own coach. */
function isMeant(match: Span, reading: Reading): boolean {
  if (isReported(match, reading)) return false
  const isNamed = reading.words.slice(match.from, match.to).some(({ readings }) => readings.includes(coachWord))
  if (isNamed) return true
  const isElsewhere = reading
    .spans('humanElsewhere')
    .some(({ from, to }) => from === match.to && isOneSentence({ from: match.from, to }, reading.words))
  return !isElsewhere
}

/** So far back the coach's name is looked for. */
const wordsBack = 25

/** "Dana is busy, can I talk to her?": of all who were named before, the coach was the last. */
function isOfCoach(match: Span, { lexicon, words, spans }: Reading): boolean {
  const isLast = words[match.to - 1]?.endsSentence ?? true
  const named = words.slice(0, match.from).findLastIndex(({ readings }) => readings.includes(coachWord))
  if (!isLast || named < 0 || match.from - named > wordsBack) return false
  const pronouns = spans('humanPronouns')
  const isPronoun = (person: Span) => pronouns.some(({ from, to }) => from === person.from && to === person.to)
  return !findMatches(lexicon.people, words).some(
    (person) => person.value === 'someone' && person.from > named && person.to <= match.from && !isPronoun(person),
  )
}

/** "Do I need to talk to ...", "if I want ...": the sentence asks about asking. */
function isWondered(match: Span, { words, spans }: Reading): boolean {
  // "dassss" is "dass" or "das": what may be another word undoes nothing
  const isCertain = ({ from, to }: Span) => words.slice(from, to).every(({ readings }) => !areAlike(readings))
  return (
    spans('humanUndoneBy').some(
      (undoing) =>
        undoing.to === match.from && isOneSentence({ ...undoing, to: match.to }, words) && isCertain(undoing),
    ) || spans('hypothetical').some(({ from, to }) => to <= match.from && isOneSentence({ from, to: match.to }, words))
  )
}

/** Read as several words that differ in repeated letters alone. */
function areAlike(readings: readonly string[]): boolean {
  return new Set(readings.map(squeeze)).size < readings.length
}

/** What is an order only where a sentence begins: "call my coach", not "I call my coach on Mondays". */
function isAtBeginning(match: Span, { words, spans }: Reading): boolean {
  let at = match.from
  const { from } = sentenceAround(match, words)
  while (at > from) {
    const opener = spans('humanOpeners').find(({ to }) => to === at)
    if (!opener || opener.from >= at) return false
    at = opener.from
  }
  return true
}
