/** How long a text is for a model. */
import { createRequire } from 'node:module'
import type { GptEncoding } from 'gpt-tokenizer/GptEncoding'

type Count = Pick<GptEncoding, 'countTokens'>['countTokens']

/** A longer run without a space is no word of any language, and the tokenizer's time grows with its square. */
const longestRun = 400
const longRun = new RegExp(`\\S{${longestRun + 1}}`, 'u')
/** What looks like a special token is text like any other. */
const asText = { disallowedSpecial: new Set<string>() }

/** Read at the first count: the ranks of 200,000 tokens take a third of a second, which no start should wait for. */
let count: Count | undefined
const require = createRequire(import.meta.url)

/**
 * Tokens of the chat models since GPT-4o (o200k_base); for the embedding models, which count otherwise (cl100k_base), a good
 * estimate. A run of over 400 characters without a space is counted in pieces: up to one token too many for each.
 */
export function countTokens(text: string): number {
  count ??= (require('gpt-tokenizer/encoding/o200k_base') as { countTokens: Count }).countTokens
  if (text.length <= longestRun || !longRun.test(text)) return count(text, asText)
  let tokens = 0
  for (let from = 0; from < text.length; from += longestRun)
    tokens += count(text.slice(from, from + longestRun), asText)
  return tokens
}
