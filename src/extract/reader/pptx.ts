import { ExtractionFailed } from '../../coaching/errors.ts'
import type { Anchor, Block } from '../../coaching/knowledge/document.ts'
import type { Output } from './output.ts'
import { mainPartOf, type Relation, relationsOf, titleOf } from './package.ts'
import { createTable, type TableRows } from './tables.ts'
import { attribute, isOn, numberIn, readXml, type XmlHandler } from './xml.ts'
import type { Zip } from './zip.ts'

/** Slides in the order they are shown, each with its title first, its diagrams and its speaker's notes after it. */
export async function readPptx(zip: Zip, output: Output, limits: { pages: number }) {
  const main = await mainPartOf(zip)
  const slides = await slidesOf(zip, main)
  if (slides.length > limits.pages) throw new ExtractionFailed('too_many_pages')
  for (const [index, slide] of slides.entries()) {
    await readSlide(zip, slide, { kind: 'slide', from: index + 1, to: index + 1 }, output)
    output.progress((index + 1) / slides.length)
  }
  return { title: await titleOf(zip), pages: slides.length }
}

async function slidesOf(zip: Zip, main: string): Promise<string[]> {
  const relations = new Map((await relationsOf(zip, main)).map(({ id, part }) => [id, part]))
  const slides: string[] = []
  await readXml(zip.stream(main), {
    open(name, attributes) {
      // Of two attributes called id the one with a prefix is the relation.
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
      const part = name === 'sldId' && id ? relations.get(id) : undefined
      if (part) slides.push(part)
    },
  })
  return slides
}

async function readSlide(zip: Zip, part: string, anchor: Anchor, output: Output): Promise<void> {
  const relations = await relationsOf(zip, part)
  const blocks: Block[] = []
  const slide = createSlide((block) => blocks.push({ ...block, anchor }), { hasBullets: true })
  await readXml(zip.stream(part), slide.handler)
  if (slide.isHidden()) return // left out when it is shown, and so not what the coach says today
  // The title may stand anywhere in the file: it is the slide's name.
  const isTitle = (block: Block) => block.kind === 'heading'
  for (const block of [...blocks.filter(isTitle), ...blocks.filter((block) => !isTitle(block))]) output.block(block)
  for (const { part: beside } of ofTypes(relations, ['diagramData', 'notesSlide'])) {
    const notes = createSlide((block) => output.block({ ...block, anchor }), { hasBullets: false })
    await readXml(zip.stream(beside), notes.handler)
  }
}

function ofTypes(relations: readonly Relation[], types: readonly string[]): Relation[] {
  return types.flatMap((wanted) => relations.filter(({ type }) => type === wanted))
}

/** Numbers, dates and footers that stand on every slide; the picture of the slide on its notes. */
const repeated = new Set(['sldNum', 'dt', 'ftr', 'hdr', 'sldImg'])

/** @param hasBullets where a text placeholder has them without saying so: its layout does */
function createSlide(
  emit: (block: Block) => void,
  { hasBullets }: { hasBullets: boolean },
): { handler: XmlHandler; isHidden(): boolean } {
  let isHidden = false
  let placeholder: string | undefined
  let text: string | undefined
  let depth = 0
  let hasBullet: boolean | undefined
  let isText = false
  let isField = false
  let table: { rows: TableRows; cells: string[] } | undefined

  function closeParagraph(): void {
    const said = text ?? ''
    text = undefined
    if (table) {
      const last = table.cells.length - 1
      table.cells[last] = `${table.cells[last] ?? ''}\n${said}`.trim()
    } else if (said.trim() === '' || repeated.has(placeholder ?? '')) {
      return
    } else if (placeholder === 'title' || placeholder === 'ctrTitle') {
      emit({ kind: 'heading', level: 1, text: said.replace(/\s+/g, ' ') })
    } else if (hasBullet ?? (hasBullets && (placeholder === 'body' || placeholder === 'obj'))) {
      emit({ kind: 'list_item', depth, text: said })
    } else {
      emit({ kind: 'paragraph', text: said })
    }
  }

  const handler: XmlHandler = {
    open(name, attributes) {
      if (name === 'sld') isHidden = !isOn(attributes, 'show')
      else if (name === 'sp') placeholder = undefined
      else if (name === 'ph') placeholder = attribute(attributes, 'type') ?? 'obj'
      else if (name === 'p') {
        text = ''
        depth = 0
        hasBullet = undefined
      } else if (name === 'pPr') depth = numberIn(attributes, 'lvl', 0)
      else if (name === 'buNone') hasBullet = false
      else if (name === 'buChar' || name === 'buAutoNum') hasBullet = true
      else if (name === 'br' && text !== undefined) text += '\n'
      else if (name === 'fld') isField = repeated.has(placeholder ?? '')
      else if (name === 't') isText = !isField
      else if (name === 'tbl') table = { rows: createTable(emit), cells: [] }
      else if (name === 'tblPr' && table) table.rows = createTable(emit, attribute(attributes, 'firstRow') === '1')
      else if (name === 'tc') table?.cells.push('')
    },
    text(piece) {
      if (isText && text !== undefined) text += piece
    },
    close(name) {
      if (name === 't') isText = false
      else if (name === 'fld') isField = false
      else if (name === 'p') closeParagraph()
      else if (name === 'tr' && table) {
        table.rows.row(table.cells)
        table.cells = []
      } else if (name === 'tbl') {
        table?.rows.end()
        table = undefined
      }
    },
  }
  return { handler, isHidden: () => isHidden }
}
