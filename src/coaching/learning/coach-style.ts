/**
 * A coach's way, counted from the analyses of what they wrote. Whole numbers only: what was learned can be taken back to
 * the last digit, and the order in which it came leaves no trace.
 */
import type { CountedStyle, LearnedFrom } from './analysis.ts'
import { approachKey, approachOf, atLeast, structureKey, successIn, type Tried } from './approach.ts'
import { added, addedTo, type Counts, changedAt, type Sign, triedOnce } from './counts.ts'
import { compared } from './order.ts'
import type { Energy, Formality, Framework, Move, Pace, Situation, Technique, Tone } from './vocabulary.ts'

/** Plain JSON. All counts are of interventions, save those in `totals`. */
export type StyleProfile = {
  version: 1
  n: number
  /** How many on which day (UTC). */
  days: Counts
  tones: Counts<Tone>
  paces: Counts<Pace>
  formalities: Counts<Formality>
  energies: Counts<Energy>
  /** Each technique that was used, whichever carried it. */
  techniques: Partial<Record<Technique, Tried>>
  frameworks: Counts<Framework>
  structures: Record<string, Tried>
  /** What is done in a situation, by `approachKey`. */
  responses: Partial<Record<Situation, Record<string, Tried>>>
  phrases: Said[]
  openings: Said[]
  closings: Said[]
  /** How many hold a picture. */
  metaphors: number
  totals: Record<Total, number>
}

/** Words of the coach's, in how many interventions, with whom and when; '' stands for no client. In the order of the text. */
export type Said = { text: string; n: number; clients: Counts; situations: Counts<Situation> }

type Total = Exclude<keyof CountedStyle, 'opening' | 'closing'>

const nothing: StyleProfile = {
  ...{ version: 1, n: 0, days: {} },
  ...{ tones: {}, paces: {}, formalities: {}, energies: {} },
  ...{ techniques: {}, frameworks: {}, structures: {}, responses: {} },
  ...{ phrases: [], openings: [], closings: [], metaphors: 0 },
  totals: { messages: 0, words: 0, sentences: 0, questions: 0, exclamations: 0, emojis: 0 },
}

/** With one more intervention. Whoever analyses one anew takes the analysis before it back first. */
export function learn(profile: StyleProfile | undefined, from: LearnedFrom): StyleProfile {
  return changed(profile ?? nothing, from, 1)
}

/**
 * As if it had never been learned; undefined when nothing is left.
 *
 * @param from exactly what was learned
 * @throws {RangeError} if it was not, as far as that shows
 */
export function takeBack(profile: StyleProfile, from: LearnedFrom): StyleProfile | undefined {
  const before = changed(profile, from, -1)
  return before.n > 0 ? before : undefined
}

/** The day of the first intervention, as "2026-11-26". */
export function since({ days }: Pick<StyleProfile, 'days'>): string | undefined {
  return Object.keys(days).sort()[0]
}

/** What may be said to this client in the coach's words: said more than once, and not with one other client alone. */
export function saidTo<Words extends Said>(said: readonly Words[], clientId: string): Words[] {
  return said.filter(({ n, clients }) => {
    const names = Object.keys(clients)
    return n >= 2 && (names.length > 1 || names[0] === clientId || names[0] === '')
  })
}

/** Without words that were said once, which are no habit and most of a profile. */
export function saidOften(profile: StyleProfile): StyleProfile {
  const often = (said: readonly Said[]) => said.filter(({ n }) => n >= 2)
  return {
    ...profile,
    phrases: often(profile.phrases),
    openings: often(profile.openings),
    closings: often(profile.closings),
  }
}

/** The most frequent first. */
export function byFrequency<Words extends Said>(said: readonly Words[]): Words[] {
  return said.toSorted((one, other) => other.n - one.n || compared(one.text, other.text))
}

/** A thing that was tried, with the share of successes that may be counted on (5% quantile; 0 to 1). */
export type Rated<Key extends string = string> = Tried & { key: Key; low: number }

