/** What the coach sees of a conversation that the AI leads, and when: one mirror per turn, per session, or only when needed. */
import { deliver } from './alerts.ts'
import type { ConversationSnapshot, ConversationState, Effect } from './conversation.ts'

/**
 * all: a mirror per turn. session: one when the client has been silent for a while, or after many messages. needed: none
 * until the human is called, and then what led there.
 */
export const mirrorDensities = ['all', 'session', 'needed'] as const
export type MirrorDensity = (typeof mirrorDensities)[number]

/** With more clients than this, a coach who has not chosen gets one mirror per session. */
export const clientsForEveryTurn = 15

/** The client's words wait so long for the AI's, to be shown together: as long as a turn usually takes at most. */
export const turnMirrorWaitMs = 45_000
/** A session ends when nobody has written for this long; its mirror goes then, or when it has grown to so many messages. */
export const sessionIdleMs = 30 * 60_000
export const sessionMirrorMessages = 20
/** How much of what led there a recap shows. */
export const recapMessages = 8

/** @param clients how many the coach has; beyond `clientsForEveryTurn` one more says as much as all */
export function densityOf(chosen: MirrorDensity | undefined, clients: number): MirrorDensity {
  return chosen ?? (clients > clientsForEveryTurn ? 'session' : 'all')
}

/** When a mirror of a message in state `ai` goes; undefined when it is not shown at all. */
export function mirrorDueAt(
  density: MirrorDensity,
  now: Date,
  { isAnswered }: { isAnswered: boolean },
): Date | undefined {
  if (density === 'needed') return undefined
  if (density === 'session') return new Date(now.getTime() + sessionIdleMs)
  return isAnswered ? new Date(now.getTime() + turnMirrorWaitMs) : now
}

/** The AI leads, and nothing has happened that a human should see at once. */
export function isRoutine(s: ConversationSnapshot): boolean {
  return s.state === 'ai' && !s.openEpisode && !s.keyIncident
}

/** A message as the coach sees it: in the client's topic, or in private while there is no group. */
export function mirror(
  s: ConversationSnapshot,
  messageId: string,
  rest: { loud?: boolean; notBefore?: Date } = {},
): Effect {
  const { loud = false, notBefore } = rest
  return deliver({
    target: s.coach.hasGroup ? 'topic' : 'coach',
    // Silent, save in a crisis, where every word may be the one that counts.
    lane: loud ? 'alert' : 'mirror',
    body: { kind: 'mirror', ...(loud && { loud }) },
    messageId,
    ...(notBefore && { notBefore }),
  })
}

/** The AI no longer leads: what was held back of the conversation is shown now, and a recap where nothing was to be. */
export function leaveAi(
  s: ConversationSnapshot,
  move: { to: Exclude<ConversationState, 'ai'>; by: string; reason: string; claimedBy?: string },
): Effect[] {
  return [{ kind: 'move', ...move }, ...showWhatWasHeldBack(s)]
}

export function showWhatWasHeldBack(s: ConversationSnapshot): Effect[] {
  const needsRecap = s.state === 'ai' && s.coach.mirrors === 'needed' && s.client.consented
  return [
    { kind: 'release_mirrors' },
    ...(needsRecap
      ? [deliver({ target: s.coach.hasGroup ? 'topic' : 'coach', lane: 'mirror', body: { kind: 'recap' } })]
      : []),
  ]
}
