/** `/gaps`: what clients asked for and the documents did not hold, newest first. */
import type { Context } from 'grammy'
import type { Gaps } from '../../coaching/knowledge/ports.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { MemberAddress } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { Screen, SettingScreens } from './setting-screen.ts'

export const gapActions = ['gaps_page', 'gap_close', 'gap_reopen'] as const
export type GapAction = (typeof gapActions)[number]

const shownAtOnce = 5
const questionCharacters = 200

type Deps = { gaps: Gaps; practices: Pick<Practices, 'getPractice'>; screens: SettingScreens; texts: Texts }
export type GapsList = ReturnType<typeof createGapsList>

export function createGapsList({ gaps, practices, screens, texts }: Deps) {
  return {
    onCommand: async (member: MemberAddress): Promise<void> => screens.send(member, await page(member)),

    /** @returns what the tap is answered with */
    onTap(ctx: Context, action: GapAction, subject: string): Promise<TextKey | undefined> {
      return screens.onTap(ctx, async (member) => {
        if (action === 'gaps_page') return page(member, { before: subject })
        if (action === 'gap_reopen') await gaps.reopen(member.coachId, subject)
        else await gaps.close(member.coachId, subject)
        return page(member, action === 'gap_close' ? { closed: subject } : {})
      })
    },
  }

  async function page(
    { coachId, language }: MemberAddress,
    { before, closed }: { before?: string; closed?: string } = {},
  ): Promise<Screen> {
    const [{ gaps: found, open }, { timezone }] = await Promise.all([
      gaps.list(coachId, { ...(before && { before }), limit: shownAtOnce + 1 }),
      practices.getPractice(coachId),
    ])
    const shown = found.slice(0, shownAtOnce)
    const last = shown.at(-1)
    const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: timezone })
    const lines = shown.map(
      ({ question, client, notedAt }, at) => `${at + 1}. “${shortened(question)}”\n${client}, ${day.format(notedAt)}`,
    )
    const head = open === 0 ? texts.render(language, 'gaps-none') : texts.render(language, 'gaps-list', { count: open })
    return {
      text: [head, ...lines, ...(open > 0 ? [texts.render(language, 'gaps-how')] : [])].join('\n\n'),
      buttons: [
        ...shown.map(({ id }, at) => [
          { key: 'gap-close-button' as const, params: { number: at + 1 }, action: 'gap_close' as const, subject: id },
        ]),
        ...(found.length > shownAtOnce && last
          ? [[{ key: 'gaps-more-button' as const, action: 'gaps_page' as const, subject: last.id }]]
          : []),
        ...(closed ? [[{ key: 'gap-reopen-button' as const, action: 'gap_reopen' as const, subject: closed }]] : []),
      ],
    }
  }
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > questionCharacters ? `${line.slice(0, questionCharacters - 1).toWellFormed()}…` : line
}
