import type { MiddlewareHandler } from 'hono'

const localNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Lets in only who calls this machine by its own name. A web page that has its domain resolve to 127.0.0.1 can reach the
 * port, but its browser says the domain's name in `Host`.
 */
export const localOnly: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? new URL(c.req.url).host
  if (!localNames.has(host.replace(/:\d+$/, '').toLowerCase())) {
    return c.json({ error: 'The simulator answers to localhost only' }, 403)
  }
  return await next()
}
