/**
 * The AI offers the human: its answer goes out as always, and behind it one line with two buttons. At most one offer an
 * episode. An episode lasts until the conversation leaves the AI, or the client has been silent for some hours.
 */
import { deliver, noticeToClient } from '../alerts.ts'
import type { DecisionRecord, OfferStatus } from '../attribution.ts'
import type { ConversationSnapshot, Effect, Ruling } from '../conversation.ts'
import type { Button } from '../deliveries.ts'
import type { StoredMessage } from '../ports.ts'
import type { TimerRule } from '../timers.ts'
import { openHandoff } from './open.ts'

/** What ended an offer. not_shown: it never reached the client, and does not count. not_sent: it may have. */
export type OfferEnd =
  | 'tapped'
  | 'unanswered'
  | 'left_ai'
  | 'consent_withdrawn'
  | 'ai_off'
  | 'blocked'
  | 'not_shown'
  | 'not_sent'

/** The newest offer of a conversation. */
export type Offer = {
  id: string
  status: OfferStatus
  messageId: string
  deliveryId: string
  /** It has been tried to send, so the client may have seen it. */
  wasTried: boolean
  episodeEnded: boolean
}

/** After so long an offer has lost its occasion. Who is silent for as long begins a new episode with the next words. */
export const episodeSilenceMs = 6 * 3_600_000
/** Trigger of a handoff that the client has brought about by accepting. */
export const offerAccepted = 'offer_accepted'

type Occasion = {
  id: string
  deliveryId: string
  /** The AI's answer, and the words it answers. */
  messageId: string
  clientMessageId: string | undefined
  answersSeq: number | undefined
  notBefore: Date
  decision: DecisionRecord
}

export function mayOffer({ offer, openEpisode, aiEnabled, coach, client }: ConversationSnapshot): boolean {
  const isFree = offer === undefined || offer.episodeEnded
  return isFree && !openEpisode && aiEnabled && coach.mode !== 'off' && client.status === 'active'
}

/** Behind the AI's answer in the same lane, fenced as that is: what is overtaken goes with it. */
export function makeOffer(s: ConversationSnapshot, occasion: Occasion, now: Date): Effect[] {
  const { id, deliveryId, messageId, clientMessageId, answersSeq, notBefore, decision } = occasion
  const coach = s.coach.displayName
  const buttons: Button[][] = [
    [{ key: 'offer-yes-button', params: { coach }, action: 'offer_yes', subject: id }],
    [{ key: 'offer-no-button', action: 'offer_no', subject: id }],
  ]
  return [
    {
      kind: 'open_offer',
      offer: {
        id,
        deliveryId,
        messageId,
        ...(clientMessageId && { clientMessageId }),
        decidedBy: decision.decided_by,
        score: decision.score,
      },
    },
    noticeToClient(
      'offer-human',
      { coach },
      { id: deliveryId, buttons, isAi: true, notBefore, ...(answersSeq !== undefined && { answersSeq }) },
    ),
    { kind: 'set_timer', timer: 'offer_expires', dueAt: new Date(now.getTime() + episodeSilenceMs) },
  ]
}

export type OfferResult = { kind: 'asked' | 'declined' | 'over' }

/** A yes counts once, and whenever it comes: while the AI leads, whoever wants the human is not told to ask again. */
export function acceptOffer(
  s: ConversationSnapshot,
  offerId: string,
  words: StoredMessage | undefined,
  nextId: () => string,
): Ruling<OfferResult> {
  const { offer } = s
  const mayAsk = s.state === 'ai' && s.client.consented && !s.openEpisode
  if (offer?.id !== offerId || offer.status === 'accepted' || !mayAsk) return over()
  return {
    effects: [
      ...endOffer(s, offer, 'accepted', 'tapped'),
      ...openHandoff(
        s,
        {
          reason: 'explicit_request',
          trigger: offerAccepted,
          signals: { offer_id: offer.id },
          aiConfidenceBefore: s.lastAiConfidence ?? null,
          words: words?.content ?? '',
        },
        nextId(),
      ),
    ],
    result: { kind: 'asked' },
  }
}

/** Noted, and not asked again in this episode. */
export function declineOffer(s: ConversationSnapshot, offerId: string): Ruling<OfferResult> {
  const { offer } = s
  if (offer?.id !== offerId || offer.status !== 'open') return over()
  return { effects: endOffer(s, offer, 'declined', 'tapped'), result: { kind: 'declined' } }
}

