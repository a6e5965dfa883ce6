import type { Upload } from '../world/files.ts'
import type { BotAccount } from '../world/state.ts'
import type { World } from '../world/world.ts'
import type { Parameters } from './validate.ts'

/** One call of a bot, its parameters checked against the specification. */
export type Call = {
  world: World
  bot: BotAccount
  parameters: Parameters
  /** Files of a multipart form, named by `attach://`. */
  uploads: ReadonlyMap<string, Upload>
  /** Aborted when the bot hangs up. */
  signal: AbortSignal
  /** Notes something the simulator lets pass but a test should not. */
  report(problem: string): void
}

/** Answers what stands in `result`; throws an `ApiError` to refuse. */
export type Method = (call: Call) => unknown

/** The readers below rely on the specification's types; what is absent or of another kind reads as undefined. */
export function number({ parameters }: Call, name: string): number | undefined {
  const value = parameters[name]
  return typeof value === 'number' ? value : undefined
}

export function text({ parameters }: Call, name: string): string | undefined {
  const value = parameters[name]
  return typeof value === 'string' ? value : undefined
}

export function flag({ parameters }: Call, name: string): boolean {
  return parameters[name] === true
}

export function record({ parameters }: Call, name: string): Record<string, unknown> | undefined {
  const value = parameters[name]
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}

export function list<T>({ parameters }: Call, name: string): T[] | undefined {
  const value = parameters[name]
  return Array.isArray(value) ? (value as T[]) : undefined
}
