/** `/mirrors`: how much the coach sees of what the AI deals with by itself. */
import type { Context } from 'grammy'
import { type MirrorDensity, mirrorDensities } from '../../coaching/mirrors.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { MemberAddress } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { Place } from '../bot-api.ts'
import type { Replies } from '../replies.ts'
import type { SettingScreens } from './setting-screen.ts'

type Deps = { practices: Practices; screens: SettingScreens; replies: Replies; texts: Texts }

type Asker = Pick<MemberAddress, 'coachId' | 'coachName' | 'language' | 'member'>
export type AskMirrors = (place: Place, asker: Asker, wanted: string) => Promise<void>

export function createMirrorSetting({ practices, screens, replies, texts }: Deps) {
  return {
    /** @param wanted what is written behind the command; '' to be asked */
    async ask(place: Place, asker: Asker, wanted: string): Promise<void> {
      const { coachId, coachName, language, member } = asker
      if (wanted !== '') {
        if (member.role !== 'owner')
          return void (await replies.toCoach(place, language, 'owner-only', { coach: coachName }, { silent: true }))
        const density = findDensity(wanted, language)
        if (density) return save(place, asker, density)
      }
      const { mirrors } = await practices.getPractice(coachId)
      const buttons = mirrorDensities.map((density) => [
        { key: keyOf(density), action: 'set_mirrors' as const, subject: density },
      ])
      const values = mirrorDensities
        .map((density) => `/mirrors ${density} (${texts.render(language, keyOf(density))})`)
        .join(', ')
      if (wanted === '') {
        const now = texts.render(language, keyOf(mirrors))
        await replies.toCoach(place, language, 'mirrors-ask', { now }, { silent: true, buttons })
      } else {
        const params = { value: wanted.slice(0, 100), values }
        await replies.toCoach(place, language, 'mirrors-unknown', params, { silent: true, buttons })
      }
    },

    /** @returns what the tap is answered with */
    onTap(ctx: Context, subject: string): Promise<TextKey | undefined> {
      return screens.onTap(ctx, async (member) => {
        const density = mirrorDensities.find((one) => one === subject)
        if (!density) return undefined
        await practices.setMirrors(member.coachId, density, member.member.id)
        const now = texts.render(member.language, keyOf(density))
        return { text: texts.render(member.language, 'mirrors-saved', { now }), buttons: [] }
      })
    },
  }

  async function save(place: Place, { coachId, language, member }: Asker, density: MirrorDensity): Promise<void> {
    await practices.setMirrors(coachId, density, member.id)
    const now = texts.render(language, keyOf(density))
    await replies.toCoach(place, language, 'mirrors-saved', { now }, { silent: true })
  }

  /** By its name in the command, or as its button says it. */
  function findDensity(wanted: string, language: string): MirrorDensity | undefined {
    const said = wanted.toLowerCase()
    return mirrorDensities.find((one) => said === one || said === texts.render(language, keyOf(one)).toLowerCase())
  }
}

function keyOf(density: MirrorDensity): TextKey {
  return `mirrors-${density}`
}
