import { setTimeout as sleep } from 'node:timers/promises'
import type { BotAccount, Chat } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { ApiError } from './api-error.ts'
import type { Body } from './body.ts'
import type { CallLog } from './calls.ts'
import { describeFault, type Fault, type Faults } from './faults.ts'
import type { Limits } from './limits.ts'
import { methods } from './methods/methods.ts'
import { findMethodName, specification } from './specification.ts'
import { type Parameters, validateCall } from './validate.ts'

export type Outcome =
  | { kind: 'result'; result: unknown }
  | { kind: 'refused'; error: ApiError }
  /** The connection closes without an answer. */
  | { kind: 'dropped' }

type Deps = { world: World; calls: CallLog; faults: Faults; limits: Limits }

export type Perform = ReturnType<typeof createPerform>

/** One call from its name to its outcome, with whatever has been set to go wrong; each is noted in the log. */
export function createPerform({ world, calls, faults, limits }: Deps) {
  return async function perform(
    bot: BotAccount,
    named: string,
    readBody: () => Body | Promise<Body>,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const method = findMethodName(named) ?? named
    const record = {
      at: world.now().toISOString(),
      bot: `@${bot.username}`,
      method,
      parameters: {} as Parameters,
      unknownFields: [] as string[],
      problems: [] as string[],
    }
    try {
      const body = await readBody()
      record.parameters = body.parameters = nameUploads(method, body)
      const struck = faults.take(method, body.parameters['chat_id'])
      await delay(struck)
      failOnPurpose(struck)
      if (drops(struck, 'before')) {
        calls.add({ ...record, ok: false, error: 'connection dropped before the call took effect' })
        return { kind: 'dropped' }
      }
      const result = await run(bot, method, body, signal, record)
      calls.add({ ...record, ok: true })
      return drops(struck, 'after') ? { kind: 'dropped' } : { kind: 'result', result }
    } catch (error) {
      const refusal = error instanceof ApiError ? error : new ApiError(500, `Internal Server Error: ${error}`)
      if (!(error instanceof ApiError)) record.problems.push(`the simulator failed: ${error}`)
      calls.add({ ...record, ok: false, error: refusal.message })
      return { kind: 'refused', error: refusal }
    }
  }

  async function run(
    bot: BotAccount,
    name: string,
    { parameters: given, uploads }: Body,
    signal: AbortSignal,
    record: { unknownFields: string[]; problems: string[] },
  ): Promise<unknown> {
    if (!findMethodName(name)) {
      record.problems.push('unknown method')
      throw new ApiError(404, 'Not Found: method not found')
    }
    const method = methods[name]
    if (!method) throw new ApiError(501, `Not implemented by the simulator: ${name}`)
    const { parameters, unknownFields } = validateCall(name, given)
    record.unknownFields.push(...unknownFields)
    limits.take(bot.id, name, findAddressee(bot, parameters['chat_id']), countMessages(parameters))
    const report = (problem: string) => record.problems.push(problem)
    return await method({ world, bot, parameters, uploads, signal, report })
  }

  function findAddressee(bot: BotAccount, chatId: unknown): Chat | undefined {
    const id = Number(chatId)
    return world.groups.get(id) ?? world.findPrivateChat({ id }, bot)
  }
}

function countMessages({ media, message_ids: ids }: Parameters): number {
  const several = Array.isArray(media) ? media : ids
  return Array.isArray(several) ? several.length : 1
}

/** A file may come in the part called like its parameter, which is the same as naming that part there. */
function nameUploads(method: string, { parameters, uploads }: Body): Parameters {
  const named = { ...parameters }
  const fields = specification.methods[method]?.fields ?? {}
  for (const name of uploads.keys()) if (fields[name]) named[name] ??= `attach://${name}`
  return named
}

const drops = (struck: Fault[], when: 'before' | 'after') =>
  struck.some((fault) => 'drop' in fault && fault.drop === when)

export async function delay(struck: Fault[]): Promise<void> {
  for (const fault of struck) if ('latencyMs' in fault) await sleep(fault.latencyMs)
}

/** @throws {ApiError} when one of them says so */
export function failOnPurpose(struck: Fault[]): void {
  const fault = struck.find((candidate) => 'status' in candidate)
  if (!fault || !('status' in fault)) return
  const { status, description, retryAfter } = fault
  const seconds = status === 429 ? (retryAfter ?? 1) : retryAfter
  const parameters = seconds === undefined ? undefined : { retry_after: seconds }
  throw new ApiError(status, description ?? describeFault(status, seconds), parameters)
}
