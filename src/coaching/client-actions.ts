/** What a client does besides writing: arriving, agreeing, asking for the human, leaving and coming back. */
import { noticeToClient, noticeToTopic } from './alerts.ts'
import { agree, decline, withdraw } from './consent.ts'
import type { ConversationSnapshot, Effect, Ruling } from './conversation.ts'
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

type Deps = { conversations: Conversations; wake: Wake; clock: Clock; ids: Ids }

export type ClientActions = ReturnType<typeof createClientActions>

export function createClientActions({ conversations, wake, clock, ids }: Deps) {
  return {
    /** Who this is, what happens to what they write, and two buttons; or a welcome back. */
    introduce: (client: ClientAddress, origin: Origin) => change(client, origin, introduce),

    agree: (client: ClientAddress, wording: string, origin: Origin) =>
      change(client, origin, (s) => agree(s, wording, ids.next(), clock.now())),
    decline: (client: ClientAddress, origin: Origin) => change(client, origin, decline),
    withdraw: (client: ClientAddress, origin: Origin) => change(client, origin, withdraw),

    requestHuman: (client: ClientAddress, origin: Origin) =>
      change(client, origin, (s) => requestHuman(s, () => ids.next())),

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
    const changed = await conversations.change(client, origin, rule)
    await wake(changed?.wakeUps ?? [])
  }
}

function introduce(s: ConversationSnapshot): Ruling<undefined> {
  const effect = s.client.consented
    ? noticeToClient('welcome-back', { coach: s.coach.displayName })
    : noticeToClient('consent-disclosure', { coach: s.coach.displayName }, { buttons: consentButtons(s) })
  return { effects: [effect], result: undefined }
}

function setBlocked(s: ConversationSnapshot, isBlocked: boolean): Ruling<undefined> {
  const wasBlocked = s.client.status === 'blocked'
  if (isBlocked === wasBlocked) return { effects: [], result: undefined }
  // Letting the bot back in is no consent: who had none is paused again.
  const status = isBlocked ? 'blocked' : s.client.consented ? 'active' : 'paused'
  const effects: Effect[] = [{ kind: 'set_client_status', status }]
  if (s.client.consented)
    effects.push(noticeToTopic(isBlocked ? 'client-blocked' : 'client-unblocked', { client: s.client.displayName }))
  return { effects, result: undefined }
}
