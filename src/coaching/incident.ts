/**
 * A key that the model refuses is one incident of the coach's, not a handoff for each client: their turns are held, each
 * hears so once, the coach gets one message, and when a key works again they are answered.
 */
import { noticeToClient } from './alerts.ts'
import type { ConversationSnapshot, Effect } from './conversation.ts'
import type { AiUnavailableReason } from './errors.ts'
import { resumeTurn } from './handoff/handback.ts'
import { showWhatWasHeldBack } from './mirrors.ts'

const deadKeys = ['key_refused', 'quota_spent'] as const satisfies readonly AiUnavailableReason[]
/** Only the coach can mend it: no later call with this key will do better by itself. */
export type DeadKey = (typeof deadKeys)[number]

export function deadKeyOf(why: AiUnavailableReason): DeadKey | undefined {
  return deadKeys.find((one) => one === why)
}

/** What an attempt says of the key: an answer that is no good was an answer; no connection says nothing. */
export type KeyAfter = 'works' | 'unknown' | 'removed' | DeadKey

export function keyAfter(why: AiUnavailableReason | undefined): KeyAfter {
  if (why === 'no_key') return 'removed'
  if (why === undefined || why === 'malformed' || why === 'refused') return 'works'
  return deadKeyOf(why) ?? 'unknown'
}

const firstProbeMs = 60_000
const probeAtMostEveryMs = 30 * 60_000

/** Refused again so soon after it seemed to work, it is the same outage: a small check may pass where turns are refused. */
export const sameOutageMs = 30 * 60_000

/** After so many attempts in vain the next one waits so long: a minute, then twice as long each time, up to half an hour. */
export function probeAfterMs(probes: number): number {
  return Math.min(probeAtMostEveryMs, firstProbeMs * 2 ** Math.min(probes, 10))
}

/** The coach's message about it. */
export type IncidentView = {
  language: string
  timezone: string
  why: DeadKey
  openedAt: Date
  closedAt: Date | undefined
  /** False once the coach has removed the key. */
  hasKey: boolean
  /** When the key was last tried again. */
  probedAt: Date | undefined
  /** Who waits for an answer now, the longest first. */
  waiting: string[]
  /** How many wait besides. */
  more: number
  /** How many it has kept waiting, those who were helped meanwhile among them. */
  affected: number
}

/**
 * The turn waits until a key works. The client hears so once, and again only if a human has been there since: then the
 * last they heard was that the AI answers.
 */
export function holdTurn(s: ConversationSnapshot, why: DeadKey, upToSeq: number, now: Date): Effect[] {
  const last = s.lastKeyIncident
  const isSame = last && (!last.closedAt || last.closedAt.getTime() > now.getTime() - sameOutageMs)
  const toldAt = isSame ? last.toldAt : undefined
  const tells = toldAt === undefined || s.stateSince > toldAt
  // What has come since is looked at as well, for a wish or a danger that needs no model.
  const isOutdated = s.lastClientSeq > upToSeq && s.turnDueAt !== undefined
  return [
    { kind: 'hold_for_key', why, tells },
    ...(isOutdated
      ? []
      : [{ kind: 'set_turn', dueAt: null, waitingSince: null, restarts: 0, attempts: 0 } satisfies Effect]),
    ...(tells ? [noticeToClient('holding-key-dead', { coach: s.coach.displayName })] : []),
    ...(toldAt === undefined ? showWhatWasHeldBack(s) : []),
  ]
}

/** A key works: what this client wrote and nobody has answered is the AI's to answer. Safe to repeat. */
export function releaseTurn(s: ConversationSnapshot, now: Date): Effect[] {
  // Not those whom a human leads or is called to, and not those who have their turn or their answer already.
  const isHeld = s.state === 'ai' && s.client.status === 'active' && s.turnDueAt === undefined && !s.aiReplyPending
  return isHeld ? resumeTurn(s, now) : []
}
