/** Whole numbers by name that are added to and taken from. What falls to nothing goes, so that the way back leads to the same. */
import type { Success, Tried } from './approach.ts'
import { compared } from './order.ts'

export type Counts<Key extends string = string> = Partial<Record<Key, number>>

/** Learned, or taken back. */
export type Sign = 1 | -1

/** @throws {RangeError} where less would be left than nothing: it was never added */
export function added(count: number, by: number): number {
  const sum = count + by
  if (sum < 0) throw new RangeError('more is taken back than was learned')
  return sum
}

/** Each of the keys once more, or once less. */
export function addedTo<Key extends string>(counts: Counts<Key>, keys: readonly Key[], sign: Sign): Counts<Key> {
  const changed = { ...counts }
  for (const key of keys) {
    const count = added(changed[key] ?? 0, sign)
    if (count > 0) changed[key] = count
    else delete changed[key]
  }
  return changed
}

/** What stands at the keys is changed; where nothing is left the key goes. */
export function changedAt<Key extends string, Value>(
  record: Partial<Record<Key, Value>>,
  keys: readonly Key[],
  change: (before: Value | undefined) => Value | undefined,
): Partial<Record<Key, Value>> {
  const changed = { ...record }
  for (const key of keys) {
    const value = change(changed[key])
    if (value === undefined) delete changed[key]
    else changed[key] = value
  }
  return changed
}

export function triedOnce(before: Tried | undefined, success: Success | undefined, sign: Sign): Tried | undefined {
  const { used, known, worked } = before ?? { used: 0, known: 0, worked: 0 }
  const after = {
    used: added(used, sign),
    known: added(known, success === undefined ? 0 : sign),
    worked: added(worked, success === 1 ? sign : 0),
  }
  return after.used > 0 ? after : undefined
}

/** Names with their counts, the largest first, of equals in the order of the alphabet. */
export function byCount<Key extends string>(counts: Counts<Key>): [Key, number][] {
  return (Object.entries(counts) as [Key, number][]).sort(
    ([one, count], [other, otherCount]) => otherCount - count || compared(one, other),
  )
}
