/**
 * Writes src/simulator/bot-api/specification.json: what the simulator's validator needs of the Bot API's description.
 *
 *     node scripts/telegram-spec.ts path/to/api.json
 *
 * The input is `api.json` of https://github.com/PaulSonOfLars/telegram-bot-api-spec, generated from Telegram's own page.
 * Field types and the required flag are taken as they are; lengths, ranges and fixed values are read out of the prose.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { readOptions } from './read-options.ts'

type SourceField = { name: string; types: string[]; required: boolean; description: string }
type SourceEntry = { name: string; fields?: SourceField[]; subtypes?: string[]; returns?: string[] }
type Source = {
  version: string
  release_date: string
  methods: Record<string, SourceEntry>
  types: Record<string, SourceEntry>
}

const target = new URL('../src/simulator/bot-api/specification.json', import.meta.url)

const { words } = readOptions(
  {
    command: 'npm run telegram-spec --',
    about: "writes the simulator's description of the Bot API",
    words: { name: 'FILE', about: 'api.json of PaulSonOfLars/telegram-bot-api-spec', atMost: 1 },
  },
  {},
)
const [path] = words
if (!path) {
  console.error('usage: node scripts/telegram-spec.ts path/to/api.json')
  process.exit(1)
}
const source = JSON.parse(await readFile(path, 'utf8')) as Source
const json = render(source)
await writeFile(target, json)
console.log(
  `${source.version}: ${Object.keys(source.methods).length} methods, ${Object.keys(source.types).length} types, ${json.length} bytes`,
)

/** One line a field, so that a later version of the file shows up as a readable diff. */
function render({ version, release_date, methods, types }: Source): string {
  const block = (entries: string[]) => `{\n${entries.join(',\n')}\n  }`
  const fieldsOf = (entry: SourceEntry) =>
    `{${(entry.fields ?? []).map((field) => `\n      ${JSON.stringify(field.name)}: ${JSON.stringify(compact(field))}`).join(',')}${entry.fields?.length ? '\n    ' : ''}}`
  const methodLines = Object.values(methods).map(
    (method) =>
      `    ${JSON.stringify(method.name)}: { "returns": ${JSON.stringify(method.returns)}, "fields": ${fieldsOf(method)} }`,
  )
  const typeLines = Object.values(types).map((type) =>
    type.subtypes
      ? `    ${JSON.stringify(type.name)}: { "anyOf": ${JSON.stringify(type.subtypes)} }`
      : `    ${JSON.stringify(type.name)}: { "fields": ${fieldsOf(type)} }`,
  )
  return `{
  "version": ${JSON.stringify(version)},
  "released": ${JSON.stringify(release_date)},
  "methods": ${block(methodLines)},
  "types": ${block(typeLines)}
}
`
}

function compact({ types, required, description }: SourceField) {
  const isText = types.includes('String')
  return {
    types,
    ...(required && { required }),
    ...(isText && lengthIn(description)),
    ...(isText && valuesIn(description)),
  }
}

/** "1-64 characters", "0-1024 characters after entities parsing", "1-64 bytes", "(up to 256 characters)". */
function lengthIn(description: string) {
  const range = /(\d+)\s*-\s*(\d+) (characters|bytes)/i.exec(description)
  const upTo = /up to (\d+) (characters|bytes)/i.exec(description)
  if (range) return { min: Number(range[1]), max: Number(range[2]), unit: range[3]?.toLowerCase() }
  if (upTo) return { min: 0, max: Number(upTo[1]), unit: upTo[2]?.toLowerCase() }
  return {}
}

/** 'always "emoji"', 'must be photo', 'must be one of "danger" (red), "success" (green)', 'it can be one of "❤", "👍"'. */
function valuesIn(description: string) {
  const list = /(?:must be|can be) one of (["“].*?)(?:\. |\.?$)/i.exec(description)
  const quoted = [...(list?.[1] ?? '').matchAll(/["“]([^"”]+)["”]/g)].flatMap((match) => match[1] ?? [])
  if (quoted.length > 0) return { values: quoted }
  const fixed = /, (?:always ["“](\w+)["”]|must be (\w+))\.?$/.exec(description.trim())
  const value = fixed?.[1] ?? fixed?.[2]
  return value ? { values: [value] } : {}
}
