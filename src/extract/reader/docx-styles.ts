import { attribute, isOn, numberIn, readXml } from './xml.ts'
import type { Zip } from './zip.ts'

type Style = { basedOn?: string; level?: number; listDepth?: number }

/** What a paragraph is by its style alone. */
export type DocxStyles = (id: string) => { level: number | undefined; listDepth: number | undefined }

/** Longer chains of styles are none anybody made. */
const longestChain = 20

/** Reads which styles are headings and lists; the built-in names are English in every language of Word. */
export async function readStyles(zip: Zip, part: string): Promise<DocxStyles> {
  const styles = new Map<string, Style>()
  let style: Style = {}
  await readXml(zip.stream(part), {
    open(name, attributes) {
      const value = attribute(attributes, 'val')
      if (name === 'style') {
        style = {}
        styles.set(attribute(attributes, 'styleId') ?? '', style)
      } else if (name === 'name') {
        const heading = /^(?:heading (\d)|title)$/i.exec(value ?? '')
        if (heading) style.level = Number(heading[1] ?? 1)
      } else if (name === 'basedOn' && value !== undefined) {
        style.basedOn = value
      } else if (name === 'outlineLvl') {
        style.level ??= levelOf(numberIn(attributes, 'val', 9))
      } else if (name === 'numId' && isOn(attributes)) {
        style.listDepth ??= 0
      } else if (name === 'ilvl') {
        style.listDepth = numberIn(attributes, 'val', 0)
      }
    },
  })
  return (id) => {
    let level: number | undefined
    let listDepth: number | undefined
    let next: string | undefined = id
    for (let steps = 0; next !== undefined && steps < longestChain; steps++) {
      const found: Style | undefined = styles.get(next)
      level ??= found?.level
      listDepth ??= found?.listDepth
      next = found?.basedOn
    }
    return { level, listDepth }
  }
}

/** An outline level counts from 0, and 9 is body text. */
export function levelOf(outline: number): number | undefined {
  return outline >= 0 && outline < 9 ? outline + 1 : undefined
}
