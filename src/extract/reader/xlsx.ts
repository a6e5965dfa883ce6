import { ExtractionFailed } from '../../coaching/errors.ts'
import type { Anchor } from '../../coaching/knowledge/document.ts'
import type { Output } from './output.ts'
import { mainPartOf, relationsOf, titleOf } from './package.ts'
import { createTable } from './tables.ts'
import { readLooks, readSharedStrings, readWorkbook, shown } from './xlsx-cells.ts'
import { attribute, numberIn, readXml } from './xml.ts'
import type { Zip } from './zip.ts'

/** Excel's own. */
const mostColumns = 16_384

/**
 * The sheets of a workbook that are shown, each a table under its name. The first row with more than one text and no number
 * is its header; formulas are read as what they last came to.
 */
export async function readXlsx(zip: Zip, output: Output, limits: { pages: number }) {
  const main = await mainPartOf(zip)
  const relations = await relationsOf(zip, main)
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.part ?? ''
  const strings = await readSharedStrings(zip, partOf('sharedStrings'))
  const looks = await readLooks(zip, partOf('styles'))
  const { from1904, sheets } = await readWorkbook(zip, main)
  if (sheets.length > limits.pages) throw new ExtractionFailed('too_many_pages')

  for (const [index, { name, relation }] of sheets.entries()) {
    const part = relations.find(({ id, type }) => id === relation && type === 'worksheet')?.part
    if (!part) continue // a sheet that is a diagram
    const anchor: Anchor = { kind: 'sheet', from: index + 1, to: index + 1 }
    await readSheet(part, name, anchor)
    output.progress((index + 1) / sheets.length)
  }
  return { title: await titleOf(zip), pages: sheets.length }

  async function readSheet(part: string, name: string, anchor: Anchor): Promise<void> {
    let isNamed = false
    const table = createTable((block) => {
      if (!isNamed) output.block({ kind: 'heading', level: 1, text: name, anchor })
      isNamed = true
      output.block(block)
    })
    let cells: string[] = []
    let isFirst = true
    let cell = { column: 0, type: '', style: 0 }
    let value = ''
    let isValue = false
    let hasNumbers = false

    await readXml(zip.stream(part), {
      open(element, attributes) {
        if (element === 'row') {
          cells = []
          hasNumbers = false
        } else if (element === 'c') {
          const column = columnOf(attribute(attributes, 'r')) ?? cells.length
          cell = { column, type: attribute(attributes, 't') ?? 'n', style: numberIn(attributes, 's', 0) }
          value = ''
        } else if (element === 'v' || element === 't') isValue = true
      },
      text(piece) {
        if (isValue) value += piece
      },
      close(element) {
        if (element === 'v' || element === 't') isValue = false
        else if (element === 'c' && value !== '' && cell.column < mostColumns) {
          while (cells.length < cell.column) cells.push('')
          cells[cell.column] = textOf(value, cell)
          hasNumbers ||= cell.type === 'n'
        } else if (element === 'row' && cells.some(Boolean)) {
          const isRow = cells.filter(Boolean).length > 1
          table.row(cells, { anchor, isHeader: isFirst && isRow && !hasNumbers })
          isFirst &&= !isRow
        }
      },
    })
    table.end()
  }

  function textOf(value: string, { type, style }: { type: string; style: number }): string {
    if (type === 's') return strings[Number(value)] ?? ''
    if (type === 'b') return value === '1' ? 'yes' : 'no'
    if (type === 'e') return ''
    return type === 'n' ? shown(value, looks[style] ?? 'number', from1904) : value
  }
}

/** AB12 stands in column 27, counted from 0. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (!letters) return undefined
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
