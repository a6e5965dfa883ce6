/** A client's words as one language reads them, and what surrounds a phrase in them: denials, quotations, other people. */
import { lookalikes, readWords, splitWords, squeeze, type Word, type WordShape } from '../../phrases/normalise.ts'
import { anyWithin, findMatches, isOneSentence, type Span, sentenceAround } from '../../phrases/phrase-index.ts'
import { coachWord, type Lexicon } from '../lexicon.ts'

export type Reading = {
  lexicon: Lexicon
  words: readonly Word[]
  /** The places of a list of phrases; each list is looked up once. */
  spans(name: SpanName): readonly Span[]
}

const spanIndexes = {
  denialBefore: ({ denial }: Lexicon) => denial.before,
  denialFillers: ({ denial }: Lexicon) => denial.fillers,
  denialAfter: ({ denial }: Lexicon) => denial.after,
  denialUndoneBy: ({ denial }: Lexicon) => denial.undoneBy,
  humanUndoneBy: ({ human }: Lexicon) => human.undoneBy,
  humanOpeners: ({ human }: Lexicon) => human.openers,
  humanElsewhere: ({ human }: Lexicon) => human.elsewhere,
  humanPronouns: ({ human }: Lexicon) => human.pronouns,
  humanDeclines: ({ human }: Lexicon) => human.declines,
  reporting: ({ reporting }: Lexicon) => reporting,
  fiction: ({ fiction }: Lexicon) => fiction,
  hypothetical: ({ hypothetical }: Lexicon) => hypothetical,
  past: ({ past }: Lexicon) => past,
  now: ({ now }: Lexicon) => now,
  notNow: ({ notNow }: Lexicon) => notNow,
  done: ({ done }: Lexicon) => done,
  harmless: ({ harmless }: Lexicon) => harmless,
  loops: ({ loops }: Lexicon) => loops,
  stronger: ({ stronger }: Lexicon) => stronger,
  weaker: ({ weaker }: Lexicon) => weaker,
}
type SpanName = keyof typeof spanIndexes

/** Of a longer text the beginning and the end are read, this much of each. */
const longestHalf = 4_000

/**
 * A text as each language reads it; twice where disguises can be undone.
 *
 * @param names what the client may call their coach
 */
export function readText(text: string, names: readonly string[], lexicons: readonly Lexicon[]): Reading[] {
  const shapes = withoutNames(splitWords(shorten(text)), names)
  return lexicons.flatMap((lexicon) =>
    readWords(shapes, lexicon.vocabulary).map((words) => {
      const found = new Map<SpanName, readonly Span[]>()
      return {
        lexicon,
        words,
        spans(name: SpanName) {
          const known = found.get(name) ?? findMatches(spanIndexes[name](lexicon), words)
          found.set(name, known)
          return known
        },
      }
    }),
  )
}

function shorten(text: string): string {
  return text.length <= 2 * longestHalf ? text : `${text.slice(0, longestHalf)}\n${text.slice(-longestHalf)}`
}

/** What stands in a display name and is nobody's: "Anna von der Heide", "Dana the Coach". Words of two letters never count. */
const belongsToNoName = new Set([
  ...['coach', 'coaching', 'the', 'and', 'with', 'mrs', 'miss', 'doctor'],
  ...['von', 'vom', 'zum', 'zur', 'der', 'die', 'das', 'den', 'dem', 'und', 'mit', 'frau', 'herr', 'doktor'],
  ...['del', 'las', 'los', 'con', 'don', 'dona', 'sra', 'doctora', 'van', 'ter', 'ten', 'dos', 'des'],
])

/** The coach's names, each as the one word that the phrases know: written out, in single letters, or with an s behind. */
function withoutNames(shapes: readonly WordShape[], names: readonly string[]): WordShape[] {
  const coach = names
    .flatMap((name) => splitWords(name).map(({ raw }) => raw))
    .filter((word) => word.length > 2 && !belongsToNoName.has(word))
  const named: WordShape[] = []
  for (let at = 0; at < shapes.length; at++) {
    const spelt = coach.map((name) => ({ length: name.length, isOne: isSpelt(name, shapes, at) }))
    const length = spelt.find(({ isOne }) => isOne)?.length ?? 1
    const last = shapes[at + length - 1]
    if (last) named.push({ ...last, raw: length > 1 ? coachWord : nameOf(last.raw, coach) })
    at += length - 1
  }
  return named
}

function isSpelt(name: string, shapes: readonly WordShape[], at: number): boolean {
  return [...name].every((letter, offset) => shapes[at + offset]?.raw === letter)
}

function nameOf(raw: string, coach: readonly string[]): string {
  const word = raw.replace(/[^\p{ASCII}]/gu, (letter) => lookalikes[letter] ?? letter)
  const isLong = /(.)\1\1/u.test(word)
  if (coach.some((name) => word === name || (isLong && squeeze(word) === squeeze(name)))) return coachWord
  return coach.some((name) => word === `${name}s`) ? `${coachWord}s` : raw
}

/**
 * A denial right before the phrase, with nothing but fillers between ("not [really going to] ..."), or right after it. Two
 * in a row deny nothing.
 */
export function isDenied(match: Span, { words, spans }: Reading): boolean {
  if (spans('denialAfter').some(({ from, to }) => from === match.to && isOneSentence({ ...match, to }, words)))
    return true
  for (let at = match.from; at >= Math.max(0, match.from - 6); ) {
    const denial = spans('denialBefore').find(({ to }) => to === at)
    if (denial && isOneSentence({ from: denial.from, to: match.from + 1 }, words)) {
      const before = { from: Math.max(0, denial.from - 3), to: denial.from }
      return !anyWithin(spans('denialUndoneBy'), before)
    }
    const filler = spans('denialFillers').find(({ to }) => to === at)
    if (!filler) return false
    at = filler.from
  }
  return false
}

/** Another person's words: told of right before, or in quotation marks. */
export function isReported(match: Span, { words, spans }: Reading): boolean {
  if (words.slice(match.from, match.to).every(({ isQuoted }) => isQuoted)) return true
  return spans('reporting').some(
    ({ from, to }) => to <= match.from && match.from - to <= 2 && isOneSentence({ from, to: match.from + 1 }, words),
  )
}

/** The last person named in the sentence before the phrase; none named: the client, who may well leave out the "I". */
export function isOfOthers(match: Span, { lexicon, words }: Reading): boolean {
  const sentence = sentenceAround(match, words)
  return (
    findMatches(lexicon.people, words)
      .filter(({ from, to }) => from >= sentence.from && to <= match.from + 1)
      .sort((one, other) => one.to - other.to || one.from - other.from)
      .at(-1)?.value === 'someone'
  )
}

/** A longer saying that holds the phrase and means something else. */
export function isInside(match: Span, around: readonly Span[]): boolean {
  return around.some(
    ({ from, to }) =>
      (from <= match.from && to >= match.to) || (from >= match.from && from < match.to && to > match.to),
  )
}
