/** What listening needs of the world, as types only. Adapters implement these; `app.ts` hands them over. */
import type { MessageFile, MessageKind } from '../media.ts'

/** Something spoken, taken to be written down. */
export type SpokenMessage = {
  coachId: string
  conversationId: string
  messageId: string
  kind: MessageKind
  file: MessageFile
  isClients: boolean
  client: { telegramUserId: number; language: string; consented: boolean }
  /** This one among them: the fence. Whoever comes back after another has tried changes nothing but what is now known. */
  attempts: number
  deadlineAt: Date
  /** The model refuses the coach's key, as far as is known: it is not asked. */
  keyIsDead: boolean
}

export interface SpokenMessages {
  /** Takes what is due of a conversation, the oldest first; due again after a while, should whoever took it die. */
  claimSpoken(coachId: string, conversationId: string): Promise<SpokenMessage | undefined>
}

/**
 * A file that a message came with, on this machine's disk until `work` has ended.
 *
 * @throws {FileTooLarge}; {NotFound} when the messenger does not give it; whatever else may be better later
 */
export type WithMessageFile = <T>(
  file: Pick<MessageFile, 'fileId'>,
  options: { sizeAtMost: number; signal: AbortSignal },
  work: (path: string) => Promise<T>,
) => Promise<T>
