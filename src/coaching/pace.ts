/** The group's pace: a share for mirrors, so that alerts and answers find room under Telegram's limit. */

/** Telegram takes about 20 messages a minute in a group, all topics together. Mirrors wait beyond this many of them. */
export const mirrorsBelow = 16
const windowMs = 60_000

/**
 * When a message to a group may go.
 *
 * @param taken when messages went to the group, or will go since they were given their time; epoch ms, in order
 * @param waits false for what never waits, and yet counts
 * @returns its time, `now` or later: the first moment at which fewer than `mirrorsBelow` lie in the minute before; and
 *   `taken` with it, without what no longer counts
 */
export function paceToGroup(
  taken: readonly number[],
  now: Date,
  { waits }: { waits: boolean },
): { goAt: Date; taken: number[] } {
  const counting = taken.filter((at) => at > now.getTime() - windowMs)
  const blocking = waits ? counting.at(-mirrorsBelow) : undefined
  const goAt = Math.max(now.getTime(), blocking === undefined ? 0 : blocking + windowMs)
  return { goAt: new Date(goAt), taken: [...counting, goAt].sort((one, other) => one - other) }
}
