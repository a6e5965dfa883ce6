/** `/memory` and `/summary` in a client's topic: the team looks, the coach puts right and removes. */
import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import type { Member } from '../../coaching/conversation.ts'
import { correctionOf, type MemoryItems } from '../../coaching/memory/items.ts'
import type { GroupAddress } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { BotApi, Place } from '../bot-api.ts'
import { keyboard } from '../buttons.ts'
import { type ItemAction, itemActions, itemShownIn, type ListAction, listActions } from '../memory/actions.ts'
import type { MemoryScreens, MemoryViewer } from '../memory/screens.ts'
import { plain } from '../rendering/formatted.ts'
import type { MemoryScreen } from '../rendering/memory.ts'
import { splitFormatted } from '../rendering/split.ts'
import { renderSummary } from '../rendering/summary.ts'

type Deps = {
  items: MemoryItems
  screens: MemoryScreens
  botApi: Pick<BotApi, 'sendText' | 'editText'>
  texts: Texts
}
type Asked = { group: GroupAddress; member: Member; conversationId: string; place: Place; replyTo: number }
export type CoachMemory = ReturnType<typeof createCoachMemory>

/** What anyone of the team may tap. */
const looks: readonly string[] = ['memory_kinds', 'memory_page', 'memory_show', 'memory_earlier']
const shownGoals = 5

export function createCoachMemory({ items, screens, botApi, texts }: Deps) {
  return {
    async onMemory({ group, member, conversationId, place, replyTo }: Asked): Promise<void> {
      await send(group, place, await screens.kinds(viewerOf(group, member), conversationId), replyTo)
    },

    async onSummary({ group, member, conversationId, place, replyTo }: Asked): Promise<void> {
      const { owner, reader } = await screens.read(viewerOf(group, member), conversationId)
      const [goals, blockers] = await Promise.all(
        (['goal', 'blocker'] as const).map((kind) =>
          items.list(group.coachId, owner.clientId, kind, { skip: 0, limit: shownGoals }),
        ),
      )
      const text = plain(renderSummary(owner, { goals: goals ?? [], blockers: blockers ?? [] }, reader, texts))
      for (const part of splitFormatted(text)) await botApi.sendText(place, part, { silent: true, replyTo })
    },

    /** What is shown in the message that this one answers: the answer is for the memory, and no client gets it. */
    itemAnswered: (message: Message): string | undefined => itemShownIn(message.reply_to_message),

    async onCorrection(
      { group, member, place, replyTo }: Omit<Asked, 'conversationId'>,
      itemId: string,
      text: string,
    ): Promise<void> {
      const say = (key: TextKey): MemoryScreen => ({ text: texts.render(group.language, key), buttons: [] })
      if (member.role !== 'owner') return send(group, place, say('memory-owner-only'), replyTo)
      const words = correctionOf(text)
      if (!words) return send(group, place, say('memory-too-long'), replyTo)
      const corrected = await items.correct(group.coachId, itemId, words, member.id)
      if (!corrected) return send(group, place, say('memory-gone'), replyTo)
      const { text: shown, buttons } = await screens.item(viewerOf(group, member), corrected)
      const revert = { key: 'memory-revert-button', action: 'memory_revert', subject: corrected.id } as const
      await send(group, place, { text: shown, buttons: [[revert], ...buttons] }, replyTo)
    },

    isTap: (action: string): boolean => [...itemActions, ...listActions].some((one) => one === action),

    /** @returns what the tap is answered with */
    async onTap(
      ctx: Context,
      action: string,
      subject: string,
      { group, member }: { group: GroupAddress; member: Member },
    ): Promise<TextKey | undefined> {
      const message = ctx.callbackQuery?.message
      if (!message) return undefined
      if (member.role !== 'owner' && !looks.includes(action)) return 'tap-owner-only'
      const screen = await screenAfter(viewerOf(group, member), action, subject)
      if (!screen || typeof screen === 'string') return screen
      const buttons = keyboard(screen.buttons, texts, group.language)
      await botApi
        .editText(message.chat.id, message.message_id, plain(screen.text), buttons)
        .catch((error: unknown) => {
          if (!/message is not modified/i.test(String(error))) throw error
        })
      return undefined
    },
  }

  async function screenAfter(viewer: MemoryViewer, action: string, subject: string) {
    const listAction = listActions.find((one): one is ListAction => one === action)
    // Whether they are asked is the client's own to say.
    if (listAction) return listAction.startsWith('memory') ? screens.afterList(viewer, listAction, subject) : undefined
    const itemAction = itemActions.find((one): one is ItemAction => one === action)
    // Words are the client's to forget: a coach takes things out of the memory.
    return itemAction && !itemAction.startsWith('memory_forget')
      ? screens.afterItem(viewer, itemAction, subject)
      : undefined
  }

  async function send({ language }: GroupAddress, place: Place, screen: MemoryScreen, replyTo: number): Promise<void> {
    const buttons = keyboard(screen.buttons, texts, language)
    await botApi.sendText(place, plain(screen.text), { silent: true, replyTo, keyboard: buttons })
  }
}

function viewerOf({ coachId, language }: GroupAddress, { id }: Member): MemoryViewer {
  return { coachId, language, by: id }
}
