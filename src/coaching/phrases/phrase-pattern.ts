/**
 * The small language in which phrases are written, and how they are matched.
 *
 * A pattern is words with a space between them. `a|b` is either, `word?` may be missing, `stem*` is any word that begins
 * so, `$name` is one of a list (whose items are patterns themselves), `_3` is up to three words of any kind, `#` is a
 * number, `#10` a number of ten or more. A match never crosses the end of a sentence. No regular expressions: the cost of a pattern is bounded by its
 * own length, whatever the text.
 */
import { anyNumber, spellingsOf, type Word } from './normalise.ts'

/** Alternatives: a few words written out, or a whole list. */
type Choice = {
  entries: ReadonlySet<string>
  /** Alternatives of several words, by the entries they can begin with. */
  longer: ReadonlyMap<string, readonly (readonly Step[])[]>
}
type WordsStep = {
  kind: 'words'
  choices: readonly Choice[]
  /** A number of at least this can stand here as well. */
  atLeast: number | undefined
  isOptional: boolean
}
type Step = WordsStep | { kind: 'gap'; words: number }

export type Pattern = { steps: readonly Step[]; source: string }

/** The lists of one language, each compiled once however many patterns name it. */
export type Lists = (name: string, source: string, depth: number) => Choice

export function compileLists(items: Readonly<Record<string, readonly string[]>>): Lists {
  const compiled = new Map<string, Choice>()
  return function list(name, source, depth) {
    const known = compiled.get(name)
    if (known) return known
    if (!items[name]) throw new Error(`Phrase "${source}": there is no list $${name}`)
    if (depth > 4) throw new Error(`Phrase "${source}": its lists go round in a circle`)
    const isOneWord = (item: string) => /^[^\s$#_?|]+$/u.test(item)
    const longer = items[name].filter((item) => !isOneWord(item))
    const choice = {
      entries: new Set(items[name].filter(isOneWord).flatMap(spellingsOf)),
      longer: byFirstEntry(
        longer.map((item) => compileSteps(item, list, depth + 1)),
        source,
      ),
    }
    compiled.set(name, choice)
    return choice
  }
}

/** @throws {Error} naming the pattern, if it is empty or speaks of a list that is not there */
export function compilePattern(source: string, lists: Lists): Pattern {
  return { source, steps: compileSteps(source, lists, 0) }
}

function compileSteps(source: string, lists: Lists, depth: number): Step[] {
  const parts = source.trim().split(/\s+/u).filter(Boolean)
  if (parts.length === 0) throw new Error('A phrase is empty')
  return parts.map((part) => compileStep(part, source, lists, depth))
}

function compileStep(part: string, source: string, lists: Lists, depth: number): Step {
  const gap = /^_(\d)$/u.exec(part)
  if (gap) return { kind: 'gap', words: Number(gap[1]) }
  const isOptional = part.endsWith('?')
  const entries = new Set<string>()
  const choices: Choice[] = []
  let atLeast: number | undefined
  for (const alternative of (isOptional ? part.slice(0, -1) : part).split('|')) {
    if (/^#\d*$/u.test(alternative)) atLeast = Number(alternative.slice(1))
    else if (alternative.startsWith('$')) choices.push(lists(alternative.slice(1), source, depth))
    else for (const spelling of entriesFor(alternative, part, source)) entries.add(spelling)
  }
  if (entries.size > 0) choices.push({ entries, longer: new Map() })
  return { kind: 'words', choices, atLeast, isOptional }
}

function entriesFor(word: string, part: string, source: string): string[] {
  const spellings = spellingsOf(word)
  if (spellings.every((spelling) => /^[\p{L}\p{N}]+\*?$/u.test(spelling))) return spellings
  throw new Error(`Phrase "${source}": cannot read "${part}"`)
}

function byFirstEntry(alternatives: readonly Step[][], source: string): Map<string, Step[][]> {
  const index = new Map<string, Step[][]>()
  for (const steps of alternatives) {
    const first = firstEntriesOf(steps)
    if (!first) throw new Error(`Phrase "${source}": an item of its lists has to begin with a word`)
    for (const entry of first) pushTo(index, entry, steps)
  }
  return index
}

/** Adds to the items kept under a key. */
export function pushTo<T>(index: Map<string, T[]>, key: string, item: T): void {
  const items = index.get(key)
  if (items) items.push(item)
  else index.set(key, [item])
}

/** Adds every vocabulary entry that the steps speak of; `seen` are choices whose entries are in already. */
export function addEntriesOf(steps: readonly Step[], entries: Set<string>, seen: Set<unknown>): void {
  for (const step of steps) {
    for (const choice of step.kind === 'words' ? step.choices : []) {
      if (seen.has(choice)) continue
      seen.add(choice)
      for (const entry of choice.entries) entries.add(entry)
      for (const alternatives of choice.longer.values())
        for (const longer of alternatives) addEntriesOf(longer, entries, seen)
    }
  }
}

/** The entries a match can begin with; undefined when it can begin with anything. */
export function firstEntriesOf(steps: readonly Step[]): Set<string> | undefined {
  const first = new Set<string>()
  for (const step of steps) {
    if (step.kind !== 'words') return undefined
    for (const { entries, longer } of step.choices) {
      for (const entry of entries) first.add(entry)
      for (const entry of longer.keys()) first.add(entry)
    }
    if (step.atLeast !== undefined) first.add(anyNumber)
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
    for (const { entries, longer } of step.choices) {
      if (entries.has(reading)) ends.push(at + 1)
      for (const steps of longer.get(reading) ?? []) ends.push(...advance(steps, run, [at]))
    }
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
