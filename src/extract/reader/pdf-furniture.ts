import { rowsOf, type Segment } from './pdf-segments.ts'

export type PageText = { page: number; height: number; segments: readonly Segment[] }

/** So many lines from the edge a running title may stand, and in this part of the page's height. */
const linesFromEdge = 2
const margin = 0.13
/** Points: nearer than this is the same height, unless the step falls between. */
const heightStep = 6

/** The size most letters have, in points: that of the running text. */
export function bodySizeOf(pages: readonly PageText[]): number {
  const letters = new Map<number, number>()
  for (const { segments } of pages) {
    for (const { size, text } of segments)
      letters.set(roundSize(size), (letters.get(roundSize(size)) ?? 0) + text.length)
  }
  return [...letters].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0]
}

/** Sizes closer than half a point are one. */
export function roundSize(size: number): number {
  return Math.round(size * 2) / 2
}

/**
 * Takes away what a printer puts on every page: running titles and page numbers, known by standing at the edge of at least
 * three pages, and of a quarter of all, at the same height, in the same words but for numbers. Set larger than the text they are titles, which
 * may count as well ("Worksheet 3"): those go only when they are the same to the letter.
 */
export function withoutFurniture(pages: readonly PageText[]): PageText[] {
  const body = bodySizeOf(pages)
  const seen = new Map<string, number>()
  const atEdge = pages.map((page) => edgesOf(page))
  for (const edges of atEdge) {
    for (const key of new Set(edges.map((row) => keyOf(row, body)))) seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  const enough = Math.max(3, pages.length / 4)
  return pages.map((page, index) => {
    const repeated = (atEdge[index] ?? []).filter((row) => isNumber(row) || (seen.get(keyOf(row, body)) ?? 0) >= enough)
    const furniture = new Set(repeated.flat())
    return { ...page, segments: page.segments.filter((segment) => !furniture.has(segment)) }
  })
}

function edgesOf({ segments, height }: PageText): Segment[][] {
  const rows = rowsOf(segments)
  return rows.filter((row, index) => {
    const baseline = row[0]?.baseline ?? 0
    if (index < linesFromEdge && baseline < height * margin) return true
    return index >= rows.length - linesFromEdge && baseline > height * (1 - margin)
  })
}

/** A page's number, wherever it stands at the edge: "12", "- 12 -", "xii". */
function isNumber(row: readonly Segment[]): boolean {
  return row.length === 1 && /^[-–—\s]*(\d{1,4}|[ivxlc]{1,6})[-–—\s]*$/.test(row[0]?.text ?? '')
}

function keyOf(row: readonly Segment[], body: number): string {
  const text = row.map((segment) => segment.text).join(' ')
  const isTitle = row.some(({ size }) => size > body * 1.1)
  const height = Math.round((row[0]?.baseline ?? 0) / heightStep)
  return `${height} ${isTitle ? text : text.replace(/\d+/g, '#')}`
}
