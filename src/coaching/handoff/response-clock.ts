/**
 * The response clock: which reminders follow from what a rule has decided. It runs only while a human owes an answer. In one
 * place, so that no way into or out of a handoff can forget it.
 */
import { noticeToClient } from '../alerts.ts'
import type { ConversationSnapshot, Effect } from '../conversation.ts'
import type { TimerKind } from '../timers.ts'
import { choices, remindersOf, resumedLate, setTimer } from './reminders.ts'
import { clientNightEnds, coachAway, inCoachHours, minuteMs } from './schedule.ts'

const ofWaiting: readonly TimerKind[] = ['alert_unclaimed', 'resume_unclaimed']
const ofAnswer: readonly TimerKind[] = ['remind_human', 'offer_ai']
const ofHuman: readonly TimerKind[] = [...ofAnswer, 'offer_handback']

/** The effects of a rule, and what follows from them. */
export function withResponseClock(s: ConversationSnapshot, effects: readonly Effect[], now: Date): Effect[] {
  const move = effects.findLast((effect) => effect.kind === 'move')
  const state = move?.to ?? s.state
  const opens = effects.some(({ kind }) => kind === 'open_episode')
  const closes = effects.some(({ kind }) => kind === 'close_episode')
  const inCrisis = opens || (s.openEpisode !== undefined && !closes)
  if (inCrisis) return [...effects, ...cancel(s, [...ofWaiting, ...ofHuman])]

  const opened = effects.find((effect) => effect.kind === 'open_handoff')
  if (state === 'waiting' && opened) return waits(s, effects, opened.handoff.reason, now)
  if (move && state === 'ai') return [...effects, ...cancel(s, [...ofWaiting, ...ofHuman])]
  if (state === 'human') return [...effects, ...cancel(s, ofWaiting), ...leads(s, effects, move !== undefined, now)]
  return [...effects]
}

function waits(s: ConversationSnapshot, effects: readonly Effect[], reason: string, now: Date): Effect[] {
  const away = coachAway(s, now)
  const { alertMinutes, resumeMinutes } = remindersOf(s)
  // Who was away has been told without sound: they hear it when they are back, whatever they chose.
  const firstAlert = alertMinutes[0] ?? (away ? 0 : undefined)
  // The AI resumed since nobody came, and cannot: it is not tried again until the client writes.
  const goesInCircles =
    s.stateReason === resumedLate &&
    reason === 'ai_unavailable' &&
    (s.lastClientMessageAt === undefined || s.lastClientMessageAt <= s.stateSince)
  const timers = [
    ...(firstAlert === undefined ? [] : setTimer('alert_unclaimed', inCoachHours(s, now, firstAlert), { step: 0 })),
    ...(goesInCircles ? [] : setTimer('resume_unclaimed', inCoachHours(s, now, resumeMinutes))),
  ]
  const told = away || clientNightEnds(s, now) ? [tellWhen(s, away, reason)] : []
  return [...(away ? effects.map(withoutSound) : effects), ...told, ...timers]
}

/** When the coach is back and first to see this, and what the client can do until then. */
function tellWhen(s: ConversationSnapshot, away: { back: Date | undefined } | undefined, reason: string): Effect {
  const buttons = choices(
    {
      ...s,
      openHandoff: {
        id: '',
        trigger: '',
        aiConfidenceBefore: null,
        openedAt: s.stateSince,
        claimedAt: undefined,
        reason: reason as 'ai_off',
      },
    },
    { isAway: true },
  )
  const key = away?.back ? 'coach-away-until' : 'coach-away'
  return noticeToClient(
    key,
    { coach: s.coach.displayName },
    { buttons, ...(away?.back && { times: { back: away.back.toISOString() } }) },
  )
}

function withoutSound(effect: Effect): Effect {
  if (effect.kind !== 'deliver' || effect.delivery.body.kind !== 'text' || effect.delivery.lane !== 'alert')
    return effect
  return { ...effect, delivery: { ...effect.delivery, body: { ...effect.delivery.body, loud: false } } }
}

function leads(s: ConversationSnapshot, effects: readonly Effect[], isNew: boolean, now: Date): Effect[] {
  const { remindMinutes, offerMinutes, handbackMinutes } = remindersOf(s)
  const answers = effects.some(
    (effect) =>
      (effect.kind === 'store_message' &&
        effect.message.senderType === 'human_coach' &&
        effect.message.visibility === 'shared') ||
      (effect.kind === 'set_visibility' && effect.visibility === 'shared'),
  )
  const asks = effects.some(
    (effect) =>
      effect.kind === 'store_message' &&
      effect.message.senderType === 'client' &&
      effect.message.visibility === 'shared',
  )
  const handback = isNew || answers ? setTimer('offer_handback', after(now, handbackMinutes)) : []
  if (answers) return [...cancel(s, ofAnswer), ...handback]
  const runs = s.state === 'human' && s.lastClientSeq > s.lastAnswerSeq
  const begins = isNew ? s.lastClientSeq > s.lastAnswerSeq : asks && !runs
  if (!begins) return handback
  return [
    ...handback,
    ...(remindMinutes === null ? [] : setTimer('remind_human', inCoachHours(s, now, remindMinutes))),
    ...setTimer('offer_ai', after(now, offerMinutes)),
  ]
}

function after(now: Date, minutes: number): Date {
  return new Date(now.getTime() + minutes * minuteMs)
}

function cancel(s: ConversationSnapshot, kinds: readonly TimerKind[]): Effect[] {
  return s.timers.flatMap(({ kind }) => (kinds.includes(kind) ? [{ kind: 'cancel_timer', timer: kind } as const] : []))
}
