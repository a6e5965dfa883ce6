/** What was said aloud and is to be written down: what is listened to, until when, and what waits for it. */
import type { TranscriptionRecord } from '../attribution.ts'
import type { ConversationSnapshot, Effect, NewMessage } from '../conversation.ts'
import { isSpoken } from '../media.ts'
import type { StoredMessage } from '../ports.ts'

/** Nobody waits longer for an answer because a service is slow: what is not written down by then is a human's to hear. */
export const listenWithinMs = 60_000

/**
 * What is spoken is listened to, the client's and the team's, whoever leads; a turn waits for what is not written down yet,
 * so that no answer passes over it. Before consent nothing is.
 */
export function withListening(s: ConversationSnapshot, effects: readonly Effect[], now: Date): Effect[] {
  const deadlineAt = new Date(now.getTime() + listenWithinMs)
  const begun = effects.flatMap((effect) =>
    effect.kind === 'store_message' && isHeard(s, effect.message)
      ? [{ kind: 'listen' as const, messageId: effect.message.id, deadlineAt }]
      : [],
  )
  const ended = new Set(effects.flatMap((effect) => (effect.kind === 'stop_listening' ? effect.messageId : [])))
  const open = [...s.listening.filter(({ messageId }) => !ended.has(messageId)), ...begun]
  const until = Math.max(...open.map((one) => one.deadlineAt.getTime()))
  const held = effects.map((effect) =>
    effect.kind === 'set_turn' && effect.dueAt && effect.dueAt.getTime() < until
      ? { ...effect, dueAt: new Date(until) }
      : effect,
  )
  return [...held, ...begun]
}

function isHeard({ client }: ConversationSnapshot, { kind = 'text', file }: NewMessage): boolean {
  return client.consented && file !== undefined && isSpoken(kind)
}

/** A caption, and below it what was said. */
export function contentOf(caption: string, transcription: Pick<TranscriptionRecord, 'text'> | undefined): string {
  return [caption, transcription?.text ?? ''].filter((words) => words !== '').join('\n')
}

/** What was typed beside it: its content without what was written down. */
export function captionOf({
  content,
  metadata: { transcription },
}: Pick<StoredMessage, 'content' | 'metadata'>): string {
  return transcription ? content.slice(0, content.length - transcription.text.length).trimEnd() : content
}
