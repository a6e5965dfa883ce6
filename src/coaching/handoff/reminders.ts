/**
 * What happens when nobody comes: the coach is reminded, the AI resumes with an apology, the client may choose. Each once,
 * in the coach's hours, never in a client's night, and never for an open crisis episode, which has timers of its own.
 */
import { alertAgain, noticeToClient, noticeToTopic } from '../alerts.ts'
import { reminderDefaults } from '../coach.ts'
import type { ConversationSnapshot, Effect } from '../conversation.ts'
import type { Button } from '../deliveries.ts'
import type { Timer, TimerDeps, TimerKind } from '../timers.ts'
import { humanLeft, isAiOn as isSwitchedOn, resumeTurn } from './handback.ts'
import { clientNightEnds, coachAway, inCoachHours, minuteMs } from './schedule.ts'

/** Why a conversation went back to the AI when nobody came. */
export const resumedLate = 'resumed_late'

/** While the coach's key is refused, it is looked this often whether the AI may resume. */
const keyLooksMs = 5 * minuteMs

export function remindersOf({ coach }: ConversationSnapshot) {
  return { ...reminderDefaults, ...coach.settings.reminders }
}

/** Nobody has claimed it: the coach hears again, and then perhaps once more. */
export function alertUnclaimed(s: ConversationSnapshot, timer: Timer, { now }: TimerDeps): Effect[] {
  if (!isUnclaimed(s)) return []
  const step = Number(timer.data['step'] ?? 0)
  const since = s.openHandoff?.openedAt ?? now
  if (coachAway(s, now)) return again(s, timer, inCoachHours(s, now, 0))
  // What came due while nothing ran is said once.
  const next = remindersOf(s)
    .alertMinutes.map((after, n) => ({ step: n, dueAt: inCoachHours(s, since, after) }))
    .find((one) => one.step > step && one.dueAt !== undefined && one.dueAt > now)
  const minutes = Math.round((now.getTime() - since.getTime()) / minuteMs)
  return [...alertAgain(s, minutes), ...setTimer('alert_unclaimed', next?.dueAt, { step: next?.step ?? 0 })]
}

/** Still nobody: the AI resumes with an apology. Where it cannot, the client hears that nothing is lost. */
export function resumeUnclaimed(s: ConversationSnapshot, timer: Timer, { now }: TimerDeps): Effect[] {
  if (!isUnclaimed(s) || !s.openHandoff) return []
  const isDone = timer.data['doneAfterSeq'] === s.lastClientSeq
  const night = isDone ? undefined : clientNightEnds(s, now)
  if (night) return again(s, timer, night)
  if (coachAway(s, now)) return again(s, timer, inCoachHours(s, now, 0))
  const { coach, client, openHandoff } = s
  if (isDone && !isAiOn(s)) return []
  if (!isAiOn(s)) return [noticeToClient('waiting-still', { coach: coach.displayName }), { kind: 'note_noticed' }]
  // The AI would have no word to say; when it has, it resumes.
  if (s.keyIncident) return again(s, timer, new Date(now.getTime() + keyLooksMs))
  return [
    { kind: 'close_handoff', handoffId: openHandoff.id, reason: 'timeout', isOverlooked: coach.hasGroup },
    { kind: 'move', to: 'ai', by: 'system', reason: resumedLate },
    ...(isDone ? [] : [noticeToClient('resumed-late', { coach: coach.displayName }), ...resumeTurn(s, now)]),
    noticeToTopic(
      isDone ? 'resumed-done-coach' : 'resumed-late-coach',
      { client: client.displayName },
      {
        buttons: [
          [
            { key: 'looked-button', action: 'looked', subject: s.id },
            { key: 'take-over-button', action: 'takeover', subject: s.id },
          ],
        ],
      },
    ),
  ]
}

