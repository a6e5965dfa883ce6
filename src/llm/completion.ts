import type OpenAI from 'openai'
import type { ChatCompletion, ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import { BadAnswer } from './failure.ts'
import type { Tokens } from './prices.ts'

/** Far beyond any reply, and small enough to hold. */
const maxCharacters = 200_000

export type Completion = {
  content: string
  /** Undefined when the stream ended without one: what came before it may be half an answer. */
  finishReason: string | undefined
  refused: boolean
  /** Undefined when the server did not say. */
  tokens: Tokens | undefined
}

type Call = {
  client: OpenAI
  body: ChatCompletionCreateParamsStreaming
  signal: AbortSignal
  onChunk: () => void
}

/**
 * One call, read to its end. Decides nothing about the answer, except that it is one: a web page where a stream should
 * be (a proxy, a wrong base URL) is a `BadAnswer`. A server that answers at once instead of streaming is fine.
 */
export async function complete({ client, body, signal, onChunk }: Call): Promise<Completion> {
  const { data: stream, response } = await client.chat.completions.create(body, { signal }).withResponse()
  const type = response.headers.get('content-type') ?? 'text/event-stream'
  if (type.includes('json')) return fromWhole(await response.text())
  if (!type.includes('text/event-stream')) {
    stream.controller.abort()
    throw new BadAnswer('malformed', `The server sent ${type.split(';')[0]} where a stream should be`)
  }

  const completion: Completion = { content: '', finishReason: undefined, refused: false, tokens: undefined }
  for await (const chunk of stream) {
    onChunk()
    const choice = chunk.choices?.[0]
    completion.content += choice?.delta?.content ?? ''
    if (choice?.delta?.refusal) completion.refused = true
    completion.finishReason ??= choice?.finish_reason ?? undefined
    if (chunk.usage) completion.tokens = tokensOf(chunk.usage)
    if (completion.content.length > maxCharacters) throw new BadAnswer('malformed', 'The answer does not end')
  }
  return completion
}

function fromWhole(text: string): Completion {
  let whole: Partial<ChatCompletion> | null
  try {
    whole = JSON.parse(text)
  } catch {
    throw new BadAnswer('malformed', 'The server sent JSON that is none')
  }
  const choice = whole?.choices?.[0]
  if (!choice) throw new BadAnswer('malformed', 'The server sent JSON that is no completion')
  return {
    content: choice.message?.content ?? '',
    finishReason: choice.finish_reason ?? undefined,
    refused: Boolean(choice.message?.refusal),
    tokens: whole?.usage ? tokensOf(whole.usage) : undefined,
  }
}

function tokensOf(usage: OpenAI.CompletionUsage): Tokens {
  return {
    tokensIn: usage.prompt_tokens ?? 0,
    tokensCached: usage.prompt_tokens_details?.cached_tokens ?? 0,
    tokensOut: usage.completion_tokens ?? 0,
  }
}
