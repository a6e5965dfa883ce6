import { posix } from 'node:path'
import { ExtractionFailed } from '../../coaching/errors.ts'
import { attribute, readXml } from './xml.ts'
import type { Zip } from './zip.ts'

/** How the parts of an Office file name each other. */
export type Relation = { id: string; type: string; part: string }

/** What a part relates to, inside the file; nothing outside of it is ever followed. */
export async function relationsOf(zip: Zip, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part)
  const relations: Relation[] = []
  await readXml(zip.stream(posix.join(folder, '_rels', `${posix.basename(part)}.rels`)), {
    open(name, attributes) {
      const target = attribute(attributes, 'Target')
      if (name !== 'Relationship' || !target || attribute(attributes, 'TargetMode') === 'External') return
      const inside = target.startsWith('/') ? target.slice(1) : posix.join(folder, target)
      const type = (attribute(attributes, 'Type') ?? '').split('/').at(-1) ?? ''
      relations.push({ id: attribute(attributes, 'Id') ?? '', type, part: inside })
    },
  })
  return relations
}

/** @throws {ExtractionFailed} `damaged` when the file does not say which part is the document */
export async function mainPartOf(zip: Zip): Promise<string> {
  const relations = await relationsOf(zip, '')
  const main = relations.find(({ type, part }) => type === 'officeDocument' && zip.has(part))
  if (!main) throw new ExtractionFailed('damaged')
  return main.part
}

/** What the document calls itself; undefined when it has no name. */
export async function titleOf(zip: Zip): Promise<string | undefined> {
  let title = ''
  let isTitle = false
  await readXml(zip.stream('docProps/core.xml'), {
    open(name) {
      isTitle = name === 'title'
    },
    text(text) {
      if (isTitle) title += text
    },
    close() {
      isTitle = false
    },
  })
  return title.trim() || undefined
}
