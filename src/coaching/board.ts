/** Who needs the coach now, and how a client's topic looks: pure rules over what rows say. */
import type { HandoffReason } from './attribution.ts'
import type { ConversationSnapshot, ConversationState, Effect } from './conversation.ts'

const dayMs = 24 * 3_600_000
/** Nobody counts as unusually silent before. */
const silentAfterMs = 3 * dayMs
const usualGaps = 3
/** Days on which a client must have written, so that one can speak of what is usual. */
const historyDays = 4
/** Who has been silent for longer than this beyond the usual has left. */
const silentForMs = 30 * dayMs

/** A conversation that the board may have to show. */
export type Watched = {
  clientName: string
  topicId: number | undefined
  clientStatus: 'active' | 'paused' | 'blocked' | 'erased'
  state: ConversationState
  stateSince: Date
  leader: string | undefined
  handoffReason: HandoffReason | undefined
  episode: { grade: number; openedAt: Date; unattendedSince: Date | null } | undefined
  /** Since when the client has waited for an answer to what they wrote last. */
  unansweredSince: Date | undefined
  /** Nobody came, the AI went on, and nobody of the team has looked since. */
  leftAloneSince: Date | undefined
  /** A draft of the AI's waits for somebody of the team. */
  draftSince: Date | undefined
  silentAt: Date | undefined
  lastWroteAt: Date | undefined
}

export type Need = { clientName: string; topicId: number | undefined; since: Date } & (
  | { kind: 'crisis'; grade: number; leader: string | undefined; isUnattended: boolean }
  | { kind: 'waiting'; reason: HandoffReason }
  | { kind: 'draft' }
  | { kind: 'left_alone' }
  | { kind: 'unanswered'; leader: string }
  | { kind: 'silent' }
)

const urgency = { crisis: 0, waiting: 1, draft: 2, left_alone: 3, unanswered: 4, silent: 5 } as const

/** Most urgent first: the gravest crisis, then whoever has waited longest. A crisis is listed whatever else is true. */
export function whoNeedsTheCoach(watched: readonly Watched[], now: Date): Need[] {
  return watched
    .flatMap((one) => needOf(one, now) ?? [])
    .sort(
      (a, b) =>
        urgency[a.kind] - urgency[b.kind] ||
        (a.kind === 'crisis' && b.kind === 'crisis' ? b.grade - a.grade : 0) ||
        a.since.getTime() - b.since.getTime(),
    )
}

function needOf(one: Watched, now: Date): Need | undefined {
  const { clientName, topicId, leader, episode, lastWroteAt } = one
  const who = { clientName, topicId }
  if (episode) {
    const isUnattended = episode.unattendedSince !== null
    return { ...who, kind: 'crisis', since: episode.openedAt, grade: episode.grade, leader, isUnattended }
  }
  if (one.clientStatus !== 'active') return undefined // nothing can be said to them now
  if (one.state === 'waiting')
    return { ...who, kind: 'waiting', since: one.stateSince, reason: one.handoffReason ?? 'explicit_request' }
  if (one.state === 'human' && one.unansweredSince)
    return { ...who, kind: 'unanswered', since: one.unansweredSince, leader: leader ?? '' }
  if (one.state === 'ai' && one.draftSince) return { ...who, kind: 'draft', since: one.draftSince }
  if (one.state === 'ai' && one.leftAloneSince) return { ...who, kind: 'left_alone', since: one.leftAloneSince }
  if (one.state === 'ai' && lastWroteAt && isSilent(one.silentAt, now))
    return { ...who, kind: 'silent', since: lastWroteAt }
  return undefined
}

export function isSilent(silentAt: Date | undefined, now: Date): boolean {
  return silentAt !== undefined && silentAt <= now && now < silentUntil(silentAt)
}

function silentUntil(silentAt: Date): Date {
  return new Date(silentAt.getTime() + silentForMs)
}

