import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { createTranscriptions } from './transcription-server.ts'

/** What the model says in a turn: the head that decides, then the reply. */
export type TurnAnswer = {
  risk: 'none' | 'low' | 'high' | 'imminent'
  wants_human: boolean
  situation: string
  sentiment: number
  stakes: 'none' | 'low' | 'high'
  confidence: number
  asks_knowledge: boolean
  used: string[]
  reply: string
}

export type Fault =
  | '401'
  | 'rate_429'
  | 'quota_429'
  /** Without credit for anything but the small check of a key. */
  | 'quota_429_turns'
  | '500'
  /** The request arrives and nothing comes back. */
  | 'stall_before_headers'
  /** Half an answer, then silence with the connection open. */
  | 'stall_mid_stream'
  /** Half an answer, then a proper end of the stream, with no finish_reason. */
  | 'cut_stream'
  /** 200 with a proxy's web page. */
  | 'html'
  /** A finished answer that is not JSON. */
  | 'malformed'
  /** A finished answer that is JSON of another shape. */
  | 'wrong_shape'
  | 'length'
  | 'refusal'
  | 'content_filter'
  /** Not a fault once per time, but a limit: only requests that use the feature are refused. */
  | 'no_json_schema'
  | 'no_json_object'
  | 'no_stream_options'
  /** A 401 that quotes the key, whole and masked. */
  | 'echo_key'
  /** The answer, in pieces `slowMs` apart. */
  | 'slow'
  /** Of embeddings: one is missing; each is shorter than asked for; they come in another order than the texts, by their index. */
  | 'missing_vector'
  | 'short_vectors'
  | 'shuffled_vectors'

export type FakeRequest = {
  authorization: string | undefined
  headers: Record<string, string>
  body: ChatBody
  /** By `performance.now()`. */
  arrivedAt: number
  /** The contents of all messages of a role, in order. */
  texts(role: 'system' | 'user' | 'assistant'): string[]
}

export type ChatBody = {
  model: string
  messages: { role: string; content: string }[]
  stream?: boolean
  stream_options?: { include_usage?: boolean }
  store?: boolean
  response_format?: { type: string; json_schema?: { name: string; strict?: boolean; schema: JsonSchema } }
}

export type EmbeddingsBody = {
  model: string
  input: string[]
  encoding_format?: string
  dimensions?: number
}

export type FakeEmbeddingsRequest = {
  authorization: string | undefined
  headers: Record<string, string>
  body: EmbeddingsBody
}

type JsonSchema = { type?: string; properties?: Record<string, JsonSchema>; enum?: unknown[]; items?: JsonSchema }

/** What every answered call reports, so that a test can say what it cost. */
export const fakeUsage = { tokensIn: 1000, tokensCached: 600, tokensOut: 50 }

/** What every embedded text is reported to have had. */
export const fakeTokensPerText = 100

export const defaultAnswer: TurnAnswer = {
  risk: 'none',
  wants_human: false,
  situation: 'open',
  sentiment: 0,
  stakes: 'none',
  confidence: 0.9,
  asks_knowledge: false,
  used: [],
  reply: 'What would you like to look at today?',
}

export type FakeOpenAi = Awaited<ReturnType<typeof openFakeOpenAi>>

/**
 * A server that speaks OpenAI's chat completions, scripted by a test. It answers turns with `TurnAnswer`s and any other
 * schema with the smallest value that fits it (`{ ok: true }` for a key check).
 *
 * Faults, queued answers and the standing rule are looked at when a request is answered, not when it arrives: while
 * held, a test may still decide what will be said.
 */
