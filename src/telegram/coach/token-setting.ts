/** `/token`: what a coach's own programs show to be let in. */
import type { Context } from 'grammy'
import type { Access, TokenView } from '../../coaching/access.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { MemberAddress } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'
import { code, join, plain } from '../rendering/formatted.ts'
import type { Screen, SettingScreens } from './setting-screen.ts'

export const tokenActions = ['token_new', 'token_revoke'] as const
export type TokenAction = (typeof tokenActions)[number]

const tokensAtMost = 10

type Deps = {
  access: Pick<Access, 'listTokens' | 'makeToken' | 'revokeToken'>
  practices: Pick<Practices, 'getPractice'>
  screens: SettingScreens
  botApi: Pick<BotApi, 'sendText'>
  texts: Texts
}
export type TokenSetting = ReturnType<typeof createTokenSetting>

export function createTokenSetting({ access, practices, screens, botApi, texts }: Deps) {
  return {
    async onCommand(member: MemberAddress): Promise<void> {
      await screens.send(member, await list(member))
    },

    /** @returns what the tap is answered with */
    onTap(ctx: Context, action: TokenAction, subject: string): Promise<TextKey | undefined> {
      return screens.onTap(ctx, async (member) => {
        if (action === 'token_new') return make(member)
        const isRevoked = await access.revokeToken(member.coachId, subject, member.member.id)
        return isRevoked ? list(member) : 'token-gone'
      })
    },
  }

  async function make(member: MemberAddress): Promise<Screen> {
    const { coachId, language } = member
    if ((await access.listTokens(coachId)).length >= tokensAtMost)
      return list(member, texts.render(language, 'token-at-most', { limit: tokensAtMost }))
    const token = await access.makeToken(coachId, member.member.id)
    await botApi.sendText(
      { chatId: member.member.telegramUserId },
      join([plain(texts.render(language, 'token-made')), code(token)], '\n\n'),
    )
    return list(member)
  }

  async function list({ coachId, language }: MemberAddress, above?: string): Promise<Screen> {
    const tokens = await access.listTokens(coachId)
    const { timezone } = await practices.getPractice(coachId)
    const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: timezone })
    const lineOf = ({ last4, createdAt, usedAt }: TokenView) => {
      const made = day.format(createdAt)
      return usedAt
        ? texts.render(language, 'token-used', { last4, made, used: day.format(usedAt) })
        : texts.render(language, 'token-unused', { last4, made })
    }
    const lines = [
      ...(above ? [above, ''] : []),
      texts.render(language, tokens.length > 0 ? 'token-list' : 'token-none'),
    ]
    return {
      text: [...lines, ...tokens.map(lineOf)].join('\n'),
      buttons: [
        ...tokens.map(({ id, last4 }) => [
          { key: 'token-revoke-button' as const, params: { last4 }, action: 'token_revoke' as const, subject: id },
        ]),
        [{ key: 'token-new-button' as const, action: 'token_new' as const, subject: 'new' }],
      ],
    }
  }
}
