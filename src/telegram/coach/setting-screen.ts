/** A setting is a message with buttons, in the coach's private chat, or in their group: a tap turns it into the next one. */
import type { Context } from 'grammy'
import type { MemberAddress, Senders } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'
import { keyboard } from '../buttons.ts'
import { type Formatted, plain } from '../rendering/formatted.ts'
import type { ReplyButton } from '../replies.ts'

export type Screen = {
  text: string | Formatted
  buttons: ReplyButton[][]
  /** To the tap that brought it. */
  answer?: TextKey
}

type Deps = {
  senders: Pick<Senders, 'findMember' | 'findGroup'>
  botApi: Pick<BotApi, 'sendText' | 'editText'>
  texts: Texts
}
export type SettingScreens = ReturnType<typeof createSettingScreens>

export function createSettingScreens({ senders, botApi, texts }: Deps) {
  return {
    async send(member: MemberAddress, { text, buttons }: Screen): Promise<void> {
      await botApi.sendText({ chatId: member.member.telegramUserId }, formatted(text), {
        silent: true,
        keyboard: keyboard(buttons, texts, member.language),
      })
    },

    /**
     * Only the coach may tap; in a group only the coach whose group it is.
     *
     * @param next what the tapped message turns into; a key is only an answer to the tap, undefined leaves all as it is
     * @returns what the tap is answered with
     */
    async onTap(
      ctx: Context,
      next: (member: MemberAddress) => Promise<Screen | TextKey | undefined>,
    ): Promise<TextKey | undefined> {
      const member = await findWhoTaps(ctx)
      const message = ctx.callbackQuery?.message
      if (member?.member.role !== 'owner' || !message) return 'tap-owner-only'
      const screen = await next(member)
      if (typeof screen === 'string') return screen
      if (!screen) return undefined
      const buttons = keyboard(screen.buttons, texts, member.language)
      await botApi
        .editText(message.chat.id, message.message_id, formatted(screen.text), buttons)
        .catch((error: unknown) => {
          if (!/message is not modified/i.test(String(error))) throw error
        })
      return screen.answer
    },
  }

  /** In a group it is the group's practice that is set, whatever else the person works in. */
  async function findWhoTaps({ from, chat }: Context): Promise<MemberAddress | undefined> {
    if (!from || !chat) return undefined
    if (chat.type === 'private') return senders.findMember(from.id)
    const group = await senders.findGroup(chat.id)
    const member = group?.members.find(({ telegramUserId }) => telegramUserId === from.id)
    return group && member && { ...group, member, groupChatId: chat.id }
  }
}

function formatted(text: string | Formatted): Formatted {
  return typeof text === 'string' ? plain(text) : text
}
