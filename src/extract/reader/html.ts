import { Parser } from 'htmlparser2'
import type { Block } from '../../coaching/knowledge/document.ts'
import { createTable, type TableRows } from './tables.ts'

/** What nobody reads on the page, or what every page of a site has. */
const skipped = new Set(
  'script style noscript template svg math nav iframe object embed canvas audio video select button textarea'.split(
    ' ',
  ),
)
/** What begins on a line of its own. */
const blocks = new Set(
  'address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)
const empty = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

type Table = { rows: TableRows; cells: string[]; isHeader: boolean; inCell: boolean }

/** A page's text in its order: headings, paragraphs, lists, tables, code. Hidden parts and menus are left out. */
export function readHtml(html: string, emit: (block: Block) => void): { title: string | undefined } {
  let title = ''
  let text = ''
  let skip = 0
  let inTitle = false
  let level = 0
  let lists = 0
  let inItem = false
  let code = 0
  const tables: Table[] = []

  /** What was gathered becomes a block, of the kind that it stands in. */
  function flush(): void {
    const said = text
    text = ''
    const table = tables.at(-1)
    if (table?.inCell) {
      const last = table.cells.length - 1
      table.cells[last] = `${table.cells[last] ?? ''}\n${said.trim()}`.trim()
    } else if (said.trim() === '') return
    else if (code > 0) emit({ kind: 'code', text: said })
    else if (level > 0) emit({ kind: 'heading', level, text: said.replace(/\s+/g, ' ') })
    else if (inItem && lists > 0) emit({ kind: 'list_item', depth: lists - 1, text: said })
    else emit({ kind: 'paragraph', text: said })
  }

  function open(name: string): void {
    if (blocks.has(name)) flush()
    if (/^h[1-6]$/.test(name)) level = Number(name[1])
    else if (name === 'ul' || name === 'ol' || name === 'menu') lists++
    else if (name === 'li') inItem = true
    else if (name === 'pre') code++
    else if (name === 'br') text += '\n'
    else if (name === 'table') tables.push({ rows: createTable(emitOutside), cells: [], isHeader: true, inCell: false })
    else if (name === 'tr') startRow()
    else if (name === 'td' || name === 'th') startCell(name)
  }

  function close(name: string): void {
    if (blocks.has(name)) flush()
    if (/^h[1-6]$/.test(name)) level = 0
    else if (name === 'ul' || name === 'ol' || name === 'menu') {
      lists = Math.max(0, lists - 1)
      inItem = lists > 0
    } else if (name === 'li') inItem = false
    else if (name === 'pre') code = Math.max(0, code - 1)
    else if (name === 'td' || name === 'th') endCell()
    else if (name === 'tr') endRow()
    else if (name === 'table') {
      endRow()
      tables.pop()?.rows.end()
    }
  }

  function startRow(): void {
    endRow()
    const table = tables.at(-1)
    if (table) table.isHeader = true
  }

  function startCell(name: string): void {
    const table = tables.at(-1)
    if (!table) return
    table.cells.push('')
    table.inCell = true
    if (name === 'td') table.isHeader = false
  }

  function endCell(): void {
    const table = tables.at(-1)
    if (table) table.inCell = false
  }

  function endRow(): void {
    const table = tables.at(-1)
    if (!table || table.cells.length === 0) return
    endCell()
    table.rows.row(table.cells, { isHeader: table.isHeader })
    table.cells = []
  }

  /** A table inside a cell is more text of that cell. */
  function emitOutside(block: Block): void {
    const outer = tables.at(-2)
    if (!outer?.inCell) {
      emit(block)
      return
    }
    const said = block.kind === 'table_row' ? block.cells.filter(Boolean).join(' | ') : block.text
    const last = outer.cells.length - 1
    outer.cells[last] = `${outer.cells[last] ?? ''}\n${said}`.trim()
  }

  const parser = new Parser({
    onopentag(name, attributes) {
      if (skip > 0 || skipped.has(name) || isHidden(attributes)) {
        if (!empty.has(name)) skip++
        return
      }
      if (name === 'title') inTitle = true
      open(name)
    },
    ontext(piece) {
      if (skip > 0) return
      if (inTitle) title += piece
      else text += code > 0 ? piece : piece.replace(/\s+/g, ' ')
    },
    onclosetag(name) {
      if (empty.has(name)) return
      if (skip > 0) {
        skip--
        return
      }
      if (name === 'title') inTitle = false
      close(name)
    },
  })
  parser.write(html)
  parser.end()
  flush()
  return { title: title.replace(/\s+/g, ' ').trim() || undefined }
}

function isHidden(attributes: Record<string, string>): boolean {
  if ('hidden' in attributes || attributes['aria-hidden'] === 'true') return true
  return /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes['style'] ?? '')
}

/** The encoding that a page says it is in, for `decode`. */
export function charsetOf(head: string): string | undefined {
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]
}
