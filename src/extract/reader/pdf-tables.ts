import type { Segment } from './pdf-segments.ts'

/** Cells of a column begin within so many points of each other. */
const alignment = 4
const fewestRows = 3
/** In letters, where a table is to be told from columns of prose. */
const longestCell = 30

/**
 * Where the table that begins at a row ends; the same number when none does. A table is three rows and more of several
 * cells each, of which two begin or end where those of the row before do, or all stand below one of them.
 */
export function tableEnd(rows: readonly (readonly Segment[])[], from: number): number {
  let end = from
  while (end < rows.length && (rows[end]?.length ?? 0) >= 2) {
    if (end > from && !belongs(rows[end - 1] ?? [], rows[end] ?? [])) break
    end++
  }
  return end - from >= fewestRows ? end : from
}

function belongs(above: readonly Segment[], below: readonly Segment[]): boolean {
  const near = (one: number, other: number) => Math.abs(one - other) < alignment
  // Words begin in line, numbers end in line.
  const inLine = below.filter((cell) =>
    above.some(({ left, right }) => near(left, cell.left) || near(right, cell.right)),
  )
  if (inLine.length >= 2) return true
  return (
    above.length === below.length &&
    below.every((cell, at) => cell.left < (above[at]?.right ?? 0) && cell.right > (above[at]?.left ?? 0))
  )
}

/** What stands in tables of short cells, wherever on the page. Lines of columns side by side are longer. */
export function inTables(rows: readonly (readonly Segment[])[]): Set<Segment> {
  const found = new Set<Segment>()
  for (let at = 0; at < rows.length; at++) {
    const end = tableEnd(rows, at)
    const table = rows.slice(at, end).flat()
    if (table.every(({ text }) => text.length <= longestCell)) for (const cell of table) found.add(cell)
    at = Math.max(at, end - 1)
  }
  return found
}

/** Cells by column, so that an empty one stays empty. */
export function tableRows(rows: readonly (readonly Segment[])[]): string[][] {
  const columns: { left: number; right: number }[] = []
  for (const cell of rows.flat().toSorted((a, b) => a.left - b.left)) {
    const column = columns.find(({ left, right }) => cell.left < right && cell.right > left)
    if (!column) columns.push({ left: cell.left, right: cell.right })
    else {
      column.left = Math.min(column.left, cell.left)
      column.right = Math.max(column.right, cell.right)
    }
  }
  return rows.map((row) =>
    columns.map(({ left, right }) =>
      row
        .filter((cell) => cell.left < right && cell.right > left)
        .map(({ text }) => text)
        .join(' '),
    ),
  )
}
