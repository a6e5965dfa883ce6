import { badRequest } from './api-error.ts'
import { type FieldSpecification, specification } from './specification.ts'

export type Parameters = Record<string, unknown>

/** Where a value stands: Telegram reads the top level leniently ("12" is a number there) and what is inside strictly. */
type Place = { path: string; top: boolean; unknownFields: string[] }

/**
 * Checks the parameters of a call against the Bot API's specification and gives them back with their types set right.
 *
 * Nested values may come as JSON text, as Telegram takes them in forms and query strings. Fields that the specification
 * does not know are left out and listed in `unknownFields` by path ("reply_markup.inline_keyboard.0.0.colour").
 *
 * @throws {ApiError} 400 for a missing field, a wrong type, a text that is too short or too long, or not well-formed
 */
export function validateCall(method: string, given: Parameters): { parameters: Parameters; unknownFields: string[] } {
  const fields = specification.methods[method]?.fields ?? {}
  const unknownFields: string[] = []
  const parameters: Parameters = {}
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue // a JSON null counts as absent
    const field = fields[name]
    if (field) parameters[name] = checkField(name, value, field, { path: name, top: true, unknownFields })
    else unknownFields.push(name)
  }
  for (const [name, field] of Object.entries(fields)) {
    if (field.required && parameters[name] === undefined) throw badRequest(missing(name))
  }
  return { parameters, unknownFields }
}

/**
 * Checks a value against a type of the specification, for what the simulator itself says.
 *
 * @returns paths of fields that the type does not have
 * @throws {ApiError} when a field is missing or has a wrong type
 */
export function validateValue(type: string, value: unknown): string[] {
  const unknownFields: string[] = []
  checkTypes([type], value, { path: type, top: false, unknownFields })
  return unknownFields
}

function missing(name: string): string {
  if (name === 'chat_id' || name === 'from_chat_id') return `${name} is empty`
  if (name === 'text') return 'message text is empty'
  if (name === 'message_id') return 'message identifier is not specified'
  return `parameter "${name}" is required`
}

function checkField(name: string, value: unknown, field: FieldSpecification, place: Place): unknown {
  const checked = checkTypes(field.types, value, place)
  if (typeof checked !== 'string') return checked
  if (!checked.isWellFormed()) throw badRequest('strings must be encoded in UTF-8')
  checkLength(name, checked, field)
  if (field.values && !field.values.includes(checked)) throw badRequest(wrongValue(name, field.values, place))
  return checked
}

/** Texts and captions of messages are measured later, after trimming, by the code that knows its own words for it. */
function checkLength(name: string, text: string, { min = 0, max, unit }: FieldSpecification): void {
  if (max === undefined || (name === 'text' && max === 4096) || name === 'caption') return
  const length = unit === 'bytes' ? Buffer.byteLength(text) : text.length
  if (length >= min && length <= max) return
  if (name === 'callback_data') throw badRequest('BUTTON_DATA_INVALID')
  if (name === 'text' && max === 200) throw badRequest('MESSAGE_TOO_LONG')
  throw badRequest(length < min ? `${name} must be non-empty` : `${name} is too long: ${length} of ${max} ${unit}`)
}

function wrongValue(name: string, values: string[], { top }: Place): string {
  if (name === 'emoji' && top) return 'wrong parameter emoji in the request'
  return name === 'emoji' ? 'REACTION_INVALID' : `${name} must be one of ${values.join(', ')}`
}

const arrayOf = 'Array of '
const plainTypes = new Set(['String', 'Integer', 'Float', 'Boolean', 'InputFile'])

