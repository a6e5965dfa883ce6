import type { Segment } from './pdf-segments.ts'

/** Cells of a column begin within so many points of each other. */
const alignment = 4
const fewestRows = 3

/**
 * Where the table that begins at a row ends; the same number when none does. A table is three rows and more of several
 * cells each, of which at least two begin where those of the row before do.
 */
export function tableEnd(rows: readonly (readonly Segment[])[], from: number): number {
  let end = from
  while (end < rows.length && (rows[end]?.length ?? 0) >= 2) {
    if (end > from && shared(rows[end - 1] ?? [], rows[end] ?? []) < 2) break
    end++
  }
  return end - from >= fewestRows ? end : from
}

function shared(above: readonly Segment[], below: readonly Segment[]): number {
  return below.filter(({ left, right }) =>
    // Words begin in line, numbers end in line.
    above.some((cell) => Math.abs(cell.left - left) < alignment || Math.abs(cell.right - right) < alignment),
  ).length
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
