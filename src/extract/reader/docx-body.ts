import type { Block } from '../../coaching/knowledge/document.ts'
import { type DocxStyles, levelOf } from './docx-styles.ts'
import { createTable, type TableRows } from './tables.ts'
import { type Attributes, attribute, isOn, numberIn, type XmlHandler } from './xml.ts'

/** How many page breaks came before: where Word last broke pages itself, and where the author did. */
export type Place = { rendered: number; explicit: number }
type Paragraph = {
  text: string
  style: string
  level?: number | undefined
  listDepth?: number | undefined
  place: Place
}
type Table = { rows: TableRows; cells: string[]; isHeader: boolean; firstIsHeader: boolean; isFirst: boolean }

/** The same words once more for older readers; what was deleted or moved away; what a field is computed from. */
const skipped = new Set(['Fallback', 'del', 'moveFrom', 'instrText', 'delText'])

/** Reads the body of a Word document, or its notes: paragraphs, headings by their styles, lists, tables, text boxes. */
export function createDocxBody(styles: DocxStyles, emit: (block: Block, place: Place) => void): XmlHandler {
  const paragraphs: Paragraph[] = [] // a text box stands inside a paragraph, and holds some
  const tables: Table[] = []
  const place: Place = { rendered: 0, explicit: 0 }
  let skip = 0
  let properties = 0
  let isText = false

  function openTable(): void {
    const rows = createTable((block) => emit(block, { ...place }))
    tables.push({ rows, cells: [], isHeader: false, firstIsHeader: false, isFirst: true })
  }

  function closeParagraph(): void {
    const paragraph = paragraphs.pop()
    if (!paragraph) return
    const table = tables.at(-1)
    const { text } = paragraph
    if (table && table.cells.length > 0) {
      const last = table.cells.length - 1
      table.cells[last] = `${table.cells[last]}${table.cells[last] && text.trim() ? '\n' : ''}${text.trim()}`
      return
    }
    const style = styles(paragraph.style)
    const level = paragraph.level ?? style.level
    const depth = paragraph.listDepth ?? style.listDepth
    if (level !== undefined) emit({ kind: 'heading', level, text: text.replace(/\s+/g, ' ') }, paragraph.place)
    else if (depth !== undefined && depth >= 0) emit({ kind: 'list_item', depth, text }, paragraph.place)
    else emit({ kind: 'paragraph', text }, paragraph.place)
  }

  function closeRow(): void {
    const table = tables.at(-1)
    if (!table) return
    const outer = tables.at(-2)
    if (outer && outer.cells.length > 0) {
      const last = outer.cells.length - 1
      outer.cells[last] = `${outer.cells[last]}\n${table.cells.filter(Boolean).join(' | ')}`.trim()
    } else {
      table.rows.row(table.cells, { isHeader: table.isHeader || (table.firstIsHeader && table.isFirst) })
    }
    table.isFirst = false
    table.cells = []
  }

  /** What the properties of a paragraph or a table say of it. */
  function property(name: string, attributes: Attributes): void {
    const paragraph = paragraphs.at(-1)
    const table = tables.at(-1)
    if (name === 'tblHeader' && table) table.isHeader = isOn(attributes)
    if (name === 'tblLook' && table) table.firstIsHeader = saysFirstRow(attributes)
    if (!paragraph) return
    if (name === 'pStyle') paragraph.style = attribute(attributes, 'val') ?? ''
    if (name === 'outlineLvl') paragraph.level = levelOf(numberIn(attributes, 'val', 9))
    if (name === 'ilvl') paragraph.listDepth = numberIn(attributes, 'val', 0)
    if (name === 'numId') paragraph.listDepth = isOn(attributes) ? (paragraph.listDepth ?? 0) : -1
  }

  function content(name: string, attributes: Attributes): void {
    const paragraph = paragraphs.at(-1)
    if (name === 't') isText = true
    else if (name === 'p') paragraphs.push({ text: '', style: '', place: { ...place } })
    else if (name === 'tbl') openTable()
    else if (name === 'tr') tables.at(-1)?.cells.splice(0)
    else if (name === 'tc') tables.at(-1)?.cells.push('')
    else if (name === 'lastRenderedPageBreak') place.rendered++
    else if (name === 'br' && attribute(attributes, 'type') === 'page') place.explicit++
    else if (!paragraph) return
    else if (name === 'br' || name === 'cr') paragraph.text += '\n'
    else if (name === 'tab') paragraph.text += '\t'
    else if (name === 'noBreakHyphen') paragraph.text += '-'
  }

  return {
    open(name, attributes) {
      if (skip > 0 || skipped.has(name)) skip++
      else if (/^(p|r|tr|tbl|sect)Pr$/.test(name)) properties++
      else if (properties > 0) property(name, attributes)
      else content(name, attributes)
    },
    text(text) {
      const paragraph = paragraphs.at(-1)
      if (isText && skip === 0 && paragraph) paragraph.text += text
    },
    close(name) {
      if (skip > 0) skip--
      else if (/^(p|r|tr|tbl|sect)Pr$/.test(name)) properties--
      else if (properties > 0) return
      else if (name === 't') isText = false
      else if (name === 'p') closeParagraph()
      else if (name === 'tr') closeRow()
      else if (name === 'tbl') tables.pop()?.rows.end()
    },
  }
}

/** By name in newer files, as a bit in older ones. */
function saysFirstRow(attributes: Attributes): boolean {
  const named = attribute(attributes, 'firstRow')
  if (named !== undefined) return isOn(attributes, 'firstRow')
  return (Number.parseInt(attribute(attributes, 'val') ?? '0', 16) & 0x20) !== 0
}
