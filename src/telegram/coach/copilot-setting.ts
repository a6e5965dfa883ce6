/** `/copilot` in private: does every reply of the AI's wait for the coach, how long, what then, and when may it send alone? */
import type { Context } from 'grammy'
import { draftEnds, draftWaits, rungCounts, type CopilotSetting as Setting } from '../../coaching/copilot/setting.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { MemberAddress } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { Screen, SettingScreens } from './setting-screen.ts'

type Deps = { practices: Pick<Practices, 'getPractice' | 'setCopilot'>; screens: SettingScreens; texts: Texts }
export type CopilotSetting = ReturnType<typeof createCopilotSetting>

/** A tap's word for how many unchanged drafts are asked for. */
const countWords = ['three', 'five', 'ten'] as const

export function createCopilotSetting({ practices, screens, texts }: Deps) {
  return {
    onCommand: async (member: MemberAddress): Promise<void> => screens.send(member, await screen(member)),

    /** @returns what the tap is answered with */
    onTap(ctx: Context, subject: string): Promise<TextKey | undefined> {
      return screens.onTap(ctx, async (member) => {
        const change = changeOf(subject)
        if (!change) return undefined
        await practices.setCopilot(member.coachId, change, member.member.id)
        return screen(member)
      })
    },
  }

  async function screen({ coachId, language }: MemberAddress): Promise<Screen> {
    const { mode, copilot } = await practices.getPractice(coachId)
    const isOn = mode === 'copilot'
    const say = (key: TextKey, params = {}) => texts.render(language, key, params)
    const button = (key: TextKey, subject: string, isSet: boolean, params = {}) => ({
      ...{ key, action: 'set_copilot' as const, subject },
      params: { ...params, mark: isSet ? '✓ ' : '' },
    })
    return {
      text: [
        say(isOn ? 'copilot-is-on' : 'copilot-is-off'),
        say(`copilot-wait-${copilot.wait}`),
        say(`copilot-end-${copilot.end}`),
        say('copilot-earns', { count: copilot.unchanged }),
        say('copilot-how'),
      ].join('\n\n'),
      buttons: [
        [button(isOn ? 'copilot-off-button' : 'copilot-on-button', isOn ? 'off' : 'on', false)],
        draftWaits.map((wait) => button(`copilot-wait-${wait}-button`, wait, copilot.wait === wait)),
        draftEnds.map((end) => button(`copilot-end-${end}-button`, end, copilot.end === end)),
        rungCounts.map((count, at) =>
          button('copilot-count-button', countWords[at] ?? 'five', copilot.unchanged === count, { count }),
        ),
      ],
    }
  }
}

function changeOf(subject: string): { isOn: boolean } | Partial<Setting> | undefined {
  if (subject === 'on' || subject === 'off') return { isOn: subject === 'on' }
  const wait = draftWaits.find((one) => one === subject)
  if (wait) return { wait }
  const end = draftEnds.find((one) => one === subject)
  if (end) return { end }
  const unchanged = rungCounts[countWords.findIndex((word) => String(word) === subject)]
  return unchanged === undefined ? undefined : { unchanged }
}
