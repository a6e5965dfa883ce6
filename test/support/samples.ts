/** Values that fit the Bot API's specification, for whatever type it names. */
import { specification } from '../../src/simulator/bot-api/specification.ts'

type Pick = (atMost: number) => number

/** Required fields alone; a choice is `pick`'s, 0 by default. */
export function sampleOf(type: string, pick: Pick = () => 0, depth = 0): unknown {
  if (type.startsWith('Array of ')) return depth > 6 ? [] : [sampleOf(type.slice('Array of '.length), pick, depth + 1)]
  if (type === 'Integer') return 1
  if (type === 'Float') return 1.5
  if (type === 'Boolean' || type === 'True') return true
  if (type === 'String') return 'word'
  const { fields, anyOf } = specification.types[type] ?? {}
  if (anyOf) return sampleOf(anyOf[depth > 6 ? 0 : pick(anyOf.length)] ?? '', pick, depth + 1)
  return Object.fromEntries(
    Object.entries(fields ?? {})
      .filter(([, field]) => field.required)
      .map(([name, field]) => [name, field.values?.[0] ?? sampleOf(field.types[0] ?? '', pick, depth + 1)]),
  )
}

/** A value for one field of a type. */
export function sampleOfField(type: string, name: string, pick?: Pick): unknown {
  const field = specification.types[type]?.fields?.[name]
  return field?.values?.[0] ?? sampleOf(field?.types[0] ?? '', pick)
}
