/** The HTTP side: whether the process lives, whether it can work, and where Telegram brings updates. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/** An update holds one message and what it answers, of 4,096 characters each: this is far more. */
const updateBytesAtMost = 1024 * 1024

type Deps = {
  isStoreUp: () => Promise<boolean>
  webhook?: {
    path: string
    isGenuine(secret: string | undefined): boolean
    /** @returns the status to answer with */
    receive(body: string): Promise<200 | 400 | 503>
  }
}

export function createApi({ isStoreUp, webhook }: Deps): Hono {
  const api = new Hono()
  api.get('/healthz', (c) => c.json({ status: 'ok' }))
  api.get('/readyz', async (c) => {
    const ready = await isStoreUp()
    return c.json({ status: ready ? 'ready' : 'database down' }, ready ? 200 : 503)
  })
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
