/** The coach's private chat: sign up, method, key, invitation, help. */
import type { Context } from 'grammy'
import type { Message, User } from 'grammy/types'
import type { ClientAddress, MemberAddress, Practices } from '../../coaching/ports.ts'
import { type KeyResult, methodLength, type PracticeService } from '../../coaching/practice.ts'
import type { createReceive } from '../../coaching/receive.ts'
import type { Texts } from '../../locales/texts.ts'
import type { BotApi, Place } from '../bot-api.ts'
import { setCoachCommands } from '../commands.ts'
import { textOf } from '../content.ts'
import type { Command } from '../incoming.ts'
import { personOf } from '../people.ts'
import type { Replies } from '../replies.ts'
import type { SendToday } from './today.ts'

type Deps = {
  practice: PracticeService
  practices: Practices
  replies: Replies
  botApi: BotApi
  texts: Texts
  askMirrors: (place: Place, member: MemberAddress) => Promise<void>
  sendToday: SendToday
  screenOnly: ReturnType<typeof createReceive>['screenOnly']
  /** Runs what nobody else's message may wait for. */
  inBackground: (what: string, work: () => Promise<unknown>) => void
}

export function createCoachChat({
  practice,
  practices,
  replies,
  botApi,
  texts,
  askMirrors,
  sendToday,
  screenOnly,
  inBackground,
}: Deps) {
  return {
    onMessageInClientRole,

    async onSignUp(ctx: Context, code: string, from: User): Promise<void> {
      const person = personOf(from)
      const result = await practice.signUp(code, person)
      const place = { chatId: from.id }
      if (result.kind === 'unknown_link')
        return void (await replies.toCoach(place, person.language, 'coach-link-unknown'))
      const key = result.kind === 'signed_up' ? 'coach-welcome' : 'coach-welcome-back'
      await replies.toCoach(place, person.language, key, { coach: person.displayName, bot: ctx.me.username })
      await setCoachCommands(botApi, texts, from.id, person.language)
    },

    async onMessage(
      ctx: Context,
      message: Message,
      member: MemberAddress,
      command: Command | undefined,
    ): Promise<void> {
      const place = { chatId: message.chat.id }
      const say = (key: Parameters<Replies['toCoach']>[2], params = {}, options = {}) =>
        replies.toCoach(place, member.language, key, params, options)
      const text = textOf(message)
      // The lines are shown to anyone who needs them, coaches too.
      const { telegramUserId } = member.member
      const isDanger = await screenOnly({ telegramUserId, text, language: member.language })

      if (command && member.member.role !== 'owner' && command.name !== 'help' && command.name !== 'start')
        return void (await say('owner-only', { coach: member.coachName }))
      switch (command?.name) {
        case 'start':
        case 'help':
          return void (await say(await helpKey(member), { coach: member.coachName, bot: ctx.me.username }))
        case 'method':
          if (command.argument) return saveMethod(member, command.argument)
          await practice.ask(member, 'method')
          return showMethod(member)
        case 'key':
          if (command.argument) return saveKey(member, message, command.argument)
          await practice.ask(member, 'key')
          return void (await say('key-ask', {}, { forceReply: true }))
        case 'invite': {
          const code = await practices.getInviteCode(member.coachId)
          return void (await say('invite-link', {
            link: `https://t.me/${ctx.me.username}?start=${code}`,
            coach: member.coachName,
          }))
        }
        case 'mirrors':
          return askMirrors(place, member)
        case 'today':
          return sendToday(member.coachId, place)
        case 'coach':
          return void (await say('coach-role'))
        case undefined:
          return onLooseText(member, message, text, isDanger)
        default:
          return void (await say('unknown-command'))
      }
    },
  }

  /**
   * A coach who is being another coach's client here: what is meant for their own practice must not reach that one.
   *
   * @returns whether it was meant for their own practice, and is answered
   */
  async function onMessageInClientRole(
    message: Message,
    member: MemberAddress,
    client: ClientAddress,
    command: Command | undefined,
  ): Promise<boolean> {
    const place = { chatId: message.chat.id }
    if (command?.name === 'coach') {
      await practices.leaveClientRole(member.member.telegramUserId)
      await replies.toCoach(place, member.language, 'coach-role')
      await setCoachCommands(botApi, texts, member.member.telegramUserId, member.language)
      return true
    }
    const isOwnBusiness =
      ['method', 'key', 'invite', 'today'].includes(command?.name ?? '') || looksLikeKey(textOf(message))
    if (!isOwnBusiness) return false
    // It may hold a key.
    await botApi.deleteMessage(message.chat.id, message.message_id).catch(() => {})
    await replies.toCoach(place, member.language, 'in-client-role', { coach: client.coachName })
    return true
  }

  async function onLooseText(member: MemberAddress, message: Message, text: string, isDanger: boolean): Promise<void> {
    const question = await practices.takeQuestion(member.coachId, member.member.telegramUserId)
    if (question === 'method' && text) return saveMethod(member, text)
    if (question === 'key' && text) return saveKey(member, message, text)
    // A key is recognised even when nobody asked: it must not stay in the chat.
    if (looksLikeKey(text)) return saveKey(member, message, text)
    // Whoever has just been given help lines is not told that nobody understands them.
    if (!isDanger) await replies.toCoach({ chatId: message.chat.id }, member.language, 'loose-text')
  }

  async function helpKey(member: MemberAddress) {
    const { methodology, keyLast4, groupChatId } = await practices.getPractice(member.coachId)
    return methodology && keyLast4 && groupChatId !== undefined
      ? ('coach-help' as const)
      : ('coach-next-steps' as const)
  }

  async function showMethod(member: MemberAddress): Promise<void> {
    const place = { chatId: member.member.telegramUserId }
    const { methodology } = await practices.getPractice(member.coachId)
    if (methodology)
      await replies.toCoach(place, member.language, 'method-now', { method: methodology.slice(0, 3_000) })
    await replies.toCoach(place, member.language, 'method-ask', {}, { forceReply: true })
  }

  async function saveMethod(member: MemberAddress, text: string): Promise<void> {
    const place = { chatId: member.member.telegramUserId }
    if (text.length > methodLength)
      return void (await replies.toCoach(place, member.language, 'method-too-long', { limit: methodLength }))
    await practices.setMethod(member.coachId, text, member.member.id)
    await replies.toCoach(place, member.language, 'method-saved')
  }

  async function saveKey(member: MemberAddress, message: Message, text: string): Promise<void> {
    const place = { chatId: message.chat.id }
    // First of all it leaves the chat, whatever becomes of it.
    const deleted = await botApi.deleteMessage(message.chat.id, message.message_id).then(
      () => true,
      () => false,
    )
    if (!deleted) await replies.toCoach(place, member.language, 'key-not-deleted')
    // The provider may take its time, and nobody else's message waits for it.
    inBackground('key check', async () => sayHowKeyWent(member, await practice.setKey(member, text.trim())))
  }

  async function sayHowKeyWent(member: MemberAddress, result: KeyResult): Promise<void> {
    const place = { chatId: member.member.telegramUserId }
    if (result.kind === 'saved') await replies.toCoach(place, member.language, 'key-saved', { last4: result.last4 })
    else if (result.kind === 'no_secrets_key') await replies.toCoach(place, member.language, 'key-no-secrets')
    else
      await replies.toCoach(place, member.language, 'key-refused', {
        why: texts.render(member.language, `key-why-${result.why.replaceAll('_', '-')}` as never),
      })
  }
}

function looksLikeKey(text: string): boolean {
  return /\bsk-[\w-]{16,}/.test(text)
}
