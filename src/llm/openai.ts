import OpenAI from 'openai'
import { AiUnavailable } from '../coaching/errors.ts'
import type { ChatModel, Clock, ModelAnswer, ModelMessage, ModelRequest } from '../coaching/ports.ts'
import { type Completion, complete } from './completion.ts'
import { bodyIn, type Dialect, simplerThan, simplest } from './dialect.ts'
import { BadAnswer, causeOf, reasonOf } from './failure.ts'
import { createGuardedFetch } from './guarded-fetch.ts'
import { parseAnswer } from './parse-answer.ts'
import { costUsd, type Tokens } from './prices.ts'
import { toStrictSchema } from './strict-schema.ts'
import { startWatchdog, type Watchdog } from './watchdog.ts'

const openAiUrl = 'https://api.openai.com/v1'
/** How much of a malformed answer the model is shown again. */
const quotedCharacters = 4000

export type OpenAiConfig = {
  /** May be missing for a server that asks for none; OpenAI itself is then not called at all. */
  apiKey: string | undefined
  /** Any server that speaks OpenAI's chat completions, up to and with `/v1`. OpenAI's own if missing. */
  baseUrl?: string | undefined
  model: string
  clock: Clock
  /** For the whole answer, its second call included. */
  deadlineMs?: number
  /** The longest silence between two chunks. */
  idleMs?: number
  /** See `BaseUrlPolicy`. */
  allowPrivateHosts?: boolean
  /** Replaces the transport, and with it the guard on the base URL. */
  fetch?: typeof globalThis.fetch
}

/**
 * A language model behind OpenAI's chat completions, or any server compatible with them.
 *
 * Never retries a failed call (jobs do, by `AiUnavailable.retryable`); asks a second time only when an answer is
 * malformed. No key, and nothing of a conversation, is in any error it throws.
 */
export function createOpenAiModel(config: OpenAiConfig): ChatModel {
  const { apiKey, baseUrl, model, clock, deadlineMs = 40_000, idleMs = 15_000 } = config
  const client = openClient(config)
  let dialect: Dialect = { format: 'json_schema', streamUsage: true } // a server's refusal is paid for once

  async function answer<T>(request: ModelRequest<T>): Promise<ModelAnswer<T>> {
    request.signal?.throwIfAborted()
    if (!apiKey && !baseUrl) throw new AiUnavailable('no_key')
    const startedAt = clock.now()
    const ask = askFor(request)
    const watchdog = startWatchdog({ deadlineMs, idleMs, signal: request.signal })
    const spent: Tokens[] = []
    const usage = () => {
      const tokens = sum(spent)
      // A server that does not count its tokens leaves the cost unknown, not zero.
      const cost = spent.length > 0 ? costUsd(model, tokens) : null
      return { model, ...tokens, costUsd: cost, latencyMs: clock.now().getTime() - startedAt.getTime() }
    }
    try {
      const value = await untilValid(request, async (messages) => {
        const completion = await ask(messages, watchdog)
        if (completion.tokens) spent.push(completion.tokens)
        return textOf(completion)
      })
      return { value, usage: usage() }
    } catch (error) {
      if (request.signal?.aborted) throw request.signal.reason
      const spentUsage = spent.length > 0 ? { usage: usage() } : {}
      throw new AiUnavailable(reasonOf(error), { cause: causeOf(error, apiKey), ...spentUsage })
    } finally {
      watchdog.stop()
    }
  }

  /** One call, repeated in simpler words for a server that does not understand all of them. */
  function askFor({ schema, schemaName }: ModelRequest<unknown>) {
    const strictSchema = toStrictSchema(schema)
    return async (messages: readonly ModelMessage[], watchdog: Watchdog): Promise<Completion> => {
      for (;;) {
        const spoken = dialect
        const body = bodyIn(spoken, { model, messages, schema: strictSchema, schemaName, store: !baseUrl })
        try {
          const { signal, touch } = watchdog
          return await watchdog.guard(complete({ client, body, signal, onChunk: touch }))
        } catch (error) {
          const simpler = simplerThan(spoken, error)
          if (!simpler) throw error
          dialect = simplest(dialect, simpler)
        } finally {
          watchdog.rest()
        }
      }
    }
  }

  return { answer }
}

/** Asks, and once more with what was wrong. */
async function untilValid<T>(
  { messages, schema }: ModelRequest<T>,
  ask: (messages: readonly ModelMessage[]) => Promise<string>,
): Promise<T> {
  const first = await ask(messages)
  const parsed = parseAnswer(first, schema)
  if (parsed.ok) return parsed.value

  const order = `Your answer was not valid: ${parsed.problem} Answer again, with the valid JSON object alone.`
  const quoted = first.trim().slice(0, quotedCharacters)
  // An empty message of the assistant is itself refused by some servers.
  const said: ModelMessage[] = quoted ? [{ role: 'assistant', content: quoted }] : []
  const second = parseAnswer(await ask([...messages, ...said, { role: 'user', content: order }]), schema)
  if (second.ok) return second.value
  throw new BadAnswer('malformed', `Malformed twice: ${second.problem}`)
}

/** The text of a completion that came to its proper end; half an answer looks just like a whole one. */
function textOf({ content, finishReason, refused }: Completion): string {
  if (refused) throw new BadAnswer('refused', 'The model refused')
  if (finishReason === 'stop') return content
  if (finishReason === 'content_filter') throw new BadAnswer('refused', 'A content filter ended the answer')
  if (finishReason === undefined) throw new BadAnswer('unreachable', 'The stream ended before the answer did')
  throw new BadAnswer('malformed', `The answer ended with "${finishReason}"`)
}

function sum(spent: readonly Tokens[]): Tokens {
  const total = { tokensIn: 0, tokensCached: 0, tokensOut: 0 }
  for (const tokens of spent) {
    total.tokensIn += tokens.tokensIn
    total.tokensCached += tokens.tokensCached
    total.tokensOut += tokens.tokensOut
  }
  return total
}

type ClientConfig = Pick<OpenAiConfig, 'apiKey' | 'baseUrl' | 'deadlineMs' | 'allowPrivateHosts' | 'fetch'>

/** Talks to OpenAI, or through the guard to another server; owes nothing to the environment, and never retries. */
export function openClient({ apiKey, baseUrl, deadlineMs, allowPrivateHosts, fetch }: ClientConfig): OpenAI {
  return new OpenAI({
    apiKey: apiKey || 'none', // the constructor throws without one, and a keyless server ignores it
    baseURL: baseUrl || openAiUrl,
    // Named so that the SDK does not take them from the environment.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: deadlineMs,
    logLevel: 'off', // it would log what it could not parse
    fetch: fetch ?? (baseUrl ? createGuardedFetch({ allowPrivateHosts }) : undefined),
  })
}
