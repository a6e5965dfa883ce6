/**
 * The small language in which crisis phrases are written, and how they are matched.
 *
 * A pattern is words with a space between them. `a|b` is either, `word?` may be missing, `stem*` is any word that begins
 * so, `$name` is one of a list (whose items are patterns themselves), `_3` is up to three words of any kind, `#` is a
 * number, `#10` a number of ten or more. A match never crosses the end of a sentence. No regular expressions: the cost of a pattern is bounded by its
 * own length, whatever the text.
 */
import { anyNumber, fold, spellingsOf, type Word } from './normalise.ts'

type WordsStep = {
  kind: 'words'
  entries: ReadonlySet<string>
  /** A number of at least this can stand here as well. */
  atLeast: number | undefined
  /** Alternatives of several words, by the entries they can begin with. */
  lists: ReadonlyMap<string, readonly (readonly Step[])[]>
  isOptional: boolean
}
type Step = WordsStep | { kind: 'gap'; words: number }

export type Pattern = { steps: readonly Step[]; source: string }

export type Lists = Record<string, readonly string[]>

/** @throws {Error} naming the pattern, if it is empty or speaks of a list that is not there */
export function compilePattern(source: string, lists: Lists): Pattern {
  return { source, steps: compileSteps(source, lists, 0) }
}

function compileSteps(source: string, lists: Lists, depth: number): Step[] {
  if (depth > 4) throw new Error(`Phrase "${source}": its lists go round in a circle`)
  const parts = source.trim().split(/\s+/u).filter(Boolean)
  if (parts.length === 0) throw new Error('A phrase is empty')
  return parts.map((part) => compileStep(part, source, lists, depth))
}

function compileStep(part: string, source: string, lists: Lists, depth: number): Step {
  const gap = /^_(\d)$/u.exec(part)
  if (gap) return { kind: 'gap', words: Number(gap[1]) }
  const isOptional = part.endsWith('?')
  const entries = new Set<string>()
  const longer: Step[][] = []
  let atLeast: number | undefined
  for (const alternative of (isOptional ? part.slice(0, -1) : part).split('|')) {
    if (/^#\d*$/u.test(alternative)) {
      atLeast = Number(alternative.slice(1))
      continue
    }
    if (!alternative.startsWith('$')) {
      if (!/^[\p{L}\p{N}]+\*?$/u.test(fold(alternative))) throw new Error(`Phrase "${source}": cannot read "${part}"`)
      for (const spelling of spellingsOf(alternative)) entries.add(spelling)
      continue
    }
    const items = lists[alternative.slice(1)]
    if (!items) throw new Error(`Phrase "${source}": there is no list ${alternative}`)
    for (const item of items) {
      if (/^[^\s$#_?|]+$/u.test(item)) for (const spelling of spellingsOf(item)) entries.add(spelling)
      else longer.push(compileSteps(item, lists, depth + 1))
    }
  }
  return { kind: 'words', entries, atLeast, lists: byFirstEntry(longer, source), isOptional }
}

function byFirstEntry(alternatives: readonly Step[][], source: string): Map<string, Step[][]> {
  const index = new Map<string, Step[][]>()
  for (const steps of alternatives) {
    const first = firstEntriesOf(steps)
    if (!first) throw new Error(`Phrase "${source}": an item of its lists has to begin with a word`)
    for (const entry of new Set(first)) index.set(entry, [...(index.get(entry) ?? []), steps])
  }
  return index
}

/** Every vocabulary entry the pattern speaks of. */
export function entriesOf(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    if (step.kind !== 'words') return []
    return [...step.entries, ...[...step.lists.values()].flat().flatMap(entriesOf)]
  })
}

/** The entries a match can begin with; undefined when it can begin with anything. */
export function firstEntriesOf(steps: readonly Step[]): string[] | undefined {
  const first: string[] = []
  for (const step of steps) {
    if (step.kind !== 'words') return undefined
    first.push(...step.entries, ...step.lists.keys(), ...(step.atLeast === undefined ? [] : [anyNumber]))
    if (!step.isOptional) return first
  }
  return undefined
}

/** What a match runs over: the words, where it began, and the places that the gaps of the pattern may not skip. */
type Run = { words: readonly Word[]; start: number; unskippable: ReadonlySet<number> | undefined }

/**
 * Where a match that begins at word `start` can end (exclusive); undefined when there is none. The longest wins.
 *
 * @param unskippable places of words that no gap of the pattern may skip
 */
export function matchAt(
  pattern: Pattern,
  words: readonly Word[],
  start: number,
  unskippable?: ReadonlySet<number>,
): number | undefined {
  const longest = Math.max(...advance(pattern.steps, { words, start, unskippable }, [start]))
  return longest > start ? longest : undefined
}

/** All positions that the steps can lead to from the given ones: few, since a pattern is short. */
function advance(steps: readonly Step[], run: Run, from: number[]): number[] {
  let positions = from
  for (const step of steps) {
    const next: number[] = step.kind === 'words' && step.isOptional ? [...positions] : []
    for (const at of positions) {
      for (const end of step.kind === 'gap' ? gapEnds(run, at, step.words) : endsOf(step, run, at)) {
        if (!next.includes(end)) next.push(end)
      }
    }
    if (next.length === 0) return next
    positions = next
  }
  return positions
}

function endsOf(step: WordsStep, run: Run, at: number): number[] {
  const word = run.words[at]
  if (!word || !canStandAt(run, at)) return []
  const ends: number[] = []
  if (word.number !== undefined && step.atLeast !== undefined && word.number >= step.atLeast) ends.push(at + 1)
  for (const reading of word.readings) {
    if (step.entries.has(reading)) ends.push(at + 1)
    for (const steps of step.lists.get(reading) ?? []) ends.push(...advance(steps, run, [at]))
  }
  return ends
}

function gapEnds(run: Run, at: number, longest: number): number[] {
  const ends = [at]
  for (let end = at; end < at + longest && canStandAt(run, end) && !run.unskippable?.has(end); end++) ends.push(end + 1)
  return ends
}

function canStandAt({ words, start }: Run, at: number): boolean {
  return at < words.length && (at === start || words[at - 1]?.endsSentence === false)
}
