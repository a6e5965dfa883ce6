/** What a client does besides writing: arriving, agreeing, asking for the human, leaving and coming back. */
import { noticeToClient, noticeToTopic } from './alerts.ts'
import { agree, decline, withdraw } from './consent.ts'
import type { ConversationSnapshot, Effect, Ruling } from './conversation.ts'
import { keepAi, waitForCoach } from './handoff/choose.ts'
import { acceptOffer, declineOffer } from './handoff/offer.ts'
import { resumeQuietly } from './handoff/reminders.ts'
import { requestHuman } from './handoff/request-human.ts'
import type {
  ClientAddress,
  Clock,
  ConversationAddress,
  Conversations,
  Ids,
  Origin,
  StoredMessage,
  Wake,
} from './ports.ts'
import { onClientReaction, type Reaction } from './reactions.ts'
import { consentButtons } from './receive.ts'
import { answerInEpisode } from './safety/danger.ts'
import { tellTeam } from './safety/episode-texts.ts'
import { chooseCountry, sayCallsLine, sayIAmSafe, saySomeoneIsThere } from './safety/taps.ts'

type Deps = { conversations: Conversations; wake: Wake; clock: Clock; ids: Ids }

export type ClientActions = ReturnType<typeof createClientActions>

export function createClientActions({ conversations, wake, clock, ids }: Deps) {
  return {
    /** Who this is, what happens to what they write, and two buttons; or a welcome back. */
    introduce: (client: ClientAddress, origin: Origin) => change(client, origin, (s) => introduce(s, clock.now())),

    /** `/done`. */
    endSession: (client: ClientAddress, origin: Origin) => change(client, origin, (s) => endSession(s, clock.now())),

    agree: (client: ClientAddress, wording: string, origin: Origin) =>
      change(client, origin, (s) => agree(s, wording, ids.next(), clock.now())),
    decline: (client: ClientAddress, origin: Origin) => change(client, origin, decline),
    withdraw: (client: ClientAddress, origin: Origin) => change(client, origin, withdraw),

    requestHuman: (client: ClientAddress, origin: Origin) =>
      change(client, origin, (s) => requestHuman(s, () => ids.next(), clock.now())),

    /** [Yes, ask {coach}] and [No, go on] below an offer; undefined when the update had its effect before. */
    acceptOffer: (client: ConversationAddress, offerId: string, origin: Origin) =>
      changeAndSay(client, origin, (s, words) => acceptOffer(s, offerId, words, () => ids.next())),
    declineOffer: (client: ConversationAddress, offerId: string, origin: Origin) =>
      changeAndSay(client, origin, (s) => declineOffer(s, offerId)),

    keepAi: (client: ClientAddress, origin: Origin) => change(client, origin, (s) => keepAi(s, clock.now())),
    waitForCoach: (client: ClientAddress, origin: Origin) =>
      change(client, origin, (s) => waitForCoach(s, clock.now())),
    /** What is tapped below a crisis text. */
    safe: (client: ClientAddress, origin: Origin) => change(client, origin, (s) => sayIAmSafe(s, clock.now())),
    callLine: (client: ClientAddress, origin: Origin) => change(client, origin, sayCallsLine),
    someoneIsThere: (client: ClientAddress, origin: Origin) => change(client, origin, saySomeoneIsThere),
    chooseCountry: (client: ClientAddress, country: string, origin: Origin) =>
      change(client, origin, (s) => chooseCountry(s, country)),

    /** A reaction on what they were shown, or wrote. */
    react: (
      { messageId, ...at }: { coachId: string; conversationId: string; messageId: string },
      reaction: Reaction,
      origin: Origin,
    ) => change({ ...at, message: { id: messageId } }, origin, (s, message) => onClientReaction(s, reaction, message)),

    /** Telegram says that the client has blocked the bot, or lets it back in. */
    setBlocked: (client: ClientAddress, isBlocked: boolean, origin: Origin) =>
      change(client, origin, (s) => setBlocked(s, isBlocked)),
  }

  async function change<R>(
    client: ConversationAddress,
    origin: Origin,
    rule: (s: ConversationSnapshot, message: StoredMessage | undefined) => Ruling<R>,
  ): Promise<void> {
    await changeAndSay(client, origin, rule)
  }

  async function changeAndSay<R>(
    client: ConversationAddress,
    origin: Origin,
    rule: (s: ConversationSnapshot, message: StoredMessage | undefined) => Ruling<R>,
  ): Promise<R | undefined> {
    const changed = await conversations.change(client, origin, rule)
    await wake(changed?.wakeUps ?? [])
    return changed?.result
  }
}

function introduce(s: ConversationSnapshot, now: Date): Ruling<undefined> {
  if (s.client.consented && s.openEpisode)
    return { effects: answerInEpisode(s, now, 'alert-is-there-in-crisis'), result: undefined }
  const effect = s.client.consented
    ? noticeToClient('welcome-back', { coach: s.coach.displayName })
    : noticeToClient('consent-disclosure', { coach: s.coach.displayName }, { buttons: consentButtons(s) })
  return { effects: [effect], result: undefined }
}

/** Whoever has not agreed has no session, and in a crisis nobody is sent away. */
function endSession(s: ConversationSnapshot, now: Date): Ruling<undefined> {
  if (!s.client.consented || s.openEpisode) return introduce(s, now)
  const effects: Effect[] = [{ kind: 'end_session', by: 'done' }, noticeToClient('session-done', {})]
  return { effects: [...effects, ...resumeQuietly(s)], result: undefined }
}

function setBlocked(s: ConversationSnapshot, isBlocked: boolean): Ruling<undefined> {
  const wasBlocked = s.client.status === 'blocked'
  if (isBlocked === wasBlocked) return { effects: [], result: undefined }
  // Letting the bot back in is no consent: who had none is paused again.
  const status = isBlocked ? 'blocked' : s.client.consented ? 'active' : 'paused'
  const effects: Effect[] = [{ kind: 'set_client_status', status }]
  if (isBlocked && s.openEpisode) effects.push(...tellTeam(s, 'alert-unreachable-client', {}))
  else if (s.client.consented)
    effects.push(noticeToTopic(isBlocked ? 'client-blocked' : 'client-unblocked', { client: s.client.displayName }))
  return { effects, result: undefined }
}
