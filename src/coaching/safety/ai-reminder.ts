/** Who talks with the AI for hours on end is told again that it is one. */
import { noticeToClient } from '../alerts.ts'
import type { ConversationSnapshot, Effect } from '../conversation.ts'
import { sessionIdleMs } from '../mirrors.ts'
import type { TimerDeps } from '../timers.ts'

/** Of continuing chat: SAFETY's principle 5, and what California's SB 243 asks for. */
const remindAfterMs = 3 * 3_600_000

/** A client has written: three hours from here, unless this goes on from before. */
export function onChatContinues(s: ConversationSnapshot, now: Date): Effect[] {
  const isSet = s.timers.some(({ kind }) => kind === 'ai_reminder')
  return isSet && isContinuing(s, now) ? [] : [{ kind: 'set_timer', timer: 'ai_reminder', dueAt: after(now) }]
}

/** Of a chat that has ended since, and of one with the human, there is nothing to say. */
export function remindOfAi(s: ConversationSnapshot, _timer: unknown, { now }: TimerDeps): Effect[] {
  if (!isContinuing(s, now)) return []
  const again: Effect = { kind: 'set_timer', timer: 'ai_reminder', dueAt: after(now) }
  if (s.state === 'human') return [again]
  return [noticeToClient('ai-reminder', { coach: s.coach.displayName }), again]
}

function isContinuing({ lastClientMessageAt }: ConversationSnapshot, now: Date): boolean {
  return lastClientMessageAt !== undefined && now.getTime() - lastClientMessageAt.getTime() < sessionIdleMs
}

function after(now: Date): Date {
  return new Date(now.getTime() + remindAfterMs)
}
