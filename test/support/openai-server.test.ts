import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { type FakeOpenAi, openFakeOpenAi } from './openai-server.ts'

function ask(server: FakeOpenAi, content: string) {
  const client = new OpenAI({ apiKey: 'sk-test', baseURL: server.url, maxRetries: 0 })
  return client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content }] })
}

async function replyTo(server: FakeOpenAi, content: string): Promise<string> {
  const completion = await ask(server, content)
  return JSON.parse(completion.choices[0]?.message.content ?? '').reply
}

test('the SDK finds its models and its answers there', async () => {
  await using server = await openFakeOpenAi()
  const client = new OpenAI({ apiKey: 'sk-test', baseURL: server.url })
  expect((await client.models.list()).data).toHaveLength(1)
  expect((await ask(server, 'Hello')).usage?.prompt_tokens_details?.cached_tokens).toBe(600)
})

test('a queued answer is for one call, a rule for all the others', async () => {
  await using server = await openFakeOpenAi()
  server.answersWith(({ texts }) => ({ reply: `You said ${texts('user').at(-1)}` }))
  server.willAnswer({ reply: 'Only once.' })
  expect(await replyTo(server, 'one')).toBe('Only once.')
  expect(await replyTo(server, 'two')).toBe('You said two')
})

test('faults last as long as they were told to', async () => {
  await using server = await openFakeOpenAi()
  server.willFail('500', 2)
  await expect(ask(server, 'one')).rejects.toMatchObject({ status: 500 })
  await expect(ask(server, 'two')).rejects.toMatchObject({ status: 500 })
  await ask(server, 'three')
  server.alwaysFail('401')
  await expect(ask(server, 'four')).rejects.toMatchObject({ status: 401 })
  server.alwaysFail(undefined)
  await ask(server, 'five')
  expect(server.requests).toHaveLength(5)
})

test('while held, requests arrive, and what they will be told can still be decided', async () => {
  await using server = await openFakeOpenAi()
  await ask(server, 'before')
  server.hold()
  const reply = replyTo(server, 'held')
  const request = await server.nextRequest()
  expect(request.texts('user')).toEqual(['held'])
  server.willAnswer({ reply: 'Late, but right.' })
  server.release()
  expect(await reply).toBe('Late, but right.')
})

test('closes with calls still waiting', async () => {
  const server = await openFakeOpenAi()
  server.willFail('stall_before_headers')
  server.hold()
  const stalled = ask(server, 'one')
  const failed = expect(stalled).rejects.toThrow()
  await server.nextRequest()
  await server.close()
  await failed
})
