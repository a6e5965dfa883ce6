/**
 * A crisis episode: who has seen it, and what happens when nobody comes. The states and times are SAFETY's S1 to S5; every
 * step has its timer, so that an open episode can be forgotten by nobody.
 */
import type { ConversationSnapshot, Effect, Member } from '../conversation.ts'
import type { Timer, TimerData, TimerDeps } from '../timers.ts'
import { alertAgain, alertBackup, alertOperator, askIfReached, crisisText } from './episode-texts.ts'

/** alerted: S2. promised: S2b. again: S3. escalated: S4. human: S5. The first text (S1) and S2 are one transaction. */
export const episodeStates = ['alerted', 'promised', 'again', 'escalated', 'human'] as const
export type EpisodeState = (typeof episodeStates)[number]
export type EpisodeOutcome = 'safe' | 'false_alarm' | 'client_safe'

export type Episode = {
  id: string
  grade: number
  kind: string
  state: EpisodeState
  openedAt: Date
  /** Who led it or said they would come: their words go to the client without another tap. */
  expectedFrom: string | undefined
  unattendedSince: Date | undefined
  /** The client has been told plainly that nobody has come. */
  noHumanAt: Date | undefined
}

const minuteMs = 60_000
/** SAFETY's table by grade: L4, L3, and the two below. */
const limits = {
  tap: [2, 3, 10],
  writing: [2, 5, 30],
  phoning: [10, 10, 30],
  /** Counted from S1. */
  escalate: [5, 10, 30],
  repeat: [15, 15, 120],
  silent: [10, 20, 20],
} as const
/** How long the coach has after a repeated alert, however late it came. */
const graceAfterRepeat = [1, 2, 5] as const
const askAgainMs = 10 * minuteMs

function minutes(what: readonly [number, number, number], grade: number): number {
  return (grade >= 4 ? what[0] : grade === 3 ? what[1] : what[2]) * minuteMs
}

/** S1 and S2: the first limit runs from here. */
export function watchForTap(grade: number, now: Date): Effect {
  return stepAt(now, minutes(limits.tap, grade))
}

/** The danger has grown: whoever has time left has less. */
export function tighten(s: ConversationSnapshot, grade: number, now: Date): Effect[] {
  const set = s.timers.find(({ kind }) => kind === 'crisis_step')
  const sooner = minutes(limits.tap, grade)
  if (s.openEpisode?.state === 'human' || (set && set.dueAt.getTime() <= now.getTime() + sooner)) return []
  return [stepAt(now, sooner, set?.data)]
}

/** S2b: someone says that they write or phone. */
export function promise(s: ConversationSnapshot, member: Member, how: 'writing' | 'phoning', now: Date): Effect[] {
  const episode = s.openEpisode
  if (!episode || episode.state === 'human') return []
  return [
    step(episode, 'promised', member.id, how, member.id),
    stepAt(now, minutes(limits[how], episode.grade), how === 'phoning' ? { caller: member.id } : undefined),
    how === 'phoning'
      ? {
          kind: 'set_timer',
          timer: 'crisis_call',
          dueAt: new Date(now.getTime() + askAgainMs),
          data: { by: member.id },
        }
      : { kind: 'cancel_timer', timer: 'crisis_call' },
  ]
}

/** S5: a human has written to the client, or has them on the phone. */
export function humanIsThere(s: ConversationSnapshot, member: Member, why: 'wrote' | 'reached'): Effect[] {
  const episode = s.openEpisode
  if (!episode) return []
  return [
    ...(episode.state === 'human' && episode.expectedFrom === member.id
      ? []
      : [step(episode, 'human', member.id, why, member.id)]),
    { kind: 'cancel_timer', timer: 'crisis_step' },
    { kind: 'cancel_timer', timer: 'crisis_call' },
  ]
}

/** S5: the client has written and waits for the human's answer. */
export function watchForAnswer(s: ConversationSnapshot, now: Date): Effect[] {
  const isSet = s.timers.some(({ kind }) => kind === 'crisis_step')
  if (s.openEpisode?.state !== 'human' || isSet) return []
  return [stepAt(now, minutes(limits.silent, s.openEpisode.grade))]
}

