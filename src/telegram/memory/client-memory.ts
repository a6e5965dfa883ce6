/** `/memory` and `/goals` for the client: what is remembered of them, to look at, put right and forget. */
import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import { asksToForget } from '../../coaching/memory/forget-words.ts'
import { correctionOf, type MemoryItems } from '../../coaching/memory/items.ts'
import type { ClientAddress, Senders } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'
import { keyboard } from '../buttons.ts'
import { plain } from '../rendering/formatted.ts'
import { renderNotice } from '../rendering/labels.ts'
import type { MemoryScreen } from '../rendering/memory.ts'
import {
  type ItemAction,
  itemActions,
  itemShownIn,
  type ListAction,
  listActions,
  type MessageAction,
  messageActions,
} from './actions.ts'
import type { MemoryScreens, MemoryViewer } from './screens.ts'

type Deps = {
  items: MemoryItems
  screens: MemoryScreens
  senders: Pick<
    Senders,
    | 'findClientConversation'
    | 'findClientOfItem'
    | 'findClientWhoWrote'
    | 'findClientConversationOfMessage'
    | 'findShownMessage'
  >
  botApi: Pick<BotApi, 'sendText' | 'editText'>
  texts: Texts
}

/** A message that is said to the memory: to put something right, or to forget what it answers. */
export type ToMemory = { client: ClientAddress } & (
  | { kind: 'correct'; itemId: string }
  | { kind: 'forget'; messageId: string }
)
export type ClientMemory = ReturnType<typeof createClientMemory>

export function createClientMemory({ items, screens, senders, botApi, texts }: Deps) {
  return {
    async onMemory(client: ClientAddress, telegramUserId: number): Promise<void> {
      await send(client, telegramUserId, await screens.kinds(viewerOf(client), client.conversationId))
    },

    async onGoals(client: ClientAddress, telegramUserId: number): Promise<void> {
      const at = { conversationId: client.conversationId, kind: 'goal', page: 0 } as const
      await send(client, telegramUserId, await screens.page(viewerOf(client), at))
    },

    /** Whichever coach is the active one: what an answer is about says whose it is. */
    async readReply(message: Message): Promise<ToMemory | undefined> {
      const { from, reply_to_message: answered, text } = message
      if (!from || !answered || text === undefined || message.forward_origin) return undefined
      if (answered.from?.id === from.id) return asksToForget(text) ? findWritten(from.id, answered) : undefined
      const itemId = itemShownIn(answered)
      const client = itemId && correctionOf(text) && (await senders.findClientOfItem(from.id, itemId))
      const item = client && (await items.find(client.coachId, itemId))
      const isOpen = item && (item.standing === 'current' || item.standing === 'wrong')
      return client && isOpen ? { kind: 'correct', client, itemId } : undefined
    },

    async askToForget({ client, messageId }: ToMemory & { kind: 'forget' }, telegramUserId: number): Promise<void> {
      const { language, coachName: coach } = client
      await send(client, telegramUserId, {
        text: [
          texts.render(language, 'forget-message-ask'),
          texts.render(language, 'memory-forget-stays', { coach }),
        ].join('\n\n'),
        buttons: [
          [
            { key: 'memory-forget-sure-button', action: 'forget_message_sure', subject: messageId },
            { key: 'memory-leave-button', action: 'forget_message_not', subject: messageId },
          ],
        ],
      })
    },

    /** "Forget this" that answers nothing may be a way of speaking: it is answered as any words are, and this comes beside it. */
    async tellHowToForget({ from, reply_to_message: answered, text }: Message, client: ClientAddress): Promise<void> {
      if (!from || answered || text === undefined || !asksToForget(text)) return
      await send(client, from.id, { text: texts.render(client.language, 'forget-how'), buttons: [] })
    },

    isTap: (action: string): boolean =>
      [...itemActions, ...listActions, ...messageActions].some((one) => one === action),

    /** @returns what the tap is answered with */
    async onTap(ctx: Context, action: string, subject: string): Promise<TextKey | undefined> {
      const message = ctx.callbackQuery?.message
      if (!ctx.from || !message) return undefined
      const found = await after(ctx.from.id, action, subject)
      if (!found) return undefined
      if (typeof found.screen === 'string') return found.screen
      const [content = plain('')] = renderNotice(found.screen.text)
      const buttons = keyboard(found.screen.buttons, texts, found.client.language)
      await botApi.editText(message.chat.id, message.message_id, content, buttons).catch((error: unknown) => {
        if (!/message is not modified/i.test(String(error))) throw error
      })
      return undefined
    },
  }

  /** For that person's own memory alone: of another's nothing is shown, and nothing said. */
  async function after(telegramUserId: number, action: string, subject: string) {
    const itemAction = itemActions.find((one): one is ItemAction => one === action)
    if (itemAction) {
      const client = await senders.findClientOfItem(telegramUserId, subject)
      if (!client) return { client, screen: 'memory-gone' as const }
      return { client, screen: await screens.afterItem(viewerOf(client), itemAction, subject) }
    }
    const listAction = listActions.find((one): one is ListAction => one === action)
    if (listAction) {
      const [conversationId = ''] = subject.split('.')
      const client = await senders.findClientConversation(telegramUserId, conversationId)
      const screen = client && (await screens.afterList(viewerOf(client), listAction, subject))
      return client && screen && { client, screen }
    }
    const messageAction = messageActions.find((one): one is MessageAction => one === action)
    const client = messageAction && (await senders.findClientWhoWrote(telegramUserId, subject))
    return client && { client, screen: await afterMessage(client, messageAction, subject) }
  }

  async function afterMessage(
    { coachId, conversationId, language }: ClientAddress,
    action: MessageAction,
    messageId: string,
  ): Promise<MemoryScreen | TextKey> {
    const say = (key: TextKey): MemoryScreen => ({ text: texts.render(language, key), buttons: [] })
    if (action === 'forget_message_not') return say('memory-left')
    if (action === 'keep_message')
      return (await items.keepMessage(coachId, conversationId, messageId)) ? say('memory-left') : 'memory-no-undo'
    if (!(await items.forgetMessage(coachId, conversationId, messageId))) return 'memory-gone'
    const undo = { key: 'memory-undo-button', action: 'keep_message', subject: messageId } as const
    return { ...say('memory-forgotten'), buttons: [[undo]] }
  }

  async function findWritten(telegramUserId: number, answered: Message): Promise<ToMemory | undefined> {
    const [client, shown] = await Promise.all([
      senders.findClientConversationOfMessage(telegramUserId, answered.message_id),
      senders.findShownMessage(telegramUserId, answered.message_id),
    ])
    return client && shown?.conversationId === client.conversationId
      ? { kind: 'forget', client, messageId: shown.messageId }
      : undefined
  }

  async function send(client: ClientAddress, telegramUserId: number, screen: MemoryScreen): Promise<void> {
    const [content = plain('')] = renderNotice(screen.text)
    const buttons = keyboard(screen.buttons, texts, client.language)
    await botApi.sendText({ chatId: telegramUserId }, content, { keyboard: buttons })
  }
}

function viewerOf({ coachId, language }: ClientAddress): MemoryViewer {
  return { coachId, language, by: 'client' }
}
