import { describe, expect, test, vi } from 'vitest'
import { AiUnavailable, type AiUnavailableReason } from '../../src/coaching/errors.ts'
import { createOpenAiModel, type OpenAiConfig } from '../../src/llm/openai.ts'
import { type FakeOpenAi, type Fault, fakeUsage, openFakeOpenAi } from '../support/openai-server.ts'
import { turnRequest, turnSchema } from './turn-schema.ts'

const apiKey = 'sk-proj-Q7hT2mZx9LrV4bNcWd81'
const clock = { now: () => new Date('2026-10-01T10:00:00Z') }

function modelOn(server: FakeOpenAi, config: Partial<OpenAiConfig> = {}) {
  return createOpenAiModel({
    apiKey,
    baseUrl: server.url,
    model: 'gpt-4o-mini',
    clock,
    allowPrivateHosts: true,
    ...config,
  })
}

/** The AiUnavailable that a call ends in. */
async function failureOf(call: Promise<unknown>): Promise<AiUnavailable> {
  const error = await call.then(
    () => new Error('It answered'),
    (thrown: unknown) => thrown,
  )
  if (error instanceof AiUnavailable) return error
  throw error
}

/** All that a log could show of an error. */
function allWordsOf(error: unknown): string {
  const words: string[] = []
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    words.push(String(cause), cause.stack ?? '', JSON.stringify(cause, Object.getOwnPropertyNames(cause)))
  }
  return words.join('\n')
}

describe('an answer', () => {
  test('is asked for as strict, streamed, structured output', async () => {
    await using server = await openFakeOpenAi()
    server.willAnswer({ reply: 'What is the next small step?', wants_human: true })
    const { value } = await modelOn(server).answer(turnRequest('I feel stuck.'))
    expect(value).toMatchObject({ reply: 'What is the next small step?', wants_human: true, risk: 'none' })

    const [request] = server.requests
    expect(request?.authorization).toBe(`Bearer ${apiKey}`)
    expect(request?.texts('user')).toEqual(['I feel stuck.'])
    expect(request?.body).toMatchObject({
      model: 'gpt-4o-mini',
      stream: true,
      stream_options: { include_usage: true },
      response_format: { type: 'json_schema', json_schema: { name: 'turn', strict: true } },
    })
    const schema = request?.body.response_format?.json_schema?.schema
    expect(schema).toMatchObject({ additionalProperties: false, required: Object.keys(turnSchema.shape) })
  })

  test('comes with its tokens, its cost and its time', async () => {
    await using server = await openFakeOpenAi()
    const instants = ['2026-10-01T10:00:00.000Z', '2026-10-01T10:00:01.250Z']
    const ticking = { now: () => new Date(instants.shift() ?? '') }
    const { usage } = await modelOn(server, { clock: ticking }).answer(turnRequest('Hello'))
    // 400 fresh tokens at 0.15, 600 cached at 0.075 and 50 out at 0.60 dollars a million
    expect(usage).toEqual({ model: 'gpt-4o-mini', ...fakeUsage, costUsd: expect.closeTo(0.000135, 9), latencyMs: 1250 })
  })

  test('of a model without a known price, or without counted tokens, costs nobody knows what', async () => {
    await using server = await openFakeOpenAi()
    const unknown = await modelOn(server, { model: 'llama-at-home' }).answer(turnRequest('Hello'))
    expect(unknown.usage).toMatchObject({ tokensIn: fakeUsage.tokensIn, costUsd: null })

    server.alwaysFail('no_stream_options')
    const uncounted = await modelOn(server).answer(turnRequest('Hello'))
    expect(uncounted.usage).toMatchObject({ tokensIn: 0, costUsd: null })
  })

  test('is taken from a server that does not stream, too', async () => {
    await using server = await openFakeOpenAi()
    server.willAnswer({ reply: 'All at once.' })
    const fetch: typeof globalThis.fetch = (url, init) => {
      const body = JSON.stringify({ ...JSON.parse(String(init?.body)), stream: false })
      return globalThis.fetch(url, { ...init, body })
    }
    const { value, usage } = await modelOn(server, { fetch }).answer(turnRequest('Hello'))
    expect(value.reply).toBe('All at once.')
    expect(usage).toMatchObject(fakeUsage)
  })

  test('is not to be stored by OpenAI; other servers never hear the word, which many refuse', async () => {
    await using server = await openFakeOpenAi()
    await modelOn(server).answer(turnRequest('Hello'))
    expect(server.requests[0]?.body).not.toHaveProperty('store')

    const called: string[] = []
    const fetch: typeof globalThis.fetch = (url, init) => {
      called.push(String(url))
      return globalThis.fetch(`${server.url}/chat/completions`, init)
    }
    await createOpenAiModel({ apiKey, model: 'gpt-4o-mini', clock, fetch }).answer(turnRequest('Hello'))
    expect(called).toEqual(['https://api.openai.com/v1/chat/completions'])
    expect(server.requests[1]?.body.store).toBe(false)
  })

  test('owes nothing to the environment', async () => {
    await using server = await openFakeOpenAi()
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/v1')
    vi.stubEnv('OPENAI_API_KEY', 'sk-of-the-operator')
    vi.stubEnv('OPENAI_ORG_ID', 'org-of-the-operator')
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'X-Operator: secret')
    try {
      await modelOn(server).answer(turnRequest('Hello'))
      expect(server.requests[0]?.authorization).toBe(`Bearer ${apiKey}`)
      expect(JSON.stringify(server.requests[0]?.headers)).not.toMatch(/operator/i)
      let sent = new Headers()
      const fetch: typeof globalThis.fetch = (_url, init) => {
        sent = new Headers(init?.headers)
        return globalThis.fetch(`${server.url}/chat/completions`, init)
      }
      await createOpenAiModel({ apiKey, model: 'm', clock, fetch }).answer(turnRequest('Hello'))
      expect(sent.get('authorization')).toBe(`Bearer ${apiKey}`)
      expect(sent.get('openai-organization')).toBeNull()
      await expect(createOpenAiModel({ apiKey: '', model: 'm', clock }).answer(turnRequest('Hello'))).rejects.toThrow(
        /no_key/,
      )
    } finally {
      vi.unstubAllEnvs()
    }
  })

  test('needs no key from a server that asks for none', async () => {
    await using server = await openFakeOpenAi()
    const { value } = await modelOn(server, { apiKey: undefined }).answer(turnRequest('Hello'))
    expect(value.reply).not.toBe('')
  })
})

