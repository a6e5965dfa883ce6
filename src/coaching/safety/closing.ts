/** How an episode ends: the coach marks safe, a false alarm, or, below L3, the client's own word. And what comes after. */
import { noticeToClient } from '../alerts.ts'
import type { ConversationSnapshot, Effect, Member, Ruling } from '../conversation.ts'
import type { Button } from '../deliveries.ts'
import type { Timer, TimerDeps } from '../timers.ts'
import type { EpisodeOutcome } from './episode.ts'
import { answerTeam, paramsOf, tellTeam } from './episode-texts.ts'

const hourMs = 3_600_000
export const dayMs = 24 * hourMs
/** S6: so long the AI leaves out what could do harm. */
export const restrictedMs = 72 * hourMs
/** D3: so long a sign weighs more than it did. */
export const flaggedMs = 30 * dayMs
/** Nothing unasked reaches a client in their night, nor within an hour of a human's message. */
const day = { from: 9, to: 21 }

/** The row closes, and nothing waits for anyone any more. */
export function closeEpisode(
  s: ConversationSnapshot,
  { by, reason, outcome }: { by: string; reason: string; outcome: EpisodeOutcome },
): Effect[] {
  if (!s.openEpisode) return []
  return [
    { kind: 'close_episode', episodeId: s.openEpisode.id, by, reason, outcome },
    { kind: 'cancel_timer', timer: 'crisis_step' },
    { kind: 'cancel_timer', timer: 'crisis_call' },
  ]
}

/** S6: a word on the next day and on the third. */
export function stepDown(s: ConversationSnapshot, now: Date): Effect[] {
  return [
    { kind: 'set_timer', timer: 'crisis_followup', dueAt: inTheDay(now.getTime() + dayMs, s), data: { round: 1 } },
  ]
}

/** The human leaves, and what there is besides them stays: the client is not left with "the AI answers again" alone. */
export function afterHuman(s: ConversationSnapshot): Effect[] {
  const notSafe: Button = { key: 'not-safe-button', action: 'not_safe', subject: s.id }
  return [
    noticeToClient('crisis-after-human', paramsOf(s), { buttons: [[notSafe]] }),
    answerTeam(s, 'handback-follow-up'),
  ]
}

export function onFollowUp(s: ConversationSnapshot, { data }: Timer, { now }: TimerDeps): Effect[] {
  if (s.openEpisode || s.client.status !== 'active') return []
  const sinceHuman = s.lastHumanMessageAt ? now.getTime() - s.lastHumanMessageAt.getTime() : Number.POSITIVE_INFINITY
  if (sinceHuman < hourMs)
    return [
      { kind: 'set_timer', timer: 'crisis_followup', dueAt: inTheDay(now.getTime() + hourMs - sinceHuman, s), data },
    ]
  const notSafe: Button = { key: 'not-safe-button', action: 'not_safe', subject: s.id }
  return [
    noticeToClient('crisis-followup', paramsOf(s), { buttons: [[notSafe]] }),
    ...(data['round'] === 1
      ? [
          {
            kind: 'set_timer',
            timer: 'crisis_followup',
            dueAt: inTheDay(now.getTime() + 2 * dayMs, s),
            data: { round: 2 },
          } as const,
        ]
      : []),
  ]
}

/** The coach says that it was none; where a method or an intent was named, they are asked twice. */
export function falseAlarm(s: ConversationSnapshot, member: Member, isSure: boolean): Ruling<undefined> {
  const episode = s.openEpisode
  if (!episode) return { effects: [answerTeam(s, 'crisis-over')], result: undefined }
  if (episode.grade >= 3 && !isSure) {
    const sure: Button = { key: 'false-alarm-sure-button', action: 'crisis_false_alarm_sure', subject: s.id }
    return { effects: [answerTeam(s, 'false-alarm-sure', { grade: episode.grade }, [[sure]])], result: undefined }
  }
  return {
    effects: [
      ...closeEpisode(s, { by: member.id, reason: 'false alarm', outcome: 'false_alarm' }),
      ...backToAi(s, member.id, 'false alarm'),
      noticeToClient('crisis-false-alarm', paramsOf(s), { lane: 'crisis' }),
      answerTeam(s, 'false-alarm-noted'),
    ],
    result: undefined,
  }
}

/** [I'm safe, that's not what I meant]: the client's word counts below L3. The coach is told, and for a while it is watched. */
export function clientSaysSafe(s: ConversationSnapshot): Ruling<undefined> {
  const episode = s.openEpisode
  if (!episode || episode.grade >= 3) return { effects: [], result: undefined }
  return {
    effects: [
      ...closeEpisode(s, { by: 'client', reason: 'client says safe', outcome: 'client_safe' }),
      ...(s.state === 'waiting' ? backToAi(s, 'client', 'client says safe') : []),
      noticeToClient('crisis-client-safe', paramsOf(s), { lane: 'crisis' }),
      ...tellTeam(s, 'alert-client-safe', { grade: episode.grade }),
    ],
    result: undefined,
  }
}

/** Without a turn: what it was about is dealt with, and the client has just been told. */
function backToAi(s: ConversationSnapshot, by: string, reason: string): Effect[] {
  if (s.state === 'ai') return []
  return [
    ...(s.openHandoff ? [{ kind: 'close_handoff', handoffId: s.openHandoff.id, reason: 'false_alarm' } as const] : []),
    { kind: 'move', to: 'ai', by, reason },
  ]
}

/** The first moment from then on that is no night where the client lives. */
function inTheDay(from: number, { client, coach }: ConversationSnapshot): Date {
  const timeZone = client.timezone !== 'UTC' ? client.timezone : coach.timezone
  for (let at = from; at < from + 2 * dayMs; at += hourMs / 2) {
    const hour = hourIn(timeZone, at)
    if (hour >= day.from && hour < day.to) return new Date(at)
  }
  return new Date(from)
}

function hourIn(timeZone: string, at: number): number {
  try {
    return Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(at))
  } catch {
    return new Date(at).getUTCHours()
  }
}
