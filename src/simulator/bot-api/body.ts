import type { Context } from 'hono'
import { ApiError, badRequest } from './api-error.ts'
import type { Parameters } from './validate.ts'

/** Parameters of a call as Telegram takes them: in the query string, a form or JSON, the body winning. */
export async function readParameters(c: Context): Promise<Parameters> {
  const query = c.req.query()
  if (c.req.method === 'GET') return query
  const type = c.req.header('content-type')?.toLowerCase() ?? ''
  if (type.startsWith('application/json')) return { ...query, ...(await readJson(c)) }
  if (type.startsWith('application/x-www-form-urlencoded')) return { ...query, ...(await c.req.parseBody()) }
  if (type.startsWith('multipart/form-data')) return { ...query, ...(await readForm(c)) }
  return query
}

async function readJson(c: Context): Promise<Parameters> {
  const text = await c.req.text()
  if (text.trim() === '') return {}
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Parameters
  } catch {
    // said below
  }
  throw badRequest("can't parse request JSON object")
}

async function readForm(c: Context): Promise<Parameters> {
  const form = await c.req.parseBody()
  if (Object.values(form).some((value) => typeof value !== 'string')) {
    throw new ApiError(501, 'Not implemented by the simulator: files')
  }
  return form
}
