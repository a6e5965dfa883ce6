/** How long a turn waits for the rest of what the client is writing. */

/** After a finished sentence, after a fragment, and at most since the oldest unanswered message (design figures). */
export const sentenceWaitMs = 1_500
export const fragmentWaitMs = 5_000
export const longestWaitMs = 20_000
/**
 * A reply to a fragment is not sent before this long after it, shown as typing: people who write in pieces pause for up to
 * 8 s, and a model usually takes the difference anyway.
 */
export const fragmentGraceMs = 8_500

/** Replies dropped at most this often in a row since the client wrote on; then one goes out and the rest gets its own turn. */
export const restartsAtMost = 2

/** Ends as a sentence does: with a mark, a closing bracket or quote after one, or an emoji. */
export function isFinishedSentence(text: string): boolean {
  return /(?:[.!?…。！？؟।]["'”’»)\]]*|\p{Extended_Pictographic}[\u{FE0F}\u{1F3FB}-\u{1F3FF}\u{200D}]*)\s*$/u.test(text)
}

/**
 * When the turn is due that a message at `now` belongs to, having waited since `waitingSince`.
 *
 * @param outran the client wrote on after a turn had begun: their pauses are longer than the wait for a fragment
 * @param isUrgent words that may mean danger: the rest of a sentence is not waited for
 */
export function turnDueAt(
  text: string,
  now: Date,
  waitingSince: Date,
  { outran = false, isUrgent = false }: { outran?: boolean; isUrgent?: boolean } = {},
): Date {
  const fragmentWait = outran ? fragmentGraceMs : fragmentWaitMs
  const wait = isUrgent || isFinishedSentence(text) ? sentenceWaitMs : fragmentWait
  return new Date(Math.min(now.getTime() + wait, waitingSince.getTime() + longestWaitMs))
}

/** The earliest moment a reply may go out, given the newest message it answers. */
export function replyNotBefore(lastText: string, lastSentAt: Date, waitingSince: Date, now: Date): Date {
  if (isFinishedSentence(lastText)) return now
  // Telegram's clock may be ahead of ours.
  const since = Math.min(lastSentAt.getTime(), now.getTime())
  const grace = Math.min(since + fragmentGraceMs, waitingSince.getTime() + longestWaitMs)
  return new Date(Math.max(now.getTime(), grace))
}
