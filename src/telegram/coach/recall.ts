/** `/recall QUESTION` in a client's topic: what was said about it, with who said it and when. */
import type { AskMemory } from '../../coaching/memory/recall/ask.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { Texts } from '../../locales/texts.ts'
import type { BotApi, Place } from '../bot-api.ts'
import { renderRecollections } from '../rendering/recollections.ts'
import type { Replies } from '../replies.ts'

type Deps = {
  askMemory: AskMemory
  practices: Pick<Practices, 'getPractice'>
  botApi: BotApi
  replies: Replies
  texts: Texts
}
type Asked = {
  practice: { coachId: string; language: string }
  place: Place
  replyTo: number
  conversationId: string
  question: string
}
export type SendRecollections = (asked: Asked) => Promise<void>

export function createSendRecollections({ askMemory, practices, botApi, replies, texts }: Deps): SendRecollections {
  return async function sendRecollections({
    practice: { coachId, language },
    place,
    replyTo,
    conversationId,
    question,
  }) {
    const quietly = { silent: true, replyTo }
    if (question === '') return void (await replies.toCoach(place, language, 'recall-how', {}, quietly))
    const [{ found, ...asked }, { timezone }] = await Promise.all([
      askMemory({ coachId, conversationId, question }),
      practices.getPractice(coachId),
    ])
    if (found.length === 0)
      return void (await replies.toCoach(place, language, 'recall-nothing', { client: asked.client }, quietly))
    const shown = renderRecollections(found, { ...asked, language, timezone }, texts)
    await botApi.sendText(place, shown, quietly)
  }
}
