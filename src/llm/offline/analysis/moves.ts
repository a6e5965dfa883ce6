/** What a coach's text does, sentence by sentence, by rules. */
import { isQuestion, sentencesOf } from '../../../coaching/learning/count-style.ts'
import type { Move, Technique } from '../../../coaching/learning/vocabulary.ts'
import { findMatches } from '../../../coaching/phrases/phrase-index.ts'
import { type AnalysisLexicon, analysisLexicon, type ReadSentence, readSentence } from './lexicon.ts'

export type DoneSentence = { text: string; words: number; moves: Move[] }

/** Where a sentence could be several, the first of these it is: the ones that say most about it. */
const telling: readonly Move[] = [
  ...(['close', 'ground', 'pause', 'affirm', 'normalize', 'acknowledge', 'challenge'] as const),
  ...(['reframe', 'tell_story', 'plan', 'reflect', 'advise'] as const),
]

/** Fewer words than these, none of which is known, do nothing. */
const sayingWords = 4

export function readMoves(text: string, language: string | undefined): DoneSentence[] {
  const lexicon = analysisLexicon(language)
  return sentencesOf(text).map((sentence) => {
    const read = readSentence(sentence, lexicon)
    const done = statedBy(read, lexicon)
    const asks = isQuestion(sentence)
    const moves: Move[] = asks
      ? [...(done && done !== 'advise' && done !== 'reflect' ? [done] : []), 'question']
      : done
        ? [done]
        : []
    if (!asks && moves.length === 0) moves.push(...guessed(read, lexicon))
    return { text: sentence, words: read.raw.length, moves }
  })
}

function statedBy({ words, start }: ReadSentence, lexicon: AnalysisLexicon): Move | undefined {
  const opening = findMatches(lexicon.opens, words).filter(({ from }) => from === start || from === 0)
  const within = findMatches(lexicon.has, words)
  const among = (found: readonly { value: Move }[]) => telling.find((move) => found.some(({ value }) => value === move))
  const [opens, has] = [among(opening), among(within)]
  if (!opens || !has) return opens ?? has
  // What a sentence begins with tells most, unless it begins as nearly anything may.
  return opens === 'advise' || opens === 'reflect' ? has : opens
}

/** What speaks of the client gives something back, what does not tells them something. */
function guessed({ raw, start }: ReadSentence, { you }: AnalysisLexicon): Move[] {
  const said = raw.slice(start)
  if (said.length < sayingWords) return []
  return [said.slice(0, 8).some((word) => you.has(word)) ? 'reflect' : 'advise']
}

export const techniqueOfMove: Readonly<Partial<Record<Move, Technique>>> = {
  question: 'question',
  reflect: 'reflection',
  reframe: 'reframe',
  challenge: 'challenge',
  tell_story: 'story',
  advise: 'direct_advice',
  plan: 'direct_advice',
  normalize: 'normalization',
  ground: 'grounding',
  pause: 'grounding',
  affirm: 'affirmation',
  acknowledge: 'reflection',
}
