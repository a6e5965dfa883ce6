/** The HTTP side: whether the process lives and can work, where Telegram brings updates, the API and the upload page. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Logger } from 'pino'
import type { Access } from '../coaching/access.ts'
import type { PriceSpeech } from '../coaching/knowledge/batches.ts'
import type { Library } from '../coaching/knowledge/library.ts'
import type { UploadService } from '../coaching/knowledge/uploads.ts'
import type { Clock } from '../coaching/ports.ts'
import type { Texts } from '../locales/texts.ts'
import { createBearer } from './bearer.ts'
import { documentRoutes } from './documents.ts'
import { openApiRoute } from './openapi.ts'
import { createErrorHandler } from './problem.ts'
import { uploadPageFiles } from './upload-files.ts'
import { uploadRoutes } from './upload-routes.ts'

/** An update holds one message and what it answers, of 4,096 characters each: this is far more. */
const updateBytesAtMost = 1024 * 1024

type Deps = {
  isStoreUp: () => Promise<boolean>
  access: Access
  library: Library
  uploads: UploadService
  priceSpeech: PriceSpeech
  texts: Texts
  clock: Clock
  log: Logger
  webhook?: {
    path: string
    isGenuine(secret: string | undefined): boolean
    /** @returns the status to answer with */
    receive(body: string): Promise<200 | 400 | 503>
  }
}

export function createApi({
  isStoreUp,
  access,
  library,
  uploads,
  priceSpeech,
  texts,
  clock,
  log,
  webhook,
}: Deps): Hono {
  const api = new Hono()
  api.onError(createErrorHandler(log))
  api.get('/healthz', (c) => c.json({ status: 'ok' }))
  api.get('/readyz', async (c) => {
    const ready = await isStoreUp()
    return c.json({ status: ready ? 'ready' : 'database down' }, ready ? 200 : 503)
  })
  api.route('/openapi.json', openApiRoute())
  const requires = createBearer({ access, clock })
  api.route('/v1/documents', documentRoutes({ library, priceSpeech, requires, texts }))
  api.route('/upload/api', uploadRoutes({ access, uploads, library, priceSpeech, requires, clock }))
  api.route('/upload', uploadPageFiles({ readTexts: (language) => texts.source(language, ['upload', 'documents']) }))
  if (webhook)
    api.post(
      webhook.path,
      async (c, next) => {
        // First of all: of a stranger not even the body is read.
        if (!webhook.isGenuine(c.req.header('x-telegram-bot-api-secret-token'))) return c.body(null, 401)
        return next()
      },
      bodyLimit({ maxSize: updateBytesAtMost }),
      async (c) => c.body(null, await webhook.receive(await c.req.text())),
    )
  return api
}
