/** How long and how often the services behind a document are asked, and when it is given up. */

/** After each attempt in which nothing got further; the last one is followed by none. */
const backOffMinutes = [1, 5, 15, 60, 180]
const minuteMs = 60_000

export const attemptsAtMost = backOffMinutes.length + 1

/**
 * @param attempts that have been made, this one among them
 * @returns undefined when that is enough
 */
export function nextAttemptAt(attempts: number, now: Date): Date | undefined {
  const minutes = backOffMinutes[attempts - 1]
  return minutes === undefined ? undefined : new Date(now.getTime() + minutes * minuteMs)
}

/** Past this a document has failed, whatever it is doing: a coach who sends 300 recordings in the evening has them by the next. */
export const documentDeadlineMs = 24 * 60 * minuteMs

/** What is to be read anew for another model, and was given up, is tried again then. */
export const lookAgainMs = 60 * minuteMs
