/** How the client feels, by words, and whether that is unlike them. */
import { findMatches } from '../../phrases/phrase-index.ts'
import { despairBelow } from '../weights.ts'
import { isDenied, isReported, type Reading } from './reading.ts'

/** A denied feeling is its opposite, but weaker: "not good" is mildly bad. */
const denied = -0.6
const strengthened = 1.3
const weakened = 0.6
/** So many earlier values say what is usual for a client. */
const usualFrom = 5
/** A fall counts when it is as large as this, and unusual in this client's own ups and downs. */
const smallestFall = 0.5
const deviations = 2
/** Whoever still feels this well has not fallen, however high they were. */
const unwellBelow = -0.3

/** @returns the mean of the feelings named, -1 to 1; undefined when none is */
export function readFeelings(reading: Reading): number | undefined {
  const { words, lexicon, spans } = reading
  const found = findMatches(lexicon.feelings, words)
    // Of two phrases at one place the longer is what was said: "not good enough" is no "good".
    .filter(
      (one, _at, all) =>
        !all.some(
          (other) =>
            other !== one && other.from <= one.from && other.to >= one.to && other.to - other.from > one.to - one.from,
        ),
    )
    .filter((match) => !isReported(match, reading))
    .map((match) => {
      const isRight = ({ to }: { to: number }) => to === match.from
      const force = spans('stronger').some(isRight) ? strengthened : spans('weaker').some(isRight) ? weakened : 1
      return match.value * force * (isDenied(match, reading) ? denied : 1)
    })
  if (found.length === 0) return undefined
  const mean = found.reduce((sum, value) => sum + value, 0) / found.length
  return Math.max(-1, Math.min(1, mean))
}

const emojis: readonly (readonly [RegExp, number])[] = [
  [/😭|💔|😱|😖|😩|😫|🤬/gu, -0.8],
  [/😢|😞|😔|😟|😰|😡|😠|🙁|☹|😥|😓/gu, -0.6],
  [/🙂|👍|😌|🙏/gu, 0.4],
  [/😀|😃|😄|😁|😊|🥰|😍|🎉|❤|🥳|💪/gu, 0.8],
]

/** @returns -1 to 1; undefined without one that says how someone feels */
export function readEmojis(text: string): number | undefined {
  const found = emojis.flatMap(([pattern, value]) => Array.from(text.matchAll(pattern), () => value))
  return found.length === 0 ? undefined : found.reduce((sum, value) => sum + value, 0) / found.length
}

export type Trend = {
  /** The mean of this client's earlier messages; null while there are too few. */
  usual: number | null
  n: number
  isFall: boolean
}

/** @param earlier this client's values before, any order */
export function trendOf(now: number, earlier: readonly number[]): Trend {
  const n = earlier.length
  if (n < usualFrom) return { usual: null, n, isFall: false }
  const usual = earlier.reduce((sum, value) => sum + value, 0) / n
  const deviation = Math.sqrt(earlier.reduce((sum, value) => sum + (value - usual) ** 2, 0) / (n - 1))
  const isFall = now < unwellBelow && now <= usual - Math.max(smallestFall, deviations * deviation)
  return { usual: rounded(usual), n, isFall }
}

/** Worse than an AI should answer alone: despair, or far below what is usual for this client. */
export function sentimentScore(now: number, trend: Trend): number {
  return now < despairBelow || trend.isFall ? 1 : 0
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
