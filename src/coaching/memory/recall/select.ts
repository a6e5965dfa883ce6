/** What of the found is shown, within a token budget. */
import type { Recollection } from './recollection.ts'

/** What a line takes beside its text: its date and who said it. */
const tokensOfHead = 10

/**
 * The best that fit, in the order they were said. Each whole or not at all: half a message may say the opposite. A long one that
 * does not fit leaves its place to those behind it.
 *
 * @param found best first
 */
export function selectRecollections(found: readonly Recollection[], budgetTokens: number): Recollection[] {
  let left = budgetTokens
  const shown = found.filter(({ tokenCount }) => {
    const cost = tokenCount + tokensOfHead
    if (cost > left) return false
    left -= cost
    return true
  })
  return shown.sort((one, other) => one.at.getTime() - other.at.getTime())
}
