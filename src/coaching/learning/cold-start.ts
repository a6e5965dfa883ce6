/** Five invented situations, so that the AI knows something of a coach's way before the first client needs them. */

/** In the order in which they are asked; what the client says in each is a text of ours. */
export const coldSituations = ['cancellation', 'overwhelm', 'self-doubt', 'conflict', 'progress'] as const
export type ColdSituation = (typeof coldSituations)[number]

/** The next that has not been answered; one that was skipped comes again another time. */
export function nextSituation(
  answered: readonly string[],
  after: ColdSituation | undefined,
): ColdSituation | undefined {
  const from = after === undefined ? 0 : coldSituations.indexOf(after) + 1
  return coldSituations.slice(from).find((one) => !answered.includes(one))
}

export function findSituation(name: string): ColdSituation | undefined {
  return coldSituations.find((one) => one === name)
}
