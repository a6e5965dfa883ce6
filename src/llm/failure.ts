import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai'
import type { AiUnavailableReason } from '../coaching/errors.ts'
import { BaseUrlRefused } from './base-url.ts'
import { scrub } from './scrub.ts'
import { Expired } from './watchdog.ts'

/** The server answered, with something that is not an answer. */
export class BadAnswer extends Error {
  override readonly name = 'BadAnswer'
  readonly why: AiUnavailableReason
  constructor(why: AiUnavailableReason, message: string) {
    super(message)
    this.why = why
  }
}

const quotaCodes = new Set(['insufficient_quota', 'billing_hard_limit_reached', 'billing_not_active'])
const longestMessage = 300

/** Sorts whatever a call threw into the core's reasons. */
export function reasonOf(error: unknown): AiUnavailableReason {
  if (error instanceof BadAnswer) return error.why
  if (error instanceof Expired || error instanceof APIConnectionTimeoutError) return 'timeout'
  // Refused as set up, like a key: the remedy is the coach's, and no later call of the same kind will do better.
  if (causesOf(error).some((cause) => cause instanceof BaseUrlRefused && cause.why !== 'unknown_host'))
    return 'key_refused'
  if (error instanceof SyntaxError) return 'malformed' // a stream whose events are not JSON
  if (error instanceof APIError && !(error instanceof APIConnectionError)) return reasonOfApiError(error)
  return 'unreachable'
}

function reasonOfApiError(error: APIError): AiUnavailableReason {
  const { status, code, type } = error
  if (status === 402 || quotaCodes.has(code ?? '') || quotaCodes.has(type ?? '')) return 'quota_spent'
  if (status === 429 || code === 'rate_limit_exceeded') return 'rate_limited'
  if (isAboutContent(error)) return 'refused'
  if (status === 401 || status === 403 || code === 'invalid_api_key') return 'key_refused'
  // No such model, or nothing at this address: this key, model and base URL do not go together.
  if (status === 404 || status === 405 || (status !== undefined && status < 400)) return 'key_refused'
  if (status === 408) return 'timeout'
  if (status === 400 || status === 413 || status === 422) return 'refused'
  return 'unreachable' // 5xx, and errors inside a stream
}

/** A 403 for one client's words is no verdict on the key. */
function isAboutContent({ status, code, type, message }: APIError): boolean {
  const words = [code, type, message].join(' ')
  return status === 403 && /moderation|content[ _-]?(policy|filter)|input (was|has been) flagged/i.test(words)
}

/**
 * What may be kept of an error: status, codes and, where the server speaks of the account and not of the request, its
 * words without the key. The SDK's error itself is dropped: it holds headers and bodies, and a server that rejects a
 * request may quote the client's words back.
 */
export function causeOf(error: unknown, apiKey: string | undefined): Error {
  const kept = new Error(scrub(describe(error), apiKey).slice(0, longestMessage))
  if (error instanceof Error) kept.name = error.name
  return kept
}

function describe(error: unknown): string {
  if (error instanceof APIError && error.status !== undefined) {
    const parts = [`HTTP ${error.status}`, error.code, error.type, error.param].filter(Boolean)
    const aboutAccount = [401, 402, 403, 404, 429].includes(error.status) && !isAboutContent(error)
    return aboutAccount ? `${parts.join(' ')}: ${error.message}` : parts.join(' ')
  }
  if (error instanceof APIError && !(error instanceof APIConnectionError)) {
    return ['Error inside the stream', error.code, error.type].filter(Boolean).join(' ')
  }
  if (error instanceof SyntaxError) return 'The stream was not JSON'
  return causesOf(error)
    .map((cause) => cause.message || cause.name)
    .join(': ')
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = []
  let cause = error
  while (cause instanceof Error && causes.length < 5) {
    causes.push(cause)
    cause = cause.cause
  }
  return causes
}
