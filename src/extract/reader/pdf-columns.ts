import { rowsOf, type Segment } from './pdf-segments.ts'
import { inTables } from './pdf-tables.ts'

/** What is read from top to bottom: a column, or the page across. */
export type Flow = { left: number; right: number; rows: Segment[][] }

/** Narrower than this, in points, nothing is a gutter. */
const narrowestGutter = 7
/** Fewer lines on a side are no column. */
const fewestLines = 3
/** A page of more columns is a form. */
const deepest = 6

/**
 * Brings a page into the order it is read in. A gutter is a white stretch from top to bottom that few lines cross, with
 * lines of prose on both sides; what crosses it (a title, a wide picture's caption) parts the page into bands, and in each
 * band the left column comes before the right. A table has gutters too, but no prose beside them: it is read across, and
 * parts a page as a title does.
 */
export function flowsOf(segments: readonly Segment[], depth = 0): Flow[] {
  if (segments.length === 0) return []
  const tables = depth < deepest ? inTables(sortedRows(segments)) : new Set<Segment>()
  const gutter = depth < deepest ? findGutter(segments.filter((segment) => !tables.has(segment))) : undefined
  if (gutter === undefined) return [flowOf(segments)]

  const isAcross = (segment: Segment) => tables.has(segment) || (segment.left < gutter && segment.right > gutter)
  // Between one that stands across and the next, columns begin anew; what follows each other across is one flow.
  const borders = segments.filter(isAcross).map(({ baseline }) => baseline)
  const bandOf = ({ baseline }: Segment) => borders.filter((border) => border < baseline - 1).length
  const bands = Map.groupBy(segments, (segment) => bandOf(segment))
  const flows: Flow[] = []
  let across: Segment[] = []
  for (const [, band] of [...bands].toSorted(([one], [other]) => one - other)) {
    const [beside, spanning] = [band.filter((segment) => !isAcross(segment)), band.filter(isAcross)]
    if (beside.length > 0) {
      if (across.length > 0) flows.push(flowOf(across))
      across = []
      flows.push(
        ...flowsOf(
          beside.filter(({ right }) => right <= gutter),
          depth + 1,
        ),
      )
      flows.push(
        ...flowsOf(
          beside.filter(({ left }) => left >= gutter),
          depth + 1,
        ),
      )
    }
    across.push(...spanning)
  }
  return across.length > 0 ? [...flows, flowOf(across)] : flows
}

function sortedRows(segments: readonly Segment[]): Segment[][] {
  return rowsOf(segments).map((row) => row.toSorted((a, b) => a.left - b.left))
}

function flowOf(segments: readonly Segment[]): Flow {
  return {
    left: Math.min(...segments.map(({ left }) => left)),
    right: Math.max(...segments.map(({ right }) => right)),
    rows: sortedRows(segments),
  }
}

/** Where the page is best parted in two; undefined when it is not in columns. */
function findGutter(segments: readonly Segment[]): number | undefined {
  if (segments.length < fewestLines * 2) return undefined
  let best: { at: number; score: number } | undefined
  for (const { at, width } of candidates(segments)) {
    const left = segments.filter(({ right }) => right <= at)
    const right = segments.filter((segment) => segment.left >= at)
    const crossing = segments.length - left.length - right.length
    if (crossing > Math.min(left.length, right.length)) continue
    if (!isProse(left) || !isProse(right) || !standBeside(left, right)) continue
    const score = Math.min(left.length, right.length) - crossing * 2 + Math.min(width, 40) / 10
    if (!best || score > best.score) best = { at, score }
  }
  return best?.at
}

/** The middles of white stretches between where lines end and where others begin. */
function candidates(segments: readonly Segment[]): { at: number; width: number }[] {
  const ends = [...new Set(segments.map(({ right }) => Math.round(right)))]
  const starts = [...new Set(segments.map(({ left }) => Math.round(left)))].toSorted((a, b) => a - b)
  const found = new Map<number, number>()
  for (const end of ends) {
    const start = starts.find((candidate) => candidate - end >= narrowestGutter)
    if (start === undefined) continue
    // Of the line ends before the same beginning the last leaves the narrowest, and the true, gutter.
    const width = start - end
    if (width < (found.get(start) ?? Number.POSITIVE_INFINITY)) found.set(start, width)
  }
  return [...found].map(([start, width]) => ({ at: start - width / 2, width }))
}

/** Lines that fill their column with words, as cells of a table do not. */
function isProse(segments: readonly Segment[]): boolean {
  const rows = rowsOf(segments)
  if (rows.length < fewestLines) return false
  const { left, right } = flowOf(segments)
  const full = rows.filter((row) => {
    const width = row.reduce((sum, segment) => sum + segment.right - segment.left, 0)
    const characters = row.reduce((sum, { text }) => sum + text.length, 0)
    return width > (right - left) * 0.6 && characters >= 15
  })
  return full.length >= rows.length * 0.45
}

/** Columns stand side by side, not one below the other. */
function standBeside(left: readonly Segment[], right: readonly Segment[]): boolean {
  const [top, bottom] = rangeOf(left)
  const [otherTop, otherBottom] = rangeOf(right)
  const shared = Math.min(bottom, otherBottom) - Math.max(top, otherTop)
  return shared > Math.min(bottom - top, otherBottom - otherTop) * 0.4
}

function rangeOf(segments: readonly Segment[]): [top: number, bottom: number] {
  const baselines = segments.map(({ baseline }) => baseline)
  return [Math.min(...baselines), Math.max(...baselines)]
}