describe('a server with less to offer', () => {
  test('gets the schema in words when it refuses json_schema, and is not asked twice', async () => {
    await using server = await openFakeOpenAi()
    server.alwaysFail('no_json_schema')
    server.willAnswer({ reply: 'First.' })
    server.willAnswer({ reply: 'Second.' })
    const model = modelOn(server)
    expect((await model.answer(turnRequest('Hello'))).value.reply).toBe('First.')
    expect((await model.answer(turnRequest('Hello'))).value.reply).toBe('Second.')

    const asked = server.requests.map(({ body }) => body.response_format?.type)
    expect(asked).toEqual(['json_schema', 'json_object', 'json_object'])
    const [system] = server.requests[1]?.texts('system') ?? []
    expect(system).toMatch(/^You are the AI clone of the coach Dana\./)
    expect(system).toContain('"wants_human"')
  })

  test('gets no response format at all when it refuses json_object as well', async () => {
    await using server = await openFakeOpenAi()
    server.willFail('no_json_schema')
    server.willFail('no_json_object')
    const model = modelOn(server)
    await model.answer(turnRequest('Hello'))
    await model.answer(turnRequest('Hello'))
    const asked = server.requests.map(({ body }) => body.response_format?.type)
    expect(asked).toEqual(['json_schema', 'json_object', undefined, undefined])
  })

  test('loses one step only when two calls are refused at once', async () => {
    await using server = await openFakeOpenAi()
    server.alwaysFail('no_json_schema')
    server.hold()
    const model = modelOn(server)
    const answers = [model.answer(turnRequest('Hello')), model.answer(turnRequest('Hello again'))]
    await server.nextRequest()
    await server.nextRequest()
    server.release()
    await Promise.all(answers)
    await model.answer(turnRequest('And again'))
    expect(server.requests.at(-1)?.body.response_format?.type).toBe('json_object')
  })

  test('is not asked to count when it refuses stream_options', async () => {
    await using server = await openFakeOpenAi()
    server.alwaysFail('no_stream_options')
    await modelOn(server).answer(turnRequest('Hello'))
    expect(server.requests.map(({ body }) => body.stream_options)).toEqual([{ include_usage: true }, undefined])
    expect(server.requests[1]?.body.response_format?.type).toBe('json_schema')
  })
})

