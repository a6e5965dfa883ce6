/** `/mirrors`: how much the coach sees of what the AI deals with by itself. */
import type { Context } from 'grammy'
import { type MirrorDensity, mirrorDensities } from '../../coaching/mirrors.ts'
import type { MemberAddress, Practices, Senders } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { BotApi, Place } from '../bot-api.ts'
import { plain } from '../rendering/formatted.ts'
import type { Replies } from '../replies.ts'

type Deps = { practices: Practices; senders: Senders; replies: Replies; botApi: BotApi; texts: Texts }

export function createMirrorSetting({ practices, senders, replies, botApi, texts }: Deps) {
  return {
    async ask(place: Place, { coachId, language }: Pick<MemberAddress, 'coachId' | 'language'>): Promise<void> {
      const { mirrors } = await practices.getPractice(coachId)
      const buttons = mirrorDensities.map((density) => [
        { key: keyOf(density), action: 'set_mirrors' as const, subject: density },
      ])
      const now = texts.render(language, keyOf(mirrors))
      await replies.toCoach(place, language, 'mirrors-ask', { now }, { silent: true, buttons })
    },

    /** @returns what the tap is answered with */
    async onTap(ctx: Context, subject: string): Promise<TextKey | undefined> {
      const density = mirrorDensities.find((one) => one === subject)
      const message = ctx.callbackQuery?.message
      const member = ctx.from && (await senders.findMember(ctx.from.id))
      if (!density || !message || member?.member.role !== 'owner') return 'tap-owner-only'
      await practices.setMirrors(member.coachId, density, member.member.id)
      const now = texts.render(member.language, keyOf(density))
      const saved = plain(texts.render(member.language, 'mirrors-saved', { now }))
      await botApi.editText(message.chat.id, message.message_id, saved)
      return undefined
    },
  }
}

function keyOf(density: MirrorDensity): TextKey {
  return `mirrors-${density}`
}
