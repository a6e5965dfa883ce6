/** What measuring commands have in common: the rows they report, how these are printed, and the arithmetic behind them. */

/** One line of a report. `against` is what stood beside the value in the same run, in the same unit. */
export type Figure = {
  metric: string
  value: number
  unit: string
  against: number | null
  ratio: number | null
  goal: number | null
  /** Is the goal met? True where there is none. */
  ok: boolean
}

type Rest = {
  against?: number
  /** For the ratio where there is something to compare with, else for the value. */
  atLeast?: number
  atMost?: number
}

export function figure(metric: string, value: number, unit: string, rest: Rest = {}): Figure {
  const { against, atLeast, atMost } = rest
  const ratio = against === undefined ? undefined : value / against
  const judged = ratio ?? value
  // What could not be measured meets no goal.
  const isMet =
    (atLeast === undefined && atMost === undefined) ||
    (judged >= (atLeast ?? Number.NEGATIVE_INFINITY) && judged <= (atMost ?? Number.POSITIVE_INFINITY))
  return {
    metric,
    value: rounded(value),
    unit,
    against: against === undefined ? null : rounded(against),
    ratio: ratio === undefined ? null : rounded(ratio),
    goal: atLeast ?? atMost ?? null,
    ok: isMet,
  }
}

/**
 * The value that `share` of the others do not exceed (nearest rank), so one that was measured.
 *
 * @param share above 0, at most 1
 * @returns NaN for no values at all
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/**
 * Between which values the difference of two percentiles lies in 95 of 100 drawings of as many values from the ones that were
 * measured (percentile bootstrap; Efron, "Bootstrap methods", Annals of Statistics 7, 1979).
 *
 * @param share as in `percentile`
 */
export function percentileDifferenceRange(
  values: readonly number[],
  others: readonly number[],
  share: number,
  { drawings = 2_000, seed = 1 } = {},
): { from: number; to: number } {
  const random = createRandom(seed)
  const drawn = (from: readonly number[]) => from.map(() => from[Math.floor(random() * from.length)] ?? Number.NaN)
  const differences = Array.from(
    { length: drawings },
    () => percentile(drawn(values), share) - percentile(drawn(others), share),
  )
  return { from: percentile(differences, 0.025), to: percentile(differences, 0.975) }
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

/** A table for people, or one JSON object on the last line. */
export function printReport(name: string, rows: readonly Figure[], { json, seed }: { json: boolean; seed?: number }) {
  if (json) console.log(JSON.stringify({ name, ...(seed !== undefined && { seed }), rows }))
  else console.table(rows.map(({ ok, ...row }) => ({ ...withoutNulls(row), ...(row.goal !== null && { ok }) })))
}

/** What a measuring process says to the one that started it: rows, as the last line of its output. */
export function readRows(output: string): Figure[] {
  const last = output.trimEnd().split('\n').at(-1) ?? ''
  return (JSON.parse(last) as { rows: Figure[] }).rows
}

/** @throws {RangeError} naming the option and what it should be */
export function wholeNumber(option: string, text: string, { atLeast = 1 } = {}): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < atLeast)
    throw new RangeError(`--${option} must be a whole number of ${atLeast} or more, not "${text}"`)
  return value
}

/** Numbers in [0, 1) that follow from the seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}

function withoutNulls(row: Record<string, unknown>) {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
}
