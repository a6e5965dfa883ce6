import type { Anchor, Block } from '../../coaching/knowledge/document.ts'

/** A table as it comes, row by row; nothing of it is kept but its header. */
export type TableRows = {
  row(cells: readonly string[], options?: { isHeader?: boolean; anchor?: Anchor | undefined }): void
  end(): void
}

/**
 * Turns rows into blocks. What has one column is laid out as a table and read as paragraphs; a header that stays alone
 * is a row.
 *
 * @param firstIsHeader when rows do not say it themselves
 */
export function createTable(emit: (block: Block) => void, firstIsHeader = false): TableRows {
  let header: { cells: readonly string[]; anchor: Anchor | undefined; isUsed: boolean } | undefined
  let isFirst = true

  return {
    row(all, { isHeader = firstIsHeader && isFirst, anchor } = {}) {
      const cells = trimEnd(all)
      if (cells.length === 0) return
      // What stands alone before the first row proper is the table's title.
      if (cells.length === 1 && !header) {
        for (const text of (cells[0] ?? '').split(/\n+/)) emit({ kind: 'paragraph', text, ...at(anchor) })
        return
      }
      const wasFirst = isFirst
      isFirst = false
      if (isHeader && wasFirst) {
        header = { cells, anchor, isUsed: false }
        return
      }
      if (header) header.isUsed = true
      emit({ kind: 'table_row', header: header?.cells ?? [], cells, ...at(anchor) })
    },
    end() {
      if (header && !header.isUsed) emit({ kind: 'table_row', header: [], cells: header.cells, ...at(header.anchor) })
      header = undefined
    },
  }
}

function at(anchor: Anchor | undefined): { anchor?: Anchor } {
  return anchor ? { anchor } : {}
}

/** Without the empty cells that a wide sheet ends in. */
function trimEnd(cells: readonly string[]): string[] {
  const trimmed = cells.map((cell) => cell.trim())
  while (trimmed.length > 0 && trimmed.at(-1) === '') trimmed.pop()
  return trimmed
}
