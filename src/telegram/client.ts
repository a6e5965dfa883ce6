/** The client's private chat. What the client hears comes by delivery; only strangers and help are answered here. */
import type { Context } from 'grammy'
import type { Message, User } from 'grammy/types'
import type { ClientActions } from '../coaching/client-actions.ts'
import type { Reasons } from '../coaching/handoff/ports.ts'
import type { Practices } from '../coaching/ports/practices.ts'
import type { ClientAddress, ConversationAddress, Origin } from '../coaching/ports.ts'
import type { IncomingMessage, Received } from '../coaching/receive.ts'
import type { Helplines } from '../coaching/safety/lines/helplines.ts'
import type { Sender } from '../coaching/safety/without-store.ts'
import type { TextKey, Texts } from '../locales/texts.ts'
import { isTeamCommand } from './commands.ts'
import { chosenCountry, countryButtons, nameOf } from './country.ts'
import { type Command, incomingOf, originOf } from './incoming.ts'
import type { ClientMemory, ToMemory } from './memory/client-memory.ts'
import { personOf } from './people.ts'
import { wordsOfLastSaid } from './rendering/why.ts'
import type { Replies } from './replies.ts'

type Deps = {
  receive: (message: IncomingMessage, client: ClientAddress | undefined) => Promise<Received>
  receiveEdit: (message: IncomingMessage) => Promise<Received>
  receiveNotSafe: (sender: Sender, client: ClientAddress, origin: Origin) => Promise<void>
  actions: ClientActions
  practices: Pick<Practices, 'acceptInvite'>
  reasons: Pick<Reasons, 'findLastSaid'>
  replies: Replies
  helplines: Helplines
  texts: Texts
  remember: (telegramUserId: number, client: ClientAddress) => void
  memory: ClientMemory
}

export function createClientChat({
  receive,
  receiveEdit,
  receiveNotSafe,
  actions,
  practices,
  reasons,
  replies,
  helplines,
  texts,
  remember,
  memory,
}: Deps) {
  return {
    /** A message in the chat of someone who is a client, or nobody's yet. */
    async onMessage(
      ctx: Context,
      message: Message,
      from: User,
      client: ClientAddress | undefined,
      command: Command | undefined,
    ): Promise<void> {
      if (!command || !client) return answer(from, await receive(incomingOf(ctx, message, from), client))
      switch (command.name) {
        case 'start':
          return actions.introduce(client, originOf(ctx))
        case 'human':
          return actions.requestHuman(client, originOf(ctx))
        case 'done':
          return actions.endSession(client, originOf(ctx))
        case 'privacy':
          return replies.toClient(from.id, client.language, 'privacy', { coach: client.coachName }, [
            [{ key: 'withdraw-button', action: 'withdraw_consent', subject: client.conversationId }],
          ])
        case 'memory':
          return memory.onMemory(client, from.id)
        case 'goals':
          return memory.onGoals(client, from.id)
        case 'why':
          return explain(message, from, client)
        case 'help':
          return replies.toClient(from.id, client.language, 'client-help', { coach: client.coachName }, [
            [{ key: 'not-safe-button', action: 'not_safe', subject: client.conversationId }],
          ])
        default:
          // With words behind it it is read as a message: nobody's words get lost.
          if (isTeamCommand(command.name) && command.argument === '')
            return replies.toClient(from.id, client.language, 'client-unknown-command')
          return answer(from, await receive(incomingOf(ctx, message, from), client))
      }
    },

    /** An answer to something remembered, or to one of their own messages: it is said to the memory. */
    async onSaidToMemory(ctx: Context, message: Message, from: User, said: ToMemory): Promise<void> {
      if (said.kind === 'forget') return memory.askToForget(said, from.id)
      await receive({ ...incomingOf(ctx, message, from), corrects: said.itemId }, said.client)
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

    /** Where the client is, by a tap on its name. */
    async onCountry(ctx: Context, code: string, client: ClientAddress): Promise<undefined> {
      const country = chosenCountry(helplines.countries, code)
      if (!country || !ctx.from) return
      await actions.chooseCountry(client, country, originOf(ctx))
      remember(ctx.from.id, { ...client, country })
      // Where no line is verified, the numbers alone would not show that it was heard.
      const name = nameOf(country, client.language)
      const key = name ? 'country-noted' : 'country-noted-elsewhere'
      await replies.toClient(ctx.from.id, client.language, key, { country: name ?? '' }).catch(() => {})
    },

    /** @returns what the tap is answered with */
    async onOfferTap(
      ctx: Context,
      action: 'offer_yes' | 'offer_no',
      offerId: string,
      offered: ConversationAddress,
    ): Promise<TextKey | undefined> {
      const decide = action === 'offer_yes' ? actions.acceptOffer : actions.declineOffer
      const result = await decide(offered, offerId, originOf(ctx))
      return result?.kind === 'over' ? 'tap-offer-over' : undefined
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
      else if (action === 'keep_ai') await actions.keepAi(client, origin)
      else if (action === 'wait_for_coach') await actions.waitForCoach(client, origin)
      else if (action === 'not_safe' && ctx.from)
        await receiveNotSafe({ telegramUserId: ctx.from.id, language: ctx.from.language_code }, client, origin)
      else if (action === 'i_am_safe') await actions.safe(client, origin)
      else if (action === 'call_line') await actions.callLine(client, origin)
      else if (action === 'someone_with_me') await actions.someoneIsThere(client, origin)
      else if (action === 'choose_country' && ctx.from) {
        const about = {
          action: 'client_country' as const,
          subject: (code: string) => `${client.conversationId}.${code}`,
        }
        const buttons = countryButtons(helplines.countries, client.language, about)
        await replies.toClient(ctx.from.id, client.language, 'crisis-country-ask', {}, buttons)
      }
      return undefined
    },
  }

  /** Who wrote the last thing they were told, or what they ask about, and why. */
  async function explain(message: Message, from: User, client: ClientAddress): Promise<void> {
    const target = message.reply_to_message
    const about = target && { chatId: message.chat.id, messageId: target.message_id }
    const said = await reasons.findLastSaid(client.coachId, client.conversationId, about)
    const { key, params } = wordsOfLastSaid(said, client.coachName)
    await replies.toClient(from.id, client.language, key, params)
  }

  async function answer(from: User, received: Received): Promise<void> {
    if (received.kind === 'stranger') await replies.toClient(from.id, from.language_code, 'stranger')
  }
}
