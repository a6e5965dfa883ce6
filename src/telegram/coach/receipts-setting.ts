/** `/receipts`: are clients asked whether what was noted of them is right? */
import type { Context } from 'grammy'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { MemberAddress } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { Screen, SettingScreens } from './setting-screen.ts'

type Deps = { practices: Pick<Practices, 'getPractice' | 'setReceipts'>; screens: SettingScreens; texts: Texts }
export type ReceiptsSetting = ReturnType<typeof createReceiptsSetting>

export function createReceiptsSetting({ practices, screens, texts }: Deps) {
  return {
    onCommand: async (member: MemberAddress): Promise<void> => screens.send(member, await screen(member)),

    /** @returns what the tap is answered with */
    onTap(ctx: Context, subject: string): Promise<TextKey | undefined> {
      return screens.onTap(ctx, async (member) => {
        if (subject !== 'on' && subject !== 'off') return undefined
        await practices.setReceipts(member.coachId, subject === 'on', member.member.id)
        return screen(member)
      })
    },
  }

  async function screen({ coachId, language }: MemberAddress): Promise<Screen> {
    const { receipts } = await practices.getPractice(coachId)
    return {
      text: [
        texts.render(language, receipts ? 'receipts-coach-on' : 'receipts-coach-off'),
        texts.render(language, 'receipts-coach-how'),
      ].join('\n\n'),
      buttons: [
        [
          receipts
            ? { key: 'receipts-off-button', action: 'set_receipts', subject: 'off' }
            : { key: 'receipts-on-button', action: 'set_receipts', subject: 'on' },
        ],
      ],
    }
  }
}
