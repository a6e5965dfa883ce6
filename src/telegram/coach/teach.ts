/** The coach says what they would have said instead of the AI: as a reply to a question in the topic, or behind `/teach`. */
import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import type { AtWork, CoachActions, WrittenText } from '../../coaching/coach-actions.ts'
import type { Member } from '../../coaching/conversation.ts'
import type { AskedToTeach, Taught } from '../../coaching/learning/teach.ts'
import type { GroupAddress, Senders } from '../../coaching/ports.ts'
import type { TextKey } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'
import { subjectBelow } from '../buttons.ts'
import { originOf } from '../incoming.ts'

export const teachActions = ['teach', 'teach_not'] as const
export type TeachAction = (typeof teachActions)[number]

type Deps = {
  actions: Pick<CoachActions, 'askToTeach' | 'teach'>
  senders: Pick<Senders, 'findShownMessage' | 'findMemberOfMessage'>
  botApi: Pick<BotApi, 'deleteMessage' | 'removeKeyboard'>
}
type Say = (key: TextKey) => Promise<unknown>
export type Teach = ReturnType<typeof createTeach>

export function createTeach({ actions, senders, botApi }: Deps) {
  return {
    /** The AI's message that the answered question is about: the answer is to be learned from, and no client gets it. */
    messageAsked: (message: Message): string | undefined => subjectBelow(message.reply_to_message, ['teach_not']),

    async onAnswer(at: AtWork, messageId: string, text: WrittenText, asked: Message | undefined, say: Say) {
      const result = await actions.teach(at, messageId, text)
      // Answered: what is written below it from now on is meant for somebody else.
      if (result === 'taught' && asked) await removeButtons(asked)
      await sayWhatCame(result, say)
    },

    /** @param text behind the command, if there is any */
    async onCommand(at: AtWork, text: WrittenText | undefined, answered: Message | undefined, say: Say) {
      const shown = answered && (await senders.findShownMessage(answered.chat.id, answered.message_id))
      if (shown?.conversationId !== at.conversationId) return void (await say('teach-how'))
      const result = text
        ? await actions.teach(at, shown.messageId, text)
        : await actions.askToTeach(at, shown.messageId, answered?.message_id ?? 0)
      await sayWhatCame(result, say)
    },

    /** @returns what the tap is answered with */
    async onTap(
      ctx: Context,
      action: TeachAction,
      messageId: string,
      { group, member }: { group: GroupAddress; member: Member },
    ): Promise<TextKey | undefined> {
      const message = ctx.callbackQuery?.message
      if (!message) return undefined
      if (member.role !== 'owner') return 'tap-coach-only'
      if (action === 'teach_not') {
        await botApi.deleteMessage(message.chat.id, message.message_id).catch(() => removeButtons(message))
        return undefined
      }
      const found = await senders.findMemberOfMessage(member.telegramUserId, messageId)
      if (found?.coachId !== group.coachId) return 'tap-not-learned'
      const { coachId, conversationId } = found
      await actions.askToTeach(
        { coachId, conversationId, member, origin: originOf(ctx) },
        messageId,
        message.message_id,
      )
      return undefined
    },
  }

  async function sayWhatCame(result: Taught | AskedToTeach | undefined, say: Say): Promise<void> {
    if (result === 'not_the_coach') await say('tap-coach-only')
    if (result === 'not_of_the_ai') await say('teach-how')
    if (result === 'no_words') await say('teach-words-only')
  }

  function removeButtons({ chat, message_id: messageId }: Pick<Message, 'chat' | 'message_id'>): Promise<void> {
    return botApi.removeKeyboard(chat.id, messageId).catch(() => {})
  }
}
