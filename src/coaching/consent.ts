/** No text of a client reaches a model before they agree; the wording they saw is kept; withdrawal holds at once. */
import { noticeToClient, noticeToTopic } from './alerts.ts'
import type { ConversationSnapshot, Effect, Ruling } from './conversation.ts'
import { isRoutine, mirrorDueAt } from './mirrors.ts'

/** Raised whenever the wording changes in meaning. */
export const consentVersion = '2026-11'

export type ConsentResult = { kind: 'agreed' | 'agreed_before' | 'declined' | 'withdrawn' }

/** What was written before belongs to the conversation now, and is answered. */
export function agree(s: ConversationSnapshot, wording: string, consentId: string, now: Date): Ruling<ConsentResult> {
  if (s.client.consented) return { effects: [], result: { kind: 'agreed_before' } }
  const effects: Effect[] = [
    { kind: 'consent', id: consentId, version: consentVersion, wording },
    { kind: 'set_client_status', status: 'active' },
    noticeToClient('welcome', { coach: s.coach.displayName }),
    noticeToTopic('client-joined', { client: s.client.displayName }),
    ...showHeld(s, now),
  ]
  if (s.hasHeldClientMessages && s.state === 'ai')
    effects.push({ kind: 'set_turn', dueAt: now, waitingSince: now, restarts: 0, attempts: 0 })
  return { effects, result: { kind: 'agreed' } }
}

/** To the coach as everything that the AI is about to answer: with its answer, with the session, or not before they are called. */
function showHeld(s: ConversationSnapshot, now: Date): Effect[] {
  if (!s.hasHeldClientMessages) return []
  const { mirrors } = s.coach
  const mirrorAt = isRoutine(s) ? mirrorDueAt(mirrors, now, { isAnswered: true }) : now
  return [
    ...(isRoutine(s) && mirrorAt && mirrors === 'session' ? [{ kind: 'hold_mirrors', until: mirrorAt } as const] : []),
    { kind: 'release_held_client_messages', mirrorAt },
  ]
}

/** Nothing of what they wrote is kept, save in an open crisis, which a human must see. */
export function decline(s: ConversationSnapshot): Ruling<ConsentResult> {
  if (s.client.consented) return withdraw(s)
  return {
    effects: [
      ...(s.openEpisode ? [] : [{ kind: 'delete_held_client_messages' } as const]),
      noticeToClient('consent-declined', { coach: s.coach.displayName }),
    ],
    result: { kind: 'declined' },
  }
}

/** From the next message on, nothing is read by the AI or stored beyond the gate. */
export function withdraw(s: ConversationSnapshot): Ruling<ConsentResult> {
  return {
    effects: [
      { kind: 'withdraw_consent' },
      { kind: 'cancel_ai_deliveries' },
      { kind: 'set_turn', dueAt: null, waitingSince: null, restarts: 0, attempts: 0 },
      noticeToClient('withdrawn', { coach: s.coach.displayName }),
    ],
    result: { kind: 'withdrawn' },
  }
}