/** Nobody has tapped: the buttons go, silently. */
export const expireOffer: TimerRule = (s) =>
  s.offer?.status === 'open' ? endOffer(s, s.offer, 'expired', 'unanswered') : []

/** Never shown for certain: its turn was overtaken before it was tried, or Telegram did not take it. */
export function giveUpOffer(s: ConversationSnapshot, deliveryId: string, wasTried: boolean): Effect[] {
  const { offer } = s
  if (offer?.deliveryId !== deliveryId || offer.status !== 'open') return []
  if (wasTried) return endOffer(s, offer, 'expired', 'not_sent')
  return [...endOffer(s, offer, 'expired', 'not_shown'), { kind: 'end_offer_episode', offerId: offer.id }]
}

/**
 * The effects of a rule, and what follows from them for an offer: in one place, so that no way out of the AI's lead, and
 * none to an AI that may not answer, leaves buttons behind.
 */
export function withOfferEnded(s: ConversationSnapshot, effects: readonly Effect[], now: Date): Effect[] {
  const { offer } = s
  if (!offer || offer.episodeEnded) return [...effects]
  const isEnded = effects.some((effect) => effect.kind === 'close_offer')
  const why = offer.status === 'open' && !isEnded ? endOf(offer, effects) : undefined
  const endsEpisode =
    why === 'not_shown' || effects.some(leavesAi) || (effects.some(isClientsWord) && hasBeenSilent(s, now))
  const isLeftOver = offer.status === 'open' && !isEnded && !why && endsEpisode
  return [
    ...effects,
    ...(why ? endOffer(s, offer, 'expired', why) : isLeftOver ? endOffer(s, offer, 'expired', 'unanswered') : []),
    ...(endsEpisode && !effects.some(({ kind }) => kind === 'end_offer_episode')
      ? [{ kind: 'end_offer_episode', offerId: offer.id } as const]
      : []),
  ]
}

function endOf(offer: Offer, effects: readonly Effect[]): OfferEnd | undefined {
  const overtakes = effects.some(({ kind }) => kind === 'cancel_ai_deliveries')
  if (overtakes && !offer.wasTried) return 'not_shown'
  if (effects.some(leavesAi)) return 'left_ai'
  if (effects.some(({ kind }) => kind === 'withdraw_consent')) return 'consent_withdrawn'
  if (effects.some((effect) => effect.kind === 'set_ai_enabled' && !effect.enabled)) return 'ai_off'
  if (effects.some((effect) => effect.kind === 'set_client_status' && effect.status === 'blocked')) return 'blocked'
  return undefined
}

function leavesAi(effect: Effect): boolean {
  return (effect.kind === 'move' && effect.to !== 'ai') || effect.kind === 'open_episode'
}

function isClientsWord(effect: Effect): boolean {
  return (
    effect.kind === 'store_message' && effect.message.senderType === 'client' && effect.message.visibility === 'shared'
  )
}

function hasBeenSilent({ lastClientMessageAt }: ConversationSnapshot, now: Date): boolean {
  return lastClientMessageAt === undefined || now.getTime() - lastClientMessageAt.getTime() >= episodeSilenceMs
}

/** The row is closed, the buttons go, and the mirror of the answer says what became of it. */
function endOffer(
  s: ConversationSnapshot,
  offer: Offer,
  status: Exclude<OfferStatus, 'open'>,
  why: OfferEnd,
): Effect[] {
  const coach = s.coach.displayName
  return [
    { kind: 'close_offer', offerId: offer.id, messageId: offer.messageId, status, why },
    ...(offer.wasTried
      ? [
          deliver({
            target: 'client',
            lane: 'client',
            body: { kind: 'replace', deliveryId: offer.deliveryId, key: `offer-${status}`, params: { coach } },
          }),
        ]
      : []),
    deliver({
      target: s.coach.hasGroup ? 'topic' : 'coach',
      lane: 'mirror',
      body: { kind: 'edit', messageId: offer.messageId },
    }),
    ...(s.timers.some(({ kind }) => kind === 'offer_expires')
      ? [{ kind: 'cancel_timer', timer: 'offer_expires' } as const]
      : []),
  ]
}

function over(): Ruling<OfferResult> {
  return { effects: [], result: { kind: 'over' } }
}
