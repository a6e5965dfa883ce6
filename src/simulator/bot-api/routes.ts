import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { BotAccount } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { ApiError } from './api-error.ts'
import { readBody } from './body.ts'
import type { Faults } from './faults.ts'
import { delay, failOnPurpose, type Outcome, type Perform } from './perform.ts'

type Deps = { world: World; faults: Faults; perform: Perform }
type Env = { Bindings: Partial<HttpBindings> }

/** The Bot API: `/bot<token>/<method>`, by GET or POST, and the files at `/file/bot<token>/<path>`. */
export function botApi({ world, faults, perform }: Deps): Hono<Env> {
  const app = new Hono<Env>()

  app.on(['GET', 'POST'], '/:bot{bot[^/]+}/:method', async (c) => {
    const bot = findBot(c)
    if (bot instanceof ApiError) return answerError(c, bot)
    return answer(c, await perform(bot, c.req.param('method'), () => readBody(c), c.req.raw.signal))
  })

  app.get('/file/:bot{bot[^/]+}/*', async (c) => {
    const bot = findBot(c)
    if (bot instanceof ApiError) return answerError(c, bot)
    const struck = faults.take('file')
    try {
      await delay(struck)
      failOnPurpose(struck)
    } catch (error) {
      if (error instanceof ApiError) return answerError(c, error)
      throw error
    }
    if (struck.some((fault) => 'drop' in fault)) return hangUp(c)
    return answerFile(c, bot)
  })

  return app

  function findBot(c: Context): BotAccount | ApiError {
    const token = c.req.param('bot')?.slice('bot'.length) ?? ''
    return world.findBotByToken(token) ?? unknownToken(token)
  }

  function answerFile(c: Context<Env>, bot: BotAccount): Response {
    const path = decodeURI(c.req.path).slice(`/file/bot${bot.token}/`.length)
    const file = world.fileLinks.find(bot, path, world.now())
    if (!file) return answerError(c, new ApiError(404, 'Not Found'))
    return c.body(new Uint8Array(file.bytes), 200, { 'content-type': 'application/octet-stream' })
  }
}

function answer(c: Context<Env>, outcome: Outcome): Response {
  switch (outcome.kind) {
    case 'result':
      return c.json({ ok: true, result: outcome.result })
    case 'refused':
      return answerError(c, outcome.error)
    case 'dropped':
      return hangUp(c)
  }
}

/** A token that was never one is a wrong address; one that is no longer, or not yet, is not let in. */
function unknownToken(token: string): ApiError {
  return /^\d+:[\w-]{20,}$/.test(token) ? new ApiError(401, 'Unauthorized') : new ApiError(404, 'Not Found')
}

function answerError(c: Context<Env>, { status, message, parameters }: ApiError): Response {
  const body = { ok: false, error_code: status, description: message, ...(parameters && { parameters }) }
  return c.json(body, status as ContentfulStatusCode)
}

/** Closes the connection without an answer. */
function hangUp(c: Context<Env>): Response {
  c.env.outgoing?.socket?.destroy()
  return c.env.outgoing ? RESPONSE_ALREADY_SENT : new Response(null, { status: 502 })
}
