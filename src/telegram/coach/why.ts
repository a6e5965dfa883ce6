/** `/why` for the team: in a client's topic, or as a reply in a flat group or in the coach's private chat. */

import type { Reasons } from '../../coaching/handoff/ports.ts'
import type { Clock, Senders, TelegramMessage } from '../../coaching/ports.ts'
import type { Texts } from '../../locales/texts.ts'
import type { BotApi, Place } from '../bot-api.ts'
import { keyboard } from '../buttons.ts'
import { renderReason } from '../rendering/why.ts'
import type { Replies } from '../replies.ts'

type Deps = {
  reasons: Pick<Reasons, 'findReason'>
  senders: Pick<Senders, 'findConversationOfMessage'>
  botApi: BotApi
  replies: Replies
  texts: Texts
  clock: Clock
}
type Asked = {
  practice: { coachId: string; language: string }
  place: Place
  /** The message with the command, which is answered. */
  replyTo: number
  /** Known by its topic; else by what the command answers. */
  conversationId?: string | undefined
  about: TelegramMessage | undefined
  /** Are they the coach, in their group? Of what the AI has said they may say what they would have said. */
  mayTeach?: boolean
}
export type SendWhy = (asked: Asked) => Promise<void>

export function createSendWhy({ reasons, senders, botApi, replies, texts, clock }: Deps): SendWhy {
  return async function sendWhy({ practice: { coachId, language }, place, replyTo, conversationId, about, mayTeach }) {
    const ofWhom =
      conversationId ?? (about && (await senders.findConversationOfMessage(coachId, about.chatId, about.messageId)))
    const reason = ofWhom && (await reasons.findReason(coachId, ofWhom, about))
    const quietly = { silent: true, replyTo }
    if (!reason) return void (await replies.toCoach(place, language, ofWhom ? 'why-nothing' : 'why-how', {}, quietly))
    const isOfAi = reason.kind === 'message' && reason.message.senderType === 'ai'
    const teach = isOfAi && mayTeach && { key: 'teach-button', action: 'teach' as const, subject: reason.message.id }
    const parts = renderReason(reason, language, clock.now(), texts)
    for (const [at, part] of parts.entries())
      await botApi.sendText(place, part, {
        ...quietly,
        ...(teach && at === parts.length - 1 && { keyboard: keyboard([[teach]], texts, language) }),
      })
  }
}
