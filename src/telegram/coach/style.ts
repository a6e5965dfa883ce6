/** `/style` and `/unlearn`: what the AI has learned of the coach's way, how sure it has become, and a way to take any of it back. */
import type { Context } from 'grammy'
import type { Logger } from 'pino'
import { confidenceTrend } from '../../coaching/learning/confidence-trend.ts'
import { correctStyle } from '../../coaching/learning/corrections.ts'
import { inList } from '../../coaching/learning/moment.ts'
import type { Interventions } from '../../coaching/learning/ports.ts'
import type { LearningSetting } from '../../coaching/learning/setting.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { MemberAddress, Wake } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { type BotApi, outcomeOf } from '../bot-api.ts'
import { keyboard } from '../buttons.ts'
import { digestButton } from '../rendering/digest.ts'
import { renderLearned } from '../rendering/learned.ts'
import { renderStyle } from '../rendering/style.ts'
import { renderTrend } from '../rendering/style-chart.ts'
import type { ReplyButton } from '../replies.ts'
import type { Screen, SettingScreens } from './setting-screen.ts'

export const styleActions = [
  ...(['learned_page', 'learned_drop', 'learned_back', 'learned_back_only'] as const),
  ...(['learned_pin', 'learned_unpin', 'set_learning'] as const),
] as const
export type StyleAction = (typeof styleActions)[number]

/** As many as one message shows, and as somebody reads to the end. */
const shownAtOnce = 4

/** What a button sets, and what is said of it: of the three, what one means its few words do not tell. */
const settings: Record<string, { set: Partial<LearningSetting>; saved: TextKey }> = {
  unreadon: { set: { learnsUnread: true }, saved: 'learning-unread-on-saved' },
  unreadoff: { set: { learnsUnread: false }, saved: 'learning-unread-off-saved' },
  shareon: { set: { sharesPatterns: true }, saved: 'learning-share-on-saved' },
  shareoff: { set: { sharesPatterns: false }, saved: 'learning-share-off-saved' },
  digeston: { set: { tellsWeekly: true }, saved: 'learning-digest-on-saved' },
  digestoff: { set: { tellsWeekly: false }, saved: 'learning-digest-off-saved' },
}

const verdictOf = { learned_drop: 'forgotten', learned_back: 'kept', learned_back_only: 'only_client' } as const

type Deps = {
  interventions: Interventions
  practices: Pick<Practices, 'getPractice' | 'setLearning'>
  screens: SettingScreens
  botApi: Pick<BotApi, 'sendText' | 'sendPicture'>
  texts: Texts
  wake: Wake
  log: Logger
}
export type StyleScreens = ReturnType<typeof createStyleScreens>

