/** `/v1/documents`: what a coach's own programs do with their documents. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import type { PriceSpeech } from '../coaching/knowledge/batches.ts'
import type { Library } from '../coaching/knowledge/library.ts'
import type { DocumentView } from '../coaching/knowledge/ports.ts'
import type { TextKey, Texts } from '../locales/texts.ts'
import type { Bearer, CallerEnv } from './bearer.ts'
import { changeBody, type DocumentAnswer, listQuery } from './document-schemas.ts'
import { receiveFile } from './multipart.ts'
import { HttpProblem } from './problem.ts'

type Deps = { library: Library; priceSpeech: PriceSpeech; requires: Bearer; texts: Texts }

export function documentRoutes({ library, priceSpeech, requires, texts }: Deps): Hono<CallerEnv> {
  const routes = new Hono<CallerEnv>()
  const toJson = createToJson(texts)
  /** As a whole answer, with what the coach is asked about it. */
  async function told(coachId: string, document: DocumentView): Promise<DocumentAnswer> {
    const { status, durationMs = 0 } = document
    if (status !== 'asked') return toJson(document)
    return { ...toJson(document), price_usd: (await priceSpeech(coachId, durationMs)) ?? null }
  }
  const small = bodyLimit({ maxSize: 16 * 1024 })
  routes.use('*', async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })

  routes.post('/', requires('documents:write'), async (c) => {
    const { coachId } = c.get('caller')
    const { document, isNew, sameTitle } = await receiveFile(c.req.raw, (bytes, file, fields) =>
      library.add(
        coachId,
        bytes,
        fields.then(({ title }) => ({ ...file, title, origin: 'api' })),
      ),
    )
    const namesakes = sameTitle.map(({ id, createdAt }) => ({ id, created_at: createdAt.toISOString() }))
    return c.json({ ...toJson(document), created: isNew, same_title: namesakes }, isNew ? 202 : 200, {
      location: `/v1/documents/${document.id}`,
    })
  })

  routes.get('/', requires('documents:read'), async (c) => {
    const { coachId } = c.get('caller')
    const { cursor, limit, q, status } = parse(listQuery, c.req.query())
    const found = await library.list(coachId, {
      ...(status && { status }),
      ...(q && { words: q }),
      ...(cursor && { after: cursor }),
      limit: limit + 1,
    })
    const page = found.slice(0, limit)
    const next = found.length > limit ? (page.at(-1)?.id ?? null) : null
    return c.json({
      documents: await Promise.all(page.map((document) => told(coachId, document))),
      next_cursor: next,
    })
  })

  routes.get('/:id', requires('documents:read'), async (c) => {
    const { coachId } = c.get('caller')
    const document = await library.find(coachId, idOf(c.req.param('id')))
    if (!document) throw notFound()
    return c.json(await told(coachId, document))
  })

  routes.put('/:id', requires('documents:write'), async (c) => {
    const { coachId } = c.get('caller')
    const replaced = await library.find(coachId, idOf(c.req.param('id')))
    if (!replaced) throw notFound() // before its bytes are read
    const { document, isNew } = await receiveFile(c.req.raw, (bytes, file, fields) =>
      library.add(
        coachId,
        bytes,
        fields.then(({ title }) => ({
          ...file,
          title: title ?? replaced.title,
          origin: 'api',
          replacesId: replaced.id,
        })),
      ),
    )
    return c.json({ ...toJson(document), created: isNew }, isNew ? 202 : 200, {
      location: `/v1/documents/${document.id}`,
    })
  })

  routes.patch('/:id', requires('documents:write'), small, async (c) => {
    const { coachId } = c.get('caller')
    const id = idOf(c.req.param('id'))
    const { title, replaces } = parse(changeBody, await c.req.json().catch(() => undefined))
    if (title !== undefined) await library.rename(coachId, id, title)
    if (replaces !== undefined) await library.replace(coachId, id, replaces)
    const document = await library.find(coachId, id)
    if (!document) throw notFound()
    return c.json(toJson(document))
  })

  routes.post('/:id/retry', requires('documents:write'), async (c) => {
    const { coachId } = c.get('caller')
    const id = idOf(c.req.param('id'))
    await library.tryAgain(coachId, id)
    const document = await library.find(coachId, id)
    if (!document) throw notFound()
    return c.json(toJson(document), 202)
  })

  routes.post('/:id/start', requires('documents:write'), async (c) => {
    const { coachId } = c.get('caller')
    const id = idOf(c.req.param('id'))
    const isStarted = await library.startSpeech(coachId, id)
    const document = await library.find(coachId, id)
    if (!document) throw notFound()
    if (!isStarted) throw new HttpProblem(409, 'not_asked', 'Nothing is asked about this document.')
    return c.json(toJson(document), 202)
  })

  routes.delete('/:id', requires('documents:write'), async (c) => {
    const { coachId, tokenId } = c.get('caller')
    if (!(await library.remove(coachId, idOf(c.req.param('id')), tokenId))) throw notFound()
    return c.body(null, 204)
  })

  return routes
}

function createToJson(texts: Texts) {
  return (document: DocumentView): DocumentAnswer => ({
    id: document.id,
    title: document.title,
    file_name: document.fileName,
    mime: document.mime ?? null,
    size_bytes: document.sizeBytes,
    sha256: Buffer.from(document.sha256).toString('hex'),
    origin: document.origin,
    status: document.status,
    progress: Math.round(document.progress * 1_000) / 1_000,
    problem: document.problem
      ? { code: document.problem, detail: texts.render('en', problemKey(document.problem)) }
      : null,
    replaces: document.replacesId ?? null,
    pages: document.pages ?? null,
    duration_ms: document.durationMs ?? null,
    chunks: document.chunks ?? null,
    created_at: document.createdAt.toISOString(),
    ready_at: document.readyAt?.toISOString() ?? null,
  })
}

/** What happened, and what to do about it. */
export function problemKey(problem: NonNullable<DocumentView['problem']>): TextKey {
  return `document-problem-${problem.replaceAll('_', '-') as Dashed<typeof problem>}`
}
type Dashed<T extends string> = T extends `${infer Head}_${infer Rest}` ? `${Head}-${Dashed<Rest>}` : T

function idOf(given: string | undefined): string {
  const id = z.uuid().safeParse(given)
  if (!id.success) throw notFound()
  return id.data
}

export function parse<T>(schema: z.ZodType<T>, given: unknown): T {
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const where = issue?.path.join('.')
  throw new HttpProblem(400, 'bad_request', `${where ? `${where}: ` : ''}${issue?.message ?? 'not understood'}`)
}

function notFound(): HttpProblem {
  return new HttpProblem(404, 'not_found', 'There is no such document, or it is not yours.')
}
