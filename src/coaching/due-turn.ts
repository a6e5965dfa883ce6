/** A client has said something that the AI is to answer. */
import type { ConversationSnapshot, Effect } from './conversation.ts'
import { restartsAtMost, turnDueAt } from './pacing.ts'
import { softDanger } from './safety/soft.ts'

/** A turn is due; a reply made without these words is dropped while that may still happen. */
export function turnFor(s: ConversationSnapshot, text: string, now: Date, { isEdit = false } = {}): Effect[] {
  const waitingSince = s.turnWaitingSince ?? now
  const isAtWork = s.leaseId !== undefined
  const mayRestart = s.turnRestarts < restartsAtMost
  const outdatesReply = s.aiReplyPending && mayRestart
  // A newer message is noticed when the answer is recorded. An edit is not: it takes the turn away from whoever has it.
  const outdatesWork = isEdit && isAtWork && mayRestart
  const outran = isAtWork || s.aiReplyPending || s.turnRestarts > 0
  return [
    ...(outdatesReply ? [{ kind: 'cancel_ai_deliveries' } as const] : []),
    ...(outdatesWork ? [{ kind: 'release_lease' } as const] : []),
    {
      kind: 'set_turn',
      dueAt: turnDueAt(text, now, waitingSince, { outran, isUrgent: softDanger([text]) !== undefined }),
      waitingSince,
      // A turn that is being tried already goes on counting: writing on must not keep a hanging model from the coach.
      ...(s.turnDueAt === undefined && { attempts: 0 }),
      ...((outdatesReply || outdatesWork) && { restarts: s.turnRestarts + 1 }),
    },
  ]
}
