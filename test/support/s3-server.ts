/** An S3-compatible store with one bucket, in memory: signed requests only, and the rules that matter for parts. */
import { createHash, randomUUID } from 'node:crypto'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const bucket = '/originals/'
const partAtLeast = 5 * 1024 * 1024
export const s3Access = { region: 'auto', accessKeyId: 'test-id', secretAccessKey: 'test-secret' }
const signature =
  /^AWS4-HMAC-SHA256 Credential=test-id\/\d{8}\/auto\/s3\/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, Signature=[0-9a-f]{64}$/

type Unfinished = { key: string; parts: Map<number, Buffer> }

export async function openS3Server() {
  const objects = new Map<string, Buffer>()
  const unfinished = new Map<string, Unfinished>()
  /** Statuses to answer the next requests that change something with. */
  const refusals: number[] = []
  const app = new Hono()
  const etagOf = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`
  const xml = (text: string, status = 200) =>
    new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`, {
      status,
      headers: { 'content-type': 'application/xml' },
    })
  const refuse = (status: number, code: string) =>
    xml(`<Error><Code>${code}</Code><Message>no</Message></Error>`, status)

  app.all('*', async (c) => {
    if (!signature.test(c.req.header('authorization') ?? '') || !c.req.header('x-amz-date'))
      return refuse(403, 'AccessDenied')
    const { pathname, searchParams } = new URL(c.req.url)
    if (!pathname.startsWith(bucket)) return refuse(404, 'NoSuchBucket')
    const key = decodeURIComponent(pathname.slice(bucket.length))
    const uploadId = searchParams.get('uploadId')
    const body = Buffer.from(await c.req.arrayBuffer())
    const refusal = c.req.method === 'PUT' ? refusals.shift() : undefined
    if (refusal) return refuse(refusal, 'SlowDown')
    switch (c.req.method) {
      case 'PUT':
        return uploadId ? putPart(uploadId, Number(searchParams.get('partNumber')), body) : put(key, body)
      case 'POST':
        return uploadId ? complete(uploadId, body.toString()) : begin(key)
      case 'DELETE':
        if (uploadId) unfinished.delete(uploadId)
        else objects.delete(key)
        return new Response(null, { status: 204 })
      default:
        return searchParams.has('uploads') ? listUnfinished(searchParams.get('prefix') ?? '') : get(key, c.req.method)
    }
  })

  function put(key: string, bytes: Buffer) {
    objects.set(key, bytes)
    return new Response(null, { headers: { etag: etagOf(bytes) } })
  }
  function get(key: string, method: string) {
    const bytes = objects.get(key)
    if (!bytes) return refuse(404, 'NoSuchKey')
    const headers = { 'content-length': String(bytes.length), etag: etagOf(bytes) }
    return new Response(method === 'HEAD' ? null : new Uint8Array(bytes), { headers })
  }
  function begin(key: string) {
    const uploadId = randomUUID()
    unfinished.set(uploadId, { key, parts: new Map() })
    return xml(
      `<InitiateMultipartUploadResult><Key>${key}</Key><UploadId>${uploadId}</UploadId></InitiateMultipartUploadResult>`,
    )
  }
  function putPart(uploadId: string, part: number, bytes: Buffer) {
    const upload = unfinished.get(uploadId)
    if (!upload) return refuse(404, 'NoSuchUpload')
    upload.parts.set(part, bytes)
    return new Response(null, { headers: { etag: etagOf(bytes) } })
  }
  function complete(uploadId: string, asked: string) {
    const upload = unfinished.get(uploadId)
    if (!upload) return refuse(404, 'NoSuchUpload')
    const numbers = [...asked.matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(([, number]) => Number(number))
    const parts = numbers.map((number) => upload.parts.get(number) ?? Buffer.alloc(0))
    // As S3 does it: the headers are out before it is known whether it goes well.
    if (parts.slice(0, -1).some((part) => part.length < partAtLeast)) return refuse(200, 'EntityTooSmall')
    unfinished.delete(uploadId)
    const bytes = Buffer.concat(parts)
    objects.set(upload.key, bytes)
    return xml(`<CompleteMultipartUploadResult><ETag>${etagOf(bytes)}</ETag></CompleteMultipartUploadResult>`)
  }
  function listUnfinished(prefix: string) {
    const uploads = [...unfinished].filter(([, { key }]) => key.startsWith(prefix))
    const rows = uploads.map(([id, { key }]) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`)
    return xml(`<ListMultipartUploadsResult><Bucket>originals</Bucket>${rows.join('')}</ListMultipartUploadsResult>`)
  }

  const server = await new Promise<{ url: string; close(): Promise<void> }>((resolve) => {
    const listening = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({
        url: `http://127.0.0.1:${port}${bucket}`.replace(/\/$/, ''),
        close: () =>
          new Promise((done) => {
            listening.close(() => done())
            if ('closeAllConnections' in listening) listening.closeAllConnections()
          }),
      }),
    )
  })
  return { ...server, objects, unfinished, refusals }
}
