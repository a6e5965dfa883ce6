/** Who is told what in an episode: the client, the coach, the team, whoever runs the place. */
import { deliver, noticeToClient, quoted } from '../alerts.ts'
import type { ConversationSnapshot, Effect, Member } from '../conversation.ts'
import type { Button, ButtonAction, DeliveryTarget } from '../deliveries.ts'
import type { Danger } from './danger.ts'
import type { Episode } from './episode.ts'

/** A reviewed text to the client, with what they can tap below it. */
export function crisisText(
  s: ConversationSnapshot,
  key: string,
  grade: number,
  params: Record<string, string> = {},
): Effect {
  return noticeToClient(key, { ...paramsOf(s), ...params }, { lane: 'crisis', buttons: clientButtons(s, grade, key) })
}

/** What a text's lines and emergency number are looked up by, and whom it names. */
export function paramsOf(s: ConversationSnapshot): Record<string, string> {
  const country = s.client.country ?? s.coach.country
  return { coach: s.coach.displayName, ...(country && { country }) }
}

/** [I'm safe, that's not what I meant] is never there where a method or an intent was named. */
function clientButtons(s: ConversationSnapshot, grade: number, key: string): Button[][] {
  const button = (name: string, action: ButtonAction): Button => ({ key: name, action, subject: s.id })
  const isKnown = s.client.country !== undefined
  return [
    [button('call-line-button', 'call_line')],
    [button('someone-with-me-button', 'someone_with_me')],
    ...(grade <= 2 && key !== 'crisis-no-human' ? [[button('i-am-safe-button', 'i_am_safe')]] : []),
    ...(isKnown ? [] : [[button('choose-country-button', 'choose_country')]]),
  ]
}

/** What someone of the team can tap: there is no bare "seen". */
export function teamButtons(s: ConversationSnapshot, target: DeliveryTarget): Button[][] {
  const button = (name: string, action: ButtonAction): Button => ({ key: name, action, subject: s.id })
  const canWrite = s.coach.hasGroup
  return [
    ...(canWrite ? [[button('i-am-writing-button', 'crisis_writing')]] : []),
    [button('i-am-phoning-button', 'crisis_phoning')],
    ...(target === 'operator' ? [] : [[button('false-alarm-button', 'crisis_false_alarm')]]),
  ]
}

const quietly = { loud: false }

/** To the topic and in private, with sound. */
export function tellTeam(
  s: ConversationSnapshot,
  key: string,
  params: Record<string, string | number>,
  rest: { buttons?: Button[][]; recap?: boolean; quote?: string; loud?: boolean } = {},
): Effect[] {
  const targets: DeliveryTarget[] = s.coach.hasGroup ? ['topic', 'coach'] : ['coach']
  return targets.map((target) =>
    deliver({
      target,
      lane: 'crisis',
      body: { kind: 'text', key, params: { client: s.client.displayName, ...params }, loud: true, ...rest },
    }),
  )
}

/** Quietly, where the team talks about this client. */
export function answerTeam(s: ConversationSnapshot, key: string, params = {}, buttons?: Button[][]): Effect {
  return deliver({
    target: s.coach.hasGroup ? 'topic' : 'coach',
    lane: 'alert',
    body: {
      kind: 'text',
      key,
      params: { client: s.client.displayName, ...params },
      ...(buttons && { buttons }),
      ...quietly,
    },
  })
}

/** S2. With sound, to the topic and to the coach in private, ahead of everything else; and to a pager, without a word of it. */
export function alertOfDanger(s: ConversationSnapshot, { grade, rule }: Danger, words: string): Effect[] {
  const targets: DeliveryTarget[] = s.coach.hasGroup ? ['topic', 'coach'] : ['coach']
  const isAnswered = s.openEpisode?.state === 'human' || s.openEpisode?.state === 'promised'
  return [...targets, 'pager' as const].map((target) =>
    deliver({
      target,
      lane: target === 'pager' ? 'alert' : 'crisis',
      body: {
        kind: 'text',
        key: target === 'pager' ? 'alert-operator' : 'alert-crisis',
        params: { client: s.client.displayName, coach: s.coach.displayName, grade, rule, minutes: 0 },
        ...(target !== 'pager' && { quote: quoted(words), recap: true }),
        buttons: isAnswered || target === 'pager' ? [] : teamButtons(s, target),
        loud: true,
      },
    }),
  )
}

