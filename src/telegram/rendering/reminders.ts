/** What a coach sees of their reminders: one line for each, and the sets to choose from. */
import type { Reminders } from '../../coaching/coach.ts'
import { presetOf, reminderPresetNames } from '../../coaching/handoff/reminder-presets.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { ReplyButton } from '../replies.ts'

export function renderReminders(
  reminders: Reminders,
  language: string,
  texts: Texts,
): { text: string; buttons: ReplyButton[][] } {
  const { alertMinutes, resumeMinutes, remindMinutes, offerMinutes, handbackMinutes, handsBackItself } = reminders
  const say = (key: TextKey, params: Record<string, string | number> = {}) => texts.render(language, key, params)
  const list = new Intl.ListFormat(language, { type: 'conjunction' })
  const hours = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(handbackMinutes / 60)
  const waiting = [
    alertMinutes.length > 0
      ? say('reminders-alerts', { minutes: list.format(alertMinutes.map(String)) })
      : say('reminders-no-alerts'),
    say('reminders-resume', { minutes: resumeMinutes }),
  ]
  const leading = [
    remindMinutes === null ? say('reminders-no-remind') : say('reminders-remind', { minutes: remindMinutes }),
    say('reminders-offer', { minutes: offerMinutes }),
    say(handsBackItself ? 'reminders-hands-back' : 'reminders-asks-back', { hours }),
  ]
  const now = presetOf(reminders)
  const presets = reminderPresetNames.map((name): ReplyButton => {
    const params = { mark: name === now ? '✓ ' : '' }
    return { key: `reminders-${name}-button`, params, action: 'set_reminders', subject: name }
  })
  return {
    text: [
      say('reminders-waiting'),
      ...waiting,
      '',
      say('reminders-leading'),
      ...leading,
      '',
      say('reminders-fixed'),
    ].join('\n'),
    buttons: [
      presets.slice(0, 2),
      presets.slice(2),
      [
        handsBackItself
          ? { key: 'reminders-ask-button', action: 'set_reminders', subject: 'ask' }
          : { key: 'reminders-itself-button', action: 'set_reminders', subject: 'itself' },
      ],
    ],
  }
}
