import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { BotAccount } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { ApiError } from './api-error.ts'
import { readParameters } from './body.ts'
import type { Method } from './call.ts'
import type { CallLog } from './calls.ts'
import { describeFault, type Fault, type Faults } from './faults.ts'
import { chatMethods } from './methods/chats.ts'
import { commandMethods } from './methods/commands.ts'
import { messageMethods } from './methods/messages.ts'
import { topicMethods } from './methods/topics.ts'
import { updateMethods } from './methods/updates.ts'
import { findMethodName } from './specification.ts'
import { type Parameters, validateCall } from './validate.ts'

const methods: Record<string, Method> = {
  ...chatMethods,
  ...commandMethods,
  ...messageMethods,
  ...topicMethods,
  ...updateMethods,
}

type Deps = { world: World; calls: CallLog; faults: Faults }
type Env = { Bindings: Partial<HttpBindings> }

/** The Bot API: `/bot<token>/<method>`, by GET or POST. */
export function botApi({ world, calls, faults }: Deps): Hono<Env> {
  const app = new Hono<Env>()
  app.on(['GET', 'POST'], '/:bot{bot[^/]+}/:method', async (c) => {
    const token = c.req.param('bot').slice('bot'.length)
    const bot = world.findBotByToken(token)
    if (!bot) return answerError(c, unknownToken(token))
    return await serve(c, bot, c.req.param('method'))
  })
  return app

  async function serve(c: Context<Env>, bot: BotAccount, named: string): Promise<Response> {
    const method = findMethodName(named) ?? named
    const record = {
      at: world.now().toISOString(),
      bot: `@${bot.username}`,
      method,
      parameters: {} as Parameters,
      unknownFields: [] as string[],
      problems: [] as string[],
    }
    const struck = faults.take(method)
    try {
      record.parameters = await readParameters(c)
      await delay(struck)
      failOnPurpose(struck)
      if (struck.some((fault) => 'drop' in fault && fault.drop === 'before')) {
        calls.add({ ...record, ok: false, error: 'connection dropped before the call took effect' })
        return hangUp(c)
      }
      const result = await run(c, bot, method, record)
      calls.add({ ...record, ok: true })
      return struck.some((fault) => 'drop' in fault) ? hangUp(c) : c.json({ ok: true, result })
    } catch (error) {
      const refusal = error instanceof ApiError ? error : new ApiError(500, `Internal Server Error: ${error}`)
      if (!(error instanceof ApiError)) record.problems.push(`the simulator failed: ${error}`)
      calls.add({ ...record, ok: false, error: refusal.message })
      return answerError(c, refusal)
    }
  }

  async function run(
    c: Context<Env>,
    bot: BotAccount,
    name: string,
    record: { parameters: Parameters; unknownFields: string[]; problems: string[] },
  ): Promise<unknown> {
    if (!findMethodName(name)) {
      record.problems.push('unknown method')
      throw new ApiError(404, 'Not Found: method not found')
    }
    const method = methods[name]
    if (!method) throw new ApiError(501, `Not implemented by the simulator: ${name}`)
    const { parameters, unknownFields } = validateCall(name, record.parameters)
    record.unknownFields.push(...unknownFields)
    const report = (problem: string) => record.problems.push(problem)
    return await method({ world, bot, parameters, signal: c.req.raw.signal, report })
  }
}

/** A token that was never one is a wrong address; one that is no longer, or not yet, is not let in. */
function unknownToken(token: string): ApiError {
  return /^\d+:[\w-]{20,}$/.test(token) ? new ApiError(401, 'Unauthorized') : new ApiError(404, 'Not Found')
}

function answerError(c: Context<Env>, { status, message, retryAfter }: ApiError): Response {
  const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }
  return c.json({ ok: false, error_code: status, description: message, ...parameters }, status as ContentfulStatusCode)
}

async function delay(struck: Fault[]): Promise<void> {
  for (const fault of struck) if ('latencyMs' in fault) await sleep(fault.latencyMs)
}

function failOnPurpose(struck: Fault[]): void {
  const fault = struck.find((candidate) => 'status' in candidate)
  if (!fault || !('status' in fault)) return
  const { status, description, retryAfter } = fault
  const seconds = status === 429 ? (retryAfter ?? 1) : retryAfter
  throw new ApiError(status, description ?? describeFault(status, seconds), seconds)
}

/** Closes the connection without an answer. */
function hangUp(c: Context<Env>): Response {
  c.env.outgoing?.socket?.destroy()
  return c.env.outgoing ? RESPONSE_ALREADY_SENT : new Response(null, { status: 502 })
}
