import { parse } from 'csv-parse/sync'
import { ExtractionFailed } from '../../coaching/errors.ts'
import type { Block } from '../../coaching/knowledge/document.ts'
import { createTable } from './tables.ts'

const delimiters = [',', ';', '\t', '|'] as const
const sampledLines = 20

/**
 * A table as text, apart by whatever its first lines are apart by. The first row is the header unless a number stands in it.
 *
 * @throws {ExtractionFailed} `damaged` when a quote is opened and never closed
 */
export function readCsv(text: string, emit: (block: Block) => void): void {
  let records: string[][]
  try {
    records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    })
  } catch (error) {
    throw new ExtractionFailed('damaged', { cause: error })
  }
  const table = createTable(emit)
  const first = records.findIndex((record) => record.filter((cell) => cell.trim()).length > 1)
  for (const [index, record] of records.entries()) {
    table.row(record, { isHeader: index === first && !record.some((cell) => /^\s*-?\d+([.,]\d+)?\s*$/.test(cell)) })
  }
  table.end()
}

/** The one that gives most lines the same number of cells, and the more cells the better. */
function delimiterOf(text: string): string {
  const lines = text.split('\n', sampledLines).map((line) => line.replace(/"[^"]*"/g, ''))
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const counts = lines.filter((line) => line.trim()).map((line) => line.split(delimiter).length - 1)
    const usual = counts.toSorted((a, b) => a - b)[counts.length >> 1] ?? 0
    const score = usual === 0 ? 0 : counts.filter((count) => count === usual).length + usual / 100
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}
