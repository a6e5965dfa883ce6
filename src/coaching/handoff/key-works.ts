/** A coach's key works: clients who waited only for want of one are answered, the longest wait first. */

import type { Practices } from '../ports/practices.ts'
import type { Clock, Conversations, MemberAddress, Wake } from '../ports.ts'
import { resume } from './handback.ts'

/** Trigger of a handoff that a missing key brought about. */
export const noKey = 'no model key'

type Deps = { practices: Pick<Practices, 'listWaiting'>; conversations: Conversations; wake: Wake; clock: Clock }

export function createAnswerThoseWaiting({ practices, conversations, wake, clock }: Deps) {
  return async function answerThoseWaiting({ coachId, member }: MemberAddress): Promise<void> {
    for (const conversationId of await practices.listWaiting(coachId)) {
      const changed = await conversations.change({ coachId, conversationId }, undefined, (s) => {
        const isWaitingForKey = s.state === 'waiting' && s.openHandoff?.trigger === noKey && !s.openEpisode
        const effects = isWaitingForKey && s.aiEnabled ? resume(s, member.id, 'key_set', clock.now()) : []
        return { effects, result: undefined }
      })
      await wake(changed?.wakeUps ?? [])
    }
    await wake([{ kind: 'incident', coachId }]) // whom a refused key has kept waiting
  }
}