function checkTypes(types: string[], value: unknown, place: Place): unknown {
  if (place.top && typeof value === 'string' && types.every((type) => !plainTypes.has(type))) {
    return checkTypes(types, parseJson(value, place), { ...place, top: false })
  }
  if (types.length > 1 && Array.isArray(value) && types.every((type) => type.startsWith(arrayOf))) {
    // "an array of photos and videos" stands there as an array of photos or an array of videos
    const inner = types.map((type) => type.slice(arrayOf.length))
    return value.map((item, index) => checkTypes(inner, item, { ...place, path: `${place.path}.${index}`, top: false }))
  }
  let firstError: unknown
  for (const type of candidates(types, value)) {
    // Unknown fields of an alternative that does not fit are not the caller's.
    const attempt = { ...place, unknownFields: [] as string[] }
    try {
      const checked = checkType(type, value, attempt)
      place.unknownFields.push(...attempt.unknownFields)
      return checked
    } catch (error) {
      firstError ??= error
    }
  }
  throw firstError
}

function parseJson(text: string, { path }: Place): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const what = path === 'reply_markup' ? 'reply keyboard markup' : path.replaceAll('_', ' ')
    throw badRequest(`can't parse ${what} JSON object`)
  }
}

/** Alternatives, the likeliest first, so that the error is about what the caller meant. */
function candidates(types: string[], value: unknown): string[] {
  const flat = types.flatMap((type) => specification.types[type]?.anyOf ?? [type])
  if (flat.length === 1) return flat
  const likeness = (type: string) => {
    const fields = specification.types[type]?.fields
    if (!fields || !isRecord(value)) return 0
    const shared = Object.keys(value).filter((name) => fields[name]).length
    const mark = value['type'] ?? value['status'] ?? value['source']
    const named = (fields['type'] ?? fields['status'] ?? fields['source'])?.values?.includes(String(mark))
    return shared + (named ? 100 : 0)
  }
  return flat.toSorted((a, b) => likeness(b) - likeness(a))
}

function checkType(type: string, value: unknown, place: Place): unknown {
  if (type.startsWith(arrayOf)) return checkArray(type.slice(arrayOf.length), value, place)
  switch (type) {
    case 'Integer':
      return checkNumber(value, place, Number.isSafeInteger)
    case 'Float':
      return checkNumber(value, place, Number.isFinite)
    case 'Boolean':
      return checkBoolean(value, place)
    case 'String':
      if (typeof value === 'string') return value
      if (place.top && (typeof value === 'number' || typeof value === 'boolean')) return String(value)
      throw wrongType('String', place)
    case 'InputFile':
      if (typeof value === 'string') return value
      throw wrongType('InputFile', place)
    default:
      return checkObject(type, value, place)
  }
}

function checkArray(inner: string, value: unknown, place: Place): unknown[] {
  if (!Array.isArray(value)) throw wrongType('Array', place)
  return value.map((item, index) => checkTypes([inner], item, { ...place, path: `${place.path}.${index}`, top: false }))
}

function checkNumber(value: unknown, place: Place, isFine: (value: number) => boolean): number {
  const number = place.top && typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number === 'number' && isFine(number)) return number
  throw wrongType('Number', place)
}

function checkBoolean(value: unknown, place: Place): boolean {
  if (typeof value === 'boolean') return value
  const text = place.top ? String(value).toLowerCase() : ''
  if (['true', '1', 'yes'].includes(text)) return true
  if (['false', '0', 'no'].includes(text)) return false
  throw wrongType('Boolean', place)
}

function checkObject(type: string, value: unknown, place: Place): unknown {
  const declared = specification.types[type]
  if (declared?.anyOf) return checkTypes(declared.anyOf, value, { ...place, top: false })
  if (!isRecord(value)) throw badRequest(`can't parse ${type}: object expected in field "${place.path}"`)
  const fields = declared?.fields ?? {}
  const checked: Record<string, unknown> = {}
  for (const [name, inner] of Object.entries(value)) {
    if (inner === null || inner === undefined) continue
    const path = `${place.path}.${name}`
    const field = fields[name]
    if (field) checked[name] = checkField(name, inner, field, { ...place, path, top: false })
    else place.unknownFields.push(path)
  }
  for (const [name, field] of Object.entries(fields)) {
    if (field.required && checked[name] === undefined)
      throw badRequest(`can't parse ${type}: can't find field "${name}"`)
  }
  return checked
}

function wrongType(type: string, { path }: Place) {
  return badRequest(`field "${path}" must be of type ${type}`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
