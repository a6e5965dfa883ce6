/** How well a judgement among a few classes agrees with what was coded. */

export type Judged<K extends string> = { coded: K; judged: K }

/** 0 for a class that is never judged nor coded. */
export function f1<K extends string>(pairs: readonly Judged<K>[], kind: K): number {
  const right = pairs.filter(({ coded, judged }) => coded === kind && judged === kind).length
  const wrong = pairs.filter(({ coded, judged }) => (coded === kind) !== (judged === kind)).length
  return right === 0 ? 0 : (2 * right) / (2 * right + wrong)
}

/** Every class counts the same, however rare. */
export function macroF1<K extends string>(pairs: readonly Judged<K>[], kinds: readonly K[]): number {
  return kinds.reduce((sum, kind) => sum + f1(pairs, kind), 0) / kinds.length
}

export function accuracy<K extends string>(pairs: readonly Judged<K>[]): number {
  return pairs.filter(({ coded, judged }) => coded === judged).length / pairs.length
}
