import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AiUnavailableReason } from '../../src/coaching/errors.ts'
import type { SpeechPart } from '../../src/coaching/knowledge/ports.ts'
import { createTranscription } from '../../src/llm/transcription.ts'
import { openTranscriptionServer } from '../support/transcription-server.ts'

const apiKey = 'sk-proj-Q7hT2mZx9LrV4bNcWd81'
const bytes = Buffer.from('OggS and then some sound')
let folder: string
let part: SpeechPart

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opencoach-speech-'))
  const path = join(folder, 'part-001.ogg')
  await writeFile(path, bytes)
  part = { path, name: 'part-001.ogg', index: 1, fromMs: 600_000, toMs: 690_000 }
})
afterAll(() => rm(folder, { recursive: true }))

function transcriptionOn(server: { url: string }, config: Partial<Parameters<typeof createTranscription>[0]> = {}) {
  const clock = { now: () => new Date('2026-10-01T10:00:00Z') }
  return createTranscription({
    apiKey,
    baseUrl: server.url,
    model: 'whisper-1',
    clock,
    allowPrivateHosts: true,
    ...config,
  })
}

const formatRefused = {
  error: {
    message: "response_format 'verbose_json' is not compatible with model 'gpt-4o-transcribe'.",
    type: 'invalid_request_error',
    param: 'response_format',
    code: 'unsupported_value',
  },
}
const busy = {
  error: { message: 'Rate limit reached for requests.', type: 'requests', code: 'rate_limit_exceeded', param: null },
}

describe('a part of a recording', () => {
  test('is sent whole, with its name, and comes back in segments with times', async () => {
    await using server = await openTranscriptionServer()
    server.willAnswer({
      text: 'What do you need? Time.',
      segments: [
        { start: 0.5, end: 2.25, text: ' What do you need?' },
        { start: 3, end: 4, text: ' Time.', no_speech_prob: 0.1, avg_logprob: -0.2 },
        { start: 80, end: 82, text: ' Thank you for watching!', no_speech_prob: 0.95, avg_logprob: -1.4 },
        { start: 88, end: 90, text: '  ' },
      ],
    })
    const { segments, usage } = await transcriptionOn(server)(part, { language: 'en' })
    expect(segments).toEqual([
      { fromMs: 500, toMs: 2_250, text: 'What do you need?' },
      { fromMs: 3_000, toMs: 4_000, text: 'Time.' },
    ])
    expect(usage).toEqual({
      model: 'whisper-1',
      tokensIn: 0,
      tokensCached: 0,
      tokensOut: 0,
      costUsd: expect.closeTo(0.009, 9), // a minute and a half at 0.6 cents a minute
      latencyMs: 0,
    })
    expect(server.requests).toEqual([
      {
        authorization: `Bearer ${apiKey}`,
        model: 'whisper-1',
        format: 'verbose_json',
        granularities: ['segment'],
        language: 'en',
        file: { name: 'part-001.ogg', bytes },
      },
    ])
  })

  test('is one text where the model tells no times, and the model is not asked for them again', async () => {
    await using server = await openTranscriptionServer()
    server.willAnswer(formatRefused, { status: 400 })
    server.willAnswer({ text: ' First. ', usage: { type: 'tokens', input_tokens: 900, output_tokens: 30 } })
    server.willAnswer({ text: '' })
    const transcribe = transcriptionOn(server, { model: 'gpt-4o-transcribe' })
    const { segments, usage } = await transcribe(part, {})
    expect(segments).toEqual([{ fromMs: 0, toMs: 90_000, text: 'First.' }])
    expect(usage).toMatchObject({ tokensIn: 900, tokensOut: 30, costUsd: expect.closeTo(0.009, 9) })
    expect((await transcribe(part, {})).segments).toEqual([])
    expect(server.requests.map(({ format }) => format)).toEqual(['verbose_json', 'json', 'json'])
    expect(server.requests[1]?.file.bytes).toEqual(bytes)
  })

  test('waits as long as a busy service says', async () => {
    await using server = await openTranscriptionServer()
    server.willAnswer(busy, { status: 429, headers: { 'retry-after-ms': '1' } })
    server.willAnswer(busy, { status: 429, headers: { 'retry-after': '0' } })
    const { segments } = await transcriptionOn(server)(part, {})
    expect(segments.map(({ text }) => text)).toEqual(['Hello.'])
    expect(server.requests).toHaveLength(3)
  })

  test('costs nobody knows what from a model without a price', async () => {
    await using server = await openTranscriptionServer()
    const { usage } = await transcriptionOn(server, { model: 'whisper-at-home', apiKey: undefined })(part, {})
    expect(usage.costUsd).toBeNull()
  })
})

describe('a failure', () => {
  const quota = {
    error: { message: 'You exceeded your current quota.', type: 'insufficient_quota', code: 'insufficient_quota' },
  }
  test.each<
    [
      name: string,
      answer: [unknown, { status: number; headers?: Record<string, string> }],
      why: AiUnavailableReason,
      calls: number,
    ]
  >([
    [
      'a refused key',
      [{ error: { message: `Incorrect API key provided: ${apiKey}.`, code: 'invalid_api_key' } }, { status: 401 }],
      'key_refused',
      1,
    ],
    ['a spent quota', [quota, { status: 429 }], 'quota_spent', 1],
    ['a server that is broken', [{ error: { message: 'Oops' } }, { status: 500 }], 'unreachable', 1],
    ['a page where text should be', ['<!doctype html><p>Sign in</p>', { status: 200 }], 'malformed', 1],
    ['something else', [{ segments: [] }, { status: 200 }], 'malformed', 1],
  ])('%s', async (_name, [body, more], why, calls) => {
    await using server = await openTranscriptionServer()
    server.willAnswer(body, more)
    const failure = await transcriptionOn(server)(part, {}).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'ai_unavailable', why })
    expect(server.requests).toHaveLength(calls)
    expect(`${failure} ${(failure as Error).cause}`).not.toContain(apiKey)
  })

  test('a service that stays busy is rate_limited, to be tried later', async () => {
    await using server = await openTranscriptionServer()
    for (let n = 0; n < 5; n++) server.willAnswer(busy, { status: 429, headers: { 'retry-after-ms': '1' } })
    await expect(transcriptionOn(server)(part, {})).rejects.toMatchObject({ why: 'rate_limited', retryable: true })
    expect(server.requests).toHaveLength(5)
  })

  test('silence is a timeout', async () => {
    await using server = await openTranscriptionServer()
    server.fallSilent()
    await expect(transcriptionOn(server, { deadlineMs: 50 })(part, {})).rejects.toMatchObject({ why: 'timeout' })
  })

  test('no key is known before anything is sent', async () => {
    const transcribe = createTranscription({ apiKey: undefined, model: 'whisper-1', clock: { now: () => new Date() } })
    await expect(transcribe(part, {})).rejects.toMatchObject({ why: 'no_key' })
  })

  test('whoever gives up gets their own reason', async () => {
    await using server = await openTranscriptionServer()
    server.fallSilent()
    const controller = new AbortController()
    const reason = new Error('The document was removed')
    const transcribing = transcriptionOn(server)(part, { signal: controller.signal })
    await expect.poll(() => server.requests.length).toBe(1)
    controller.abort(reason)
    await expect(transcribing).rejects.toBe(reason)
  })

  test('an address in the operator’s own network is not called', async () => {
    await using server = await openTranscriptionServer()
    await expect(transcriptionOn(server, { allowPrivateHosts: false })(part, {})).rejects.toMatchObject({
      why: 'key_refused',
    })
    expect(server.requests).toEqual([])
  })
})
