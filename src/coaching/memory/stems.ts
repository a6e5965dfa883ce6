/** What a sentence says, as far as its words tell: enough to see that two say the same, and whose words they are. */
import { stemsOf } from '../knowledge/words.ts'
import { splitWords } from '../phrases/normalise.ts'
import type { MemoryLexicon } from './lexicon.ts'

export type Gist = {
  /** Stems in the order they are said in. */
  stems: readonly string[]
  /** Without those that could be said of anything. */
  telling: ReadonlySet<string>
  numbers: ReadonlySet<string>
  isNegated: boolean
}

export function gistOf(text: string, { language, generic, negations }: MemoryLexicon): Gist {
  const stems = stemsOf(text, language)
  return {
    stems,
    telling: new Set(stems.filter((stem) => !generic.has(stem))),
    numbers: new Set(stems.filter((stem) => /^\d/.test(stem))),
    isNegated: splitWords(text).filter(({ raw }) => negations.has(raw)).length % 2 === 1,
  }
}

/** Do both say the same, one perhaps with more detail? Turned round, or with other numbers, they do not. */
export function saysTheSame(one: Gist, other: Gist): boolean {
  if (one.isNegated !== other.isNegated) return false
  if (one.numbers.size > 0 && other.numbers.size > 0 && !isSubset(one.numbers, other.numbers)) return false
  const [fewer, more] = one.telling.size <= other.telling.size ? [one, other] : [other, one]
  const shared = countShared(fewer.telling, more.telling)
  if (fewer.telling.size > 0 && shared === fewer.telling.size && shared === more.telling.size) return true
  if (fewer.telling.size >= 2 && shared >= 0.75 * fewer.telling.size) return true
  const all = new Set([...one.stems, ...other.stems])
  return all.size > 0 && countShared(new Set(one.stems), new Set(other.stems)) >= 0.6 * all.size
}

/** Does `more` keep all that `before` says? Else it says something else. */
export function keeps(before: Gist, more: Gist): boolean {
  if (before.isNegated !== more.isNegated) return false
  return countShared(before.telling, more.telling) >= 0.6 * before.telling.size
}

export function countShared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let count = 0
  for (const each of one) if (other.has(each)) count++
  return count
}

function isSubset(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return countShared(one, other) === Math.min(one.size, other.size)
}

/** Hardly more than a "yes" says nothing by itself. */
export function onlyAgrees(text: string, { language, assent }: MemoryLexicon): boolean {
  return stemsOf(text, language).every((stem) => assent.has(stem))
}
