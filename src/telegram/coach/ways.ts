/**
 * What was learned of the coach's way, put right: they tap a piece of it, and answer the message that shows it, or asks about it, with
 * their own words. Which piece a message is about stands in its buttons: no state is kept, and no restart loses any.
 */
import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import { styleItems } from '../../coaching/learning/corrections.ts'
import type { Interventions } from '../../coaching/learning/ports.ts'
import type { PutRightService, WayItem } from '../../coaching/learning/put-right.ts'
import { techniques } from '../../coaching/learning/vocabulary.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { MemberAddress } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'
import { keyboard, subjectBelow } from '../buttons.ts'
import { plain } from '../rendering/formatted.ts'
import { renderAskTechnique, renderAskWords, renderWay, renderWays } from '../rendering/way.ts'
import type { Replies } from '../replies.ts'
import type { SettingScreens } from './setting-screen.ts'

export const wayActions = [
  ...(['way_list', 'way_show', 'way_ask', 'way_not'] as const),
  ...(['way_drop', 'way_undo', 'way_name', 'way_as'] as const),
] as const
export type WayAction = (typeof wayActions)[number]

type Deps = {
  putRight: PutRightService
  interventions: Pick<Interventions, 'readStyle' | 'correct'>
  practices: Pick<Practices, 'getPractice'>
  screens: SettingScreens
  botApi: Pick<BotApi, 'sendText' | 'removeKeyboard'>
  replies: Replies
  texts: Texts
}
export type WayScreens = ReturnType<typeof createWayScreens>

export function createWayScreens({ putRight, interventions, practices, screens, botApi, replies, texts }: Deps) {
  return {
    /** The piece that the answered message shows, or asks about. */
    itemAnswered: (message: Message): string | undefined =>
      subjectBelow(message.reply_to_message, ['way_ask', 'way_not']),

    async onWords(member: MemberAddress, id: string, message: Message, isDanger: boolean): Promise<void> {
      const place = { chatId: message.chat.id }
      const options = { silent: true, replyTo: message.message_id }
      const say = (key: TextKey, params = {}) => replies.toCoach(place, member.language, key, params, options)
      // A phone makes a reply to this of words that were meant for them.
      if (isDanger) return void (await say('way-not-now'))
      const put = await putRight.inWords(member.coachId, id, message.text ?? '')
      if (put.kind === 'too_long') return void (await say('way-too-long', { limit: put.limit }))
      if (put.kind === 'names') return void (await say('way-names', { name: put.name }))
      if (put.kind !== 'done') return void (await say(put.kind === 'gone' ? 'way-gone' : 'way-no-words'))
      const asked = message.reply_to_message
      // Shown anew below, as it is now.
      if (asked) await botApi.removeKeyboard(place.chatId, asked.message_id).catch(() => {})
      const { text, buttons } = renderWay(put.item, await readerOf(member), texts)
      const below = keyboard(buttons, texts, member.language)
      await botApi.sendText(place, plain(text), { ...options, keyboard: below })
    },

    /** @returns what the tap is answered with */
    onTap(ctx: Context, action: WayAction, subject: string): Promise<TextKey | undefined> {
      return screens.onTap(ctx, async (member) => {
        const { coachId, language } = member
        if (action === 'way_list') {
          const { profile, corrections } = await interventions.readStyle(coachId)
          return profile ? renderWays(styleItems(profile, corrections), language, texts) : 'way-tap-gone'
        }
        const [id = '', name] = action === 'way_as' ? subject.split('.') : [subject]
        const found = await after(coachId, action, id, name)
        if (!found) return 'way-tap-gone'
        const reader = await readerOf(member)
        if (action === 'way_ask') return renderAskWords(found, reader, texts)
        if (action === 'way_name' && found.kind === 'learning') return renderAskTechnique(found.item, reader, texts)
        return renderWay(found, reader, texts)
      })
    },
  }

  async function after(
    coachId: string,
    action: WayAction,
    id: string,
    name: string | undefined,
  ): Promise<WayItem | undefined> {
    if (action === 'way_drop') return putRight.leaveOut(coachId, id)
    if (action === 'way_undo') return putRight.undo(coachId, id)
    const technique = techniques.find((one) => one === name)
    if (technique) await interventions.correct(coachId, id, { technique })
    return putRight.find(coachId, id)
  }

  async function readerOf({ coachId, language }: MemberAddress) {
    const { timezone } = await practices.getPractice(coachId)
    return { language, timezone }
  }
}
