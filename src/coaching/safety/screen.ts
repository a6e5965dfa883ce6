/**
 * The first of the three detectors of danger: explicit phrases, matched in memory, with no network, no database and no
 * model. It reads every text before anything else does.
 */
import { readWords, splitWords, type Word } from '../phrases/normalise.ts'
import {
  anyWithin,
  type Found,
  findMatches,
  isOneSentence,
  type Span,
  sentenceAround,
} from '../phrases/phrase-index.ts'
import { matchAt } from '../phrases/phrase-pattern.ts'
import type { CrisisGrade, CrisisKind } from './phrase-file.ts'
import { compileLanguage, type Language, type Person, type Rule } from './phrase-index.ts'

export type { CrisisGrade, CrisisKind }

export type CrisisFinding = {
  grade: CrisisGrade
  kind: CrisisKind
  /** Id of the rule, never the client's words: it may be logged. */
  matched: string
  language: string
}

export type CrisisScreen = {
  screen(text: string): CrisisFinding | undefined
  /**
   * What a text says only to who knows that its writer is in a crisis: "I took them", "I am on the bridge". What is
   * denied, quoted, or long past is not found.
   */
  screenInCrisis(text: string): CrisisFinding | undefined
}

/** Of a longer text the beginning and the end are read, this much of each. Telegram's own limit is 4,096. */
const longestHalf = 10_000

/**
 * Screens texts by the phrases of all given languages at once, since a client may switch language in mid-sentence.
 *
 * How a grade comes about: the rule's own grade; a denial ("I would never ...") lowers it to L1, or by one when it
 * denies only for now ("not today") - it never clears it; otherwise the distant past lowers it by one, and "tonight" or
 * "right now" raises it by one. Sayings, and quotations from films and songs, are cleared. The highest grade wins, and
 * at equal grades the client's own danger before another person's.
 *
 * @param phrasesByLanguage parsed phrase files
 * @throws {Error} naming the phrase or field that is wrong
 */
export function createCrisisScreen(phrasesByLanguage: readonly unknown[]): CrisisScreen {
  const languages = phrasesByLanguage.map(compileLanguage)
  const known = new Set(languages.flatMap(({ vocabulary }) => [...vocabulary.entries]))
  return { screen: (text) => gravest(text, findIn), screenInCrisis: (text) => gravest(text, findInCrisis) }

  function gravest(text: string, find: typeof findIn): CrisisFinding | undefined {
    const words = splitWords(shorten(text))
    const findings = languages.flatMap((language) =>
      readWords(words, language.vocabulary, known).flatMap((reading) => find(reading, language)),
    )
    return findings.sort((one, other) => severity(other) - severity(one))[0]
  }
}

function shorten(text: string): string {
  return text.length <= 2 * longestHalf ? text : `${text.slice(0, longestHalf)}\n${text.slice(-longestHalf)}`
}

function severity({ grade, kind }: CrisisFinding): number {
  return grade * 2 + (kind === 'third_party' ? 0 : 1)
}

type Match = Found<Rule>
/** What surrounds the matches of one text, looked up once. */
type Surroundings = {
  words: readonly Word[]
  people: readonly (Span & { value: Person })[]
  unnamedPerson: Person
  negation: Record<keyof Language['negation'], readonly Span[]>
} & Record<'harmless' | 'past' | 'now' | 'fiction' | 'reporting', readonly Span[]>

function findIn(words: readonly Word[], language: Language): CrisisFinding[] {
  const matches = findMatches(language.rules, words)
  if (matches.length === 0) return []
  const around = lookAround(words, language)
  return matches.flatMap((match) => {
    const kind = meaningOf(match, around)
    return kind ? [{ kind, grade: gradeOf(match, around), matched: match.value.id, language: language.language }] : []
  })
}

/** The episode itself says that there is danger: a denial takes none back, but adds none either. */
function findInCrisis(words: readonly Word[], language: Language): CrisisFinding[] {
  const matches = findMatches(language.inCrisis, words)
  if (matches.length === 0) return []
  const around = lookAround(words, language)
  return matches.flatMap((match) => {
    const kind = meaningOf(match, around)
    const isPast = anyWithin(around.past, sentenceAround(match, words))
    if (!kind || isPast || isDenied(match, around)) return []
    return [{ kind, grade: match.value.grade, matched: match.value.id, language: language.language }]
  })
}

function meaningOf(match: Match, around: Surroundings): CrisisKind | undefined {
  return around.harmless.some((saying) => isPartOf(match, saying)) ? undefined : kindOf(match, around)
}

/** "I want to take my life" is part of "take my life back": the saying goes on, and changes what was meant. */
function isPartOf(match: Span, saying: Span): boolean {
  if (saying.from <= match.from) return saying.to >= match.to
  return saying.from < match.to && saying.to > match.to
}

