/** What is asked for: the words that say it, whose words it is about, and when that was. */
import type { SenderType } from '../../conversation.ts'
import { withoutAccents } from '../../knowledge/languages.ts'
import { readQuestion } from '../../knowledge/words.ts'
import type { RecallFrame } from './recollection.ts'
import { readTimes, type TimeSpan } from './time.ts'

export type RecallQuestion = {
  /** As often as they are in it, without the names of those who speak. */
  stems: readonly string[]
  /** What its vector is made of: the same words as they stand. */
  text: string
  /** Whose words it is about: the one named first, as in "what did Dana tell Sarah". */
  saidBy: readonly SenderType[]
  times: readonly TimeSpan[]
}

const coachSide: readonly SenderType[] = ['ai', 'human_coach']
const separator = /[^\p{L}\p{M}\p{N}]+/u

/**
 * A name says who spoke more often than what was said: "what did Caroline research" is about Caroline's own words, in which
 * her name is not. So names choose whose words count for more, and are not looked for.
 */
export function readRecallQuestion(query: string, { client, team, timezone }: RecallFrame, now: Date): RecallQuestion {
  const ofClient = partsOf(client)
  const names = namesOf({ client, team })
  const words = readQuestion(query).filter(({ word }) => !names.has(withoutAccents(word)))
  const spoken = withoutAccents(query.toLowerCase()).split(separator)
  const firstNamed = spoken.find((word) => names.has(word))
  return {
    stems: words.map(({ stem }) => stem),
    text: withoutNames(query, names),
    saidBy: firstNamed === undefined ? [] : ofClient.has(firstNamed) ? ['client'] : coachSide,
    times: readTimes(query, { now, timezone }),
  }
}

/** What the vector of a question is made of: whoever embeds it so for a turn pays once for all that look things up by it. */
export function textToEmbed(query: string, whose: Pick<RecallFrame, 'client' | 'team'>): string {
  return withoutNames(query, namesOf(whose))
}

function namesOf({ client, team }: Pick<RecallFrame, 'client' | 'team'>): Set<string> {
  return new Set([client, ...team].flatMap((name) => [...partsOf(name)]))
}

function partsOf(name: string): Set<string> {
  const parts = withoutAccents(name.toLowerCase()).split(separator)
  return new Set(parts.filter((part) => part.length > 1))
}

function withoutNames(query: string, names: ReadonlySet<string>): string {
  const isName = (word: string) => names.has(withoutAccents(word.toLowerCase().replace(/['’]s$/u, '')))
  const left = query.replace(/[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)?/gu, (word) => (isName(word) ? '' : word)).trim()
  return left === '' ? query : left
}
