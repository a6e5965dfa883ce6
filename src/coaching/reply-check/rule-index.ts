/** A rule file made ready to be looked up. */
import { createVocabulary, fold, type Vocabulary } from '../phrases/normalise.ts'
import { createIndexer, type PhraseIndex } from '../phrases/phrase-index.ts'
import { compileLists } from '../phrases/phrase-pattern.ts'
import { type ReplyConcern, type ReplyRule, ruleFile } from './rule-file.ts'
import { coachName, coachPossessive } from './sentences.ts'

export type CompiledRule = Omit<ReplyRule, 'phrases' | 'unless'> & { unless: PhraseIndex<true> | undefined }

export type RuleLanguage = {
  language: string
  rules: PhraseIndex<CompiledRule>
  unless: Partial<Record<ReplyConcern, PhraseIndex<true>>>
  openers: PhraseIndex<true>
  dated: PhraseIndex<true>
  pronouns: readonly string[]
  stopwords: ReadonlySet<string>
  vocabulary: Vocabulary
}

/** @throws {Error} naming the phrase or field that is wrong */
export function compileRules(source: unknown): RuleLanguage {
  const file = ruleFile.parse(source)
  const lists = { ...file.lists, coach: [coachName, ...(file.lists['coach'] ?? [])], coachs: [coachPossessive] }
  const { indexOf, plain, entries } = createIndexer(compileLists(lists))
  const rules = file.rules.flatMap(({ phrases, unless, ...rule }) => {
    const value: CompiledRule = { ...rule, unless: unless && plain(unless) }
    return phrases.map((phrase) => ({ phrase, value }))
  })
  const compiled = {
    language: file.language,
    rules: indexOf(rules),
    unless: Object.fromEntries(Object.entries(file.unless).map(([concern, phrases]) => [concern, plain(phrases)])),
    openers: plain(file.openers),
    dated: plain(file.dated),
    pronouns: file.pronouns,
    stopwords: new Set(file.stopwords.split(/\s+/).filter(Boolean).map(fold)),
  }
  return { ...compiled, vocabulary: createVocabulary(entries) }
}
