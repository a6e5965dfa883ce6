import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { Lookup } from '../../src/llm/base-url.ts'
import { createGuardedFetch } from '../../src/llm/guarded-fetch.ts'

const opened: { close(): void }[] = []
afterEach(() => {
  for (const server of opened.splice(0)) server.close()
})

async function serverThat(answers: RequestListener) {
  let connections = 0
  const server = createServer(answers).on('connection', () => connections++)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  opened.push({
    close() {
      server.close()
      server.closeAllConnections()
    },
  })
  return { port: (server.address() as AddressInfo).port, connections: () => connections }
}

/** DNS that answers each question with the next of these, and the last one for ever. */
function dns(...answers: string[]): Lookup {
  let asked = 0
  return (_name, _options, callback) => {
    callback(null, [{ address: answers[Math.min(asked++, answers.length - 1)] ?? '', family: 4 }])
  }
}

test('passes a request on, with a body and without what is nothing to the server', async () => {
  let got: { method?: string; headers?: object; body?: string } = {}
  const { port } = await serverThat(async (request, response) => {
    const body = (await Array.fromAsync(request)).join('')
    got = { method: request.method, headers: request.headers, body }
    response.writeHead(201, { 'content-type': 'application/json', 'x-request-id': 'abc' }).end('{"ok":true}')
  })
  const fetch = createGuardedFetch({ allowPrivateHosts: true })
  const headers = {
    Authorization: 'Bearer sk-test',
    'X-Operator-Secret': 'not for coaches',
    'Content-Type': 'text/plain',
  }
  const response = await fetch(`http://127.0.0.1:${port}/v1/x?y=1`, { method: 'POST', headers, body: 'grüße' })

  expect(response.status).toBe(201)
  expect(response.headers.get('x-request-id')).toBe('abc')
  expect(await response.json()).toEqual({ ok: true })
  expect(got).toMatchObject({ method: 'POST', body: 'grüße', headers: { authorization: 'Bearer sk-test' } })
  expect(got.headers).not.toHaveProperty('x-operator-secret')
})

test('an IP literal, which no lookup is asked about, is refused before any connection', async () => {
  const { port, connections } = await serverThat((_, response) => response.end())
  await expect(createGuardedFetch()(`https://127.0.0.1:${port}/`)).rejects.toMatchObject({ why: 'forbidden_address' })
  expect(connections()).toBe(0)
})

test('a name that turns to a private address after the check is refused at the connection', async () => {
  const { port, connections } = await serverThat((_, response) => response.end())
  const fetch = createGuardedFetch({ lookup: dns('127.0.0.1') })
  await expect(fetch(`https://rebinding.example:${port}/`)).rejects.toMatchObject({ why: 'forbidden_address' })
  expect(connections()).toBe(0)
})

test('every connection asks again, so a name cannot change between two calls', async () => {
  const { port, connections } = await serverThat((_, response) => response.end('fine'))
  const fetch = createGuardedFetch({ allowPrivateHosts: true, lookup: dns('127.0.0.1', '169.254.169.254') })
  const first = await fetch(`http://rebinding.example:${port}/`)
  expect(await first.text()).toBe('fine')
  await expect(fetch(`http://rebinding.example:${port}/`)).rejects.toMatchObject({ why: 'forbidden_address' })
  expect(connections()).toBe(1)
})

test('follows no redirect', async () => {
  const { port, connections } = await serverThat((_, response) => {
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end()
  })
  const response = await createGuardedFetch({ allowPrivateHosts: true })(`http://127.0.0.1:${port}/`)
  expect(response.status).toBe(302)
  expect(connections()).toBe(1)
})

test('stops reading what does not end, and hangs up', async () => {
  const hungUp = Promise.withResolvers<void>()
  const { port } = await serverThat((_, response) => {
    const block = Buffer.alloc(1024 * 1024)
    const write = () => {
      while (!response.destroyed && response.write(block));
    }
    response.on('drain', write).on('close', () => hungUp.resolve())
    write()
  })
  const response = await createGuardedFetch({ allowPrivateHosts: true })(`http://127.0.0.1:${port}/`)
  await expect(response.text()).rejects.toThrow(/larger than/)
  await hungUp.promise
})

test('an aborted call hangs up, before the headers and in the middle of the body', async () => {
  const arrived: PromiseWithResolvers<void>[] = [Promise.withResolvers(), Promise.withResolvers()]
  const hungUp: PromiseWithResolvers<void>[] = [Promise.withResolvers(), Promise.withResolvers()]
  const { port } = await serverThat((request, response) => {
    const n = request.url === '/body' ? 1 : 0
    response.on('close', () => hungUp[n]?.resolve())
    if (n === 1) response.write('half')
    arrived[n]?.resolve()
  })
  const fetch = createGuardedFetch({ allowPrivateHosts: true })

  const early = new AbortController()
  const call = fetch(`http://127.0.0.1:${port}/headers`, { signal: early.signal })
  await arrived[0]?.promise
  early.abort()
  await expect(call).rejects.toThrow()
  await hungUp[0]?.promise

  const late = new AbortController()
  const response = await fetch(`http://127.0.0.1:${port}/body`, { signal: late.signal })
  const reading = response.text()
  late.abort()
  await expect(reading).rejects.toThrow()
  await hungUp[1]?.promise
})

test('a connection that breaks off in the middle of the body is an error, not an end', async () => {
  const { port } = await serverThat((_, response) => {
    response.write('half')
    setImmediate(() => response.destroy())
  })
  const response = await createGuardedFetch({ allowPrivateHosts: true })(`http://127.0.0.1:${port}/`)
  await expect(response.text()).rejects.toThrow()
})
