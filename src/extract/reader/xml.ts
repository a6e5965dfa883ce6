import { Parser } from 'htmlparser2'

export type Attributes = Record<string, string>

export type XmlHandler = {
  /** Names without their prefix: producers choose it, Office's schemas give each name one meaning in each part. */
  open?(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
}

/**
 * Reads XML as it comes, without a tree: a sheet of 100 MB costs no more memory than one of 100 KB. Knows the five entities
 * of XML and numbers, and no others: there is nothing in a DTD to expand, and nothing to fetch.
 */
export async function readXml(parts: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => handler.open?.(local(name), attributes),
      ontext: (text) => handler.text?.(text),
      onclosetag: (name) => handler.close?.(local(name)),
    },
    { xmlMode: true },
  )
  const decoder = new TextDecoder()
  for await (const part of parts) parser.write(decoder.decode(part, { stream: true }))
  parser.end(decoder.decode())
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** An attribute, whatever its prefix. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  if (attributes[name] !== undefined) return attributes[name]
  for (const key in attributes) if (local(key) === name) return attributes[key]
  return undefined
}

/** A number that an attribute holds; `otherwise` when it holds none. */
export function numberIn(attributes: Attributes, name: string, otherwise: number): number {
  const number = Number(attribute(attributes, name) ?? Number.NaN)
  return Number.isFinite(number) ? number : otherwise
}

/** Is something switched on? In Office's files it is when it says nothing else. */
export function isOn(attributes: Attributes, name = 'val'): boolean {
  return !['0', 'false', 'off', 'none'].includes(attribute(attributes, name) ?? '1')
}
