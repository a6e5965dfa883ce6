/** Decisions that are hard to take back, and whether one is being taken now. */
import { anyWithin, findMatches, type Span, sentenceAround } from '../../phrases/phrase-index.ts'
import type { TopicName } from '../lexicon.ts'
import { isDenied, isInside, isOfOthers, isReported, type Reading } from './reading.ts'

export type StakesFound = {
  topics: TopicName[]
  /** About to be taken, or just taken: a topic's act, with "now", "today", "I already ...". */
  isImmediate: boolean
}

/** A sentence of so few words beside the one with the act may say when: "I'll quit. Right now." */
const shortSentence = 8

export function readStakes(reading: Reading): StakesFound {
  const { words, spans } = reading
  const found = findMatches(reading.lexicon.topics, words).filter(
    (match) =>
      !isInside(match, spans('harmless')) &&
      !isReported(match, reading) &&
      !isOfOthers(match, reading) &&
      !isDenied(match, reading),
  )
  const standing = found.filter((match) => {
    const sentence = sentenceAround(match, words)
    return !anyWithin(spans('past'), sentence) && !anyWithin(spans('fiction'), sentence)
  })
  return {
    topics: [...new Set(standing.map(({ value }) => value.topic))],
    isImmediate: standing.some((match) => match.value.isAct && isHappeningNow(match, reading)),
  }
}

function isHappeningNow(match: Span, reading: Reading): boolean {
  const { words, spans } = reading
  const sentence = sentenceAround(match, words)
  const isImagined = spans('hypothetical').some(({ from, to }) => from >= sentence.from && to <= sentence.to)
  if (isImagined) return false
  const isNow = (span: Span) => !isInside(span, spans('notNow')) && !isInside(span, spans('harmless'))
  const times = spans('now').filter(isNow)
  if (anyWithin(times, sentence) || times.some((time) => time.from < match.to && time.to > match.from)) return true
  // "just resigned", right before the act
  if (spans('done').some(({ to }) => to === match.from || to === match.from - 1)) return true
  const beside = [
    sentenceAround({ from: sentence.to, to: Math.min(sentence.to + 1, words.length) }, words),
    sentenceAround({ from: Math.max(0, sentence.from - 1), to: sentence.from }, words),
  ]
  return beside.some((one) => one.to - one.from <= shortSentence && one.from !== sentence.from && anyWithin(times, one))
}
