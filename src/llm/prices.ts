/** US dollars per million tokens. */
type Price = { in: number; cached: number; out: number }

/**
 * List prices for the standard tier, from https://openai.com/api/pricing, as published up to June 2026. A price here is
 * an estimate for the coach's overview: discounts, regions and tiers are not in it. What is missing costs "unknown",
 * never zero.
 */
const prices: Record<string, Price> = {
  'gpt-4o': { in: 2.5, cached: 1.25, out: 10 },
  'gpt-4o-mini': { in: 0.15, cached: 0.075, out: 0.6 },
  'gpt-4.1': { in: 2, cached: 0.5, out: 8 },
  'gpt-4.1-mini': { in: 0.4, cached: 0.1, out: 1.6 },
  'gpt-4.1-nano': { in: 0.1, cached: 0.025, out: 0.4 },
  'gpt-5': { in: 1.25, cached: 0.125, out: 10 },
  'gpt-5-mini': { in: 0.25, cached: 0.025, out: 2 },
  'gpt-5-nano': { in: 0.05, cached: 0.005, out: 0.4 },
  'gpt-5.1': { in: 1.25, cached: 0.125, out: 10 },
  'gpt-5.2': { in: 1.75, cached: 0.175, out: 14 },
  'gpt-5.4': { in: 2.5, cached: 0.25, out: 15 },
  'gpt-5.4-mini': { in: 0.75, cached: 0.075, out: 4.5 },
  'gpt-5.4-nano': { in: 0.2, cached: 0.02, out: 1.25 },
  'text-embedding-3-small': { in: 0.02, cached: 0.02, out: 0 },
  'text-embedding-3-large': { in: 0.13, cached: 0.13, out: 0 },
  'text-embedding-ada-002': { in: 0.1, cached: 0.1, out: 0 },
}

export type Tokens = { tokensIn: number; tokensCached: number; tokensOut: number }

/**
 * What the tokens cost in US dollars; null for a model without a price here.
 *
 * @param model a name, dated (`gpt-4o-mini-2024-07-18`) or not; other suffixes are other models
 * @param tokens `tokensCached` are part of `tokensIn`
 */
export function costUsd(model: string, { tokensIn, tokensCached, tokensOut }: Tokens): number | null {
  const name = model.replace(/-\d{4}-\d{2}-\d{2}$/, '')
  const price = Object.hasOwn(prices, name) ? prices[name] : undefined
  if (!price) return null
  return ((tokensIn - tokensCached) * price.in + tokensCached * price.cached + tokensOut * price.out) / 1_000_000
}

/** US dollars per minute of sound, from the same page. */
const minutePrices: Record<string, number> = {
  'whisper-1': 0.006,
  'gpt-4o-transcribe': 0.006,
  'gpt-4o-mini-transcribe': 0.003,
}

/** What writing down so much speech costs in US dollars; null for a model without a price here. */
export function speechCostUsd(model: string, durationMs: number): number | null {
  const name = model.replace(/-\d{4}-\d{2}-\d{2}$/, '')
  const price = Object.hasOwn(minutePrices, name) ? minutePrices[name] : undefined
  return price === undefined ? null : (durationMs / 60_000) * price
}
