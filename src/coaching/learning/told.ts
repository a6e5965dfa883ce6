/** What of what was learned a turn is given: whole lines, the weightiest first, as far as a budget of tokens reaches. */
import type { TriedExample } from '../confidence/examples.ts'
import { splitSentences } from '../knowledge/sentences.ts'
import { dayOf } from '../memory/days.ts'
import { type Line, oneLine, takeLines, tokensOf } from '../memory/told.ts'
import { countTokens } from '../tokens.ts'
import { type ClientApproaches, type Estimate, type KnownApproach, rankApproaches } from './client-approach.ts'
import type { CorrectedStyle } from './corrections.ts'
import { approachInWords, inWords, momentWords, structureInWords } from './in-words.ts'
import type { Pattern } from './patterns.ts'
import type { Exemplar } from './ports.ts'
import { type StyleAspect, styleLines } from './style-lines.ts'
import type { Move, Situation } from './vocabulary.ts'

type Bare<T> = Omit<Line<T>, 'tokens'>

/** A past intervention as the model is shown it. Names and figures were left out when it was stored. */
export type Example = Pick<Exemplar, 'id' | 'at' | 'situation' | 'facing' | 'answer' | 'did' | 'success' | 'isTheirs'> &
  TriedExample

type Learned = {
  profile: CorrectedStyle | undefined
  /** Of the client who is served, in any situation. */
  approaches: readonly ClientApproaches[]
  /** Most similar first. */
  examples: readonly Example[]
  pattern: Pattern | undefined
}

/** Whom it is told of, and when. */
type Served = { clientId: string; situation: Situation | undefined; now: Date; timezone: string }

export type ToldOfLearning = {
  style: readonly Line<StyleAspect>[]
  approaches: readonly Line<ToldApproach>[]
  examples: readonly Line<Example>[]
  pattern: readonly Line<Pattern>[]
}
export type ToldApproach = { situation: Situation; approach: KnownApproach; estimate: Estimate }

export const nothingLearned: ToldOfLearning = { style: [], approaches: [], examples: [], pattern: [] }

/** What each may take at most; what one leaves, those behind it may have within theirs. */
const shares = { approaches: 0.25, style: 0.35, examples: 0.5, pattern: 0.1 }
const facingTokens = 60
const answerTokens = 120
const latelyDays = 30
const leftOut = '[…]'
const dayMs = 24 * 3_600_000
/** An approach that is more likely to fail is not advised; after so many tries it is advised against. */
const failuresAtLeast = 2

/** Altogether no longer than the budget. */
export function fitLearned(learned: Learned, served: Served, budgetTokens: number): ToldOfLearning {
  let left = budgetTokens
  const claim = <T>(lines: Iterable<Bare<T>>, share: number): Line<T>[] => {
    const taken = takeLines(lines, Math.min(left, Math.floor(budgetTokens * share)))
    left -= tokensOf(taken)
    return taken
  }
  const { profile, pattern } = learned
  return {
    approaches: claim(approachLines(learned.approaches, served), shares.approaches),
    style: profile ? claim(styleLines(profile, served), shares.style) : [],
    examples: claim(exampleLines(learned.examples), shares.examples),
    pattern: pattern ? claim(patternLines(pattern), shares.pattern) : [],
  }
}

/** What helps this client: of the situation at hand first, then what may be counted on most. */
export function* approachLines(
  states: readonly ClientApproaches[],
  { situation, now, timezone }: Pick<Served, 'situation' | 'now' | 'timezone'>,
): Generator<Bare<ToldApproach>> {
  const told = states.flatMap((state) => {
    const ranked = rankApproaches(state, now).map((one) => ({ situation: state.situation, ...one }))
    const helps = ranked.find(({ estimate }) => estimate.n > 0 && estimate.mean >= 0.5)
    const fails = ranked.findLast(({ estimate }) => estimate.n >= failuresAtLeast && estimate.mean < 0.5)
    return [
      ...(helps ? [{ of: helps, text: approachLine(helps, 'worked', { now, timezone }) }] : []),
      ...(fails ? [{ of: fails, text: approachLine(fails, 'did not help: worked', { now, timezone }) }] : []),
    ]
  })
  const isAtHand = ({ of }: Bare<ToldApproach>) => (of.situation === situation ? 0 : 1)
  yield* told.sort((one, other) => isAtHand(one) - isAtHand(other) || other.of.estimate.low - one.of.estimate.low)
}

export function* exampleLines(examples: readonly Example[]): Generator<Bare<Example>> {
  for (const example of examples) {
    const { situation, facing, answer, did, success, isTheirs } = example
    const outcome =
      success === undefined ? '' : success === 1 ? ', it helped' : success === 0 ? ', it did not help' : ''
    const answered = shortened(oneLine(answer), answerTokens)
    if (answered === '') continue
    const faced = shortened(oneLine(facing), facingTokens)
    const who = isTheirs ? 'this client' : 'another client'
    yield {
      of: example,
      text: `- (${inWords(situation)}${outcome}) ${who}: ${faced && `“${faced}” `}The answer: “${answered}”${did ? ` What it did, in the coach's words: “${oneLine(did)}”` : ''}`,
    }
  }
}

/** Nothing of a pattern that may not be used. */
export function* patternLines(pattern: Pattern): Generator<Bare<Pattern>> {
  const { isUsable, situation, structure, successes, n, coaches, clients, wilson } = pattern
  if (!isUsable) return
  const moves = structureInWords(structure.split('>') as Move[])
  yield {
    of: pattern,
    text: `- (${inWords(situation)}) ${moves}: helped in ${successes} of ${n} (${coaches} coaches, ${clients} clients; at least ${percent(wilson.low)})`,
  }
}

function approachLine(
  { situation, approach, estimate: { worked, n, lastAt } }: ToldApproach,
  verdict: string,
  { now, timezone }: { now: Date; timezone: string },
): string {
  const isLate = now.getTime() - lastAt.getTime() <= latelyDays * dayMs
  const when = isLate ? 'lately' : `last ${dayOf(lastAt, timezone)}`
  return `- ${momentWords[situation]}: ${approachInWords(approach)} (${verdict} ${worked} of ${n}, ${when})`
}

function percent(share: number): string {
  return `${Math.floor(share * 100)}%`
}

/** Its first sentences, as far as it may be long; empty when the first is longer. */
function shortened(text: string, tokensAtMost: number): string {
  if (countTokens(text) <= tokensAtMost) return text
  const kept: string[] = []
  let left = tokensAtMost
  for (const sentence of splitSentences(text)) {
    left -= countTokens(sentence)
    if (left < 0) break
    kept.push(sentence)
  }
  return kept.length > 0 ? `${kept.join('')}${leftOut}` : ''
}