/** Who waits for the human has ended the talk: unless they write on, the AI resumes without a word when its time comes. */
export function resumeQuietly(s: ConversationSnapshot): Effect[] {
  const timer = s.timers.find(({ kind }) => kind === 'resume_unclaimed')
  return timer ? setTimer(timer.kind, timer.dueAt, { ...timer.data, doneAfterSeq: s.lastClientSeq }) : []
}

/** The human leads and owes an answer. */
export function remindHuman(s: ConversationSnapshot, timer: Timer, { now }: TimerDeps): Effect[] {
  if (!owesAnswer(s)) return []
  if (coachAway(s, now)) return again(s, timer, inCoachHours(s, now, 0))
  return [noticeToTopic('human-owes-answer', { client: s.client.displayName, member: leader(s) }, { loud: true })]
}

/** The human has been silent for long: the client hears so, and may go on with the AI. */
export function offerAi(s: ConversationSnapshot, timer: Timer, { now }: TimerDeps): Effect[] {
  if (!owesAnswer(s) || !aiMayAnswer(s)) return []
  const night = clientNightEnds(s, now)
  if (night) return again(s, timer, night)
  return [noticeToClient('human-silent', { coach: leader(s) }, { buttons: choices(s) })]
}

/** The human has left it lying: the coach is asked whether to hand back, or it is done where they want it so. */
export function offerHandback(s: ConversationSnapshot, timer: Timer, { now }: TimerDeps): Effect[] {
  if (s.state !== 'human' || s.openEpisode) return []
  const names = { client: s.client.displayName, member: leader(s) }
  if (!remindersOf(s).handsBackItself)
    return [
      noticeToTopic('handback-offer', names, {
        buttons: [[{ key: 'hand-back-button', action: 'handback', subject: s.id }]],
      }),
    ]
  const night = clientNightEnds(s, now)
  if (night) return again(s, timer, night)
  return [
    ...(s.openHandoff ? [{ kind: 'close_handoff', handoffId: s.openHandoff.id, reason: 'handback' } as const] : []),
    { kind: 'move', to: 'ai', by: 'system', reason: 'handback' },
    humanLeft(s, leader(s)),
    ...resumeTurn(s, now),
    noticeToTopic(isSwitchedOn(s) ? 'handback-by-itself' : 'handback-by-itself-ai-off', names),
  ]
}

/** [Keep talking with me] [Wait for {coach}], and with a coach who is away [I'm not safe]. */
export function choices(s: ConversationSnapshot, { isAway = false } = {}): Button[][] {
  const wait: Button = {
    key: 'wait-for-coach-button',
    params: { coach: leader(s) },
    action: 'wait_for_coach',
    subject: s.id,
  }
  return [
    ...(aiMayAnswer(s) ? [[{ key: 'keep-ai-button', action: 'keep_ai', subject: s.id } as const]] : []),
    [wait],
    ...(isAway ? [[{ key: 'not-safe-button', action: 'not_safe', subject: s.id } as const]] : []),
  ]
}

/** Letting it answer where it is off would only bring the client back here. */
export function aiMayAnswer(s: ConversationSnapshot): boolean {
  return isAiOn(s) && !s.keyIncident
}

function isAiOn(s: ConversationSnapshot): boolean {
  return isSwitchedOn(s) && s.openHandoff?.reason !== 'ai_off'
}

export function setTimer(timer: TimerKind, dueAt: Date | undefined, data: Timer['data'] = {}): Effect[] {
  return dueAt ? [{ kind: 'set_timer', timer, dueAt, data }] : []
}

function again(_s: ConversationSnapshot, timer: Timer, dueAt: Date | undefined): Effect[] {
  return setTimer(timer.kind, dueAt, timer.data)
}

function isUnclaimed(s: ConversationSnapshot): boolean {
  return s.state === 'waiting' && s.openHandoff !== undefined && !s.openEpisode
}

export function owesAnswer(s: ConversationSnapshot): boolean {
  return s.state === 'human' && !s.openEpisode && s.lastClientSeq > s.lastAnswerSeq
}

export function leader(s: ConversationSnapshot): string {
  return s.claimedBy?.displayName ?? s.coach.displayName
}
