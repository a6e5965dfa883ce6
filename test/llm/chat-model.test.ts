import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { ChatModel } from '../../src/coaching/ports.ts'
import { createOfflineModel } from '../../src/llm/offline.ts'
import { createOpenAiModel } from '../../src/llm/openai.ts'
import { openFakeOpenAi } from '../support/openai-server.ts'
import { turnRequest, turnSchema } from './turn-schema.ts'

type OpenModel = () => Promise<{ model: ChatModel } & AsyncDisposable>

const adapters: [name: string, open: OpenModel][] = [
  [
    'openai',
    async () => {
      const server = await openFakeOpenAi()
      const clock = { now: () => new Date() }
      const model = createOpenAiModel({
        apiKey: 'sk-test',
        baseUrl: server.url,
        model: 'm',
        clock,
        allowPrivateHosts: true,
      })
      return { model, [Symbol.asyncDispose]: server.close }
    },
  ],
  ['offline', async () => ({ model: createOfflineModel(), async [Symbol.asyncDispose]() {} })],
]

describe.each(adapters)('the chat model port, answered by %s', (_name, open) => {
  test('gives a turn that is valid against the schema', async () => {
    await using opened = await open()
    const { value } = await opened.model.answer(turnRequest('I feel stuck with my thesis.'))
    expect(turnSchema.parse(value)).toEqual(value)
    expect(value.reply).not.toBe('')
  })

  test('says that a working key works', async () => {
    await using opened = await open()
    const messages = [{ role: 'user' as const, content: 'Answer with ok.' }]
    const schema = z.object({ ok: z.literal(true) })
    const { value } = await opened.model.answer({ purpose: 'key_check', messages, schema, schemaName: 'key_check' })
    expect(value).toEqual({ ok: true })
  })

  test('gives what the schema makes of the answer', async () => {
    await using opened = await open()
    const schema = turnSchema.transform(({ reply }) => reply.length)
    const { value } = await opened.model.answer({ ...turnRequest('Hello'), schema })
    expect(value).toBeGreaterThan(0)
  })

  test('accounts for itself', async () => {
    await using opened = await open()
    const { usage } = await opened.model.answer(turnRequest('Hello'))
    expect(usage.model).not.toBe('')
    for (const count of [usage.tokensIn, usage.tokensCached, usage.tokensOut, usage.latencyMs]) {
      expect(count).toBeGreaterThanOrEqual(0)
    }
  })

  test('an aborted signal ends the call with its own reason', async () => {
    await using opened = await open()
    const reason = new Error('Dana has taken over')
    const answer = opened.model.answer({ ...turnRequest('Hello'), signal: AbortSignal.abort(reason) })
    await expect(answer).rejects.toBe(reason)
  })

  test('leaves the request as it was, so that it can be asked again', async () => {
    await using opened = await open()
    const request = turnRequest('Hello', 'Hi. What is on your mind?', 'My thesis')
    const before = structuredClone(request.messages)
    const first = await opened.model.answer(request)
    expect(request.messages).toEqual(before)
    expect((await opened.model.answer(request)).value).toEqual(first.value)
  })
})
