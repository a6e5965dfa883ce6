/** `/ai off` and `/ai on` in a client's topic. */
import { noticeToTopic } from '../alerts.ts'
import type { ConversationSnapshot, Effect, Member, Ruling } from '../conversation.ts'
import { resume } from './handback.ts'

export function switchAi(s: ConversationSnapshot, member: Member, enabled: boolean, now: Date): Ruling<undefined> {
  const key = !enabled ? 'ai-off' : s.openEpisode ? 'ai-locked-by-crisis' : 'ai-on'
  const confirmed = noticeToTopic(key, { client: s.client.displayName })
  if (!enabled) {
    // A turn that is due stays due: it finds the AI off and brings the client to the coach.
    const effects: Effect[] = [{ kind: 'set_ai_enabled', enabled }, { kind: 'cancel_ai_deliveries' }]
    const isHeld = s.state === 'ai' && s.keyIncident?.toldAt !== undefined && s.lastClientSeq > s.lastAnswerSeq
    // What waited as a draft is the coach's to answer now.
    if (s.aiReplyPending || isHeld || s.draft)
      effects.push({ kind: 'set_turn', dueAt: now, waitingSince: s.turnWaitingSince ?? now })
    return { effects: [...effects, confirmed], result: undefined }
  }
  const waitsForThis = s.state === 'waiting' && s.openHandoff?.reason === 'ai_off' && !s.openEpisode
  return {
    effects: [
      { kind: 'set_ai_enabled', enabled },
      ...(waitsForThis ? resume(s, member.id, 'ai_on', now) : []),
      confirmed,
    ],
    result: undefined,
  }
}
