/** The API as a coach's own program uses it. */
import { expect } from 'vitest'
import type { openWorld } from './world.ts'

type World = Awaited<ReturnType<typeof openWorld>>
type Person = World['dana']

export type ApiDocument = {
  id: string
  title: string
  file_name: string
  size_bytes: number
  sha256: string
  status: string
  progress: number
  problem: { code: string; detail: string } | null
  replaces: string | null
  pages: number | null
  duration_ms: number | null
  price_usd?: number | null
  chunks: number | null
  created?: boolean
  same_title?: { id: string }[]
}

/** Made by `/token` in the coach's private chat, as it is shown there. */
export async function makeToken(world: World, coach: Person = world.dana): Promise<string> {
  await coach.says('/token')
  await coach.hears(/With a token|may use these tokens/)
  await coach.taps('New token')
  const shown = await coach.hears('Your new token')
  const token = /oc_[\w-]+/.exec(shown.text)?.[0]
  if (!token) throw new Error('No token was shown')
  return token
}

export function createProgram(url: string, token: string | undefined) {
  async function call(method: string, path: string, body?: RequestInit['body'], headers: Record<string, string> = {}) {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
      ...(body !== undefined && { body }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined }
  }
  const form = (name: string, content: string | Uint8Array<ArrayBuffer>, fields: Record<string, string> = {}) => {
    const data = new FormData()
    data.append('file', new Blob([content], { type: 'text/plain' }), name)
    // Behind the file, as many a program sends them.
    for (const [field, value] of Object.entries(fields)) data.append(field, value)
    return data
  }

  return {
    call,
    form,
    async adds(name: string, content: string | Uint8Array<ArrayBuffer>, fields?: Record<string, string>) {
      const answer = await call('POST', '/v1/documents', form(name, content, fields))
      expect([200, 202], JSON.stringify(answer.body)).toContain(answer.status)
      expect(answer.headers.get('location')).toBe(`/v1/documents/${answer.body.id}`)
      return answer.body as ApiDocument
    },
    async replaces(id: string, name: string, content: string) {
      const answer = await call('PUT', `/v1/documents/${id}`, form(name, content))
      expect([200, 202], JSON.stringify(answer.body)).toContain(answer.status)
      return answer.body as ApiDocument
    },
    async sees(id: string): Promise<ApiDocument> {
      const answer = await call('GET', `/v1/documents/${id}`)
      expect(answer.status).toBe(200)
      return answer.body
    },
    async lists(query = ''): Promise<{ documents: ApiDocument[]; next_cursor: string | null }> {
      const answer = await call('GET', `/v1/documents${query}`)
      expect(answer.status).toBe(200)
      return answer.body
    },
    async removes(id: string): Promise<number> {
      return (await call('DELETE', `/v1/documents/${id}`)).status
    },
  }
}
