import { specification } from '../../src/simulator/bot-api/specification.ts'

/** The smallest value of a type of the Bot API: every required field, and nothing else. */
export function smallest(type: string, depth = 0): unknown {
  if (type.startsWith('Array of ')) return depth > 6 ? [] : [smallest(type.slice('Array of '.length), depth + 1)]
  switch (type) {
    case 'Integer':
      return 1
    case 'Float':
      return 0.5
    case 'Boolean':
      return true
    case 'String':
      return 'x'
  }
  const { anyOf, fields = {} } = specification.types[type] ?? {}
  if (anyOf?.[0]) return smallest(anyOf[0], depth)
  const required = Object.entries(fields).filter(([, field]) => field.required)
  return Object.fromEntries(
    required.map(([name, field]) => [name, field.values?.[0] ?? smallest(field.types[0] ?? 'String', depth + 1)]),
  )
}

/** Every field of a type with the smallest value it may have. */
export function fieldsOf(type: string): [name: string, value: unknown][] {
  return Object.entries(specification.types[type]?.fields ?? {}).map(([name, field]) => [
    name,
    field.values?.[0] ?? smallest(field.types[0] ?? 'String'),
  ])
}
