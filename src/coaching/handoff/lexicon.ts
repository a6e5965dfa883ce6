/** The words by which the human is called, one file per language; docs in `lexicons/README.md`. */
import { z } from 'zod'
import { createVocabulary, type Vocabulary } from '../phrases/normalise.ts'
import { createIndexer, type PhraseIndex } from '../phrases/phrase-index.ts'
import { compileLists } from '../phrases/phrase-pattern.ts'

/** What a decision of high stakes may be about. */
export const topicNames = ['job', 'relationship', 'money', 'health', 'legal', 'life'] as const
export type TopicName = (typeof topicNames)[number]

const patterns = z.array(z.string().min(1))

const lexiconFile = z.strictObject({
  language: z.string().regex(/^[a-z]{2}$/),
  about: z.string().optional(),
  lists: z.record(z.string().regex(/^[a-z_]+$/), patterns.min(1)),
  people: z.strictObject({ client: patterns, someone: patterns }),
  denial: z.strictObject({ before: patterns, fillers: patterns, after: patterns.default([]), undone_by: patterns }),
  reporting: patterns,
  fiction: patterns,
  hypothetical: patterns,
  past: patterns,
  now: patterns,
  not_now: patterns,
  done: patterns,
  human: z.strictObject({
    asks: patterns,
    asks_by_pronoun: patterns,
    pronouns: patterns,
    orders: patterns,
    openers: patterns,
    hints: patterns,
    doubts: patterns,
    declines: patterns,
    undone_by: patterns,
    elsewhere: patterns,
  }),
  harmless: patterns,
  topics: z.record(z.enum(topicNames), z.strictObject({ acts: patterns, about: patterns })),
  loops: patterns,
  feelings: z.record(z.string(), patterns),
  stronger: patterns,
  weaker: patterns,
})

/** A phrase about a topic: `act` is the decision itself, being taken or just taken. */
export type TopicPhrase = { topic: TopicName; isAct: boolean }
type Plain = PhraseIndex<true>

export type Lexicon = {
  language: string
  people: PhraseIndex<'client' | 'someone'>
  denial: Record<'before' | 'fillers' | 'after' | 'undoneBy', Plain>
  human: Record<
    | 'asks'
    | 'asksByPronoun'
    | 'pronouns'
    | 'orders'
    | 'openers'
    | 'hints'
    | 'doubts'
    | 'declines'
    | 'undoneBy'
    | 'elsewhere',
    Plain
  >
  topics: PhraseIndex<TopicPhrase>
  /** -1 to 1. */
  feelings: PhraseIndex<number>
  vocabulary: Vocabulary
} & Record<
  | 'reporting'
  | 'fiction'
  | 'hypothetical'
  | 'past'
  | 'now'
  | 'notNow'
  | 'done'
  | 'harmless'
  | 'loops'
  | 'stronger'
  | 'weaker',
  Plain
>

/** The word that stands for the coach's name, whatever they are called. */
export const coachWord = 'coachname'

/** @throws {Error} naming the phrase or field that is wrong */
export function compileLexicon(source: unknown): Lexicon {
  const file = lexiconFile.parse(source)
  const { indexOf, plain, entries } = createIndexer(compileLists(file.lists))
  const named = <T>(phrases: readonly string[], value: T) => phrases.map((phrase) => ({ phrase, value }))
  const { people, denial, human } = file
  const indexes = {
    language: file.language,
    people: indexOf<'client' | 'someone'>([
      ...named(people.client, 'client' as const),
      ...named(people.someone, 'someone' as const),
    ]),
    denial: {
      before: plain(denial.before),
      fillers: plain(denial.fillers),
      after: plain(denial.after),
      undoneBy: plain(denial.undone_by),
    },
    human: {
      asks: plain(human.asks),
      asksByPronoun: plain(human.asks_by_pronoun),
      pronouns: plain(human.pronouns),
      orders: plain(human.orders),
      openers: plain(human.openers),
      hints: plain(human.hints),
      doubts: plain(human.doubts),
      declines: plain(human.declines),
      undoneBy: plain(human.undone_by),
      elsewhere: plain(human.elsewhere),
    },
    topics: indexOf<TopicPhrase>(
      topicNames.flatMap((topic) => [
        ...named(file.topics[topic].acts, { topic, isAct: true }),
        ...named(file.topics[topic].about, { topic, isAct: false }),
      ]),
    ),
    feelings: indexOf(Object.entries(file.feelings).flatMap(([weight, phrases]) => named(phrases, Number(weight)))),
    reporting: plain(file.reporting),
    fiction: plain(file.fiction),
    hypothetical: plain(file.hypothetical),
    past: plain(file.past),
    now: plain(file.now),
    notNow: plain(file.not_now),
    done: plain(file.done),
    harmless: plain(file.harmless),
    loops: plain(file.loops),
    stronger: plain(file.stronger),
    weaker: plain(file.weaker),
  }
  return { ...indexes, vocabulary: createVocabulary([...entries, coachWord]) }
}
