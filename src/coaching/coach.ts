/** What a coach has chosen. */
import { z } from 'zod'
import { copilotSetting } from './copilot/setting.ts'
import { coachRule, coachRuleLimits } from './handoff/rules.ts'
import { storedSensitivity } from './handoff/sensitivity.ts'
import { weeklyHours } from './hours.ts'
import { knowledgeSetting } from './knowledge/setting.ts'
import { mirrorDensities } from './mirrors.ts'

/** auto: the AI answers. copilot: each reply waits as a draft. off: messages go straight to the coach. */
export type CoachMode = 'auto' | 'copilot' | 'off'

const minutes = z.number().int().positive()
/** After how many minutes what happens when nobody comes. */
const reminders = z.object({
  /** None: the coach hears it once. */
  alertMinutes: z.array(minutes),
  resumeMinutes: minutes,
  remindMinutes: minutes.nullable(),
  offerMinutes: minutes,
  handbackMinutes: minutes,
  handsBackItself: z.boolean(),
})
export type Reminders = z.infer<typeof reminders>
export const reminderDefaults: Reminders = {
  alertMinutes: [5, 15],
  resumeMinutes: 60,
  remindMinutes: 30,
  offerMinutes: 60,
  handbackMinutes: 12 * 60,
  handsBackItself: false,
}

/** Every setting has a default, so an empty object is complete. */
export const coachSettings = z.object({
  mirrors: z.enum(mirrorDensities).optional(),
  /** When the coach can be expected to look; without any, always. */
  hours: weeklyHours.optional(),
  reminders: reminders.partial().optional(),
  /** When to bring the human in, or not, by the words of a client. */
  rules: z.array(coachRule).max(coachRuleLimits.rules).optional(),
  /** The rule that was removed last, and where it stood: it can be put back. */
  removedRule: z.object({ rule: coachRule, at: z.number().int().nonnegative() }).optional(),
  /** What each sign counts where no hard rule decides on calling the human. */
  sensitivity: storedSensitivity.optional(),
  /** How the documents are used in answers. */
  knowledge: knowledgeSetting.partial().optional(),
  /** Texts to clients that are left unsaid (coaching/lifecycle.ts). */
  mutedTexts: z.array(z.string()).optional(),
  /** Are clients told what was noted of them, and asked whether it is right? */
  receipts: z.boolean().optional(),
  /** Does what works for this coach count, without a word of anyone, towards what is told to others' clones? */
  sharesPatterns: z.boolean().optional(),
  /** Is what the coach has said nothing of for a week used all the same? */
  learnsUnread: z.boolean().optional(),
  /** Are they told once a week what was learned? */
  tellsWeekly: z.boolean().optional(),
  /** What becomes of a draft that nobody decides, and when the AI may send alone. Whether it is on is the coach's mode. */
  copilot: copilotSetting.partial().optional(),
  /** ISO 3166, two letters: whose help lines clients are shown who have not said where they are. */
  country: z.string().length(2).optional(),
})
export type CoachSettings = z.infer<typeof coachSettings>
