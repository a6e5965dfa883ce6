/** How soon and how often the coach is reminded: a few sets to choose from. Danger has reminders of its own. */
import { type CoachSettings, type Reminders, reminderDefaults } from '../coach.ts'

export const reminderPresetNames = ['sooner', 'usual', 'later', 'none'] as const
export type ReminderPreset = (typeof reminderPresetNames)[number]

const chosen = ['alertMinutes', 'resumeMinutes', 'remindMinutes', 'offerMinutes'] as const
type Preset = Pick<Reminders, (typeof chosen)[number]>

const { alertMinutes, resumeMinutes, remindMinutes, offerMinutes } = reminderDefaults
const presets: Record<ReminderPreset, Preset> = {
  sooner: { alertMinutes: [2, 5, 10], resumeMinutes: 30, remindMinutes: 10, offerMinutes: 30 },
  usual: { alertMinutes, resumeMinutes, remindMinutes, offerMinutes },
  later: { alertMinutes: [15, 45], resumeMinutes: 120, remindMinutes: 60, offerMinutes: 120 },
  /** The client still gets an end: the AI resumes, or is offered. */
  none: { alertMinutes: [], resumeMinutes, remindMinutes: null, offerMinutes },
}

/** Which of the sets it is, if one; what else is set about reminders does not count. */
export function presetOf(reminders: Reminders): ReminderPreset | undefined {
  const same = (preset: Preset) => chosen.every((name) => String(preset[name]) === String(reminders[name]))
  return reminderPresetNames.find((name) => same(presets[name]))
}

/** What a coach has set, with one of the sets in place of the minutes; the usual ones are not stored. */
export function withPreset(set: CoachSettings['reminders'], name: ReminderPreset): CoachSettings['reminders'] {
  const rest = Object.fromEntries(Object.entries(set ?? {}).filter(([key]) => !chosen.some((one) => one === key)))
  return { ...rest, ...(name === 'usual' ? {} : presets[name]) }
}
