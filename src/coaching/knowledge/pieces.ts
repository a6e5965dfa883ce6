/** A document cut into the smallest pieces that are never torn apart: sentences, rows, headings, with what stands between. */
import { countTokens } from '../tokens.ts'
import type { Anchor, Block, Extraction } from './document.ts'
import { splitSentences } from './sentences.ts'

/** How good a place to begin a chunk is: the higher, the better. A heading's is higher the further out it is. */
export const border = { none: 0, sentence: 1, line: 2, paragraph: 3, heading: 4 } as const

/** What stands between a piece and the one before it, when both are in one chunk. */
type Separator = '' | ' ' | '\n' | '\n\n'

export type Piece = {
  text: string
  separator: Separator
  /** Of the place before it. */
  strength: number
  /** With its separator. */
  tokens: number
  /** Above it, outermost first; a heading is the last of its own. */
  headings: readonly string[]
  isHeading: boolean
  anchor: Anchor | undefined
  /** What its reader must know when the pieces before are not there: the header of its table, who speaks. */
  lead: Lead | undefined
}
/** One object for all the pieces that it stands for. */
type Lead = { text: string; separator: ' ' | '\n'; tokens: number }

type Place = { separator: Separator; strength: number }

/** Tokens. Longer ones are cut: a chunk of a few hundred could not be filled evenly with them. */
const longestPiece = 120
/** Tokens. A longer header is told once, and not again in every chunk of its table. */
const longestLead = 60

const newParagraph: Place = { separator: '\n\n', strength: border.paragraph }
const nextSentence: Place = { separator: ' ', strength: border.sentence }

