/** The upload page itself: a few files, and no build. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'

const folder = new URL('./upload-page/', import.meta.url)

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/** Browser modules that come from npm, under the names of the import map in index.html. */
const vendored: Readonly<Record<string, string>> = {
  'preact.js': 'preact',
  'preact-hooks.js': 'preact/hooks',
  'htm.js': 'htm',
}
const plainName = /^[\w-]+\.(js|css|svg)$/

type Deps = {
  /** The page's texts as Fluent writes them, in the language nearest to this one. */
  readTexts: (language: string) => string
}

/** Below `/upload`. The code of a link stands behind `#`: no server, no log and no preview of the link ever sees it. */
export function uploadPageFiles({ readTexts }: Deps): Hono {
  const app = new Hono()
  const index = readFileSync(new URL('index.html', folder), 'utf8')
  const map = /<script type="importmap">(.*?)<\/script>/s.exec(index)?.[1] ?? ''
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'sha256-${createHash('sha256').update(map).digest('base64')}'`,
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

  app.get('/', (c) =>
    c.html(index, 200, {
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
      'cache-control': 'no-cache',
    }),
  )
  app.get('/texts/:language', (c) => c.text(readTexts(c.req.param('language')), 200, { 'cache-control': 'no-cache' }))
  app.get('/page/vendor/fluent/:name', (c) => {
    const name = c.req.param('name')
    return plainName.test(name) ? answer(`@fluent/bundle/esm/${name}`) : c.notFound()
  })
  app.get('/page/vendor/:name', (c) => {
    const specifier = vendored[c.req.param('name')]
    return specifier ? answer(specifier) : c.notFound()
  })
  app.get('/page/:name', (c) => {
    const name = c.req.param('name')
    return plainName.test(name) ? answer(new URL(name, folder)) : c.notFound()
  })
  return app
}

/** @param what a file of the page, or a module of npm's */
async function answer(what: URL | string): Promise<Response> {
  const url = typeof what === 'string' ? resolveModule(what) : what
  const type =
    url &&
    types[
      url.pathname
        .replace(/\.mjs$/, '.js')
        .split('.')
        .at(-1) ?? ''
    ]
  const content = url && type ? await readFile(url).catch(() => undefined) : undefined
  if (!type || !content) return new Response('Not found', { status: 404 })
  return new Response(new Uint8Array(content), {
    headers: { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' },
  })
}

function resolveModule(specifier: string): URL | undefined {
  try {
    return new URL(import.meta.resolve(specifier))
  } catch {
    return undefined
  }
}