/** The most used first. */
export function rated<Key extends string>(tried: Partial<Record<Key, Tried>>): Rated<Key>[] {
  return (Object.entries(tried) as [Key, Tried][])
    .map(([key, one]) => ({ key, ...one, low: atLeast(one.worked, one.known) }))
    .sort((one, other) => other.used - one.used || compared(one.key, other.key))
}

/** What the coach does in a situation: what worked most surely first. */
export function responsesTo(
  { responses }: Pick<StyleProfile, 'responses'>,
  situation: Situation,
): (Rated & { approach: ApproachParts })[] {
  return rated(responses[situation] ?? {})
    .sort((one, other) => other.low - one.low)
    .map((one) => ({ ...one, approach: partsOf(one.key) }))
}

type ApproachParts = { technique: Technique; structure: Move[] }

/** The other way round from `approachKey`. */
function partsOf(key: string): ApproachParts {
  const [technique, structure = ''] = key.split(':')
  return { technique: technique as Technique, structure: structure.split('>') as Move[] }
}

function changed(profile: StyleProfile, { clientId, at, analysis }: LearnedFrom, sign: Sign): StyleProfile {
  const { style, counted, situation, framework, key_phrases: phrases } = analysis
  const success = successIn(analysis)
  const tried = (before: Tried | undefined) => triedOnce(before, success, sign)
  const said = (before: Said[], texts: readonly string[]) => saidOnce(before, texts, { clientId, situation }, sign)
  const respond = (before: Record<string, Tried> | undefined) => {
    const after = changedAt(before ?? {}, [approachKey(approachOf(analysis))], tried) as Record<string, Tried>
    return Object.keys(after).length > 0 ? after : undefined
  }
  return {
    version: 1,
    n: added(profile.n, sign),
    days: addedTo(profile.days, [at.toISOString().slice(0, 10)], sign),
    tones: addedTo(profile.tones, [style.tone], sign),
    paces: addedTo(profile.paces, [style.pace], sign),
    formalities: addedTo(profile.formalities, [style.formality], sign),
    energies: addedTo(profile.energies, [style.energy], sign),
    techniques: changedAt(profile.techniques, [...new Set(analysis.techniques)], tried),
    frameworks: addedTo(profile.frameworks, framework ? [framework] : [], sign),
    structures: changedAt(profile.structures, [structureKey(approachOf(analysis).structure)], tried) as Record<
      string,
      Tried
    >,
    responses: changedAt(profile.responses, [situation], respond),
    phrases: said(profile.phrases, phrases),
    openings: said(profile.openings, [counted.opening]),
    closings: said(profile.closings, [counted.closing]),
    metaphors: added(profile.metaphors, analysis.metaphor === null ? 0 : sign),
    totals: {
      messages: added(profile.totals.messages, sign * counted.messages),
      words: added(profile.totals.words, sign * counted.words),
      sentences: added(profile.totals.sentences, sign * counted.sentences),
      questions: added(profile.totals.questions, sign * counted.questions),
      exclamations: added(profile.totals.exclamations, sign * counted.exclamations),
      emojis: added(profile.totals.emojis, sign * counted.emojis),
    },
  }
}

/** A list rather than an object: what people write is no name for a property ("constructor"). */
function saidOnce(
  before: Said[],
  texts: readonly string[],
  { clientId = '', situation }: { clientId: string | undefined; situation: Situation },
  sign: Sign,
): Said[] {
  const byText = new Map(before.map((one) => [one.text, one]))
  for (const text of new Set(texts.map(folded))) {
    if (text === '') continue
    const { n, clients, situations } = byText.get(text) ?? { n: 0, clients: {}, situations: {} }
    const after = {
      ...{ text, n: added(n, sign) },
      ...{ clients: addedTo(clients, [clientId], sign), situations: addedTo(situations, [situation], sign) },
    }
    if (after.n > 0) byText.set(text, after)
    else byText.delete(text)
  }
  return [...byText.values()].sort((one, other) => compared(one.text, other.text))
}

/** The same phrase, however it was typed: lower case, straight apostrophes, no marks around it save a question's. */
export function folded(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}\p{Emoji_Presentation}¿]+|[^\p{L}\p{N}\p{Emoji_Presentation}?]+$/gu, '')
}
