import { createServer, type IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { openSimulator } from '../open-simulator.ts'

type Received = { update: Record<string, { text?: string }>; secret: string | string[] | undefined }
type Reaction = { status?: number; body?: string; hang?: boolean }

/** A bot's server: keeps what it is sent and answers as told, 200 when nothing more is said. */
async function openHook(...reactions: Reaction[]) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    received.push({
      update: JSON.parse(await readAll(request)),
      secret: request.headers['x-telegram-bot-api-secret-token'],
    })
    const { status = 200, body = '', hang = false } = reactions.shift() ?? {}
    if (!hang) response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    texts: () => received.map(({ update }) => update['message']?.text),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

const open = (webhooks = {}) => openSimulator({ webhooks: { retryMs: 5, ...webhooks } })

test('updates are posted in order, with the secret, what had waited first', async () => {
  await using world = await open()
  await using hook = await openHook()
  await world.sarah.says('one')
  await world.get('setWebhook', { url: hook.url, secret_token: 'our_secret-1' })
  await world.sarah.says('two')
  await world.sarah.says('three')
  await expect.poll(hook.texts).toEqual(['one', 'two', 'three'])
  expect(hook.received[0]?.secret).toBe('our_secret-1')
  await expect.poll(() => world.bot.queue.size).toBe(0)
  expect(await world.get('getWebhookInfo')).toMatchObject({ url: hook.url, pending_update_count: 0 })
  expect((await world.get('getWebhookInfo')).last_error_message).toBeUndefined()
})

test.each<[what: string, reaction: Reaction, message: string]>([
  ['an error', { status: 500 }, 'Wrong response from the webhook: 500 Internal Server Error'],
  ['a redirection', { status: 302 }, 'Wrong response from the webhook: 302 Found'],
  ['silence', { hang: true }, 'Read timeout expired'],
])('%s is tried again until it is taken, and those behind it wait', async (_, reaction, message) => {
  await using world = await open({ timeoutMs: 60 })
  await using hook = await openHook(reaction, reaction)
  await world.get('setWebhook', { url: hook.url })
  await world.sarah.says('one')
  await world.sarah.says('two')
  await expect.poll(hook.texts).toEqual(['one', 'one', 'one', 'two'])
  const ids = hook.received.map(({ update }) => update['update_id'])
  expect(new Set(ids.slice(0, 3)).size).toBe(1)
  expect(await world.get('getWebhookInfo')).toMatchObject({
    last_error_message: message,
    last_error_date: Date.parse('2026-03-02T09:00:00Z') / 1000,
  })
})

test('nobody there: it waits, and says so', async () => {
  await using world = await open()
  const hook = await openHook()
  await hook[Symbol.asyncDispose]()
  await world.get('setWebhook', { url: hook.url })
  await world.sarah.says('one')
  await expect.poll(() => world.bot.webhook?.lastError?.message).toBe('Connection refused')
  expect(await world.get('getWebhookInfo')).toMatchObject({ pending_update_count: 1 })
})

test('what is elsewhere is not called', async () => {
  await using world = await open()
  await world.sarah.says('one')
  await world.get('setWebhook', { url: 'https://example.com/hook' })
  await expect.poll(() => world.bot.webhook?.lastError?.message).toMatch(/this machine only/)
  expect(world.bot.queue.size).toBe(1)
})

test('a call in the answer is carried out', async () => {
  await using world = await open()
  const answer = { method: 'sendMessage', chat_id: world.sarah.id, text: 'Welcome' }
  await using hook = await openHook({ body: JSON.stringify(answer) }, { body: 'OK' })
  await world.get('setWebhook', { url: hook.url })
  await world.sarah.says('/start')
  await world.sarah.hears('Welcome')
  await world.sarah.says('Thank you')
  await expect.poll(() => world.bot.queue.size).toBe(0)
  expect(world.simulator.calls.list({ method: 'sendMessage' })).toMatchObject([{ ok: true }])
  world.simulator.assertNoViolations()
})

test('another address takes over; none gives polling back what is left', async () => {
  await using world = await open()
  await using first = await openHook({ status: 500 }, { hang: true })
  await using second = await openHook()
  await world.get('setWebhook', { url: first.url })
  await world.sarah.says('one')
  await expect.poll(() => first.received.length).toBe(2)
  await world.get('setWebhook', { url: second.url })
  await expect.poll(second.texts).toEqual(['one'])
  await expect.poll(() => world.bot.queue.size).toBe(0)

  await world.get('deleteWebhook')
  await world.sarah.says('two')
  expect(await world.updates()).toMatchObject([{ message: { text: 'two' } }])
  expect(first.received).toHaveLength(2)
})

test.each<[parameters: object, description: RegExp]>([
  [{ url: 'http://example.com' }, /HTTPS URL must be provided/],
  [{ url: 'https://example.com', secret_token: 'not this!' }, /unallowed characters/],
])('setWebhook with %j is a 400', async (parameters, description) => {
  await using world = await open()
  expect(await world.api('setWebhook', parameters)).toMatchObject({
    status: 400,
    description: expect.stringMatching(description),
  })
})
