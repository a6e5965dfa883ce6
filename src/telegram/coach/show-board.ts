/** Shows what is due in a coach's group: the board, a card, a topic's icon. Every message is edited, silent and pinned. */
import type { Logger } from 'pino'
import type { BoardOutcome, Boards, BoardWork } from '../../coaching/ports/boards.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { Texts } from '../../locales/texts.ts'
import { type BotApi, migratedTo, outcomeOf } from '../bot-api.ts'
import { renderBoard, renderCard } from '../rendering/board.ts'
import type { TopicIcons } from '../topic-icons.ts'

const tryAgainMs = 30_000

type Deps = {
  botApi: BotApi
  boards: Pick<Boards, 'recordSent'>
  topicIcons: TopicIcons
  texts: Texts
  practices: Pick<Practices, 'migrateGroup'>
  log: Logger
}

/** @returns what became of it; never throws for a failure of Telegram's */
export function createShowBoard({ botApi, boards, topicIcons, texts, practices, log }: Deps) {
  return async function show(work: BoardWork): Promise<BoardOutcome> {
    try {
      if (work.kind === 'icon') await showIcon(work)
      else if (work.kind === 'card')
        await edit(work.groupChatId, work.messageId, renderCard(work.facts, work.style, texts))
      else await showBoard(work)
      return { kind: 'shown' }
    } catch (error) {
      const newChatId = migratedTo(error)
      if (newChatId !== undefined) {
        await practices.migrateGroup(work.groupChatId, newChatId)
        return { kind: 'later', afterMs: 0 }
      }
      const outcome = outcomeOf(error)
      log.warn({ coachId: work.coachId, what: work.kind, outcome }, 'not shown in the group')
      if (outcome.kind === 'too_early') return { kind: 'later', afterMs: outcome.retryAfterMs }
      if (outcome.kind === 'unclear' || outcome.kind === 'bot_refused' || outcome.kind === 'blocked')
        return { kind: 'later', afterMs: tryAgainMs } // an edit is safe to repeat
      return { kind: isLost(outcome) ? 'lost' : 'refused' }
    }
  }

  async function showIcon(work: Extract<BoardWork, { kind: 'icon' }>): Promise<void> {
    const icon = await topicIcons.find(work.icon)
    if (icon) await botApi.setTopicIcon(work.groupChatId, work.topicId, icon)
  }

  async function showBoard(work: Extract<BoardWork, { kind: 'board' }>): Promise<void> {
    const { groupChatId, message } = work
    const text = renderBoard(work.view, texts)
    if (message?.chatId === groupChatId) return edit(groupChatId, message.messageId, text)
    const messageId = await botApi.sendText({ chatId: groupChatId }, text, { silent: true })
    await boards.recordSent(work, groupChatId, messageId)
    const harmless = (error: unknown) =>
      log.warn({ coachId: work.coachId, outcome: outcomeOf(error) }, 'board not pinned')
    await botApi.pin(groupChatId, messageId).catch(harmless)
    // The group is another now: what the old one shows would no longer be true.
    if (message) await botApi.deleteMessage(message.chatId, message.messageId).catch(() => {})
  }

  async function edit(chatId: number, messageId: number, text: ReturnType<typeof renderBoard>): Promise<void> {
    try {
      await botApi.editText(chatId, messageId, text)
    } catch (error) {
      if (!/message is not modified/i.test(String(error))) throw error
    }
  }
}

/** Deleted, or another bot's: it will never be edited again. */
function isLost(outcome: ReturnType<typeof outcomeOf>): boolean {
  return (
    outcome.kind === 'topic_gone' ||
    (outcome.kind === 'refused' && /not found|can't be edited|MESSAGE_ID_INVALID/i.test(outcome.error))
  )
}
