import specificationJson from './specification.json' with { type: 'json' }

export type FieldSpecification = {
  types: string[]
  required?: boolean
  min?: number
  max?: number
  unit?: string
  values?: string[]
}

export type TypeSpecification = { fields?: Record<string, FieldSpecification>; anyOf?: string[] }

type Specification = {
  version: string
  methods: Record<string, { returns: string[]; fields: Record<string, FieldSpecification> }>
  types: Record<string, TypeSpecification>
}

/** Every method and type of the Bot API; where it comes from is in NOTICE.md. */
export const specification: Specification = specificationJson

const nameOfMethod = new Map(Object.keys(specification.methods).map((name) => [name.toLowerCase(), name]))

/** Telegram takes method names in any case. */
export function findMethodName(name: string): string | undefined {
  return nameOfMethod.get(name.toLowerCase())
}
