import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'

const pageFolder = new URL('./page/', import.meta.url)

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  json: 'application/json',
}

/** Browser modules that come from npm, under the names of the import map in index.html. */
const vendored: Record<string, string> = {
  'preact.mjs': 'preact',
  'preact-hooks.mjs': 'preact/hooks',
  'htm.mjs': 'htm',
}

/** Every part begins with a letter, a digit or a dash, so no path leads out of the folder. */
const plainPath = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/

/** The page and what it loads. */
export function pageFiles(): Hono {
  const app = new Hono()
  app.get('/', () => answerFile(new URL('index.html', pageFolder)))
  app.get('/page/vendor/:name', (c) => {
    const specifier = vendored[c.req.param('name')]
    return specifier ? answerFile(new URL(import.meta.resolve(specifier))) : c.notFound()
  })
  app.get('/page/*', (c) => {
    const path = c.req.path.slice('/page/'.length)
    return plainPath.test(path) ? answerFile(new URL(path, pageFolder)) : c.notFound()
  })
  return app
}

async function answerFile(url: URL): Promise<Response> {
  const type = types[url.pathname.split('.').at(-1) ?? '']
  const content = type ? await readFile(url).catch(() => undefined) : undefined
  if (!type || !content) return new Response('Not found', { status: 404 })
  return new Response(new Uint8Array(content), {
    headers: { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' },
  })
}
