import type { Block } from '../../coaching/knowledge/document.ts'
import { createDocxBody, type Place } from './docx-body.ts'
import { readStyles } from './docx-styles.ts'
import { type Output, onPage } from './output.ts'
import { mainPartOf, relationsOf, titleOf } from './package.ts'
import { readXml } from './xml.ts'
import type { Zip } from './zip.ts'

/**
 * A Word document, with its foot- and endnotes after it. Its pages are where Word last broke them, else where the author
 * did; many a document has neither, and then no pages.
 */
export async function readDocx(zip: Zip, output: Output) {
  const main = await mainPartOf(zip)
  const relations = await relationsOf(zip, main)
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.part ?? ''
  const styles = await readStyles(zip, partOf('styles'))

  // The last page tells which kind of break counts, so that all of it is read before any of it is said.
  const found: { block: Block; place: Place }[] = []
  await readXml(
    zip.stream(main),
    createDocxBody(styles, (block, place) => found.push({ block, place })),
  )
  const last = found.at(-1)?.place
  const by = last?.rendered ? 'rendered' : 'explicit'
  const pages = last && last[by] > 0 ? last[by] + 1 : undefined
  for (const { block, place } of found) output.block(pages ? { ...block, anchor: onPage(place[by] + 1) } : block)

  const notes = createDocxBody(styles, (block) => output.block(block))
  for (const type of ['footnotes', 'endnotes']) await readXml(zip.stream(partOf(type)), notes)
  return { title: await titleOf(zip), pages }
}
