/** Which of a conversation's messages wait for an answer. */
import type { ClaimedTurn } from './ports.ts'

/** What the client has written since anyone answered, or dealt with it outside the chat. */
export function openMessages({ messages, dealtWithUpToSeq }: Pick<ClaimedTurn, 'messages' | 'dealtWithUpToSeq'>) {
  const answered = messages.findLastIndex(({ senderType, seq }) => senderType !== 'client' || seq <= dealtWithUpToSeq)
  return messages.slice(answered + 1)
}
