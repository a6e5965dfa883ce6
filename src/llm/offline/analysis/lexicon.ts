/** The words that the rehearsal reads interventions by, one file per language; docs in `README.md`. */
import { z } from 'zod'
import type { Language } from '../../../coaching/knowledge/languages.ts'
import {
  type ClientReaction,
  type Framework,
  frameworks,
  type Move,
  moves,
  type Situation,
  situations,
} from '../../../coaching/learning/vocabulary.ts'
import {
  createVocabulary,
  fold,
  readWords,
  splitWords,
  type Vocabulary,
  type Word,
} from '../../../coaching/phrases/normalise.ts'
import { createIndexer, findMatches, type PhraseIndex } from '../../../coaching/phrases/phrase-index.ts'
import { compileLists } from '../../../coaching/phrases/phrase-pattern.ts'
import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import es from './es.json' with { type: 'json' }

const phrases = z.array(z.string().min(1)).min(1)
/** `opens` counts at the beginning of a sentence, little words left out; `has` anywhere in it. */
const placed = z.strictObject({ opens: phrases, has: phrases })

const tonesRead = ['empathetic', 'analytical', 'playful', 'challenging'] as const
const shiftsRead = ['toward_action', 'calmer', 'deeper', 'away'] as const

const lexiconFile = z.strictObject({
  language: z.enum(['en', 'es', 'de']),
  about: z.string(),
  fillers: z.string(),
  you: z.string(),
  lists: z.record(z.string().regex(/^[a-z_]+$/), phrases),
  acts: z.partialRecord(z.enum(moves), placed),
  asks: placed,
  tones: z.record(z.enum(tonesRead), phrases),
  slow: phrases,
  formal: phrases,
  casual: phrases,
  situations: z.partialRecord(z.enum(situations), phrases),
  reactions: z.partialRecord(z.enum(['transformative', 'positive', 'negative']), phrases),
  shifts: z.record(z.enum(shiftsRead), phrases),
  resolutions: z.record(z.enum(['resolved', 'partly']), phrases),
  followed: z.strictObject({ yes: phrases, no: phrases }),
  frameworks: z.partialRecord(z.enum(frameworks), phrases),
})

export type AnalysisLexicon = {
  language: Language
  fillers: ReadonlySet<string>
  you: ReadonlySet<string>
  opens: PhraseIndex<Move>
  has: PhraseIndex<Move>
  askOpens: PhraseIndex<true>
  askHas: PhraseIndex<true>
  tones: PhraseIndex<(typeof tonesRead)[number]>
  manners: PhraseIndex<'slow' | 'formal' | 'casual'>
  situations: PhraseIndex<Situation>
  reactions: PhraseIndex<ClientReaction>
  shifts: PhraseIndex<(typeof shiftsRead)[number]>
  resolutions: PhraseIndex<'resolved' | 'partly'>
  followed: PhraseIndex<boolean>
  frameworks: PhraseIndex<Framework>
  vocabulary: Vocabulary
}

/** @throws {Error} naming the phrase or field that is wrong */
function compile(source: unknown): AnalysisLexicon {
  const file = lexiconFile.parse(source)
  const { indexOf, plain, entries } = createIndexer(compileLists(file.lists))
  const named = <K extends string>(lists: Partial<Record<K, readonly string[]>>) =>
    indexOf(
      (Object.entries(lists) as [K, readonly string[]][]).flatMap(([value, some]) =>
        some.map((phrase) => ({ phrase, value })),
      ),
    )
  const acts = (place: 'opens' | 'has') =>
    named(
      Object.fromEntries(Object.entries(file.acts).map(([move, placedIn]) => [move, placedIn[place]])) as Record<
        Move,
        string[]
      >,
    )
  const indexes = {
    opens: acts('opens'),
    has: acts('has'),
    askOpens: plain(file.asks.opens),
    askHas: plain(file.asks.has),
    tones: named(file.tones),
    manners: named({ slow: file.slow, formal: file.formal, casual: file.casual }),
    situations: named(file.situations),
    reactions: named(file.reactions),
    shifts: named(file.shifts),
    resolutions: named(file.resolutions),
    followed: indexOf([
      ...file.followed.yes.map((phrase) => ({ phrase, value: true })),
      ...file.followed.no.map((phrase) => ({ phrase, value: false })),
    ]),
    frameworks: named(file.frameworks),
  }
  const setOf = (words: string) => new Set(words.split(' ').map(fold))
  return {
    ...indexes,
    language: file.language,
    fillers: setOf(file.fillers),
    you: setOf(file.you),
    vocabulary: createVocabulary(entries),
  }
}

/** Compiled when they are first needed, and only then. */
let compiled: readonly AnalysisLexicon[] | undefined

/** English where the language is another one. */
export function analysisLexicon(language: string | undefined): AnalysisLexicon {
  compiled ??= [en, es, de].map(compile)
  const [english] = compiled
  if (!english) throw new Error('There are no words to go by')
  return compiled.find((lexicon) => lexicon.language === language) ?? english
}

/** A sentence as the rules see it: its words, and where they begin once little words are left out. */
export type ReadSentence = { raw: readonly string[]; words: readonly Word[]; start: number }

export function readSentence(text: string, { vocabulary, fillers }: AnalysisLexicon): ReadSentence {
  const shapes = splitWords(text)
  const raw = shapes.map((shape) => shape.raw)
  const start = raw.findIndex((word) => !fillers.has(word))
  return { raw, words: readWords(shapes, vocabulary)[0] ?? [], start: start < 0 ? raw.length : start }
}

/** The values of an index that a text holds, once for each place. */
export function valuesIn<T>(index: PhraseIndex<T>, { words }: Pick<ReadSentence, 'words'>): T[] {
  const found = findMatches(index, words)
  return found
    .filter((one, at) => found.findIndex((other) => other.from === one.from && other.value === one.value) === at)
    .map(({ value }) => value)
}