export function cutIntoPieces({ blocks }: Extraction): Piece[] {
  const pieces: Piece[] = []
  const path: { level: number; text: string }[] = []
  let headings: readonly string[] = []
  let lead: Lead | undefined
  let before: Block | undefined
  for (const block of blocks) {
    if (block.kind !== before?.kind) lead = undefined
    if (block.kind === 'heading') addHeading(block)
    else if (block.kind === 'list_item') addListItem(block)
    else if (block.kind === 'table_row') addRow(block)
    else if (block.kind === 'turn') addTurn(block)
    else if (block.kind === 'code') addLines(block)
    else addSentences(block.text, newParagraph, block)
    before = block
  }
  return pieces

  /** One piece, or halves of halves of it where it is too long. */
  function addPiece(
    text: string,
    { separator, strength }: Place,
    { anchor, kind }: Pick<Block, 'anchor' | 'kind'>,
  ): void {
    const tokens = tokensBehind(pieces.at(-1), separator, text)
    const at = tokens > longestPiece ? nearMiddle(text) : text.length
    const [first, second] = [text.slice(0, at).trimEnd(), text.slice(at).trimStart()]
    if (first === '' || second === '') {
      const rest = { headings, isHeading: kind === 'heading', anchor, lead }
      pieces.push({ text, separator, strength, tokens, ...rest })
      return
    }
    addPiece(first, { separator, strength }, { anchor, kind })
    const between = first.length + second.length === text.length ? '' : ' '
    addPiece(second, { separator: between, strength: border.none }, { anchor, kind })
  }

  function addSentences(text: string, first: Place, block: Block): void {
    let place = first
    for (const sentence of splitSentences(text)) {
      const trimmed = sentence.trim()
      if (trimmed === '') continue
      addPiece(trimmed, place, block)
      place = /\s$/u.test(sentence) ? nextSentence : { ...nextSentence, separator: '' }
    }
  }

  function addHeading(block: Block & { kind: 'heading' }): void {
    const text = block.text.trim().replace(/\s+/gu, ' ')
    if (text === '') return
    while ((path.at(-1)?.level ?? 0) >= block.level) path.pop()
    path.push({ level: block.level, text })
    headings = path.map((heading) => heading.text)
    addPiece(text, { separator: '\n\n', strength: border.heading + 1 / Math.max(1, block.level) }, block)
  }

  function addListItem(block: Block & { kind: 'list_item' }): void {
    const first =
      before?.kind === 'list_item'
        ? ({ separator: '\n', strength: border.line } as const)
        : { ...newParagraph, strength: announcesList(before) ? border.sentence : border.paragraph }
    addSentences(`${'  '.repeat(Math.min(block.depth, 6))}- ${block.text.trim()}`, first, block)
  }

  function addRow(block: Block & { kind: 'table_row' }): void {
    const goesOn = before?.kind === 'table_row' && isSameRow(before.header, block.header)
    if (!goesOn) lead = leadOf(rowText(block.header), '\n')
    const isTold = !goesOn && !lead && rowText(block.header) !== ''
    if (isTold) addPiece(rowText(block.header), newParagraph, block)
    const row = rowText(block.cells)
    if (row === '') return
    const strength = isTold ? border.none : border.line
    addPiece(row, goesOn || isTold ? { separator: '\n', strength } : newParagraph, block)
  }

  /** Lines as they are; a blank one is a place to begin a chunk. */
  function addLines(block: Block & { text: string }): void {
    let place = newParagraph
    for (const line of block.text.split('\n')) {
      if (line.trim() === '') {
        place = { separator: place.separator, strength: Math.max(place.strength, border.line) }
        continue
      }
      addPiece(line.trimEnd(), place, block)
      place = { separator: '\n', strength: border.sentence }
    }
  }

  function addTurn(block: Block & { kind: 'turn' }): void {
    const goesOn = before?.kind === 'turn' && before.speaker === block.speaker
    if (!goesOn) lead = leadOf(block.speaker ? `${block.speaker.trim()}:` : '', ' ')
    // Subtitles break off wherever the screen is full.
    const isTorn = goesOn && !/[.!?…。！？]["'”’»)\]]*$/u.test(pieces.at(-1)?.text ?? '')
    const strength = isTorn ? border.none : goesOn ? border.sentence : border.line
    addSentences(block.text, { separator: goesOn ? ' ' : '\n', strength }, block)
  }
}

/** Tokens that a text adds to the one before it: a line break and the mark before it are one token. */
function tokensBehind(before: Piece | undefined, separator: Separator, text: string): number {
  const isJoined = separator.startsWith('\n') && /[^\p{L}\p{N}\s]$/u.test(before?.text ?? '')
  return countTokens(separator + text) - (isJoined ? 1 : 0)
}

function announcesList(before: Block | undefined): boolean {
  return before?.kind === 'paragraph' && before.text.trimEnd().endsWith(':')
}

function isSameRow(one: readonly string[], other: readonly string[]): boolean {
  return one === other || (one.length === other.length && one.every((cell, at) => cell === other[at]))
}

function rowText(cells: readonly string[]): string {
  const texts = cells.map((cell) => cell.trim().replace(/\s+/gu, ' '))
  return texts.some(Boolean) ? texts.join(' | ') : ''
}

function leadOf(text: string, separator: Lead['separator']): Lead | undefined {
  if (text === '') return undefined
  const tokens = countTokens(text + separator)
  return tokens > longestLead ? undefined : { text, separator, tokens }
}

/** Behind a mark or at a space near the middle; else in the middle itself, not inside a character. */
function nearMiddle(text: string): number {
  const middle = text.length >> 1
  const from = middle - (text.length >> 2)
  for (const mark of [/[;:,)–—]\s/gu, /\s/gu]) {
    const ends = [...text.slice(from, middle + (text.length >> 2)).matchAll(mark)].map(
      ({ 0: found, index }) => from + index + found.length,
    )
    const nearest = ends.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle))[0]
    if (nearest !== undefined) return nearest
  }
  return /[\uDC00-\uDFFF]/.test(text[middle] ?? '') ? middle + 1 : middle
}
