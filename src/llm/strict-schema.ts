import { z } from 'zod'

export type JsonSchema = { [keyword: string]: unknown }

/** What strict structured output understands everywhere; the rest goes into the description, where a model reads it. */
const structural = new Set([
  '$defs',
  '$ref',
  'additionalProperties',
  'anyOf',
  'const',
  'description',
  'enum',
  'items',
  'properties',
  'required',
  'type',
])
const dropped = new Set(['$schema', '$id', 'id', 'default', 'title'])
/** Structure that strict mode cannot say: better a loud mistake than a schema that asks for something else. */
const inexpressible = ['allOf', 'not', 'patternProperties', 'prefixItems', 'propertyNames']

/**
 * The JSON Schema of a zod schema in the strict dialect of structured output: every object closed, every property
 * required, and no limits (some servers refuse `minimum` and its kin), which become words in the description. zod
 * checks the limits afterwards anyway.
 *
 * @throws {TypeError} for what strict mode cannot say: optional properties (use `.nullable()`), records, tuples
 */
export function toStrictSchema(schema: z.ZodType): JsonSchema {
  return strict(z.toJSONSchema(schema, { io: 'input' }) as JsonSchema)
}

function strict(node: JsonSchema): JsonSchema {
  if (typeof node['$ref'] === 'string') return { $ref: node['$ref'] } // strict mode takes no word beside a reference
  const unsaid = inexpressible.find((keyword) => keyword in node)
  if (unsaid) throw new TypeError(`Structured output cannot say "${unsaid}"`)

  const kept: JsonSchema = {}
  const limits: string[] = []
  for (const [keyword, value] of Object.entries(node)) {
    const name = keyword === 'oneOf' ? 'anyOf' : keyword // zod says oneOf where the parts exclude each other
    if (structural.has(name)) kept[name] = strictValue(name, value)
    else if (!dropped.has(keyword)) limits.push(`${keyword}: ${JSON.stringify(value)}`)
  }
  if (limits.length > 0) {
    const words = typeof node['description'] === 'string' ? `${node['description']} ` : ''
    kept['description'] = `${words}(${limits.join(', ')})`
  }
  if (isRecord(node['properties'])) {
    assertNothingOptional(node['properties'], node['required'])
    kept['required'] = Object.keys(node['properties'])
    kept['additionalProperties'] = false
  }
  return kept
}

function strictValue(keyword: string, value: unknown): unknown {
  if ((keyword === 'properties' || keyword === '$defs') && isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [name, isRecord(child) ? strict(child) : child]),
    )
  }
  if (keyword === 'items' && isRecord(value)) return strict(value)
  if (keyword === 'anyOf' && Array.isArray(value))
    return value.map((child) => (isRecord(child) ? strict(child) : child))
  return value
}

/** A property with a default may be left out too, but asking for it always does no harm. */
function assertNothingOptional(properties: JsonSchema, required: unknown): void {
  const names = new Set(Array.isArray(required) ? required : [])
  for (const [name, child] of Object.entries(properties)) {
    if (names.has(name) || (isRecord(child) && 'default' in child)) continue
    throw new TypeError(`"${name}" is optional, which structured output cannot say: make it nullable`)
  }
}

function isRecord(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
