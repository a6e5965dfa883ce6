/** A crisis phrase file made ready to be looked up. */
import { createVocabulary, type Vocabulary } from '../phrases/normalise.ts'
import { createIndexer, type PhraseIndex } from '../phrases/phrase-index.ts'
import { compileLists } from '../phrases/phrase-pattern.ts'
import { type CrisisGrade, type CrisisKind, type PhraseFile, phraseFile } from './phrase-file.ts'

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

export type Language = {
  language: string
  rules: PhraseIndex<Rule>
  /** What counts only in a crisis. */
  inCrisis: PhraseIndex<Rule>
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

/** @throws {Error} naming the phrase or field that is wrong */
export function compileLanguage(source: unknown): Language {
  const file = phraseFile.parse(source)
  const { indexOf, plain, entries } = createIndexer(compileLists(file.lists))
  const named = <T>(phrases: readonly string[], value: T) => phrases.map((phrase) => ({ phrase, value }))

  const { people, negation } = file
  const indexes = {
    language: file.language,
    rules: indexOf(file.rules.flatMap((rule) => expandRule(rule, file.said_of_others))),
    inCrisis: indexOf(file.in_crisis.flatMap((rule) => expandRule(rule, file.said_of_others))),
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
  return { ...indexes, unnamedPerson: people.unnamed, vocabulary: createVocabulary(entries) }
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