function lookAround(words: readonly Word[], language: Language): Surroundings {
  const { before, fillers, inside, after, undoneBy, forNow, stressedBy } = language.negation
  return {
    words,
    people: findMatches(language.people, words),
    unnamedPerson: language.unnamedPerson,
    harmless: findMatches(language.harmless, words),
    past: findMatches(language.past, words),
    now: findMatches(language.now, words),
    fiction: findMatches(language.fiction, words),
    reporting: findMatches(language.reporting, words),
    negation: {
      before: findMatches(before, words),
      fillers: findMatches(fillers, words),
      inside: findMatches(inside, words),
      after: findMatches(after, words),
      undoneBy: findMatches(undoneBy, words),
      forNow: findMatches(forNow, words),
      stressedBy: findMatches(stressedBy, words),
    },
  }
}

function kindOf(match: Match, around: Surroundings): CrisisKind | undefined {
  const rule = match.value
  if (around.fiction.length > 0 && isQuoted(match, around)) return undefined
  if (rule.isOfOthers || rule.dependsOnPerson) {
    const sentence = sentenceAround(match, around.words)
    const person = nearestPerson(match, sentence, around) ?? (rule.isOfOthers ? around.unnamedPerson : undefined)
    const isFiction = person !== 'client' && anyWithin(around.fiction, sentence)
    if (person === 'nobody' || isFiction) return undefined
    if (rule.isOfOthers || person === 'someone') return 'third_party'
  }
  return isReported(match, around) ? 'third_party' : rule.kind
}

/** The last person named in the sentence before the phrase. None named: the client, who may well leave out the "I". */
function nearestPerson(match: Match, sentence: Span, { people }: Surroundings): Person | undefined {
  const before = { from: sentence.from, to: match.value.isOfOthers ? match.from : match.from + 1 }
  return people.filter((person) => person.from >= before.from && person.to <= before.to).at(-1)?.value
}

/** "She told me I want to die", "he wrote 'I will ...'": another person's words. */
function isReported(match: Match, around: Surroundings): boolean {
  return around.reporting.some((report) => {
    if (report.to > match.from || !isOneSentence({ from: report.from, to: match.to }, around.words)) return false
    if (isQuoted(match, around)) return match.from - report.to <= 6
    const endsInI = around.people.some((person) => person.to === report.to && person.value === 'client')
    return report.to === match.from && endsInI
  })
}

function isQuoted({ from, to }: Span, { words }: Surroundings): boolean {
  return words.slice(from, to).every((word) => word.isQuoted)
}

function gradeOf(match: Match, around: Surroundings): CrisisGrade {
  const { grade } = match.value
  const { negation, words } = around
  const sentence = sentenceAround(match, words)
  const after = { from: match.to, to: Math.min(match.to + 5, sentence.to) }
  const near = { from: Math.max(match.from - 4, sentence.from), to: after.to }
  if (isDenied(match, around)) {
    if (anyWithin(negation.stressedBy, after)) return grade
    return anyWithin(negation.forNow, near) ? lower(grade) : 1
  }
  if (grade > 1 && anyWithin(around.now, near)) return raise(grade)
  return anyWithin(around.past, sentence) ? lower(grade) : grade
}

function isDenied(match: Match, around: Surroundings): boolean {
  return isDeniedBefore(match, around) || isDeniedInside(match, around) || isDeniedAfter(match, around)
}

/** "Ich will mich nicht umbringen": the phrase is there only if its gaps may skip the denial. */
function isDeniedInside(match: Match, { negation, words }: Surroundings): boolean {
  const denials = negation.inside.filter((one) => one.from > match.from && one.to < match.to)
  const [first] = denials
  if (!first) return false
  const before = { from: Math.max(0, match.from - 3), to: first.to + 2 } // "... no sé si ..."
  if (anyWithin(negation.undoneBy, before)) return false
  const places = new Set(denials.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)))
  return matchAt(match.pattern, words, match.from, places) === undefined
}

function isDeniedAfter(match: Match, { negation, words }: Surroundings): boolean {
  return negation.after.some((denial) => denial.from === match.to && isOneSentence({ ...match, to: denial.to }, words))
}

/**
 * A denial stands right before the phrase, with nothing but fillers between: "not [really going to] ...". So "I don't
 * know if I can stop myself from ..." denies nothing. Nor do two denials in a row: "can't promise I won't ...".
 */
function isDeniedBefore(match: Match, { negation, words }: Surroundings): boolean {
  for (let at = match.from; at >= Math.max(0, match.from - 8); ) {
    const denial = negation.before.find(
      (one) => one.to === at || (at === match.from && one.from < at && one.to > at), // "no plans" + "plans to ..."
    )
    if (denial && isOneSentence({ from: denial.from, to: match.to }, words)) {
      const before = { from: Math.max(0, denial.from - 3), to: denial.from }
      return !(anyWithin(negation.undoneBy, before) && isOneSentence({ from: before.from, to: match.to }, words))
    }
    const filler = negation.fillers.find((one) => one.to === at)
    if (!filler) break
    at = filler.from
  }
  return false
}

function raise(grade: CrisisGrade): CrisisGrade {
  return grade < 4 ? ((grade + 1) as CrisisGrade) : 4
}

function lower(grade: CrisisGrade): CrisisGrade {
  return grade > 1 ? ((grade - 1) as CrisisGrade) : 1
}
