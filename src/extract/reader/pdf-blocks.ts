import type { Anchor, Block } from '../../coaching/knowledge/document.ts'
import { type Flow, flowsOf } from './pdf-columns.ts'
import { bodySizeOf, type PageText, roundSize, withoutFurniture } from './pdf-furniture.ts'
import { createLineJoiner, type Line } from './pdf-paragraphs.ts'
import { rowsOf, type Segment } from './pdf-segments.ts'
import { tableEnd, tableRows } from './pdf-tables.ts'

/** From so much larger than the text on, a short line is a heading: clear enough to be no accident of typesetting. */
const headingRatio = 1.15
const longestHeading = 200
const mostLevels = 6

/** Blocks in reading order from where text stands on the pages, each with its page. */
export function pdfBlocks(allPages: readonly PageText[], emit: (block: Block) => void): void {
  const pages = withoutFurniture(allPages)
  const body = bodySizeOf(pages)
  const levelOf = headingLevels(pages, body)
  const joiner = createLineJoiner(({ text, size, bullet, from, to }) => {
    const anchor: Anchor = { kind: 'page', from, to }
    const level = levelOf(size)
    if (bullet) emit({ kind: 'list_item', depth: bullet.depth, text, anchor })
    else if (level !== undefined && text.length <= longestHeading && /\p{L}{2}/u.test(text)) {
      emit({ kind: 'heading', level, text: text.replaceAll('\n', ' '), anchor })
    } else emit({ kind: 'paragraph', text, anchor })
  })

  for (const { page, segments } of pages) {
    for (const flow of flowsOf(segments)) readFlow(flow, page)
  }
  joiner.end()

  function readFlow(flow: Flow, page: number): void {
    joiner.startFlow(flow, page)
    for (let at = 0; at < flow.rows.length; at++) {
      const end = tableEnd(flow.rows, at)
      if (end > at) {
        joiner.end()
        for (const cells of tableRows(flow.rows.slice(at, end))) {
          emit({ kind: 'table_row', header: [], cells, anchor: { kind: 'page', from: page, to: page } })
        }
        at = end - 1
      } else joiner.line(lineOf(flow.rows[at] ?? []), page)
    }
  }
}

function lineOf(row: readonly Segment[]): Line {
  const longest = row.reduce((best, segment) => (segment.text.length > best.text.length ? segment : best))
  return {
    text: row.map(({ text }) => text).join(' '),
    left: Math.min(...row.map(({ left }) => left)),
    right: Math.max(...row.map(({ right }) => right)),
    baseline: longest.baseline,
    size: longest.size,
  }
}

/** The larger, the higher: sizes of headings, largest first, are levels from 1. Undefined for text. */
function headingLevels(pages: readonly PageText[], body: number): (size: number) => number | undefined {
  const sizes = new Set<number>()
  for (const { segments } of pages) {
    for (const row of rowsOf(segments)) {
      const line = lineOf(row)
      if (line.size >= body * headingRatio && /\p{L}{2}/u.test(line.text)) sizes.add(roundSize(line.size))
    }
  }
  const ranked = [...sizes].toSorted((a, b) => b - a)
  return (size) => {
    const rank = ranked.indexOf(roundSize(size))
    return rank < 0 ? undefined : Math.min(rank + 1, mostLevels)
  }
}
