/** Which of four kinds a coach's utterance is, as counsellors' speech is coded: asks, gives back, brings in, or none of these. */

import type { Language } from '../../../coaching/knowledge/languages.ts'
import { stemsOf } from '../../../coaching/knowledge/words.ts'
import { isQuestion, sentencesOf, wordsOf } from '../../../coaching/learning/count-style.ts'
import { findMatches } from '../../../coaching/phrases/phrase-index.ts'
import { analysisLexicon, readSentence } from './lexicon.ts'
import { readMoves } from './moves.ts'

export type Kind = 'question' | 'reflection' | 'input' | 'none'

/** So much of what it says being the client's words of just before, it is a reflection whatever it begins with. */
const givenBack = 0.34
/** A longer speech is the coach's own. */
const longWords = 40

/** @param previous what the client had just said; empty where that is not known */
export function kindByRules(utterance: string, previous: string, language: Language): Kind {
  const lexicon = analysisLexicon(language)
  const sentences = sentencesOf(utterance)
  const last = sentences.at(-1)
  if (!last) return 'none'
  const read = readSentence(last, lexicon)
  const asksAtStart = findMatches(lexicon.askOpens, read.words).some(({ from }) => from === read.start || from === 0)
  if (isQuestion(last) || asksAtStart) return 'question'
  if (sentences.some(isQuestion)) return 'question'

  const words = wordsOf(utterance).length
  const moves = readMoves(utterance, language).flatMap((sentence) => sentence.moves)
  const saysAnything = sentences.some((sentence) => {
    const { raw, start } = readSentence(sentence, lexicon)
    return raw.length > start
  })
  if (!saysAnything) return 'none'
  const reflects = moves.filter((move) => move === 'reflect' || move === 'reframe').length
  const brings = moves.filter((move) =>
    ['advise', 'plan', 'tell_story', 'normalize', 'challenge', 'ground'].includes(move),
  ).length
  const said = new Set(stemsOf(previous, language))
  const stems = stemsOf(utterance, language)
  const shared = stems.filter((stem) => said.has(stem)).length
  if (stems.length >= 1 && shared >= stems.length * givenBack && words < longWords) return 'reflection'
  if (reflects > brings) return 'reflection'
  if (brings > 0 && (brings > reflects || words >= longWords)) return 'input'
  return reflects > 0 ? 'reflection' : 'none'
}
