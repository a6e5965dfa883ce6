/** The client's private chat. What the client hears comes by delivery; only strangers and help are answered here. */
import type { Context } from 'grammy'
import type { Message, User } from 'grammy/types'
import type { ClientActions } from '../coaching/client-actions.ts'
import type { ClientAddress, Practices } from '../coaching/ports.ts'
import type { IncomingMessage, Received } from '../coaching/receive.ts'
import type { TextKey, Texts } from '../locales/texts.ts'
import { type Command, incomingOf, originOf } from './incoming.ts'
import { personOf } from './people.ts'
import type { Replies } from './replies.ts'

type Deps = {
  receive: (message: IncomingMessage) => Promise<Received>
  receiveEdit: (message: IncomingMessage) => Promise<Received>
  actions: ClientActions
  practices: Pick<Practices, 'acceptInvite'>
  replies: Replies
  texts: Texts
  remember: (telegramUserId: number, client: ClientAddress) => void
}

export function createClientChat({ receive, receiveEdit, actions, practices, replies, texts, remember }: Deps) {
  return {
    /** A message in the chat of someone who is a client, or nobody's yet. */
    async onMessage(
      ctx: Context,
      message: Message,
      from: User,
      client: ClientAddress | undefined,
      command: Command | undefined,
    ): Promise<void> {
      if (!command || !client) return answer(from, await receive(incomingOf(ctx, message, from)))
      switch (command.name) {
        case 'start':
          return actions.introduce(client, originOf(ctx))
        case 'human':
          return actions.requestHuman(client, originOf(ctx))
        case 'privacy':
          return replies.toClient(from.id, client.language, 'privacy', { coach: client.coachName }, [
            [{ key: 'withdraw-button', action: 'withdraw_consent', subject: client.conversationId }],
          ])
        case 'help':
          return replies.toClient(from.id, client.language, 'client-help', { coach: client.coachName })
        default:
          return answer(from, await receive(incomingOf(ctx, message, from)))
      }
    },

    /** A start link with an invitation: the disclosure follows, or the polite word for strangers. */
    async onInvite(ctx: Context, code: string, from: User): Promise<void> {
      const client = await practices.acceptInvite(code, personOf(from))
      if (!client) return replies.toClient(from.id, from.language_code, 'stranger')
      remember(from.id, client)
      await actions.introduce(client, originOf(ctx))
    },

    async onEdit(ctx: Context, message: Message, from: User): Promise<void> {
      await receiveEdit(incomingOf(ctx, message, from))
    },

    /** @returns what the tap is answered with */
    async onTap(ctx: Context, action: string, client: ClientAddress): Promise<TextKey | undefined> {
      const origin = originOf(ctx)
      if (action === 'agree')
        await actions.agree(
          client,
          texts.render(client.language, 'consent-disclosure', { coach: client.coachName }),
          origin,
        )
      else if (action === 'decline') await actions.decline(client, origin)
      else if (action === 'withdraw_consent') await actions.withdraw(client, origin)
      return undefined
    },
  }

  async function answer(from: User, received: Received): Promise<void> {
    if (received.kind === 'stranger') await replies.toClient(from.id, from.language_code, 'stranger')
  }
}
