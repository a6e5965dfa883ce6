/** `/copilot` in a client's topic: on or off for them, and what the AI has earned with them, situation by situation. */
import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import type { AtWork, CoachActions } from '../../coaching/coach-actions.ts'
import type { Member } from '../../coaching/conversation.ts'
import { mayEarn, mayGoAlone, type Rung } from '../../coaching/copilot/ladder.ts'
import { situations } from '../../coaching/learning/vocabulary.ts'
import type { Copilots, CopilotView, GroupAddress } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'
import { keyboard } from '../buttons.ts'
import { unlessDone } from '../edit-shown.ts'
import { originOf } from '../incoming.ts'
import { plain } from '../rendering/formatted.ts'
import { situationKey } from '../rendering/messages.ts'
import type { ReplyButton } from '../replies.ts'
import { topicOf } from './group.ts'

export const ladderActions = ['rung_ask', 'rung_let', 'rung_earn'] as const
export type LadderAction = (typeof ladderActions)[number]
const modes = ['on', 'off', 'default'] as const
type CopilotMode = (typeof modes)[number]
/** Who may have it ask is whoever works here; that the AI speaks alone in the coach's place is for the coach to say. */
const coachsAlone: readonly (LadderAction | CopilotMode)[] = ['rung_let', 'rung_earn', 'off', 'default']
const ruleOf = { rung_ask: 'ask', rung_let: 'alone', rung_earn: 'earned' } as const
/** So many situations have buttons: Telegram takes a hundred, and nobody reads as many. */
const withButtons = 10

type Deps = {
  copilots: Copilots
  actions: Pick<CoachActions, 'setCopilot'>
  botApi: Pick<BotApi, 'sendText' | 'editText'>
  texts: Texts
}
export type Ladder = ReturnType<typeof createLadder>

export function createLadder({ copilots, actions, botApi, texts }: Deps) {
  return {
    async onCommand(
      at: AtWork,
      argument: string,
      message: Message,
      { language, coachName }: GroupAddress,
    ): Promise<void> {
      const mode = modes.find((word) => word === argument.trim().toLowerCase())
      const place = { chatId: message.chat.id, topicId: topicOf(message) }
      const options = { silent: true, replyTo: message.message_id }
      if (argument && !mode) {
        const unknown = texts.render(language, 'setting-unknown', { value: argument.slice(0, 100) })
        const how = texts.render(language, 'copilot-topic-how')
        await botApi.sendText(place, plain(`${unknown}\n\n${how}`), options)
        return
      }
      if (mode && !isTheirs(at.member, mode)) {
        await botApi.sendText(place, plain(texts.render(language, 'owner-only', { coach: coachName })), options)
        return
      }
      if (mode) await actions.setCopilot(at, { kind: 'mode', mode })
      const { text, buttons } = screen(await copilots.view(at.coachId, at.conversationId), at.conversationId, language)
      await botApi.sendText(place, plain(text), { ...options, keyboard: keyboard(buttons, texts, language) })
    },

    /** @returns what the tap is answered with */
    async onTap(
      ctx: Context,
      action: LadderAction,
      subject: string,
      { group, member }: { group: GroupAddress; member: Member },
    ): Promise<TextKey | undefined> {
      const [conversationId = '', name] = subject.split('.')
      const situation = situations.find((one) => one === name)
      const message = ctx.callbackQuery?.message
      if (!situation || !mayEarn(situation) || !message) return undefined
      if (!isTheirs(member, action)) return 'tap-owner-only'
      const at = { coachId: group.coachId, conversationId, member, origin: originOf(ctx) }
      await actions.setCopilot(at, { kind: 'situation', situation, rule: ruleOf[action] })
      const { text, buttons } = screen(
        await copilots.view(group.coachId, conversationId),
        conversationId,
        group.language,
      )
      await unlessDone(
        botApi.editText(message.chat.id, message.message_id, plain(text), keyboard(buttons, texts, group.language)),
      )
      return undefined
    },
  }

  function screen({ clientName, isOn, copilot, ladder }: CopilotView, conversationId: string, language: string) {
    const say = (key: TextKey, params = {}) => texts.render(language, key, params)
    const head = say(isOn ? 'copilot-topic-on' : 'copilot-topic-off', { client: clientName })
    const named = ({ situation }: Rung) => say(situationKey(situation))
    const lines = ladder.map((rung) => {
      const how = rung.rule ? `rung-${rung.rule}` : mayGoAlone(rung) ? 'rung-earned' : 'rung-not-yet'
      return say(how as TextKey, { situation: named(rung), unchanged: rung.unchanged, of: rung.of })
    })
    const button = (action: LadderAction, key: TextKey, rung: Rung): ReplyButton => ({
      ...{ key, action, params: { situation: named(rung) } },
      subject: `${conversationId}.${rung.situation}`,
    })
    const buttons = ladder
      .slice(0, withButtons)
      .map((rung) => [
        rung.rule === 'ask'
          ? button('rung_earn', 'rung-earn-button', rung)
          : button('rung_ask', 'rung-ask-button', rung),
        rung.rule === 'alone'
          ? button('rung_earn', 'rung-earn-button', rung)
          : button('rung_let', 'rung-let-button', rung),
      ])
    const text = [
      head,
      ...(copilot.mode ? [say('copilot-topic-own', { client: clientName })] : []),
      ladder.length > 0 ? lines.join('\n') : say('rung-none', { client: clientName }),
      say('copilot-topic-how'),
    ].join('\n\n')
    return { text, buttons }
  }
}

function isTheirs(member: Member, wish: LadderAction | CopilotMode): boolean {
  return member.role === 'owner' || !coachsAlone.includes(wish)
}
