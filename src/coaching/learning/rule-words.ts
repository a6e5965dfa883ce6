/** What a coach said to one client, as a rule for all: without names, and without what the client had told. */
import { stemsOf } from '../knowledge/words.ts'
import type { FindNames } from './find-names.ts'
import { findPersonal } from './redact.ts'

const reasons = '(?:because|since|now that|weil|nachdem|porque|ya que|ahora que)(?!\\p{L})'
const clauses = new RegExp(`(?<=[,;:–—])\\s+|\\s+(?=${reasons})`, 'giu')
/** Why it holds for this client is no part of a rule. */
const isReason = new RegExp(`^${reasons}`, 'iu')
/** So many words of the client's own in a clause of the document's subject are chance; in any other there may be none. */
const ownWordsAtMost = 1
const mark = '\\[(?:name|contact|link|address|date|number)\\]'
const called = new RegExp(`^${mark},\\s*|,\\s*${mark}(?=\\s*[.!?]*$)`, 'gu')

type Around = FindNames & {
  /** The document's sentence: its words, and figures where it has some, are nobody's own. */
  quote: string
  /** What the client said. */
  heard: readonly string[]
}

/** @returns undefined where nothing is left that could be a rule */
export function ruleOf(said: string, { quote, heard, ...find }: Around): string | undefined {
  const open = new Set(stemsOf(quote))
  const own = new Set(heard.flatMap((text) => stemsOf(text)).filter((stem) => !open.has(stem)))
  const kept = said
    .split(clauses)
    .filter((clause) => {
      const stems = stemsOf(clause)
      const ownWords = stems.filter((stem) => own.has(stem) && !/^\p{N}/u.test(stem)).length
      return !isReason.test(clause) && ownWords <= (stems.some((stem) => open.has(stem)) ? ownWordsAtMost : 0)
    })
    .join(' ')
  const turnsOnFigure = findPersonal(quote, find).some(({ kind }) => kind === 'number')
  const rule = withoutNames(kept, find, turnsOnFigure)
    .replace(called, '')
    .replace(/[\s,;:–—]+$/u, '')
    .trim()
  const says = stemsOf(rule.replace(new RegExp(mark, 'gu'), ' ')).filter((stem) => open.has(stem))
  if (says.length === 0) return undefined
  return rule.charAt(0).toUpperCase() + rule.slice(1)
}

/** Where the document's sentence turns on a figure, so does the rule; none that is longer than a year's. */
function withoutNames(text: string, find: FindNames, keepsFigures: boolean): string {
  let result = ''
  let end = 0
  for (const { from, to, kind } of findPersonal(text, find)) {
    const words = text.slice(from, to)
    const isFigure = kind === 'number' && keepsFigures && (words.match(/\p{N}/gu) ?? []).length <= 4
    result += text.slice(end, from) + (isFigure ? words : `[${kind}]`)
    end = to
  }
  return result + text.slice(end)
}
