/** `/assign` in a client's topic: as a reply to someone's message, with a name, or by buttons. */
import type { Message } from 'grammy/types'
import type { AtWork, CoachActions } from '../../coaching/coach-actions.ts'
import type { Member } from '../../coaching/conversation.ts'
import type { GroupAddress } from '../../coaching/ports.ts'
import type { BotApi } from '../bot-api.ts'
import type { Replies } from '../replies.ts'

type Deps = { actions: Pick<CoachActions, 'assign' | 'askWhose'>; botApi: Pick<BotApi, 'getMember'>; replies: Replies }

export function createAssignTo({ actions, botApi, replies }: Deps) {
  return async function assignTo(at: AtWork, name: string, message: Message, group: GroupAddress): Promise<void> {
    if (/^(?:off|none|nobody|aus|niemand|no|nadie)$/i.test(name)) return void (await actions.assign(at, undefined))
    const to = await findMember(name, message, group)
    if (to) return void (await actions.assign(at, to))
    if (name) {
      const place = {
        chatId: message.chat.id,
        topicId: message.is_topic_message ? message.message_thread_id : undefined,
      }
      const params = { name: name.slice(0, 100) }
      await replies.toCoach(place, group.language, 'assign-unknown', params, { silent: true })
    }
    await actions.askWhose(at)
  }

  async function findMember(name: string, message: Message, { members }: GroupAddress): Promise<Member | undefined> {
    const mentioned = message.entities?.find((entity) => entity.type === 'text_mention')
    const id = mentioned?.user.id ?? (name ? undefined : message.reply_to_message?.from?.id)
    if (id !== undefined) return members.find(({ telegramUserId }) => telegramUserId === id)
    const wanted = name.replace(/^@/, '').toLowerCase()
    const named = members.filter(({ displayName }) => displayName.toLowerCase() === wanted)
    if (named.length === 1) return named[0]
    if (!name.startsWith('@')) return undefined
    // User names are Telegram's, and change.
    const users = await Promise.all(
      members.map(({ telegramUserId }) => botApi.getMember(message.chat.id, telegramUserId).catch(() => undefined)),
    )
    return members.find((_, at) => users[at]?.user.username?.toLowerCase() === wanted)
  }
}
