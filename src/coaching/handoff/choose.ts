/** What a client chooses when nobody comes: to go on with the AI, or to wait. */
import { noticeToClient, noticeToTopic } from '../alerts.ts'
import type { ConversationSnapshot, Effect, Ruling } from '../conversation.ts'
import { answerInEpisode } from '../safety/danger.ts'
import { resumeTurn } from './handback.ts'
import { aiMayAnswer, leader, owesAnswer } from './reminders.ts'

type Chosen = Ruling<undefined>

/** The AI goes on, unless someone has come meanwhile, or it may not. */
export function keepAi(s: ConversationSnapshot, now: Date): Chosen {
  if (s.openEpisode) return { effects: answerInEpisode(s, now, 'alert-is-there-in-crisis'), result: undefined }
  if (s.state === 'ai') return nothing()
  if (s.state === 'human' && !owesAnswer(s)) return only(noticeToClient('human-already-here', { coach: leader(s) }))
  if (!aiMayAnswer(s)) return only(noticeToClient('waiting-still', { coach: s.coach.displayName }))
  return {
    effects: [
      ...(s.openHandoff ? [{ kind: 'close_handoff', handoffId: s.openHandoff.id, reason: 'left_to_ai' } as const] : []),
      { kind: 'move', to: 'ai', by: 'client', reason: 'left_to_ai' },
      noticeToClient('left-to-ai', { coach: s.coach.displayName }),
      ...resumeTurn(s, now),
      noticeToTopic('client-keeps-ai', { client: s.client.displayName }),
    ],
    result: undefined,
  }
}

/** Nothing is offered any more; the coach is reminded all the same. */
export function waitForCoach(s: ConversationSnapshot, now: Date): Chosen {
  if (s.openEpisode) return { effects: answerInEpisode(s, now), result: undefined }
  if (s.state === 'ai') return nothing()
  const stops = (['resume_unclaimed', 'offer_ai'] as const).map((timer): Effect => ({ kind: 'cancel_timer', timer }))
  return { effects: [...stops, noticeToClient('will-wait', { coach: leader(s) })], result: undefined }
}

function only(effect: Effect): Chosen {
  return { effects: [effect], result: undefined }
}

function nothing(): Chosen {
  return { effects: [], result: undefined }
}