export function createStyleScreens({ interventions, practices, screens, botApi, texts, wake, log }: Deps) {
  return {
    async onStyle(member: MemberAddress): Promise<void> {
      const { coachId, language } = member
      const place = { chatId: member.member.telegramUserId }
      const [{ profile, corrections, recent, confidence }, { timezone }] = await Promise.all([
        interventions.viewStyle(coachId),
        practices.getPractice(coachId),
      ])
      const title = texts.render(language, 'style-trend-title')
      const words = { title, below: texts.render(language, 'style-trend-below'), language }
      const picture = renderTrend(confidenceTrend(confidence, timezone), words)
      if (picture && profile)
        await botApi.sendPicture(place, picture, { silent: true }).catch((error: unknown) => {
          log.warn({ coachId, outcome: outcomeOf(error) }, 'the picture of the trend was not sent') // the words say the rest
        })
      const parts = renderStyle(profile && correctStyle(profile, corrections), recent, { language, timezone }, texts)
      const buttons = keyboard(
        [...learnedButtons(recent.length > 0, profile !== undefined), ...(await settingButtons(member))],
        texts,
        language,
      )
      for (const [at, part] of parts.entries())
        await botApi.sendText(place, part, { silent: true, ...(at === parts.length - 1 && { keyboard: buttons }) })
    },

    onUnlearn: async (member: MemberAddress): Promise<void> => screens.send(member, await page(member)),

    /** @returns what the tap is answered with */
    async onTap(ctx: Context, action: StyleAction, subject: string): Promise<TextKey | undefined> {
      const chosen = action === 'set_learning' ? settings[subject] : undefined
      const refused = await screens.onTap(ctx, async (member) => {
        const { coachId } = member
        if (action === 'set_learning') {
          if (chosen) await practices.setLearning(coachId, chosen.set, member.member.id)
          return digestBelow(ctx, chosen?.set) ?? page(member)
        }
        if (action === 'learned_page') return page(member, subject === 'newest' ? {} : { before: subject })
        if (action === 'learned_pin' || action === 'learned_unpin') {
          await interventions.setPin(coachId, subject, action === 'learned_pin')
          return page(member)
        }
        const verdict = verdictOf[action]
        const { kind, before, wakeUps } = await interventions.judge(coachId, subject, verdict, inList[verdict])
        await wake(wakeUps)
        // Tapped twice: the way back is below it already.
        if (kind === 'as_before') return 'tap-learned'
        // Decided elsewhere since this was shown: what is so now is shown, and nothing to take back.
        if (kind !== 'judged') return { ...(await page(member)), answer: 'tap-overtaken' }
        // What was for one client alone comes back for that one.
        const back = before === 'only_client' ? ('learned_back_only' as const) : ('learned_back' as const)
        return page(member, action === 'learned_drop' ? { dropped: { id: subject, back } } : {})
      })
      return refused ?? chosen?.saved
    },
  }

  async function page(
    member: MemberAddress,
    { before, dropped }: { before?: string; dropped?: { id: string; back: 'learned_back' | 'learned_back_only' } } = {},
  ): Promise<Screen> {
    const { coachId, language } = member
    const [found, { timezone }] = await Promise.all([
      interventions.listLearned(coachId, { ...(before && { before }), limit: shownAtOnce + 1 }),
      practices.getPractice(coachId),
    ])
    const shown = found.slice(0, shownAtOnce)
    const last = shown.at(-1)
    const itemButtons = shown.map(({ id, isPinned }, at): ReplyButton[] => [
      { key: 'learned-drop-button', params: { number: at + 1 }, action: 'learned_drop', subject: id },
      {
        key: isPinned ? 'learned-unpin-button' : 'learned-pin-button',
        ...{ params: { number: at + 1 }, action: isPinned ? 'learned_unpin' : 'learned_pin', subject: id },
      },
      { key: 'learned-correct-button', params: { number: at + 1 }, action: 'way_show', subject: id },
    ])
    return {
      text: renderLearned(shown, { language, timezone }, texts),
      buttons: [
        ...itemButtons,
        ...(found.length > shownAtOnce && last
          ? [[{ key: 'learned-more-button' as const, action: 'learned_page' as const, subject: last.id }]]
          : []),
        ...(dropped ? [[{ key: 'learned-back-button' as const, action: dropped.back, subject: dropped.id }]] : []),
        ...(await settingButtons(member)),
      ],
    }
  }

  /** What it is set to is what the button would change. */
  async function settingButtons({ coachId }: MemberAddress): Promise<ReplyButton[][]> {
    const { learning } = await practices.getPractice(coachId)
    return [
      [
        learning.learnsUnread
          ? { key: 'learning-unread-off-button', action: 'set_learning', subject: 'unreadoff' }
          : { key: 'learning-unread-on-button', action: 'set_learning', subject: 'unreadon' },
      ],
      [
        learning.sharesPatterns
          ? { key: 'learning-share-off-button', action: 'set_learning', subject: 'shareoff' }
          : { key: 'learning-share-on-button', action: 'set_learning', subject: 'shareon' },
      ],
      [digestButton(learning.tellsWeekly)],
    ]
  }
}

/** What is for one client alone is learned, and no way of theirs yet. */
function learnedButtons(hasLearned: boolean, hasWay: boolean): ReplyButton[][] {
  return [
    ...(hasLearned ? [[{ key: 'learned-list-button', action: 'learned_page', subject: 'newest' } as const]] : []),
    ...(hasWay ? [[{ key: 'way-list-button', action: 'way_list', subject: 'all' } as const]] : []),
  ]
}

/** Below a digest is that button alone: what it says stays to be read. */
function digestBelow({ callbackQuery }: Context, chosen: Partial<LearningSetting> | undefined): Screen | undefined {
  const message = callbackQuery?.message
  if (chosen?.tellsWeekly === undefined || !message || !('text' in message) || !message.text) return undefined
  const isAlone = message.reply_markup?.inline_keyboard.flat().length === 1
  return isAlone ? { text: message.text, buttons: [[digestButton(chosen.tellsWeekly)]] } : undefined
}