describe('a malformed answer', () => {
  test.each<Fault>(['malformed', 'wrong_shape'])('(%s) is asked for once more, with what was wrong', async (fault) => {
    await using server = await openFakeOpenAi()
    server.willFail(fault)
    server.willAnswer({ reply: 'Now it is right.' })
    const { value, usage } = await modelOn(server).answer(turnRequest('Hello'))
    expect(value.reply).toBe('Now it is right.')
    expect(usage.tokensIn).toBe(2 * fakeUsage.tokensIn)
    expect(usage.tokensCached).toBe(2 * fakeUsage.tokensCached)

    const [, second] = server.requests
    const words = fault === 'malformed' ? /not JSON/ : /confidence.*number/
    expect(second?.texts('user').at(-1)).toMatch(words)
    expect(second?.texts('assistant')).toHaveLength(1)
  })

  test('twice is a failure that says what it cost', async () => {
    await using server = await openFakeOpenAi()
    server.willFail('malformed', 2)
    const failure = await failureOf(modelOn(server).answer(turnRequest('Hello')))
    expect(failure).toMatchObject({
      why: 'malformed',
      retryable: false,
      usage: { model: 'gpt-4o-mini', tokensIn: 2000, tokensOut: 100 },
    })
    expect(server.requests).toHaveLength(2)
  })

  test('leaves none of its words in the error', async () => {
    await using server = await openFakeOpenAi()
    server.alwaysFail('malformed')
    const failure = await failureOf(modelOn(server).answer(turnRequest('My secret is blue')))
    expect(allWordsOf(failure)).not.toMatch(/glad to help|secret is blue/)
  })
})

describe('a failure', () => {
  test.each<[Fault, AiUnavailableReason, boolean]>([
    ['401', 'key_refused', false],
    ['rate_429', 'rate_limited', true],
    ['quota_429', 'quota_spent', false],
    ['500', 'unreachable', true],
    ['cut_stream', 'unreachable', true],
    ['html', 'malformed', false],
    ['length', 'malformed', false],
    ['refusal', 'refused', false],
    ['content_filter', 'refused', false],
  ])('%s is %s, after one call', async (fault, why, retryable) => {
    await using server = await openFakeOpenAi()
    server.willFail(fault)
    const failure = await failureOf(modelOn(server).answer(turnRequest('Hello')))
    expect(failure).toMatchObject({ why, retryable })
    expect(server.requests).toHaveLength(1)
  })

  test('that still cost tokens says how many', async () => {
    await using server = await openFakeOpenAi()
    server.willFail('length')
    const failure = await failureOf(modelOn(server).answer(turnRequest('Hello')))
    expect(failure.usage).toMatchObject({ model: 'gpt-4o-mini', tokensIn: 1000, tokensOut: 50 })
  })

  test('of the network is unreachable', async () => {
    const server = await openFakeOpenAi()
    await server.close()
    const failure = await failureOf(modelOn(server).answer(turnRequest('Hello')))
    expect(failure).toMatchObject({ why: 'unreachable', retryable: true })
    expect(failure.cause).toMatchObject({ message: expect.stringContaining('ECONNREFUSED') })
  })

  test('of the guard is not retried, and nothing is called', async () => {
    await using server = await openFakeOpenAi()
    const failure = await failureOf(modelOn(server, { allowPrivateHosts: false }).answer(turnRequest('Hello')))
    expect(failure).toMatchObject({ why: 'key_refused', retryable: false })
    expect(String(failure.cause)).toContain('not_https')
    expect(server.requests).toHaveLength(0)
  })

  test('does not outlast the next call', async () => {
    await using server = await openFakeOpenAi()
    server.willFail('500')
    const model = modelOn(server)
    await failureOf(model.answer(turnRequest('Hello')))
    expect((await model.answer(turnRequest('Hello'))).value.reply).not.toBe('')
  })

  test.each<[status: number, body: unknown, why: AiUnavailableReason]>([
    [402, { error: { message: 'Insufficient balance' } }, 'quota_spent'],
    [403, { error: { message: 'Country not supported' } }, 'key_refused'],
    [403, { error: { message: 'Your input was flagged: My secret is blue' } }, 'refused'],
    [403, { error: { message: 'No', code: 'content_policy_violation' } }, 'refused'],
    [403, { error: { message: 'The model requires moderation: My secret is blue' } }, 'refused'],
    [404, { error: { message: 'The model does not exist', code: 'model_not_found' } }, 'key_refused'],
    [301, {}, 'key_refused'],
    [400, { error: { message: 'Too long', code: 'context_length_exceeded' } }, 'refused'],
    [422, { detail: [{ msg: 'Field required', input: 'My secret is blue' }] }, 'refused'],
    [503, 'overloaded', 'unreachable'],
  ])('with status %i is sorted, and quotes nothing of the conversation', async (status, body, why) => {
    const fetch = async () => Response.json(body, { status })
    const model = createOpenAiModel({ apiKey, model: 'm', clock, fetch })
    const failure = await failureOf(model.answer(turnRequest('My secret is blue')))
    expect(failure.why).toBe(why)
    expect(allWordsOf(failure)).not.toContain('secret is blue')
  })

  test.each<[event: string, why: AiUnavailableReason]>([
    ['{"error":{"message":"no money","code":"insufficient_quota"}}', 'quota_spent'],
    ['{"error":{"message":"slow down","code":"rate_limit_exceeded"}}', 'rate_limited'],
    ['{"error":{"message":"out of memory"}}', 'unreachable'],
    ['<html>', 'malformed'],
  ])('inside a stream (%s) is %s', async (event, why) => {
    const fetch = async () => new Response(`data: ${event}\n\n`, { headers: { 'content-type': 'text/event-stream' } })
    const model = createOpenAiModel({ apiKey, model: 'm', clock, fetch })
    expect((await failureOf(model.answer(turnRequest('Hello')))).why).toBe(why)
  })

  test('never shows the key, however the server echoes it', async () => {
    await using server = await openFakeOpenAi()
    server.alwaysFail('echo_key')
    for (const key of [apiKey, 'plain-key-of-dana-0042']) {
      const failure = await failureOf(modelOn(server, { apiKey: key }).answer(turnRequest('Hello')))
      expect(failure.why).toBe('key_refused')
      const words = allWordsOf(failure)
      expect(words).toContain('Incorrect API key provided')
      expect(words).not.toContain(key)
      expect(words).not.toContain(key.slice(-4))
      expect(words).not.toContain(key.slice(0, 5))
    }
  })
})

