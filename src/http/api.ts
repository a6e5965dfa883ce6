/** The HTTP side: whether the process lives, and whether it can work. */
import { Hono } from 'hono'

export function createApi({ isStoreUp }: { isStoreUp: () => Promise<boolean> }): Hono {
  const api = new Hono()
  api.get('/healthz', (c) => c.json({ status: 'ok' }))
  api.get('/readyz', async (c) => {
    const ready = await isStoreUp()
    return c.json({ status: ready ? 'ready' : 'database down' }, ready ? 200 : 503)
  })
  return api
}