/** Time is up: nobody tapped, nobody did what they said, nobody answered. */
export function onStepDue(s: ConversationSnapshot, { data }: Pick<Timer, 'data'>, { now }: TimerDeps): Effect[] {
  const episode = s.openEpisode
  if (!episode) return []
  if (episode.state === 'again' || episode.state === 'escalated') return escalate(s, episode, data, now)
  return callAgain(s, episode, 'time is up', now, callerIn(s, data))
}

/** Who said that they phone, and has reached nobody yet; undefined when nobody did. */
export function findCaller(s: ConversationSnapshot): Member | undefined {
  return callerIn(s, s.timers.find(({ kind }) => kind === 'crisis_step')?.data)
}

/** Kept with the limit that their word runs to, and with those that follow it while nobody else comes. */
function callerIn(s: ConversationSnapshot, data: TimerData = {}): Member | undefined {
  return s.team.find(({ id }) => id === data['caller'])
}

/**
 * S3: the coach and everyone on the team, with sound; and a word to the client, who is still waiting.
 *
 * @param caller has come to them, if only as far as the phone: "nobody has come" would be untrue
 */
export function callAgain(
  s: ConversationSnapshot,
  episode: Episode,
  why: string,
  now: Date,
  caller: Member | undefined,
): Effect[] {
  const wasThere = episode.state === 'human'
  const nominal = minutes(limits.escalate, episode.grade) - minutes(limits.tap, episode.grade)
  // Measured from S1; but after a human was there, as from the first alert.
  const escalateAt = wasThere
    ? now.getTime() + nominal
    : Math.max(
        episode.openedAt.getTime() + minutes(limits.escalate, episode.grade),
        now.getTime() + minutes(graceAfterRepeat, episode.grade),
      )
  return [
    step(episode, 'again', 'system', why, s.claimedBy?.id ?? episode.expectedFrom),
    ...(s.state === 'human' ? [{ kind: 'move', to: 'waiting', by: 'system', reason: 'crisis' } as const] : []),
    stepAt(now, escalateAt - now.getTime(), caller && { caller: caller.id }),
    caller
      ? crisisText(s, 'crisis-no-answer', episode.grade, { member: caller.displayName })
      : crisisText(s, 'crisis-still-here', episode.grade),
    { kind: 'note_crisis_text' },
    ...alertAgain(s, episode, now),
    ...alertBackup(s, episode, now),
  ]
}

/** In S3 and S4 the phone was tried, too: said to all, and nothing is put off by it. */
export function sayPhoneFailed(s: ConversationSnapshot, episode: Episode, caller: Member, now: Date): Effect[] {
  return [
    crisisText(s, 'crisis-no-answer', episode.grade, { member: caller.displayName }),
    { kind: 'note_crisis_text' },
    ...alertAgain(s, episode, now),
    ...alertBackup(s, episode, now),
  ]
}

/** S4: beyond the team, and again and again. Nothing but a human ends it. */
function escalate(s: ConversationSnapshot, episode: Episode, data: TimerData, now: Date): Effect[] {
  return [
    step(episode, 'escalated', 'system', 'nobody came'),
    stepAt(now, minutes(limits.repeat, episode.grade), data),
    ...(episode.noHumanAt === undefined
      ? [crisisText(s, 'crisis-no-human', episode.grade), { kind: 'note_crisis_text' } as const]
      : []),
    ...alertAgain(s, episode, now),
    ...alertBackup(s, episode, now),
    ...alertOperator(s, episode, now),
  ]
}

/** Ten minutes after someone said that they phone: did they? Their time may be up at the same moment. */
export function onCallDue(s: ConversationSnapshot, { data }: Pick<Timer, 'data'>): Effect[] {
  if (s.openEpisode?.state !== 'promised' && s.openEpisode?.state !== 'again') return []
  return askIfReached(
    s,
    s.team.find(({ id }) => id === data['by']),
  )
}

function step(episode: Episode, to: EpisodeState, by: string, why: string, expectedFrom?: string): Effect {
  return { kind: 'step_episode', episodeId: episode.id, to, by, why, ...(expectedFrom && { expectedFrom }) }
}

function stepAt(now: Date, ms: number, data?: TimerData): Effect {
  return { kind: 'set_timer', timer: 'crisis_step', dueAt: new Date(now.getTime() + ms), ...(data && { data }) }
}
