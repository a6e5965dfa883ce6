/** A phrase file made ready to be looked up: every pattern under the words it can begin with. */
import { createVocabulary, type Vocabulary, type Word } from './normalise.ts'
import { type CrisisGrade, type CrisisKind, type PhraseFile, phraseFile } from './phrase-file.ts'
import {
  addEntriesOf,
  compileLists,
  compilePattern,
  firstEntriesOf,
  matchAt,
  type Pattern,
  pushTo,
} from './phrase-pattern.ts'

export type Rule = {
  id: string
  kind: CrisisKind
  grade: CrisisGrade
  /** The nearest person before the phrase decides whose danger it is. */
  dependsOnPerson: boolean
  /** The phrase itself says that it is another person's. */
  isOfOthers: boolean
}
export type Person = 'client' | 'someone' | 'nobody'
export type Span = { from: number; to: number }
export type Found<T> = Span & { value: T; pattern: Pattern }
export type PhraseIndex<T> = ReadonlyMap<string, readonly { pattern: Pattern; value: T }[]>

export type Language = {
  language: string
  rules: PhraseIndex<Rule>
  harmless: PhraseIndex<true>
  people: PhraseIndex<Person>
  /** Whose a phrase about "himself" is when no person is named. */
  unnamedPerson: Person
  negation: Record<'before' | 'fillers' | 'inside' | 'after' | 'undoneBy' | 'forNow' | 'stressedBy', PhraseIndex<true>>
  past: PhraseIndex<true>
  now: PhraseIndex<true>
  fiction: PhraseIndex<true>
  reporting: PhraseIndex<true>
  /** Every word the patterns are made of. */
  vocabulary: Vocabulary
}

/** Where the patterns of an index match, by where they begin. Each pattern counts once per place, at its longest. */
export function findMatches<T>(index: PhraseIndex<T>, words: readonly Word[]): Found<T>[] {
  const found: Found<T>[] = []
  for (const [from, word] of words.entries()) {
    for (const reading of word.readings) {
      for (const { pattern, value } of index.get(reading) ?? []) {
        const to = matchAt(pattern, words, from)
        if (to !== undefined) found.push({ from, to, value, pattern })
      }
    }
  }
  return found
}

/** @throws {Error} naming the phrase or field that is wrong */
export function compileLanguage(source: unknown): Language {
  const file = phraseFile.parse(source)
  const lists = compileLists(file.lists)
  const vocabulary = new Set<string>()
  const seen = new Set<unknown>()

  function indexOf<T>(phrases: readonly { phrase: string; value: T }[]): PhraseIndex<T> {
    const index = new Map<string, { pattern: Pattern; value: T }[]>()
    for (const { phrase, value } of phrases) {
      const pattern = compilePattern(phrase, lists)
      const first = firstEntriesOf(pattern.steps)
      if (!first) throw new Error(`Phrase "${phrase}": it has to begin with a word`)
      addEntriesOf(pattern.steps, vocabulary, seen)
      for (const word of first) pushTo(index, word, { pattern, value })
    }
    return index
  }
  const plain = (phrases: readonly string[]) => indexOf(phrases.map((phrase) => ({ phrase, value: true as const })))
  const named = <T>(phrases: readonly string[], value: T) => phrases.map((phrase) => ({ phrase, value }))

  const { people, negation } = file
  const indexes = {
    language: file.language,
    rules: indexOf(file.rules.flatMap((rule) => expandRule(rule, file.said_of_others))),
    harmless: plain(file.harmless),
    people: indexOf<Person>([
      ...named(people.client, 'client' as const),
      ...named(people.someone, 'someone' as const),
      ...named(people.nobody, 'nobody' as const),
    ]),
    negation: {
      before: plain(negation.before),
      fillers: plain(negation.fillers),
      inside: plain(negation.inside),
      after: plain(negation.after),
      undoneBy: plain(negation.undone_by),
      forNow: plain(negation.for_now),
      stressedBy: plain(negation.stressed_by),
    },
    past: plain(file.past),
    now: plain(file.now),
    fiction: plain(file.fiction),
    reporting: plain(file.reporting),
  }
  return { ...indexes, unnamedPerson: people.unnamed, vocabulary: createVocabulary(vocabulary) }
}

type SourceRule = PhraseFile['rules'][number]

function expandRule({ id, kind, grade, whose, phrases }: SourceRule, swaps: Record<string, string>) {
  const own: Rule = { id, kind, grade, dependsOnPerson: whose === 'nearest_person', isOfOthers: false }
  return phrases.flatMap((phrase) => {
    const ofOthers = phrase.replace(/\$([a-z_]+)/g, (whole, name: string) => (swaps[name] ? `$${swaps[name]}` : whole))
    const both = [{ phrase, value: own }]
    if (ofOthers !== phrase) both.push({ phrase: ofOthers, value: { ...own, isOfOthers: true } })
    return both
  })
}
