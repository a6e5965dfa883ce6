/** How long a text is for a model, and how rare its words are. */
import { createRequire } from 'node:module'
import type { GptEncoding } from 'gpt-tokenizer/GptEncoding'

type Tokenizer = Pick<GptEncoding, 'countTokens' | 'encode'>

/** A longer run without a space is no word of any language, and the tokenizer's time grows with its square. */
const longestRun = 400
const longRun = new RegExp(`\\S{${longestRun + 1}}`, 'u')
/** What looks like a special token is text like any other. */
const asText = { disallowedSpecial: new Set<string>() }

/** Read at the first count: the ranks of 200,000 tokens take a third of a second, which no start should wait for. */
let loaded: Tokenizer | undefined
const require = createRequire(import.meta.url)

/**
 * Tokens of the chat models since GPT-4o (o200k_base); for the embedding models, which count otherwise (cl100k_base), a good
 * estimate. A run of over 400 characters without a space is counted in pieces: up to one token too many for each.
 */
export function countTokens(text: string): number {
  const { countTokens: count } = tokenizer()
  if (text.length <= longestRun || !longRun.test(text)) return count(text, asText)
  let tokens = 0
  for (let from = 0; from < text.length; from += longestRun)
    tokens += count(text.slice(from, from + longestRun), asText)
  return tokens
}

/** Ids below are of single letters and the commonest syllables, and say nothing of a word. */
const commonest = 300
const rarest = 200_000

/**
 * How rare a word is, from 0.1 (the, que, und) to 1. Byte pairs are merged in the order of their frequency: the id of a word's
 * token is about its rank in what the tokenizer was made from, in any language, and what takes several tokens is rare.
 */
export function rarityOf(word: string): number {
  const [id = rarest, ...more] = tokenizer().encode(` ${word}`, asText)
  if (more.length > 0) return 1
  return Math.max(0.1, Math.min(1, Math.log(id / commonest) / Math.log(rarest / commonest)))
}

function tokenizer(): Tokenizer {
  loaded ??= require('gpt-tokenizer/encoding/o200k_base') as Tokenizer
  return loaded
}
