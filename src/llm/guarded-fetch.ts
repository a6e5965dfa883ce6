import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { Readable, Transform } from 'node:stream'
import { type BaseUrlPolicy, guardedLookup, parseBaseUrl } from './base-url.ts'

/** An answer is a few kilobytes; a server that sends without end must not fill the memory before the deadline. */
const maxBytes = 8 * 1024 * 1024
/** The rest that the SDK sends (what it reads from the environment among it) is nothing to a coach's own server. */
const headersSent = ['accept', 'authorization', 'content-type', 'user-agent']

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/**
 * A `fetch` that cannot be led into the operator's network: every call checks the URL, and every connection the
 * addresses it is about to connect to. Follows no redirect, takes text and forms as bodies, reads 8 MiB at most.
 *
 * It stands on node:https because Node's own `fetch` gives no way to its `lookup` unless undici is a dependency. One
 * connection a call: nothing to close, and no pooled socket that outlives a check.
 *
 * @throws {BaseUrlRefused} by rejecting, as do the errors of the network
 */
export function createGuardedFetch(policy: BaseUrlPolicy = {}): Fetch {
  return async (input, init = {}) => {
    const url = parseBaseUrl(input instanceof Request ? input.url : input, policy)
    const given = new Headers(init.headers)
    const body = await bytesOf(init.body ?? '', given)
    const headers: Record<string, string> = { 'accept-encoding': 'identity' }
    for (const name of headersSent) {
      const value = given.get(name)
      if (value !== null) headers[name] = value
    }
    if (body.length > 0) headers['content-length'] = String(body.length)

    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    return new Promise((answer, fail) => {
      const request = send(url, {
        method: init.method ?? 'GET',
        headers,
        agent: false,
        lookup: guardedLookup(url.protocol, policy),
        signal: init.signal ?? undefined,
      })
      request.on('error', fail)
      request.on('response', (incoming) => {
        try {
          answer(toResponse(incoming))
        } catch (error) {
          incoming.destroy()
          fail(error)
        }
      })
      request.end(body)
    })
  }
}

/** The body as it goes over the wire; a form says in `headers` what its fields are apart by. */
async function bytesOf(body: NonNullable<RequestInit['body']>, headers: Headers): Promise<Buffer> {
  if (typeof body === 'string') return Buffer.from(body)
  if (!(body instanceof FormData)) throw new TypeError('The guarded fetch sends text and forms only')
  const encoded = new Response(body)
  headers.set('content-type', encoded.headers.get('content-type') ?? '')
  return Buffer.from(await encoded.arrayBuffer())
}

function toResponse(incoming: IncomingMessage): Response {
  const status = incoming.statusCode ?? 502
  const headers = new Headers()
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value)
  }
  const empty = status === 204 || status === 205 || status === 304
  if (empty) incoming.resume()
  return new Response(empty ? null : Readable.toWeb(limited(incoming)), { status, headers })
}

function limited(incoming: IncomingMessage): Readable {
  let bytes = 0
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > maxBytes) done(new Error(`The answer is larger than ${maxBytes} bytes`))
      else done(null, chunk)
    },
  })
  // Both ways: an error or an end of either side ends the other, so no socket stays open behind a cancelled body.
  incoming.on('error', (error) => limit.destroy(error))
  limit.on('close', () => incoming.destroy())
  return incoming.pipe(limit)
}
