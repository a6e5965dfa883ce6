import { posix } from 'node:path'
import { ExtractionFailed } from '../../coaching/errors.ts'
import { decode } from './decode.ts'
import { readHtml } from './html.ts'
import type { Output } from './output.ts'
import { attribute, readXml } from './xml.ts'
import type { Zip } from './zip.ts'

/**
 * A book: its chapters in the order they are read.
 *
 * @throws {ExtractionFailed} `encrypted` when it is sold with a lock
 */
export async function readEpub(zip: Zip, output: Output) {
  if (zip.has('META-INF/encryption.xml') && zip.has('META-INF/rights.xml')) throw new ExtractionFailed('encrypted')
  let main = ''
  await readXml(zip.stream('META-INF/container.xml'), {
    open(name, attributes) {
      if (name === 'rootfile') main ||= attribute(attributes, 'full-path') ?? ''
    },
  })
  const parts = new Map<string, string>()
  const order: string[] = []
  let title = ''
  let isTitle = false
  await readXml(zip.stream(main), {
    open(name, attributes) {
      isTitle = name === 'title' && title === ''
      if (name === 'item') parts.set(attribute(attributes, 'id') ?? '', attribute(attributes, 'href') ?? '')
      if (name === 'itemref' && attribute(attributes, 'linear') !== 'no')
        order.push(attribute(attributes, 'idref') ?? '')
    },
    text(text) {
      if (isTitle) title += text
    },
    close() {
      isTitle = false
    },
  })
  for (const [index, id] of order.entries()) {
    const href = decodeURIComponent(parts.get(id)?.split('#')[0] ?? '')
    const html = decode(await zip.read(posix.join(posix.dirname(main), href)))
    if (html) readHtml(html, output.block)
    output.progress((index + 1) / order.length)
  }
  return { title: title.trim() || undefined }
}
