/**
 * The reply check (F36): what a reply must not say, by rules on its words. Pure and in memory; where words alone do not
 * tell, a finding is `unsure` and the model is asked (`checked-answer.ts`).
 */
import { readWords, splitWords, type Word } from '../phrases/normalise.ts'
import { type Found, findMatches } from '../phrases/phrase-index.ts'
import { findLeaks } from './prompt-leak.ts'
import type { Certainty, ReplyConcern, Source } from './rule-file.ts'
import { type CompiledRule, compileRules, type RuleLanguage } from './rule-index.ts'
import { coachName, coachPossessive, type Sentence, sentencesOf } from './sentences.ts'
import { type Said, supportOf, topicWords } from './support.ts'

export type ReplyFinding = {
  concern: ReplyConcern
  /** Id of the rule: it may be logged. */
  rule: string
  certainty: Certainty
  /** The sentence it is about, as it stands in the reply. */
  words: string
}

export type ReplyContext = {
  /** What the model saw of the conversation, oldest first. */
  said: readonly Said[]
  /** Everyone the client may hear from in person. */
  teamNames: readonly string[]
  /** The system messages of the turn. */
  system: readonly string[]
  now: Date
}

export type ReplyCheck = { check(reply: string, context: ReplyContext): ReplyFinding[] }

/** Half of what a sentence is about has to have been said, for it to count as said. */
const enoughSupport = 0.5
/** "Last week" is said of something at least this old. */
const agoMs = 12 * 3_600_000

/**
 * Checks replies by the rules of all given languages at once: a reply is in the client's language, whatever the coach's.
 *
 * Promises are borne out by what the team has said to the client, a shared past by whoever is said to have spoken, and a
 * diagnosis by the client's own word for it. Quotations, and most questions, say nothing of the reply's own.
 *
 * @param files parsed rule files
 * @throws {Error} naming the phrase or field that is wrong
 */
export function createReplyCheck(files: readonly unknown[]): ReplyCheck {
  const languages = files.map(compileRules)
  return {
    check(reply, context) {
      const leaks = findLeaks(reply, context.system).map((leak): ReplyFinding => ({ concern: 'prompt_leak', ...leak }))
      const found = languages.flatMap((language) =>
        sentencesOf(reply, context.teamNames, language.pronouns).flatMap((sentence) =>
          findIn(sentence, language, context),
        ),
      )
      return strongestOfEach([...leaks, ...found])
    },
  }
}

/** One finding for a sentence and concern, the surest. */
function strongestOfEach(findings: readonly ReplyFinding[]): ReplyFinding[] {
  const best = new Map<string, ReplyFinding>()
  for (const finding of findings) {
    const key = `${finding.concern}/${finding.words}`
    if (best.get(key)?.certainty !== 'sure') best.set(key, finding)
  }
  return [...best.values()]
}

type Match = Found<CompiledRule>

function findIn(sentence: Sentence, language: RuleLanguage, context: ReplyContext): ReplyFinding[] {
  const shapes = splitWords(sentence.read).map((shape) => ({ ...shape, endsSentence: false }))
  const [words = []] = readWords(shapes, language.vocabulary)
  const raws = shapes.map(({ raw }) => raw)
  return findMatches(language.rules, words).flatMap((match) => {
    const { concern, id } = match.value
    if (isExempt(match, words, language)) return []
    const certainty = softened(certaintyOf(match, sentence, { raws, words, language, context }), sentence, match)
    return certainty ? [{ concern, rule: id, certainty, words: sentence.text }] : []
  })
}

function isExempt({ value, from }: Match, words: readonly Word[], language: RuleLanguage): boolean {
  const { concern, unless, at_start: atStart } = value
  if (unless && findMatches(unless, words).length > 0) return true
  const general = language.unless[concern]
  if (general && findMatches(general, words).length > 0) return true
  return atStart && !isLedUpTo(from, words, language)
}

/** Nothing but "please", "so", "for now" stands before it. */
function isLedUpTo(from: number, words: readonly Word[], { openers }: RuleLanguage): boolean {
  const before = words.slice(0, from)
  const covered = new Set(findMatches(openers, before).flatMap((one) => range(one.from, one.to)))
  return before.every((_, at) => covered.has(at))
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at)
}

function softened(certainty: Certainty | undefined, { isQuestion }: Sentence, { value }: Match): Certainty | undefined {
  if (!isQuestion || value.questions === 'same') return certainty
  return value.questions === 'softer' && certainty === 'sure' ? 'unsure' : undefined
}

type Around = { raws: readonly string[]; words: readonly Word[]; language: RuleLanguage; context: ReplyContext }

function certaintyOf(match: Match, sentence: Sentence, around: Around): Certainty | undefined {
  const { certainty, concern } = match.value
  const { said } = around.context
  switch (concern) {
    case 'promise': {
      const support = supportOf(topicOf(sentence, around), by(said, 'team'))
      return support >= enoughSupport ? undefined : support > 0 ? 'unsure' : certainty
    }
    case 'diagnosis': {
      // What the client calls it themselves is no diagnosis; whether it is said back as one, only the model can tell.
      const isTheirs = supportOf(topicWords(wordsOf(match, around), around.language.stopwords), by(said, 'client')) > 0
      if (!isTheirs) return certainty
      return certainty === 'sure' ? 'unsure' : undefined
    }
    case 'medication': {
      const support = supportOf(topicOf(sentence, around), by(said, 'client'))
      return support >= enoughSupport ? 'unsure' : certainty
    }
    case 'invented_past':
      return certaintyOfPast(match, sentence, around)
    default:
      return certainty
  }
}

function certaintyOfPast(match: Match, sentence: Sentence, around: Around): Certainty | undefined {
  const { said, now } = around.context
  const sources = by(said, match.value.source ?? 'anyone')
  const isDated = findMatches(around.language.dated, around.words).length > 0
  const isTooOld = isDated && !sources.some(({ sentAt }) => now.getTime() - sentAt.getTime() >= agoMs)
  const topic = topicOf(sentence, around)
  if (topic.length === 0) {
    const hasPast = said.some(({ by: who }) => who !== 'client')
    return isTooOld || !hasPast ? 'sure' : undefined
  }
  const support = supportOf(topic, sources)
  if (support >= enoughSupport) return isTooOld ? 'unsure' : undefined
  if (support > 0) return 'unsure'
  // It may have been said: by whom, a summary does not tell.
  if (supportOf(topic, summaries(said)) >= enoughSupport) return 'unsure'
  return isTooOld || sources.length === 0 ? 'sure' : 'unsure'
}

/** What a sentence is about: its words, quotations among them, without names and dates. */
function topicOf({ text }: Sentence, { raws, words, language, context }: Around): string[] {
  const dates = findMatches(language.dated, words).flatMap((one) => range(one.from, one.to))
  const ignored = new Set([...language.stopwords, coachName, coachPossessive])
  for (const at of dates) ignored.add(raws[at] ?? '')
  for (const name of context.teamNames) for (const word of topicWords(name, new Set())) ignored.add(word)
  return topicWords(text, ignored)
}

function wordsOf({ from, to }: Match, { raws }: Around): string {
  return raws.slice(from, to).join(' ')
}

function summaries(said: readonly Said[]): Said[] {
  return said.filter((one) => one.by === 'summary')
}

function by(said: readonly Said[], source: Source): Said[] {
  return said.filter((one) => source === 'anyone' || one.by === source)
}
