/** What the upload page asks for: a session for its one-time link, and files that come in parts. */
import { Readable } from 'node:stream'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { Access, Caller } from '../coaching/access.ts'
import type { PriceSpeech } from '../coaching/knowledge/batches.ts'
import type { Library } from '../coaching/knowledge/library.ts'
import type { UploadService } from '../coaching/knowledge/uploads.ts'
import type { Clock } from '../coaching/ports.ts'
import { addressOf, type Bearer, type CallerEnv } from './bearer.ts'
import { parse } from './documents.ts'
import { HttpProblem } from './problem.ts'
import { createRateLimit } from './rate-limit.ts'

type Deps = {
  access: Pick<Access, 'openLink'>
  uploads: UploadService
  library: Library
  priceSpeech: PriceSpeech
  requires: Bearer
  clock: Clock
}

/** Codes that are none, of one address: they cannot be guessed, and nobody should try. */
const guessedPerMinute = 30

const opened = z.object({ code: z.string().min(1).max(64) })
const begun = z.object({
  file_name: z.string().min(1).max(1_000),
  mime: z.string().max(200).optional(),
  size_bytes: z.number().int().nonnegative(),
  modified_at: z.iso.datetime(),
})
const replaced = z.object({ replaces: z.uuid() })
const place = z.object({ id: z.uuid(), part: z.coerce.number().int().min(0).max(1_000_000).default(0) })

export function uploadRoutes({ access, uploads, library, priceSpeech, requires, clock }: Deps): Hono<CallerEnv> {
  const routes = new Hono<CallerEnv>()
  const limitGuessing = createRateLimit({ perMinute: guessedPerMinute, clock })
  const small = bodyLimit({ maxSize: 16 * 1024 })
  const session = requires('upload')
  routes.use('*', async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })

  routes.post('/session', small, async (c) => {
    const { code } = parse(opened, await c.req.json().catch(() => undefined))
    const found = await access.openLink(code)
    if (!found) {
      // Whose code is good is never kept waiting by who guesses: behind a proxy all come from one address.
      limitGuessing(addressOf(c))
      throw new HttpProblem(410, 'link_gone', 'This link has been used, or its time is over.')
    }
    const { token, coachName, language, expiresAt } = found
    return c.json({
      ...{ token, language, coach_name: coachName, expires_at: expiresAt, limit_bytes: library.sizeAtMost },
    })
  })

  routes.get('/files', session, async (c) => c.json({ files: await listFiles(c.get('caller')) }))

  routes.post('/files', small, session, async (c) => {
    const file = parse(begun, await c.req.json().catch(() => undefined))
    const upload = await uploads.begin(c.get('caller'), {
      fileName: file.file_name,
      mime: file.mime || undefined,
      sizeBytes: file.size_bytes,
      modifiedAt: new Date(file.modified_at),
    })
    return c.json({ id: upload.id, part_bytes: upload.partBytes, received: upload.received }, 201)
  })

  routes.put('/files/:id/parts/:part', session, async (c) => {
    const { id, part } = parse(place, c.req.param())
    const body = c.req.raw.body ? Readable.fromWeb(c.req.raw.body as never) : Readable.from([])
    const { received } = await uploads.putPart(c.get('caller'), id, part, body)
    return c.json({ received: received.length })
  })

  routes.delete('/files/:id', session, async (c) => {
    await uploads.discard(c.get('caller'), parse(place, c.req.param()).id)
    return c.body(null, 204)
  })

  routes.post('/files/:id/replace', small, session, async (c) => {
    const caller = c.get('caller')
    const { replaces } = parse(replaced, await c.req.json().catch(() => undefined))
    const { id } = parse(place, c.req.param())
    const upload = (await uploads.list(caller)).find((each) => each.id === id)
    if (!upload?.documentId) throw new HttpProblem(404, 'not_found', 'There is no such file here.')
    await library.replace(caller.coachId, upload.documentId, replaces)
    return c.body(null, 204)
  })

  /** With what has become of those that have come whole; one that was removed since is not shown. */
  async function listFiles(caller: Caller) {
    const all = await uploads.list(caller)
    const documents = await library.listWithNamesakes(
      caller.coachId,
      all.flatMap(({ documentId }) => documentId ?? []),
    )
    const byId = new Map(documents.map((document) => [document.id, document]))
    const prices = new Map<string, number | undefined>()
    for (const { id, status, durationMs = 0 } of documents)
      if (status === 'asked') prices.set(id, (await priceSpeech(caller.coachId, durationMs)) ?? undefined)
    return all.flatMap(({ documentId, ...upload }) => {
      const document = documentId && byId.get(documentId)
      if (documentId && !document) return []
      return {
        id: upload.id,
        file_name: upload.fileName,
        size_bytes: upload.sizeBytes,
        modified_at: upload.modifiedAt,
        part_bytes: upload.partBytes,
        received: upload.received.length,
        problem: upload.problem ?? null,
        document: document
          ? {
              ...{ id: document.id, title: document.title, status: document.status, progress: document.progress },
              ...{ problem: document.problem ?? null, replaces: document.replacesId ?? null },
              ...{ duration_ms: document.durationMs ?? null, price_usd: prices.get(document.id) ?? null },
              same_title: document.namesakes.map(({ id, createdAt }) => ({ id, created_at: createdAt })),
            }
          : null,
      }
    })
  }

  return routes
}
