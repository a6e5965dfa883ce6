/** What of a model's analysis stands: what the texts bear out. The rest goes before anything is built on it. */
import type { Language } from '../knowledge/languages.ts'
import { locate, quotations } from '../memory/evidence.ts'
import type { CountedStyle, InterventionAnalysis, ModelAnalysis } from './analysis.ts'
import { countStyle } from './count-style.ts'
import { type FindNames, namesAny } from './find-names.ts'
import { findPersonal, redact } from './redact.ts'
import type { Move, Technique } from './vocabulary.ts'

/** What the human's run was, and what the client said after it. */
export type Ran = {
  coachTexts: readonly string[]
  clientTextsAfter: readonly string[]
  /** Of everyone who could be named: the client, the team, whom the client speaks of as far as that is known. */
  names: readonly string[]
  /** The coach's, for texts that are too short to tell their own. */
  language?: Language
}

/** So few words in a whole run leave the room to the client. */
const silentWords = 8

/**
 * Key phrases and the metaphor are cut out of the coach's text as they stand there, and dropped where they do not, where they
 * name anybody or hold a figure, and where they are in quotation marks: those are somebody else's words. A question needs a
 * question mark; silence is counted, never believed; without a word of the client's afterwards there is no outcome. Of what
 * the model says in its own words, what names somebody is emptied and what looks like a name or a figure is replaced.
 * Techniques and structure may be empty afterwards.
 */
export function checkAnalysis(
  model: ModelAnalysis,
  { coachTexts, clientTextsAfter, names, language }: Ran,
): InterventionAnalysis {
  const counted = countStyle(coachTexts, names, language)
  const isAnswered = clientTextsAfter.some((text) => text.trim() !== '')
  const outcome = isAnswered ? model.outcome : null
  const inOwnWords = (text: string) => (namesAny(text, names) ? '' : redact(text.trim(), { names, language: 'en' }))
  return {
    ...model,
    techniques: checkedTechniques(model.techniques, counted),
    structure: checkedMoves(model.structure, counted),
    key_phrases: unique(model.key_phrases.flatMap((phrase) => quoted(phrase, coachTexts, { names, language }) ?? [])),
    metaphor: (model.metaphor !== null && quoted(model.metaphor, coachTexts, { names, language })) || null,
    emotional_handling: inOwnWords(model.emotional_handling),
    situation_summary: inOwnWords(model.situation_summary),
    outcome,
    // Nothing worked that was taken badly.
    why_it_worked: outcome?.client_reaction === 'negative' ? '' : inOwnWords(model.why_it_worked),
    counted,
  }
}

function checkedTechniques(techniques: readonly Technique[], { words, questions }: CountedStyle): Technique[] {
  const borneOut = unique(techniques).filter((one) => one !== 'silence' && (one !== 'question' || questions > 0))
  return words <= silentWords && questions === 0 ? ['silence', ...borneOut] : borneOut
}

/** One after another of the same is one. */
function checkedMoves(moves: readonly Move[], { questions }: CountedStyle): Move[] {
  return moves.filter((move) => move !== 'question' || questions > 0).filter((move, at, all) => move !== all[at - 1])
}

/** As it stands in one of the coach's texts; undefined where it does not, or where it is not theirs or not only theirs. */
function quoted(phrase: string, coachTexts: readonly string[], find: FindNames): string | undefined {
  const wanted = phrase.trim().replace(/^["“”„«»]+|["“”„«»]+$/gu, '')
  for (const text of coachTexts) {
    const found = locate(text, wanted)
    if (!found) continue
    const touches = ({ from, to }: { from: number; to: number }) => from < found.to && to > found.from
    if (quotations(text).some(touches) || findPersonal(text, find).some(touches)) return undefined
    const words = text.slice(found.from, found.to).replace(/\s+/gu, ' ').trim()
    return findPersonal(words, find).length > 0 ? undefined : words
  }
  return undefined
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
