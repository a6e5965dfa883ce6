/** How the coach is told: in the group's topic, in private when there is no group, and in both when someone is in danger. */
import type { HandoffReason } from './attribution.ts'
import type { ConversationSnapshot, Effect } from './conversation.ts'
import type { Button, DeliveryTarget, NewDelivery } from './deliveries.ts'

/** The client's last words are quoted in an alert up to this many characters. */
const quotedCharacters = 400

function quoted(words: string): string {
  return words.slice(0, quotedCharacters).toWellFormed()
}

export function alertOfHandoff(s: ConversationSnapshot, reason: HandoffReason, words: string): Effect[] {
  const takeOver: Button = { key: 'take-over-button', action: 'takeover', subject: s.id }
  const aiMayAnswer: Button = { key: 'ai-may-answer-button', action: 'ai_may_answer', subject: s.id }
  // Where the AI is off, letting it answer would only bring the client back here.
  const buttons: Button[][] = [reason === 'ai_off' ? [takeOver] : [takeOver, aiMayAnswer]]
  const targets: DeliveryTarget[] = s.coach.hasGroup ? ['topic'] : ['coach']
  return targets.map((target) =>
    deliver({
      target,
      lane: 'alert',
      body: {
        kind: 'text',
        key: `alert-${reason.replaceAll('_', '-')}`,
        params: { client: s.client.displayName },
        quote: quoted(words),
        buttons: target === 'topic' ? buttons : [],
        loud: true,
      },
    }),
  )
}

/** With sound, to the topic and to the coach in private, ahead of everything else. */
export function alertOfDanger(s: ConversationSnapshot, grade: number, words: string): Effect[] {
  const targets: DeliveryTarget[] = s.coach.hasGroup ? ['topic', 'coach'] : ['coach']
  return targets.map((target) =>
    deliver({
      target,
      lane: 'crisis',
      body: {
        kind: 'text',
        key: 'alert-crisis',
        params: { client: s.client.displayName, grade },
        quote: quoted(words),
        buttons:
          target === 'topic' && s.state !== 'human'
            ? [[{ key: 'take-over-button', action: 'takeover', subject: s.id }]]
            : [],
        loud: true,
      },
    }),
  )
}

/** A text of ours to the client. */
export function noticeToClient(
  key: string,
  params: Record<string, string | number> = {},
  rest: Partial<NewDelivery> & { buttons?: Button[][] } = {},
): Effect {
  const { buttons, ...delivery } = rest
  return deliver({
    target: 'client',
    lane: 'client',
    body: { kind: 'text', key, params, ...(buttons && { buttons }) },
    ...delivery,
  })
}

/** A quiet answer in the client's topic. */
export function noticeToTopic(
  key: string,
  params: Record<string, string | number> = {},
  rest: { buttons?: Button[][]; replyTo?: number; afterAiSends?: boolean } = {},
): Effect {
  return deliver({
    target: 'topic',
    lane: 'alert',
    body: {
      kind: 'text',
      key,
      params,
      ...(rest.buttons && { buttons: rest.buttons }),
      ...(rest.replyTo && { replyToTelegramMessageId: rest.replyTo }),
    },
    ...(rest.afterAiSends && { afterAiSends: true }),
  })
}

export function deliver(delivery: NewDelivery): Effect {
  return { kind: 'deliver', delivery }
}
