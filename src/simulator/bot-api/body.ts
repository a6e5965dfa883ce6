import type { Context } from 'hono'
import type { Upload } from '../world/files.ts'
import { ApiError, badRequest } from './api-error.ts'
import { parseMultipart } from './multipart.ts'
import type { Parameters } from './validate.ts'

/** What a bot says in a call; `uploads` are the files of a multipart form by the name of their part. */
export type Body = { parameters: Parameters; uploads: Map<string, Upload> }

/** Telegram takes files of this size from bots. */
const uploadedBytesAtMost = 50 * 1024 * 1024

/** Parameters of a call as Telegram takes them: in the query string, a form or JSON, the body winning. */
export async function readBody(c: Context): Promise<Body> {
  const query = c.req.query()
  const uploads = new Map<string, Upload>()
  if (c.req.method === 'GET') return { parameters: query, uploads }
  const type = c.req.header('content-type') ?? ''
  const parameters: Parameters = { ...query }
  if (/^application\/json/i.test(type)) Object.assign(parameters, parseObject(await c.req.text()))
  if (/^application\/x-www-form-urlencoded/i.test(type)) {
    Object.assign(parameters, Object.fromEntries(new URLSearchParams(await c.req.text())))
  }
  if (/^multipart\/form-data/i.test(type)) {
    for (const { name, filename, type: mime, bytes } of await readForm(c, type)) {
      if (filename === undefined) parameters[name] = Buffer.from(bytes).toString('utf8')
      else uploads.set(name, readUpload(filename, mime, bytes))
    }
  }
  return { parameters, uploads }
}

/** @throws {ApiError} 400 when the text is not one JSON object; an empty one has no parameters */
export function parseObject(text: string): Parameters {
  if (text.trim() === '') return {}
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Parameters
  } catch {
    // said below
  }
  throw badRequest("can't parse request JSON object")
}

async function readForm(c: Context, type: string) {
  if (Number(c.req.header('content-length') ?? 0) > uploadedBytesAtMost + 1024 * 1024) throw tooLarge()
  const parts = parseMultipart(type, Buffer.from(await c.req.arrayBuffer()))
  if (!parts) throw badRequest("can't parse the form")
  return parts
}

function readUpload(filename: string, mime: string | undefined, bytes: Uint8Array): Upload {
  if (bytes.length > uploadedBytesAtMost) throw tooLarge()
  return {
    bytes: new Uint8Array(bytes),
    name: filename || undefined,
    mime: mime === 'application/octet-stream' ? undefined : mime,
  }
}

function tooLarge() {
  return new ApiError(413, 'Request Entity Too Large')
}
