/** What is tapped in an episode, by the team and by the client. */
import { noticeToClient } from '../alerts.ts'
import type { ConversationSnapshot, Effect, Member, Ruling } from '../conversation.ts'
import type { Button, ButtonAction } from '../deliveries.ts'
import { takeOver } from '../handoff/takeover.ts'
import { clientSaysSafe, closeEpisode, falseAlarm, stepDown } from './closing.ts'
import { answerInEpisode, isHereNow, onDanger } from './danger.ts'
import { callAgain, findCaller, humanIsThere, promise, sayPhoneFailed } from './episode.ts'
import { answerTeam, askIfReached, paramsOf, tellOfClient, tellTeam } from './episode-texts.ts'

type Deps = { now: Date; nextId: () => string }

export const crisisTaps = [
  'crisis_writing',
  'crisis_phoning',
  'crisis_reached',
  'crisis_no_answer',
  'crisis_false_alarm',
  'crisis_false_alarm_sure',
  'crisis_safe_company',
  'crisis_safe_care',
  'crisis_safe_talked',
] as const satisfies readonly ButtonAction[]
export type CrisisTap = (typeof crisisTaps)[number]

export function onCrisisTap(s: ConversationSnapshot, member: Member, tap: CrisisTap, deps: Deps): Ruling<undefined> {
  const rules: Record<CrisisTap, () => Ruling<undefined>> = {
    crisis_writing: () => sayWriting(s, member, deps),
    crisis_phoning: () => sayPhoning(s, member, deps),
    crisis_reached: () => sayReached(s, member),
    crisis_no_answer: () => sayNoAnswer(s, member, deps),
    crisis_false_alarm: () => falseAlarm(s, member, false),
    crisis_false_alarm_sure: () => falseAlarm(s, member, true),
    crisis_safe_company: () => saySafe(s, member, 'someone is with them', deps),
    crisis_safe_care: () => saySafe(s, member, 'they are in care', deps),
    crisis_safe_talked: () => saySafe(s, member, 'talked it through', deps),
  }
  return rules[tap]()
}

/** [I'm writing to them]: whoever says so leads, and what they write next goes to the client. */
function sayWriting(s: ConversationSnapshot, member: Member, { now, nextId }: Deps): Ruling<undefined> {
  if (!s.openEpisode) return over(s)
  if (s.state !== 'human' || s.claimedBy?.id !== member.id)
    return { effects: takeOver(s, member, nextId, now).effects, result: undefined }
  return {
    effects: [
      ...promise(s, member, 'writing', now),
      answerTeam(s, 'crisis-writing-noted', { member: member.displayName }),
    ],
    result: undefined,
  }
}

/** [I'm phoning them]: asked whether it worked, now and again in ten minutes. */
function sayPhoning(s: ConversationSnapshot, member: Member, { now }: Deps): Ruling<undefined> {
  if (!s.openEpisode) return over(s)
  return {
    effects: [
      ...promise(s, member, 'phoning', now),
      answerTeam(s, 'crisis-phoning-noted', { member: member.displayName }),
      ...askIfReached(s, member),
      noticeToClient('crisis-phoning', { ...paramsOf(s), member: member.displayName }, { lane: 'crisis' }),
    ],
    result: undefined,
  }
}

/** [Reached them]: a human has them on the phone; how it went can be said by a tap. */
function sayReached(s: ConversationSnapshot, member: Member): Ruling<undefined> {
  if (!s.openEpisode) return over(s)
  const safe = (name: string, action: Button['action']): Button[] => [{ key: name, action, subject: s.id }]
  const buttons = [
    safe('safe-company-button', 'crisis_safe_company'),
    safe('safe-care-button', 'crisis_safe_care'),
    safe('safe-talked-button', 'crisis_safe_talked'),
  ]
  return {
    effects: [
      ...humanIsThere(s, member, 'reached'),
      answerTeam(s, 'crisis-reached-noted', { member: member.displayName }, buttons),
    ],
    result: undefined,
  }
}

/** [No answer]: everyone is called again at once, and the client hears who tried to phone them, whoever says so. */
function sayNoAnswer(s: ConversationSnapshot, member: Member, { now }: Deps): Ruling<undefined> {
  const episode = s.openEpisode
  if (!episode) return over(s)
  if (episode.state === 'alerted' || episode.state === 'human') return { effects: [], result: undefined }
  const caller = findCaller(s) ?? member
  return {
    effects: [
      ...(episode.state === 'promised'
        ? callAgain(s, episode, `no answer to ${caller.id}`, now, caller)
        : sayPhoneFailed(s, episode, caller, now)),
      { kind: 'cancel_timer', timer: 'crisis_call' },
    ],
    result: undefined,
  }
}

/** A tap that says why they are safe: the reason that the AI's return needs. */
function saySafe(s: ConversationSnapshot, member: Member, reason: string, { now }: Deps): Ruling<undefined> {
  if (s.openEpisode?.state !== 'human') return over(s)
  return {
    effects: [
      ...closeEpisode(s, { by: member.id, reason, outcome: 'safe' }),
      ...(s.openHandoff ? [{ kind: 'close_handoff', handoffId: s.openHandoff.id, reason: 'handback' } as const] : []),
      ...(s.state === 'ai' ? [] : [{ kind: 'move', to: 'ai', by: member.id, reason } as const]),
      ...stepDown(s, now),
      answerTeam(s, 'crisis-safe-noted', { member: member.displayName }),
    ],
    result: undefined,
  }
}

/** The client's [I'm not safe]: no words to read, so it is taken as what cannot be known to be less. */
export const notSafe = { grade: 3, kind: 'suicide', rule: 'button:not_safe' } as const

export function sayNotSafe(s: ConversationSnapshot, { now, nextId }: Deps): Ruling<undefined> {
  return { effects: onDanger(s, notSafe, { now, nextId, words: '' }), result: undefined }
}

/** [I'm safe, that's not what I meant]: a button that was offered below L3, and may be tapped when more is known. */
export function sayIAmSafe(s: ConversationSnapshot, now: Date): Ruling<undefined> {
  if (!s.openEpisode || s.openEpisode.grade < 3) return clientSaysSafe(s)
  const told = 'alert-says-safe-in-crisis'
  const toWhoeverIsThere = isHereNow(s, now) ? tellOfClient(s, told) : []
  return { effects: [...answerInEpisode(s, now, told), ...toWhoeverIsThere], result: undefined }
}

export function sayCallsLine(s: ConversationSnapshot): Ruling<undefined> {
  const told = s.openEpisode ? [answerTeam(s, 'alert-calls-line')] : []
  return { effects: [noticeToClient('crisis-call', paramsOf(s), { lane: 'crisis' }), ...told], result: undefined }
}

export function saySomeoneIsThere(s: ConversationSnapshot): Ruling<undefined> {
  const told: Effect[] = s.openEpisode ? tellTeam(s, 'alert-someone-with', {}) : []
  return { effects: [noticeToClient('crisis-company', paramsOf(s), { lane: 'crisis' }), ...told], result: undefined }
}

/** Where the client is, said by a tap: their lines and number follow. */
export function chooseCountry(s: ConversationSnapshot, country: string): Ruling<undefined> {
  return {
    effects: [
      { kind: 'set_client_country', country },
      noticeToClient('crisis-call', { ...paramsOf(s), country }, { lane: 'crisis' }),
    ],
    result: undefined,
  }
}

function over(s: ConversationSnapshot): Ruling<undefined> {
  return { effects: [answerTeam(s, 'crisis-over')], result: undefined }
}
