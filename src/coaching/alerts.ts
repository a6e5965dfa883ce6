/** How the coach is told: in the group's topic, in private when there is no group, and in both when someone is in danger. */
import { type HandoffReason, hearingProblemOf } from './attribution.ts'
import type { ConversationSnapshot, Effect, Member } from './conversation.ts'
import type { Button, NewDelivery, TextLine } from './deliveries.ts'

/** The client's last words are quoted in an alert up to this many characters. */
const quotedCharacters = 400

export function quoted(words: string): string {
  return words.slice(0, quotedCharacters).toWellFormed()
}

type Called = { reason: HandoffReason; trigger: string; aiConfidenceBefore: number | null }

/** @param id of the handoff; the alert bears it too, so that what is known later can be added to it */
export function alertOfHandoff(s: ConversationSnapshot, called: Called, words: string, id: string): Effect[] {
  const { reason } = called
  return [
    deliver({
      id,
      target: s.coach.hasGroup ? 'topic' : 'coach',
      lane: 'alert',
      body: {
        kind: 'text',
        key: `alert-${reason.replaceAll('_', '-')}`,
        params: { client: s.client.displayName },
        why: whyNow(called),
        ...(s.assignee && s.coach.hasGroup && { mention: mentionOf(s.assignee) }),
        ...(words.trim() === '' ? { quotesLast: true } : { quote: quoted(words) }),
        buttons: s.coach.hasGroup ? handoffButtons(s, reason) : [],
        loud: true,
      },
    }),
    // Where the AI is off, or could not answer a moment ago, it is asked for no more of the client's.
    ...(reason === 'ai_off' || reason === 'ai_unavailable' || s.keyIncident || !s.aiEnabled || s.coach.mode === 'off'
      ? []
      : [{ kind: 'open_briefing', briefing: { id, handoffId: id, isAsked: false } } as const]),
  ]
}

/** [Take over], and while the client waits [Suggest a reply] [AI may answer]. */
export function handoffButtons(s: ConversationSnapshot, reason: HandoffReason | undefined): Button[][] {
  const takeOver: Button = { key: 'take-over-button', action: 'takeover', subject: s.id }
  const aiMayAnswer: Button = { key: 'ai-may-answer-button', action: 'ai_may_answer', subject: s.id }
  const suggest: Button = { key: 'suggest-button', action: 'suggest', subject: s.id }
  // Where the AI is off, letting it answer would only bring the client back here.
  return reason === undefined || reason === 'ai_off' ? [[takeOver]] : [[takeOver], [suggest, aiMayAnswer]]
}

/** What is known of why, beside the reason itself. */
export function whyNow({ reason, trigger, aiConfidenceBefore }: Called): TextLine[] {
  const phrase = reason === 'coach_rule' ? /^rule: (.+)$/s.exec(trigger)?.[1] : undefined
  const problem = reason === 'voice_note' ? hearingProblemOf(trigger) : undefined
  return [
    ...(phrase === undefined ? [] : [{ key: 'why-now-rule', params: { phrase } }]),
    ...(problem === undefined ? [] : [{ key: `why-now-voice-${problem.replaceAll('_', '-')}` }]),
    // Of an earlier answer: whoever asks for the human has said all there is to say.
    ...(aiConfidenceBefore === null || reason === 'explicit_request'
      ? []
      : [{ key: 'why-now-confidence', params: { confidence: Math.round(aiConfidenceBefore * 100) } }]),
  ]
}

/** From here on nobody counts in minutes: over a weekend there are thousands. */
const hoursFromMinutes = 120

/** Nobody has claimed it for so many minutes. */
export function alertAgain(s: ConversationSnapshot, minutes: number): Effect[] {
  const takeOver: Button = { key: 'take-over-button', action: 'takeover', subject: s.id }
  const client = s.client.displayName
  return [
    deliver({
      target: s.coach.hasGroup ? 'topic' : 'coach',
      lane: 'alert',
      body: {
        kind: 'text',
        ...(minutes < hoursFromMinutes
          ? { key: 'alert-again', params: { client, minutes } }
          : { key: 'alert-again-hours', params: { client, hours: Math.round(minutes / 60) } }),
        buttons: s.coach.hasGroup ? [[takeOver]] : [],
        loud: true,
      },
    }),
  ]
}

/** A text of ours to the client. */
export function noticeToClient(
  key: string,
  params: Record<string, string | number> = {},
  rest: Partial<NewDelivery> & { buttons?: Button[][]; times?: Record<string, string> } = {},
): Effect {
  const { buttons, times, ...delivery } = rest
  return deliver({
    target: 'client',
    lane: 'client',
    body: { kind: 'text', key, params, ...(times && { times }), ...(buttons && { buttons }) },
    ...delivery,
  })
}

/** A quiet answer in the client's topic. */
export function noticeToTopic(
  key: string,
  params: Record<string, string | number> = {},
  rest: {
    buttons?: Button[][]
    replyTo?: number
    afterAiSends?: boolean
    loud?: boolean
    mention?: Member
    lane?: NewDelivery['lane']
    /** Only this person can answer it: where the group takes nothing it goes to them, with the words that it is about. */
    asks?: { member: Member; about: string }
  } = {},
): Effect {
  return deliver({
    target: 'topic',
    lane: rest.lane ?? 'alert',
    body: {
      kind: 'text',
      key,
      params,
      ...(rest.buttons && { buttons: rest.buttons }),
      ...(rest.loud && { loud: true }),
      ...(rest.mention && { mention: mentionOf(rest.mention) }),
      ...(rest.replyTo && { replyToTelegramMessageId: rest.replyTo }),
      ...(rest.asks && { to: rest.asks.member.telegramUserId, quote: quoted(rest.asks.about) }),
    },
    ...(rest.afterAiSends && { afterAiSends: true }),
  })
}

function mentionOf({ telegramUserId, displayName }: Member) {
  return { telegramUserId, displayName }
}

export function deliver(delivery: NewDelivery): Effect {
  return { kind: 'deliver', delivery }
}