/**
 * From when on a client who has just written counts as unusually silent, measured by themselves: after three days, or
 * three times their usual gap. Days are counted, not messages: who writes twenty in an hour once a week comes once a week.
 *
 * @param days on which they wrote in the last 30 days, in any order, as any instant of each; today among them
 * @returns undefined without enough history to speak of what is usual
 */
export function silentFrom(days: readonly Date[], lastWroteAt: Date): Date | undefined {
  const numbers = [...new Set(days.map((day) => Math.floor(day.getTime() / dayMs)))].sort((a, b) => a - b)
  const [first, last] = [numbers[0], numbers.at(-1)]
  if (first === undefined || last === undefined || numbers.length < historyDays) return undefined
  const usualGapMs = ((last - first) / (numbers.length - 1)) * dayMs
  return new Date(lastWroteAt.getTime() + Math.max(silentAfterMs, usualGaps * usualGapMs))
}

/** When time alone changes the board: someone falls silent or has left for good, or a day ends and "since 14:05" needs its date. */
export function nextChangeAt(silences: readonly Date[], now: Date, timezone: string): Date {
  const instants = silences.flatMap((silentAt) => [silentAt, silentUntil(silentAt)]).filter((at) => at > now)
  return new Date(Math.min(midnightAfter(now, timezone).getTime(), ...instants.map((at) => at.getTime())))
}

/** On the two days a year when the clock is changed an hour off: it is then asked again. */
function midnightAfter(now: Date, timezone: string): Date {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: knownTimezone(timezone),
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(now)
  const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value ?? 0)
  const sinceMidnightMs = ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1_000 + now.getMilliseconds()
  return new Date(now.getTime() - sinceMidnightMs + dayMs)
}

/** A time zone that cannot be read must not keep a list from anyone. */
export function knownTimezone(timezone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

/** What a topic's icon tells at a glance. */
export type TopicIcon = 'ai' | 'waiting' | 'human' | 'crisis' | 'off'

/** What a topic's card says. */
export type CardFacts = {
  clientName: string
  username: string | undefined
  clientLanguage: string
  clientSince: Date
  clientStatus: Watched['clientStatus']
  state: ConversationState
  stateSince: Date
  leader: string | undefined
  assignee: string | undefined
  handoffReason: HandoffReason | undefined
  episode: Watched['episode']
  aiEnabled: boolean
}

export function topicIcon({ episode, clientStatus, state, aiEnabled }: CardFacts): TopicIcon {
  if (episode) return 'crisis'
  if (clientStatus !== 'active') return 'off'
  if (state === 'ai' && !aiEnabled) return 'off'
  return state
}

/** Effects that change what a topic's card and icon say, and with them perhaps the board. */
const stateEffects: ReadonlySet<Effect['kind']> = new Set<Effect['kind']>([
  'move',
  'open_handoff',
  'claim_handoff',
  'escalate_handoff',
  'close_handoff',
  'open_episode',
  'raise_episode',
  'step_episode',
  'close_episode',
  'set_ai_enabled',
  'assign',
  'withdraw_consent',
  'consent',
  'set_client_status',
])

/** Effects that change the board alone. */
const boardEffects: ReadonlySet<Effect['kind']> = new Set<Effect['kind']>([
  ...(['hold_for_key', 'note_looked', 'settle_draft', 'release_draft'] as const),
])

function isDraft(effect: Effect): boolean {
  return effect.kind === 'store_message' && effect.message.metadata?.draft?.outcome === 'waiting'
}

/** What the group shows of this conversation may change: its card too, or the board alone. */
export function changesShown(s: ConversationSnapshot, effects: readonly Effect[], now: Date) {
  const card = effects.some((effect) => stateEffects.has(effect.kind))
  const written = effects.some(
    (effect) =>
      (effect.kind === 'store_message' && effect.message.visibility === 'shared') || effect.kind === 'set_visibility',
  )
  const isOther = effects.some((effect) => boardEffects.has(effect.kind) || isDraft(effect))
  return { card, board: card || isOther || (written && (s.state === 'human' || isSilent(s.silentAt, now))) }
}
