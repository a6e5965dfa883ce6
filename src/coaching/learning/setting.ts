/** What a coach decides about being learned from. */
import type { CoachSettings } from '../coach.ts'

export type LearningSetting = {
  /** What they have said nothing of for a week is used all the same. */
  learnsUnread: boolean
  /** What works for them counts, without a word of anyone, towards what is told to other coaches' clones. */
  sharesPatterns: boolean
  /** Once a week they are told what was learned. */
  tellsWeekly: boolean
}

export function learningSettingOf({
  learnsUnread = false,
  sharesPatterns = true,
  tellsWeekly = true,
}: CoachSettings): LearningSetting {
  return { learnsUnread, sharesPatterns, tellsWeekly }
}

/** So long a coach has to say something of what is learned, where silence is consent. */
export const unreadAfterMs = 7 * 24 * 3_600_000
