/** How much of a draft is left in what went out. */

/** From here on a change is a light one: a word or a clause, the answer is the same. */
export const lightShare = 0.8

/**
 * The share of words that both have, in any order: twice what they have in common, by what both have together (the Dice
 * coefficient of two bags of words, as wide as an edit may add or take away).
 *
 * @returns 0 to 1; 1 for two texts without a word
 */
export function wordsKept(draft: string, sent: string): number {
  const [before, after] = [wordsOf(draft), wordsOf(sent)]
  if (before.length + after.length === 0) return 1
  const left = new Map<string, number>()
  for (const word of before) left.set(word, (left.get(word) ?? 0) + 1)
  let common = 0
  for (const word of after) {
    const count = left.get(word) ?? 0
    if (count === 0) continue
    left.set(word, count - 1)
    common += 1
  }
  return (2 * common) / (before.length + after.length)
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
