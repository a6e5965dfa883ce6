/** The words that the memory goes by, one file per language; docs in `lexicons/README.md`. */
import { z } from 'zod'
import { type Language, stemOf } from '../knowledge/languages.ts'
import { languageOfText } from '../knowledge/words.ts'
import { createVocabulary, fold, readWords, splitWords, type Vocabulary, type Word } from '../phrases/normalise.ts'
import { createIndexer, type PhraseIndex } from '../phrases/phrase-index.ts'
import { compileLists } from '../phrases/phrase-pattern.ts'
import de from './lexicons/de.json' with { type: 'json' }
import en from './lexicons/en.json' with { type: 'json' }
import es from './lexicons/es.json' with { type: 'json' }

const patterns = z.array(z.string().min(1)).min(1)

const lexiconFile = z.strictObject({
  language: z.enum(['en', 'es', 'de']),
  about: z.string(),
  lists: z.record(z.string().regex(/^[a-z_]+$/), patterns),
  goodbye: patterns,
  conditional: patterns,
  unconditional: patterns,
  imagining: patterns,
  self: patterns,
  others: patterns,
  reporting: patterns,
  negations: z.array(z.string().regex(/^\S+$/)),
  assent: z.array(z.string().regex(/^\S+$/)),
  generic: z.array(z.string().regex(/^\S+$/)),
})

type Plain = PhraseIndex<true>

export type MemoryLexicon = {
  language: Language
  vocabulary: Vocabulary
  /** Who is spoken of. */
  people: PhraseIndex<'self' | 'other'>
  negations: ReadonlySet<string>
  /** Stems of words that only agree, and of all that say too little to tell one thing from another. */
  assent: ReadonlySet<string>
  generic: ReadonlySet<string>
} & Record<'goodbye' | 'conditional' | 'unconditional' | 'imagining' | 'reporting', Plain>

/** @throws {Error} naming the phrase or field that is wrong */
function compile(source: unknown): MemoryLexicon {
  const file = lexiconFile.parse(source)
  const { indexOf, plain, entries } = createIndexer(compileLists(file.lists))
  const named = <T>(phrases: readonly string[], value: T) => phrases.map((phrase) => ({ phrase, value }))
  const indexes = {
    people: indexOf<'self' | 'other'>([...named(file.self, 'self' as const), ...named(file.others, 'other' as const)]),
    goodbye: plain(file.goodbye),
    conditional: plain(file.conditional),
    unconditional: plain(file.unconditional),
    imagining: plain(file.imagining),
    reporting: plain(file.reporting),
  }
  return {
    ...indexes,
    language: file.language,
    vocabulary: createVocabulary(entries),
    negations: new Set(file.negations.map(fold)),
    assent: stemsOfWords(file.assent, file.language),
    generic: stemsOfWords([...file.assent, ...file.generic], file.language),
  }
}

function stemsOfWords(words: readonly string[], language: Language): ReadonlySet<string> {
  return new Set(words.flatMap((word) => [stemOf(word, language), fold(word)]))
}

/** Compiled when they are first needed, and only then. */
let compiled: readonly MemoryLexicon[] | undefined

export function memoryLexicons(): readonly MemoryLexicon[] {
  compiled ??= [en, es, de].map(compile)
  return compiled
}

/** Of the language a text is in; where it is too short to tell, of the client's. */
export function lexiconFor(text: string, clientLanguage: string): MemoryLexicon {
  const [english, ...others] = memoryLexicons()
  if (!english) throw new Error('There are no words to go by')
  const language = languageOfText(text) ?? clientLanguage.slice(0, 2).toLowerCase()
  return others.find((lexicon) => lexicon.language === language) ?? english
}

/** The words of a text as a lexicon reads them. */
export function wordsIn(text: string, { vocabulary }: MemoryLexicon): Word[] {
  return readWords(splitWords(text), vocabulary)[0] ?? []
}
