/** What can be tapped below what is remembered, and which thing a message of the bot's is about. */
import type { Message } from 'grammy/types'
import { type InsightKind, insightKinds } from '../../coaching/memory/insight.ts'
import { subjectBelow } from '../buttons.ts'

export const itemActions = [
  ...(['memory_show', 'memory_right', 'memory_wrong', 'memory_restore', 'memory_correct', 'memory_forget'] as const),
  ...(['memory_forget_sure', 'memory_keep', 'memory_revert', 'memory_earlier'] as const),
  ...(['goal_active', 'goal_achieved', 'goal_abandoned'] as const),
] as const
export type ItemAction = (typeof itemActions)[number]

export const listActions = ['memory_kinds', 'memory_page', 'receipts_on', 'receipts_off'] as const
export type ListAction = (typeof listActions)[number]

export const messageActions = ['forget_message_sure', 'forget_message_not', 'keep_message'] as const
export type MessageAction = (typeof messageActions)[number]

/** Below a message that shows one thing, or asks about it: an answer to that message is about this thing. */
const aboutOne: readonly string[] = ['memory_correct', 'memory_right', 'memory_restore']

/** What the message that is answered shows. */
export function itemShownIn(answered: Message | undefined): string | undefined {
  return subjectBelow(answered, aboutOne)
}

export type MemoryPage = { conversationId: string; kind: InsightKind; page: number }

export function writeMemoryPage({ conversationId, kind, page }: MemoryPage): string {
  return `${conversationId}.${kind}.${page}`
}

export function readMemoryPage(subject: string): MemoryPage | undefined {
  const [conversationId = '', name, page] = subject.split('.')
  const kind = insightKinds.find((one) => one === name)
  return kind && { conversationId, kind, page: Number(page) }
}
