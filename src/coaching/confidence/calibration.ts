/**
 * From what the AI claims to what it keeps: how often, for this coach, answers of such a confidence turned out well.
 *
 * A logistic curve over the claim's log-odds with two parameters (Platt, 1999, with a slope of at least `leastSlope`, so
 * that a higher claim never counts for less). It is the most likely one given all outcomes together with `priorOutcomes`
 * imagined ones in which the claim was right: without outcomes it changes nothing, and a few move it little. Pure, and a
 * function of the outcomes alone, in whatever order and however often it is computed.
 */

/** calibrated = 1 / (1 + exp(-(intercept + slope * log-odds of the claim))); `n` outcomes stand behind it. */
export type Calibration = { intercept: number; slope: number; n: number }

/** One answer's claim, and how it went. A weight below 1 is an outcome that says less. */
export type Outcome = { raw: number; isGood: boolean; weight: number }

/** The start, and how much evidence it takes to outweigh it. */
export const priorOutcomes = 20
export const prior: Calibration = { intercept: 0, slope: 1, n: 0 }

const leastSlope = 0.2
/** A claim of 0 or 1 has no log-odds. */
const nearest = 0.001
const stepsAtMost = 100
const smallestStep = 1e-10

/** Imagined outcomes over the whole range of claims, each as often good as it claims: their best curve is the identity. */
const imagined: readonly Point[] = Array.from({ length: priorOutcomes }, (_, at) => {
  const claim = (at + 0.5) / priorOutcomes
  return { x: logOdds(claim), good: claim, weight: 1 }
})

/** `good` of `weight` outcomes at the log-odds `x`, as a share. */
type Point = { x: number; good: number; weight: number }

/** @param outcomes any order */
export function refit(outcomes: readonly Outcome[]): Calibration {
  const n = Math.round(outcomes.reduce((sum, { weight }) => sum + weight, 0) * 100) / 100
  if (n === 0) return prior
  const points = [...imagined, ...gathered(outcomes)]
  const free = climb(points, { intercept: prior.intercept, slope: prior.slope }, true)
  const curve = free.slope >= leastSlope ? free : climb(points, { intercept: 0, slope: leastSlope }, false)
  return { ...curve, n }
}

/** @param raw 0 to 1. @returns 0 to 1, to three places */
export function calibrate({ intercept, slope }: Calibration, raw: number): number {
  return Math.round(sigmoid(intercept + slope * logOdds(raw)) * 1_000) / 1_000
}

/** Outcomes of the same claim, to two places, are one point: the sums do not depend on their order. */
function gathered(outcomes: readonly Outcome[]): Point[] {
  const byClaim = Map.groupBy(outcomes, ({ raw }) => Math.round(raw * 100))
  return [...byClaim]
    .sort(([one], [other]) => one - other)
    .map(([claim, same]) => {
      const weights = same.map(({ weight }) => weight).sort((one, other) => one - other)
      const goods = same.filter(({ isGood }) => isGood).map(({ weight }) => weight)
      const weight = sumOf(weights)
      return { x: logOdds(claim / 100), good: sumOf(goods.sort((one, other) => one - other)) / weight, weight }
    })
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

type Curve = { intercept: number; slope: number }

/** Newton's steps to the most likely curve; the likelihood has one summit. A step that would lead down is halved. */
function climb(points: readonly Point[], from: Curve, isSlopeFree: boolean): Curve {
  let curve = from
  for (let step = 0; step < stepsAtMost; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0]
    for (const { x, good, weight } of points) {
      const p = sigmoid(curve.intercept + curve.slope * x)
      const curvature = weight * p * (1 - p)
      g0 += weight * (good - p)
      g1 += weight * (good - p) * x
      h00 += curvature
      h01 += curvature * x
      h11 += curvature * x * x
    }
    const determinant = h00 * h11 - h01 * h01
    const move = isSlopeFree
      ? { intercept: (h11 * g0 - h01 * g1) / determinant, slope: (h00 * g1 - h01 * g0) / determinant }
      : { intercept: g0 / h00, slope: 0 }
    const next = uphill(points, curve, move)
    if (Math.abs(next.intercept - curve.intercept) + Math.abs(next.slope - curve.slope) < smallestStep) return next
    curve = next
  }
  return curve
}

function uphill(points: readonly Point[], from: Curve, move: Curve): Curve {
  const height = likelihood(points, from)
  for (let share = 1; share > smallestStep; share /= 2) {
    const next = { intercept: from.intercept + share * move.intercept, slope: from.slope + share * move.slope }
    if (likelihood(points, next) >= height) return next
  }
  return from
}

function likelihood(points: readonly Point[], { intercept, slope }: Curve): number {
  return points.reduce((sum, { x, good, weight }) => {
    const z = intercept + slope * x
    // log(1 + e^z) without an overflow
    return sum + weight * (good * z - Math.max(z, 0) - Math.log1p(Math.exp(-Math.abs(z))))
  }, 0)
}

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z))
}

function logOdds(share: number): number {
  const inside = Math.min(1 - nearest, Math.max(nearest, share))
  return Math.log(inside / (1 - inside))
}
