/** What is shown of the chunks that were found: the sentences that carry the match, with their heading, as far as a budget reaches. */
import { countTokens } from '../tokens.ts'
import { spanOf } from './anchors.ts'
import type { Anchor } from './document.ts'
import type { FoundChunk } from './search.ts'

export type Passage = {
  /** Of these chunks, in their order in the document. */
  chunkIds: string[]
  documentId: string
  title: string
  headings: readonly string[]
  anchor: Anchor | undefined
  /** Its sentences in their order; "[…]" where some between them are left out. */
  text: string
  /** With title and headings. */
  tokenCount: number
}

/**
 * What a sentence gets of the score of the one beside it, and of the next but one: an answer is seldom one sentence. These, and how
 * far a chunk's rank reaches into its sentences, were taken from 14 choices on the questions of chunk-retrieval.
 */
const besides = [0.5, 0.25]
/** What every sentence of a chunk has for being in it, beside what it says itself. */
const ofItsChunk = 0.25
const gap = ' […] '

type Line = { chunk: FoundChunk; at: number; text: string; score: number; tokens: number }

/**
 * The most helpful sentences of what was found, together no longer than the budget. What two chunks repeat is shown once;
 * neighbouring chunks of a document become one passage. Ordered by what helps most.
 *
 * @param budgetTokens with titles and headings
 */
export function selectPassages(found: readonly FoundChunk[], budgetTokens: number): Passage[] {
  const best = found[0]?.relevance || 1
  const lines = found.flatMap((chunk) => scored(chunk, chunk.relevance / best))
  lines.sort((one, other) => other.score - one.score)

  const chosen = new Map<FoundChunk, Set<number>>()
  const shown = new Set<string>()
  let tokens = 0
  for (const line of lines) {
    const key = `${line.chunk.documentId} ${line.text.trim()}`
    if (shown.has(key)) continue
    const cost = line.tokens + (chosen.has(line.chunk) ? 0 : costOfHead(line.chunk))
    if (tokens + cost > budgetTokens) continue
    tokens += cost
    shown.add(key)
    const ofChunk = chosen.get(line.chunk) ?? new Set()
    chosen.set(line.chunk, ofChunk.add(line.at))
  }
  return joined([...chosen].map(([chunk, at]) => ({ chunk, at })))
}

function scored(chunk: FoundChunk, relevance: number): Line[] {
  const { sentences } = chunk.evidence
  return sentences.flatMap(({ text, share }, at) => {
    if (text.trim() === '') return []
    let around = 0
    for (const [near, part] of besides.entries()) {
      const distance = near + 1
      around += part * Math.max(sentences[at - distance]?.share ?? 0, sentences[at + distance]?.share ?? 0)
    }
    const score = relevance ** 2 * (ofItsChunk + share + around)
    return { chunk, at, text, score, tokens: countTokens(text) + 1 }
  })
}

function costOfHead({ title, headings }: FoundChunk): number {
  return countTokens([title, ...headings].join(' › ')) + 4
}

/** Chunks that follow each other become one passage, in the place of the better of them. */
function joined(parts: readonly { chunk: FoundChunk; at: ReadonlySet<number> }[]): Passage[] {
  const groups: { chunk: FoundChunk; at: ReadonlySet<number> }[][] = []
  for (const part of parts.toSorted((one, other) => other.chunk.relevance - one.chunk.relevance)) {
    const group = groups.find((others) => others.some(({ chunk }) => isNextTo(chunk, part.chunk)))
    if (group) group.push(part)
    else groups.push([part])
  }
  return groups.map((group) => toPassage(group.sort((one, other) => one.chunk.ordinal - other.chunk.ordinal)))
}

function isNextTo(one: FoundChunk, other: FoundChunk): boolean {
  return one.documentId === other.documentId && Math.abs(one.ordinal - other.ordinal) === 1
}

function toPassage(group: readonly { chunk: FoundChunk; at: ReadonlySet<number> }[]): Passage {
  const text = group.map(({ chunk, at }) => shownOf(chunk, at)).join('\n')
  const [first] = group
  if (!first) throw new RangeError('A passage is made of something')
  const { documentId, title, headings } = first.chunk
  const anchor = spanOf(group.map(({ chunk }) => chunk.anchor))
  const tokenCount = countTokens(text) + costOfHead(first.chunk)
  return {
    chunkIds: group.map(({ chunk }) => chunk.chunkId),
    documentId,
    title,
    headings,
    anchor,
    text,
    tokenCount,
  }
}

function shownOf({ evidence }: FoundChunk, at: ReadonlySet<number>): string {
  let text = ''
  let last = -1
  for (const [index, sentence] of evidence.sentences.entries()) {
    if (!at.has(index)) continue
    text = text === '' || last === index - 1 ? text + sentence.text : text.trimEnd() + gap + sentence.text
    last = index
  }
  return text.trim()
}
