/** A document becomes the pieces that are found and shown: a few hundred tokens each, begun where its own structure begins something. */
import { spanOf } from './anchors.ts'
import type { Chunk, Extraction } from './document.ts'
import { border, cutIntoPieces, type Piece } from './pieces.ts'

/** Tokens of a chunk, with what it repeats. About 500 hold a thought with its reasons, and are still about one thing. */
const most = 500
/** What is new in a chunk before it may end at a paragraph, and before a heading may end it. */
const least = 250
const leastOfSection = 160
/** What a chunk repeats of the one before it: 15%, so that a thought on the border is whole in one of them. */
const overlap = 75
/** A sentence that is longer than the overlap is repeated up to this length. */
const longestRepeated = 110
/** A document does not end in less than this, where another border will do. */
const leastAtEnd = 80

/**
 * Cuts a document into chunks of 500 tokens at most, each with its headings and its place.
 *
 * A chunk begins at the best border in reach: a heading, else a paragraph, a row, a sentence. Among equals the text around them
 * decides, not its distance from the chunk before: after a change in the middle the borders fall together again, and what
 * follows is not embedded anew. Where no heading is between them a chunk begins with the last sentences of the one before. Pure:
 * the same extraction gives the same chunks.
 */
export function chunk(extraction: Extraction): Chunk[] {
  const pieces = cutIntoPieces(extraction)
  const chunks: Chunk[] = []
  let before = 0
  for (let from = 0; from < pieces.length; ) {
    const repeatedFrom = findRepeated(pieces, before, from)
    const to = findEnd(pieces, repeatedFrom, from)
    chunks.push(toChunk(pieces.slice(repeatedFrom, to), pieces[from], chunks.length))
    before = from
    from = to
  }
  return chunks
}

/** Where what is repeated before `from` begins: at a sentence of the chunk before, under the same heading; `from` for nothing. */
function findRepeated(pieces: readonly Piece[], before: number, from: number): number {
  const first = pieces[from]
  if (!first || first.strength >= border.heading) return from
  let found = from
  let tokens = 0
  for (let at = from - 1; at > before; at--) {
    const piece = pieces[at]
    if (!piece || piece.isHeading) break
    tokens += piece.tokens
    if (tokens > (found === from ? longestRepeated : overlap)) break
    if (piece.strength >= border.sentence) found = at
  }
  return found
}

/** The end of the chunk that is new from `from` on. */
function findEnd(pieces: readonly Piece[], repeatedFrom: number, from: number): number {
  let tokens = 0
  for (let at = repeatedFrom; at < from; at++) tokens += costOf(pieces, at, repeatedFrom)
  const repeated = tokens
  let rest = 0
  for (let at = from; at < pieces.length && rest <= most + leastAtEnd; at++) rest += pieces[at]?.tokens ?? 0

  let best: { at: number; strength: number; draw: number } | undefined
  let at = from
  for (; at < pieces.length; at++) {
    const piece = pieces[at]
    if (!piece) break
    const isNew = tokens - repeated
    if (
      at > from &&
      !pieces[at - 1]?.isHeading &&
      isNew >= (piece.strength >= border.heading ? leastOfSection : least)
    ) {
      const isLonely = rest - isNew < leastAtEnd
      const candidate = { at, strength: isLonely ? -1 : piece.strength, draw: drawOf(piece.text) }
      if (
        !best ||
        candidate.strength > best.strength ||
        (candidate.strength === best.strength && candidate.draw < best.draw)
      )
        best = candidate
    }
    const cost = costOf(pieces, at, repeatedFrom)
    if (at > from && tokens + cost > most) return best?.at ?? at
    tokens += cost
  }
  return at
}

/** Tokens that a piece adds to a chunk that begins at `repeatedFrom`. */
function costOf(pieces: readonly Piece[], at: number, repeatedFrom: number): number {
  const piece = pieces[at]
  if (!piece) return 0
  const isLed = piece.lead && (at === repeatedFrom || pieces[at - 1]?.lead !== piece.lead)
  return piece.tokens + (isLed ? (piece.lead?.tokens ?? 0) : 0)
}

/** A number that depends on the text alone (FNV-1a). */
function drawOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

function toChunk(pieces: readonly Piece[], firstNew: Piece | undefined, ordinal: number): Chunk {
  const firstBelow = pieces.find((piece) => !piece.isHeading) ?? firstNew
  const headings = firstBelow?.isHeading ? [] : (firstBelow?.headings ?? [])
  // The headings that it begins with stand above it, not in it.
  let from = 0
  while (pieces[from]?.isHeading && headings.includes(pieces[from]?.text ?? '')) from++

  let content = ''
  let tokenCount = 0
  let lead: Piece['lead']
  for (let at = from; at < pieces.length; at++) {
    const piece = pieces[at]
    if (!piece) break
    if (content !== '') content += piece.separator
    if (piece.lead && piece.lead !== lead) content += piece.lead.text + piece.lead.separator
    content += piece.text
    lead = piece.lead
    tokenCount += costOf(pieces, at, from)
  }
  return { ordinal, headings, content, tokenCount, anchor: spanOf(pieces.map((piece) => piece.anchor)) }
}
