/** Words in a group that reach nobody: it is said so, and where those they may have been meant for can be written to. */
import type { Message } from 'grammy/types'
import type { Boards } from '../../coaching/ports/boards.ts'
import type { Senders } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'
import { renderInDanger, renderPlace } from '../rendering/board.ts'
import { type Formatted, join, plain } from '../rendering/formatted.ts'

type Deps = {
  senders: Pick<Senders, 'findClientsNamed'>
  boards: Pick<Boards, 'view'>
  botApi: Pick<BotApi, 'sendText'>
  texts: Texts
}
type Practice = { coachId: string; language: string }
export type Nowhere = ReturnType<typeof createNowhere>

export function createNowhere({ senders, boards, botApi, texts }: Deps) {
  /** Topics of the team's own that have been told. */
  const told = new Set<string>()

  return {
    /** A topic that is no client's, whatever it is called. While nobody is in danger it is the team's own, and told once. */
    async inTopic(message: Message, practice: Practice): Promise<void> {
      const where = await placesFor(message, practice)
      const topic = `${message.chat.id}:${message.message_thread_id}`
      if (!where.isDanger && told.has(topic)) return
      told.add(topic)
      await say(message, practice, 'topic-of-nobody', where)
    },

    /** The team talks among itself, until someone is in danger: then it may be meant for them. */
    async inGeneral(message: Message, practice: Practice): Promise<void> {
      const where = await placesFor(message, practice)
      if (where.isDanger) await say(message, practice, 'general-of-nobody', where)
    },

    /** A group that was this coach's before. */
    async inFormerGroup(message: Message, practice: Practice): Promise<void> {
      await say(message, practice, 'group-old', await placesFor(message, practice))
    },
  }

  /** Everyone in danger, and whom the topic is named after. */
  async function placesFor(message: Message, { coachId }: Practice) {
    const view = await boards.view(coachId)
    const inDanger = renderInDanger(view)
    const name = topicNameOf(message)
    const named = name === undefined ? [] : await senders.findClientsNamed(coachId, name)
    const known = new Set(view.needs.filter(({ kind }) => kind === 'crisis').map(({ topicId }) => topicId))
    const others = named.filter(({ topicId }) => topicId === undefined || !known.has(topicId))
    return {
      isDanger: inDanger.length > 0,
      places: [...inDanger, ...others.map((client) => renderPlace(client, view))],
    }
  }

  async function say(
    message: Message,
    { language }: Practice,
    key: TextKey,
    { isDanger, places }: { isDanger: boolean; places: Formatted[] },
  ): Promise<void> {
    const lines = places.length > 0 ? [plain(texts.render(language, 'write-there')), ...places] : []
    const topicId = message.is_topic_message ? message.message_thread_id : undefined
    await botApi.sendText(
      { chatId: message.chat.id, topicId },
      join([plain(texts.render(language, key)), ...lines], '\n'),
      { silent: !isDanger, replyTo: message.message_id },
    )
  }
}

/** As Telegram says it with a message that answers no other: such a one answers the topic's first. */
function topicNameOf({ reply_to_message: first }: Message): string | undefined {
  return first?.forum_topic_created?.name
}
