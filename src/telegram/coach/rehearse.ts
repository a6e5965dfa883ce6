/** `/rehearse`: what it would cost, [Start], and one message that tells how far it is and in the end what came of it. */
import type { Context } from 'grammy'
import type { Logger } from 'pino'
import { callsEach, type Rehearsals, type ShowRehearsal } from '../../coaching/learning/rehearse.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { MemberAddress, Wake, WakeUp } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { type BotApi, outcomeOf } from '../bot-api.ts'
import { plain } from '../rendering/formatted.ts'
import { renderRehearsal } from '../rendering/rehearsal.ts'
import { dayInWords } from '../rendering/times.ts'
import type { Screen, SettingScreens } from './setting-screen.ts'

export const rehearseActions = ['rehearse_start', 'rehearse_not'] as const
export type RehearseAction = (typeof rehearseActions)[number]

type Deps = {
  rehearsals: Pick<Rehearsals, 'view' | 'start'>
  practices: Pick<Practices, 'getPractice'>
  screens: SettingScreens
  texts: Texts
  wake: Wake
}
export type RehearseScreens = ReturnType<typeof createRehearseScreens>

export function createRehearseScreens({ rehearsals, practices, screens, texts, wake }: Deps) {
  return {
    onCommand: async (member: MemberAddress): Promise<void> => screens.send(member, await ask(member)),

    /** @returns what the tap is answered with */
    async onTap(ctx: Context, action: RehearseAction): Promise<TextKey | undefined> {
      const wakeUps: WakeUp[] = []
      const answer = await screens.onTap(ctx, async ({ coachId, language }) => {
        const say = (key: TextKey, params = {}) => ({ text: texts.render(language, key, params), buttons: [] })
        const message = ctx.callbackQuery?.message
        if (action === 'rehearse_not' || !message) return say('rehearse-not-now')
        const place = { chatId: message.chat.id, messageId: message.message_id }
        const started = await rehearsals.start(coachId, { place })
        if (started.kind !== 'started') return say(`rehearse-${started.kind}`)
        wakeUps.push(...started.wakeUps)
        return say('rehearse-progress', { done: 0, count: started.total })
      })
      // Only then: what is shown first must not come over what came of it.
      await wake(wakeUps)
      return answer
    },
  }

  async function ask({ coachId, language }: MemberAddress): Promise<Screen> {
    const [{ count, isRunning, lastAt }, { timezone }] = await Promise.all([
      rehearsals.view(coachId),
      practices.getPractice(coachId),
    ])
    if (isRunning) return { text: texts.render(language, 'rehearse-running'), buttons: [] }
    if (count === 0) return { text: texts.render(language, 'rehearse-nothing'), buttons: [] }
    const asked = texts.render(language, 'rehearse-ask', { count, calls: count * callsEach })
    const last = lastAt && texts.render(language, 'rehearse-last', { date: dayInWords(lastAt, { language, timezone }) })
    return {
      text: last ? `${asked}\n\n${last}` : asked,
      buttons: [
        [
          { key: 'rehearse-start-button', action: 'rehearse_start', subject: 'now' },
          { key: 'rehearse-not-button', action: 'rehearse_not', subject: 'now' },
        ],
      ],
    }
  }
}

type ShowDeps = { botApi: Pick<BotApi, 'editText' | 'sendText'>; texts: Texts; log: Logger }

export function createShowRehearsal({ botApi, texts, log }: ShowDeps): ShowRehearsal {
  return async function show({ coachId, language, timezone, place }, news) {
    if (!place) return true
    const { chatId, messageId } = place
    const text = plain(renderRehearsal(news, { language, timezone }, texts))
    const said = await outcomeOfShowing(coachId, () => botApi.editText(chatId, messageId, text))
    // The message is gone, or too old to be edited: what came of it is told all the same.
    if (said !== 'refused' || news.kind !== 'report') return said !== 'later'
    return (await outcomeOfShowing(coachId, () => botApi.sendText({ chatId }, text, { silent: true }))) !== 'later'
  }

  async function outcomeOfShowing(
    coachId: string,
    show: () => Promise<unknown>,
  ): Promise<'shown' | 'refused' | 'blocked' | 'later'> {
    try {
      await show()
      return 'shown'
    } catch (error) {
      if (/message is not modified/i.test(String(error))) return 'shown'
      const outcome = outcomeOf(error)
      log.warn({ coachId, outcome }, 'a rehearsal is not shown')
      return outcome.kind === 'blocked' || outcome.kind === 'refused' ? outcome.kind : 'later'
    }
  }
}
