/** A cut is moved to a silence by this much of a part at most. */
const slack = 0.25

/**
 * Where to cut a recording into parts of about the same length, none longer than `partMs`: in a silence where there is one
 * near, so that no word is cut in two.
 *
 * @param silencesMs middles of silences, in order
 */
export function cutsFor(durationMs: number, silencesMs: readonly number[], partMs: number): number[] {
  const cuts: number[] = []
  for (let from = 0; durationMs - from > partMs; from = cuts.at(-1) ?? durationMs) {
    const latest = from + partMs
    const silence = silencesMs.findLast((at) => at <= latest && at >= latest - partMs * slack)
    cuts.push(Math.round(silence ?? latest))
  }
  return cuts
}
