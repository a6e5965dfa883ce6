/** `/reminders`: how soon the coach hears again of a client who waits. */
import type { Context } from 'grammy'
import { type ReminderPreset, reminderPresetNames } from '../../coaching/handoff/reminder-presets.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { MemberAddress } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { renderReminders } from '../rendering/reminders.ts'
import type { Screen, SettingScreens } from './setting-screen.ts'

type Deps = {
  practices: Pick<Practices, 'getPractice' | 'setReminders'>
  screens: SettingScreens
  texts: Texts
}
export type ReminderSetting = ReturnType<typeof createReminderSetting>

export function createReminderSetting({ practices, screens, texts }: Deps) {
  return {
    onCommand: async (member: MemberAddress): Promise<void> => screens.send(member, await show(member)),

    /** @returns what the tap is answered with */
    onTap(ctx: Context, subject: string): Promise<TextKey | undefined> {
      return screens.onTap(ctx, async (member) => {
        const change = changeOf(subject)
        if (!change) return undefined
        await practices.setReminders(member.coachId, change, member.member.id)
        return show(member)
      })
    },
  }

  async function show({ coachId, language }: MemberAddress): Promise<Screen> {
    const { reminders } = await practices.getPractice(coachId)
    return renderReminders(reminders, language, texts)
  }
}

function changeOf(subject: string): { preset: ReminderPreset } | { handsBackItself: boolean } | undefined {
  if (subject === 'itself' || subject === 'ask') return { handsBackItself: subject === 'itself' }
  const preset = reminderPresetNames.find((name) => name === subject)
  return preset && { preset }
}