export async function openFakeOpenAi() {
  const requests: FakeRequest[] = []
  const queuedAnswers: Partial<TurnAnswer>[] = []
  const queuedFaults: Fault[] = []
  let standingFault: Fault | undefined
  let rule: (request: FakeRequest) => Partial<TurnAnswer> = () => ({})
  const otherRules = new Map<string, (request: FakeRequest) => Record<string, unknown>>()
  let gate: { opened: Promise<void>; open: () => void } | undefined
  let seen = 0
  let waiters: { index: number; resolve: (request: FakeRequest) => void }[] = []
  const closing = Promise.withResolvers<void>()
  const settings = { slowMs: 30, /** Before each answer. */ latencyMs: 0 }

  const app = new Hono()
  app.get('/v1/models', (c) =>
    c.json({ object: 'list', data: [{ id: 'fake-model', object: 'model', owned_by: 'test' }] }),
  )
  app.post('/v1/chat/completions', async (c) => {
    const request = await readRequest(c)
    requests.push(request)
    for (const waiter of waiters) if (waiter.index === requests.length - 1) waiter.resolve(request)
    waiters = waiters.filter((waiter) => waiter.index >= requests.length)
    await gate?.opened
    if (settings.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, settings.latencyMs))

    const fault = takeFault(request)
    if (fault === 'stall_before_headers') await closing.promise
    const refused = fault && refusals[fault]?.(request)
    if (refused) return c.json({ error: refused.error }, refused.status)
    if (fault === 'html') return c.html('<!doctype html><title>Sign in</title><p>Please sign in to the network.</p>')

    const content = contentFor(request, fault)
    const finish = finishFor(fault)
    return request.body.stream
      ? streamed({ content, finish, fault, withUsage: request.body.stream_options?.include_usage === true })
      : c.json(whole(request, content, finish, fault))
  })

  const embeddingRequests: FakeEmbeddingsRequest[] = []
  let vectorOf: VectorOf = () => undefined
  let embeddingFault: (body: EmbeddingsBody) => Fault | undefined = () => undefined
  app.post('/v1/embeddings', async (c) => {
    const body: EmbeddingsBody = await c.req.json()
    embeddingRequests.push({ authorization: c.req.header('authorization'), headers: c.req.header(), body })
    const fault = embeddingFault(body) ?? queuedFaults.shift() ?? standingFault
    if (fault === 'stall_before_headers') await closing.promise
    const refused = fault && refusals[fault]?.({ authorization: c.req.header('authorization') })
    if (refused) return c.json({ error: refused.error }, refused.status)
    if (fault === 'html') return c.html('<!doctype html><title>Sign in</title><p>Please sign in to the network.</p>')
    const dimensions = body.dimensions ?? 1536
    const data = body.input.map((text, index) => {
      const embedding = padded(vectorOf(text, body.model) ?? vectorByLetters(text), dimensions)
      return { object: 'embedding', index, embedding: fault === 'short_vectors' ? embedding.slice(1) : embedding }
    })
    if (fault === 'missing_vector') data.pop()
    if (fault === 'shuffled_vectors') data.reverse()
    const tokens = body.input.length * fakeTokensPerText
    return c.json({ object: 'list', model: body.model, data, usage: { prompt_tokens: tokens, total_tokens: tokens } })
  })

  const speech = createTranscriptions()
  app.post('/v1/audio/transcriptions', speech.answer)

  /** Limits stand beside the other faults: a request that does not touch them goes on to the next fault. */
  function takeFault(request: FakeRequest): Fault | undefined {
    const applies = (fault: Fault) => limits[fault]?.(request.body) ?? true
    const index = queuedFaults.findIndex(applies)
    if (index >= 0) return queuedFaults.splice(index, 1)[0]
    return standingFault && applies(standingFault) ? standingFault : undefined
  }

  function contentFor(request: FakeRequest, fault: Fault | undefined): string {
    if (fault === 'refusal') return ''
    if (fault === 'malformed') return 'Of course! I would be glad to help.'
    if (fault === 'wrong_shape') return JSON.stringify({ confidence: 'very', reply: 7 })
    const schema = schemaOf(request.body)
    if (schema && !schema.properties?.['reply'])
      return JSON.stringify({ ...(smallest(schema) as object), ...otherRules.get(nameOf(request))?.(request) })
    return JSON.stringify({ ...defaultAnswer, ...rule(request), ...queuedAnswers.shift() })
  }

  function streamed({ content, finish, fault, withUsage }: StreamPlan): Response {
    const pieces = content.match(/[\s\S]{1,24}/g) ?? []
    const half = fault === 'cut_stream' || fault === 'stall_mid_stream'
    const encoder = new TextEncoder()
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        const send = (data: unknown) => {
          if (cancelled) return
          controller.enqueue(encoder.encode(`data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`))
        }
        send(chunk({ role: 'assistant', content: '' }))
        for (const piece of half ? pieces.slice(0, Math.ceil(pieces.length / 2)) : pieces) {
          if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, settings.slowMs))
          send(chunk({ content: piece }))
        }
        if (fault === 'stall_mid_stream') await closing.promise
        if (!half) {
          if (fault === 'refusal') send(chunk({ refusal: 'I cannot help with that.' }))
          send(chunk({}, finish))
          if (withUsage) send({ ...chunk({}), choices: [], usage: wireUsage })
          send('[DONE]')
        }
        if (!cancelled) controller.close()
      },
      cancel() {
        cancelled = true
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }

  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    // A connection that closes as a call begins takes the call with it.
    const serverOptions = { keepAliveTimeout: 75_000 }
    const opened = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1', serverOptions }, () => resolve(opened))
  })
  const { port } = server.address() as AddressInfo

  async function close(): Promise<void> {
    gate?.open()
    closing.resolve()
    speech.speak()
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
  }

  return {
    /** Ends in `/v1`: what a coach would type as the base URL. */
    url: `http://127.0.0.1:${port}/v1`,
    /** All calls for a completion so far, oldest first. */
    requests,
    /** All calls for embeddings so far, oldest first. */
    embeddingRequests,
    settings,
    /** What is spoken: what was asked, and what it shall answer. */
    speech,
    /** For one answer, the next not yet answered; over the standing rule, over the defaults. */
    willAnswer(answer: Partial<TurnAnswer>): void {
      queuedAnswers.push(answer)
    },
    /** From now on; what a queued answer names goes before it. */
    answersWith(answer: (request: FakeRequest) => Partial<TurnAnswer>): void {
      rule = answer
    },
    /** From now on, for answers of another shape, by the name of their schema; over the smallest value that fits. */
    answersAs(schemaName: string, answer: (request: FakeRequest) => Record<string, unknown>): void {
      otherRules.set(schemaName, answer)
    },
    /** From now on, the vectors of texts, filled up with zeros; of others, or where it gives none, by their letters. */
    embedsAs(vector: VectorOf): void {
      vectorOf = vector
    },
    /** From now on, calls for embeddings that fail; those it says nothing of do as other calls do. */
    failsToEmbed(fault: (body: EmbeddingsBody) => Fault | undefined): void {
      embeddingFault = fault
    },
    willFail(fault: Fault, times = 1): void {
      for (let n = 0; n < times; n++) queuedFaults.push(fault)
    },
    /** Until told otherwise; undefined ends it. Queued faults go first. */
    alwaysFail(fault: Fault | undefined): void {
      standingFault = fault
    },
    /** Requests arrive but are not answered until `release`; `nextRequest` counts from here. */
    hold(): void {
      if (gate) return
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = { opened: promise, open: resolve }
      seen = requests.length
    },
    release(): void {
      gate?.open()
      gate = undefined
    },
    /** The oldest request that neither an earlier call gave nor `hold` left behind; waits for it if need be. */
    nextRequest(): Promise<FakeRequest> {
      const index = seen++
      const arrived = requests[index]
      if (arrived) return Promise.resolve(arrived)
      return new Promise((resolve) => waiters.push({ index, resolve }))
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

type VectorOf = (text: string, model: string) => readonly number[] | undefined
type StreamPlan = { content: string; finish: string; fault: Fault | undefined; withUsage: boolean }
type Refusal = { status: 400 | 401 | 429 | 500; error: Record<string, unknown> }

/** Features a server may lack: does this request use it? */
const limits: { [fault in Fault]?: (body: ChatBody) => boolean } = {
  no_json_schema: (body) => body.response_format?.type === 'json_schema',
  no_json_object: (body) => body.response_format?.type === 'json_object',
  no_stream_options: (body) => body.stream_options !== undefined,
  quota_429_turns: (body) => body.response_format?.json_schema?.name !== 'key_check',
}

/** Error bodies as OpenAI words them. */
const refusals: { [fault in Fault]?: (request: Pick<FakeRequest, 'authorization'>) => Refusal } = {
  '401': () => refusal(401, 'Incorrect API key provided.', 'invalid_request_error', 'invalid_api_key'),
  echo_key: ({ authorization = '' }) => {
    const key = authorization.replace(/^Bearer /, '')
    const masked = `${key.slice(0, 4)}${'*'.repeat(12)}${key.slice(-4)}`
    const message = `Incorrect API key provided: ${key} (${masked}, ${key.slice(0, 5)}...${key.slice(-4)}).`
    return refusal(401, message, 'invalid_request_error', 'invalid_api_key')
  },
  rate_429: () => refusal(429, 'Rate limit reached for requests.', 'requests', 'rate_limit_exceeded'),
  quota_429: () => refusal(429, 'You exceeded your current quota.', 'insufficient_quota', 'insufficient_quota'),
  quota_429_turns: () => refusal(429, 'You exceeded your current quota.', 'insufficient_quota', 'insufficient_quota'),
  '500': () => refusal(500, 'The server had an error.', 'server_error', null),
  no_json_schema: () =>
    refusal(
      400,
      "'response_format' of type 'json_schema' is not supported with this model.",
      'invalid_request_error',
      null,
    ),
  no_json_object: () =>
    refusal(400, "'response_format.type' must be 'json_schema' or 'text'", 'invalid_request_error', null),
  no_stream_options: () =>
    refusal(400, 'Extra inputs are not permitted: stream_options', 'invalid_request_error', null),
}

function refusal(status: Refusal['status'], message: string, type: string, code: string | null): Refusal {
  return { status, error: { message, type, code, param: null } }
}

function finishFor(fault: Fault | undefined): string {
  return fault === 'length' || fault === 'content_filter' ? fault : 'stop'
}

const wireUsage = {
  prompt_tokens: fakeUsage.tokensIn,
  completion_tokens: fakeUsage.tokensOut,
  total_tokens: fakeUsage.tokensIn + fakeUsage.tokensOut,
  prompt_tokens_details: { cached_tokens: fakeUsage.tokensCached },
}

function chunk(delta: Record<string, unknown>, finishReason: string | null = null) {
  const choices = [{ index: 0, delta, finish_reason: finishReason }]
  return { id: 'chatcmpl-fake', object: 'chat.completion.chunk', created: 0, model: 'fake-model', choices }
}

function whole({ body }: FakeRequest, content: string, finish: string, fault: Fault | undefined) {
  const message = { role: 'assistant', content, refusal: fault === 'refusal' ? 'I cannot help with that.' : null }
  const choices = [{ index: 0, message, finish_reason: fault === 'cut_stream' ? null : finish }]
  return { id: 'chatcmpl-fake', object: 'chat.completion', created: 0, model: body.model, choices, usage: wireUsage }
}

async function readRequest(c: Context): Promise<FakeRequest> {
  const arrivedAt = performance.now()
  const body: ChatBody = await c.req.json()
  return {
    authorization: c.req.header('authorization'),
    headers: c.req.header(),
    body,
    arrivedAt,
    texts: (role) => body.messages.filter((message) => message.role === role).map((message) => message.content),
  }
}

/** The schema asked for; without structured output it stands as JSON on a line of its own in a system message. */
function schemaOf(body: ChatBody): JsonSchema | undefined {
  if (body.response_format?.json_schema) return body.response_format.json_schema.schema
  const lines = body.messages.filter(({ role }) => role === 'system').flatMap(({ content }) => content.split('\n'))
  const line = lines.findLast((candidate) => candidate.startsWith('{') && candidate.includes('"properties"'))
  return line === undefined ? undefined : JSON.parse(line)
}

/** What the schema that was asked for is called. */
export function nameOf({ body }: FakeRequest): string {
  return body.response_format?.json_schema?.name ?? ''
}

/** Not of length 1: whoever asks has to see to that. */
function vectorByLetters(text: string): number[] {
  const counts = new Array<number>(128).fill(0)
  for (const letter of text)
    counts[(letter.codePointAt(0) ?? 0) % 128] = (counts[(letter.codePointAt(0) ?? 0) % 128] ?? 0) + 1
  return counts
}

function padded(vector: readonly number[], dimensions: number): number[] {
  return Array.from({ length: dimensions }, (_, at) => vector[at] ?? 0)
}

function smallest({ type, properties, enum: choices }: JsonSchema): unknown {
  if (choices) return choices[0]
  if (type === 'object') {
    return Object.fromEntries(Object.entries(properties ?? {}).map(([name, child]) => [name, smallest(child)]))
  }
  if (type === 'array') return []
  if (type === 'boolean') return true
  return type === 'number' || type === 'integer' ? 0 : 'ok'
}
