/** A server that speaks OpenAI's transcriptions, on localhost: what was asked of it, and what it shall answer. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'

export type TranscriptionRequest = {
  authorization: string | undefined
  model: string
  format: string
  granularities: string[]
  language: string | undefined
  file: { name: string; bytes: Buffer }
}

type Answer = { status?: number; headers?: Record<string, string>; body: unknown }

/** What the server does, without the server: it can stand beside other calls of the API. */
export function createTranscriptions() {
  const requests: TranscriptionRequest[] = []
  const queued: Answer[] = []
  let silence: PromiseWithResolvers<void> | undefined
  async function answer(c: Context): Promise<Response> {
    const form = await c.req.formData()
    const file = form.get('file') as File
    requests.push({
      authorization: c.req.header('authorization'),
      model: String(form.get('model')),
      format: String(form.get('response_format')),
      granularities: form.getAll('timestamp_granularities[]').map(String),
      language: form.get('language')?.toString(),
      file: { name: file.name, bytes: Buffer.from(await file.arrayBuffer()) },
    })
    await silence?.promise
    const { status = 200, headers = {}, body } = queued.shift() ?? { body: { text: 'Hello.' } }
    const isText = typeof body === 'string'
    return new Response(isText ? body : JSON.stringify(body), {
      status,
      headers: { 'content-type': isText ? 'text/html' : 'application/json', ...headers },
    })
  }
  return {
    requests,
    answer,
    /** For the next call that has no answer yet. */
    willAnswer(body: unknown, more: Omit<Answer, 'body'> = {}): void {
      queued.push({ body, ...more })
    },
    /** From now on it takes calls and says nothing. */
    fallSilent(): void {
      silence ??= Promise.withResolvers<void>()
    },
    /** Whoever waits is answered. */
    speak(): void {
      silence?.resolve()
      silence = undefined
    },
  }
}

export async function openTranscriptionServer() {
  const transcriptions = createTranscriptions()
  const app = new Hono()
  app.post('/v1/audio/transcriptions', transcriptions.answer)
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const opened = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(opened))
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    ...transcriptions,
    async [Symbol.asyncDispose]() {
      transcriptions.speak()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
    },
  }
}