describe('time', () => {
  test.each<[fault: Fault, limits: Partial<OpenAiConfig>, words: string]>([
    ['stall_before_headers', { deadlineMs: 60 }, 'No answer within 60 ms'],
    ['stall_mid_stream', { idleMs: 40 }, 'Nothing arrived for 40 ms'],
    ['stall_mid_stream', { deadlineMs: 80 }, 'No answer within 80 ms'],
  ])('a server that does %s is left', async (fault, limits, words) => {
    await using server = await openFakeOpenAi()
    server.willFail(fault)
    const failure = await failureOf(modelOn(server, limits).answer(turnRequest('Hello')))
    expect(failure).toMatchObject({ why: 'timeout', retryable: true })
    expect(String(failure.cause)).toContain(words)
  })

  test('an answer that keeps coming may take longer than the silence allowed', async () => {
    await using server = await openFakeOpenAi()
    server.settings.slowMs = 20
    server.willFail('slow')
    server.willAnswer({ reply: 'Slowly, but here.' })
    const { value } = await modelOn(server, { idleMs: 100 }).answer(turnRequest('Hello'))
    expect(value.reply).toBe('Slowly, but here.')
  })

  test('but not longer than the deadline', async () => {
    await using server = await openFakeOpenAi()
    server.settings.slowMs = 20
    server.willFail('slow')
    const failure = await failureOf(modelOn(server, { deadlineMs: 70 }).answer(turnRequest('Hello')))
    expect(failure.why).toBe('timeout')
  })

  test('the deadline counts the second call of a malformed answer too, whose tokens are not forgotten', async () => {
    await using server = await openFakeOpenAi()
    server.willFail('malformed')
    server.willFail('stall_before_headers')
    const failure = await failureOf(modelOn(server, { deadlineMs: 150 }).answer(turnRequest('Hello')))
    expect(failure).toMatchObject({ why: 'timeout', usage: { tokensIn: 1000, tokensOut: 50 } })
  })

  test('ends a call whose transport ignores the signal', async () => {
    const fetch = () => new Promise<Response>(() => {})
    const model = createOpenAiModel({ apiKey, model: 'm', clock, fetch, deadlineMs: 30 })
    expect((await failureOf(model.answer(turnRequest('Hello')))).why).toBe('timeout')
  })

  test('a caller who aborts while waiting gets their own reason', async () => {
    await using server = await openFakeOpenAi()
    server.hold()
    const takeover = new AbortController()
    const answer = modelOn(server).answer({ ...turnRequest('Hello'), signal: takeover.signal })
    await server.nextRequest()
    const reason = new Error('Dana has taken over')
    takeover.abort(reason)
    await expect(answer).rejects.toBe(reason)
  })

  test('a caller who aborts in the middle of the stream does too', async () => {
    await using server = await openFakeOpenAi()
    server.willFail('stall_mid_stream')
    const takeover = new AbortController()
    const answer = modelOn(server).answer({ ...turnRequest('Hello'), signal: takeover.signal })
    await server.nextRequest()
    takeover.abort('taken over')
    await expect(answer).rejects.toBe('taken over')
  })
})
