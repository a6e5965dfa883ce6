import { APIError } from 'openai'
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import type { ModelMessage } from '../coaching/ports.ts'
import type { JsonSchema } from './strict-schema.ts'

/** Ways of asking for JSON, best first. Without `json_schema` the schema travels in the system message. */
const formats = ['json_schema', 'json_object', 'text'] as const

/** What one server understands of the protocol. */
export type Dialect = { format: (typeof formats)[number]; streamUsage: boolean }

type Ask = {
  model: string
  messages: readonly ModelMessage[]
  schema: JsonSchema
  schemaName: string
  /** Only OpenAI itself knows (and needs) `store`; many compatible servers reject fields they do not know. */
  store: boolean
}

/** The body of a call in the server's dialect. */
export function bodyIn(dialect: Dialect, ask: Ask): ChatCompletionCreateParamsStreaming {
  const { format } = dialect
  const json_schema = { name: ask.schemaName, strict: true, schema: ask.schema }
  return {
    model: ask.model,
    messages: format === 'json_schema' ? [...ask.messages] : withSchema(ask.messages, ask.schema),
    stream: true,
    ...(dialect.streamUsage ? { stream_options: { include_usage: true } } : {}),
    ...(ask.store ? { store: false } : {}),
    ...(format === 'json_schema' ? { response_format: { type: format, json_schema } } : {}),
    ...(format === 'json_object' ? { response_format: { type: format } } : {}),
  }
}

/** A simpler dialect than the one a server has just refused; undefined if the refusal was about something else. */
export function simplerThan(dialect: Dialect, refusal: unknown): Dialect | undefined {
  if (!(refusal instanceof APIError) || ![400, 404, 422].includes(refusal.status ?? 0)) return undefined
  const words = `${refusal.param ?? ''} ${refusal.message}`
  if (dialect.streamUsage && /stream_options|include_usage/.test(words)) return { ...dialect, streamUsage: false }
  const next = formats[formats.indexOf(dialect.format) + 1]
  return next && /response_format|json_schema|json_object/.test(words) ? { ...dialect, format: next } : undefined
}

/** What both understand: two calls at once may each have been refused something. */
export function simplest(one: Dialect, other: Dialect): Dialect {
  const format = formats[Math.max(formats.indexOf(one.format), formats.indexOf(other.format))] ?? 'text'
  return { format, streamUsage: one.streamUsage && other.streamUsage }
}

/** At the end of the first system message: some servers take only one, and it must come first. */
function withSchema(messages: readonly ModelMessage[], schema: JsonSchema): ModelMessage[] {
  const order = `Answer with one JSON object and nothing else, valid against this JSON Schema:\n${JSON.stringify(schema)}`
  const [first, ...rest] = messages
  if (first?.role !== 'system') return [{ role: 'system', content: order }, ...messages]
  return [{ role: 'system', content: `${first.content}\n\n${order}` }, ...rest]
}
