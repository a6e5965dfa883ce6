/**
 * When the session under way ends: what follows for it from what a rule has decided. In one place, so that whoever stores a
 * message need not think of it.
 */
import type { ConversationSnapshot, Effect, NewMessage } from '../conversation.ts'
import { isGoodbye } from './goodbye.ts'
import { type OpenSession, sessionGapMs, sessionMessagesAtMost } from './session.ts'

/** After a goodbye there may still be one in return. */
const afterGoodbyeMs = 2 * 60_000

/** Without consent there are no sessions: nothing of them would be summed up. */
export function withSession(s: ConversationSnapshot, effects: readonly Effect[], now: Date): Effect[] {
  if (!s.client.consented) return [...effects]
  // One that is over waits to be written down; what is said meanwhile belongs to the next one, which begins then.
  const isOver = s.session !== undefined && s.session.endsAt <= now
  if (isOver) return [...effects]
  let session = s.session
  for (const effect of effects) {
    if (effect.kind === 'store_message' && effect.message.visibility === 'shared')
      session = after(effect.message, session, now)
    if (effect.kind === 'release_draft') session = after({ senderType: 'ai', content: '' }, session, now)
    if (effect.kind === 'end_session' && session) session = { ...session, endsAt: now, endsBy: effect.by }
  }
  return session && session !== s.session ? [...effects, { kind: 'set_session', session }] : [...effects]
}

function after(
  { senderType, content }: Pick<NewMessage, 'senderType' | 'content'>,
  before: OpenSession | undefined,
  now: Date,
): OpenSession {
  const messages = (before?.messages ?? 0) + 1
  if (messages >= sessionMessagesAtMost) return { messages, endsAt: now, endsBy: 'length' }
  const isLeaving = senderType === 'client' ? isGoodbye(content) : senderType === 'ai' && before?.endsBy === 'goodbye'
  if (isLeaving) return { messages, endsAt: later(now, afterGoodbyeMs), endsBy: 'goodbye' }
  return { messages, endsAt: later(now, sessionGapMs), endsBy: 'idle' }
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms)
}