/** What someone in danger does besides writing. */
export type InEpisode = 'alert-asks-in-crisis' | 'alert-is-there-in-crisis' | 'alert-says-safe-in-crisis'

/** Nobody is there, and the client does something: with sound, each time. */
export function tellOfClient(s: ConversationSnapshot, what: InEpisode): Effect[] {
  const isPromised = s.openEpisode?.state === 'promised'
  return tellTeam(s, what, { grade: s.openEpisode?.grade ?? 4 }, { buttons: isPromised ? [] : teamButtons(s, 'coach') })
}

/** S3 and S4: to the coach again, with what was said last. */
export function alertAgain(s: ConversationSnapshot, episode: Episode, now: Date): Effect[] {
  return (s.coach.hasGroup ? (['topic', 'coach'] as const) : (['coach'] as const)).map((target) =>
    deliver({
      target,
      lane: 'crisis',
      body: {
        kind: 'text',
        key: episode.unattendedSince
          ? 'alert-unattended'
          : othersOf(s).length > 0
            ? 'alert-repeat'
            : 'alert-repeat-alone',
        params: alertParams(s, episode, now),
        buttons: teamButtons(s, target),
        recap: true,
        loud: true,
      },
    }),
  )
}

function othersOf(s: ConversationSnapshot): readonly Member[] {
  return s.team.filter(({ telegramUserId }) => telegramUserId !== s.coach.telegramUserId)
}

/** S3: everyone of the team but the coach, each in private. */
export function alertBackup(s: ConversationSnapshot, episode: Episode, now: Date): Effect[] {
  return othersOf(s).map(({ telegramUserId }) =>
    deliver({
      target: 'person',
      lane: 'crisis',
      body: {
        kind: 'text',
        key: 'alert-backup',
        params: alertParams(s, episode, now),
        buttons: teamButtons(s, 'person'),
        recap: true,
        loud: true,
        to: telegramUserId,
      },
    }),
  )
}

/** S4: whoever runs the place, without a word of what was said. */
export function alertOperator(s: ConversationSnapshot, episode: Episode, now: Date): Effect[] {
  return (['operator', 'pager'] as const).map((target) =>
    deliver({
      target,
      lane: target === 'operator' ? 'crisis' : 'alert',
      body: { kind: 'text', key: 'alert-operator', params: alertParams(s, episode, now), loud: true },
    }),
  )
}

/** Did the call reach them? To whoever phones, and in the topic. */
export function askIfReached(s: ConversationSnapshot, member: Member | undefined): Effect[] {
  const buttons: Button[][] = [
    [
      { key: 'reached-button', action: 'crisis_reached', subject: s.id },
      { key: 'no-answer-button', action: 'crisis_no_answer', subject: s.id },
    ],
  ]
  const body = { kind: 'text' as const, key: 'crisis-call-ask', params: { client: s.client.displayName }, buttons }
  const group = s.coach.hasGroup ? [deliver({ target: 'topic', lane: 'alert', body })] : []
  return member
    ? [...group, deliver({ target: 'person', lane: 'alert', body: { ...body, loud: true, to: member.telegramUserId } })]
    : group
}

function alertParams(s: ConversationSnapshot, { grade, openedAt }: Episode, now: Date) {
  return {
    client: s.client.displayName,
    coach: s.coach.displayName,
    grade,
    minutes: Math.max(1, Math.round((now.getTime() - openedAt.getTime()) / 60_000)),
  }
}
