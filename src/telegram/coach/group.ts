/** The coach's group: a topic per client when it is a forum, else one chat in which replies say who is meant. */
import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import type { AtWork, CoachActions } from '../../coaching/coach-actions.ts'
import type { Member } from '../../coaching/conversation.ts'
import type { GroupAddress, Practices, Senders } from '../../coaching/ports.ts'
import type { TextKey } from '../../locales/texts.ts'
import type { BotApi, Place } from '../bot-api.ts'
import { fileOf, isService, kindOf, textOf } from '../content.ts'
import { anonymousAdminId, type Command, commandOf, originOf, startsWithCommand } from '../incoming.ts'
import { personOf } from '../people.ts'
import type { Replies } from '../replies.ts'
import type { SendToday } from './today.ts'

type Deps = {
  actions: CoachActions
  senders: Senders
  practices: Practices
  replies: Replies
  botApi: BotApi
  askMirrors: (place: Place, practice: Pick<GroupAddress, 'coachId' | 'language'>) => Promise<void>
  sendToday: SendToday
}

export function createGroupChat({ actions, senders, practices, replies, botApi, askMirrors, sendToday }: Deps) {
  return {
    async onMessage(ctx: Context, message: Message, group: GroupAddress): Promise<void> {
      if (isService(message) || message.via_bot || (message.from?.is_bot && message.from.id !== anonymousAdminId))
        return
      const say = (key: TextKey, params = {}) => replyTo(message, group, key, params)
      const command = commandOf(message, ctx.me.username)
      const conversationId = await findConversation(message, group)

      if (message.from?.id === anonymousAdminId || message.sender_chat) {
        if (command || conversationId) await say('anonymous-admin')
        return
      }
      const member = group.members.find((candidate) => candidate.telegramUserId === message.from?.id)
      if (!member) return onStranger(message, group, conversationId, command)
      if (command?.name === 'help') return void (await say('group-help'))
      if (command?.name === 'mirrors') return askMirrors({ chatId: message.chat.id, topicId: topicOf(message) }, group)
      if (command?.name === 'today') return showToday(message, group)
      if (!conversationId) {
        // In a forum's General people talk among themselves; in a flat group they may believe it was sent.
        if (command) await say(group.isForum ? 'use-in-topic' : 'use-as-reply')
        else if (!group.isForum) await say('not-a-reply')
        return
      }
      const at: AtWork = { coachId: group.coachId, conversationId, member, origin: originOf(ctx) }
      if (command) return obey(at, command, message, say)
      // Another bot's command, or a forwarded one, is nobody's words to a client.
      if (startsWithCommand(message)) return void (message.forward_origin && (await say('unknown-command')))
      await write(at, message, say)
    },

    /** An edit is never a command; of what was written to or about a client it changes the words. */
    async onEdit(ctx: Context, message: Message, group: GroupAddress): Promise<void> {
      const member = group.members.find((candidate) => candidate.telegramUserId === message.from?.id)
      const stored = member && (await senders.findShownMessage(message.chat.id, message.message_id))
      if (!member || stored?.coachId !== group.coachId) return
      const { conversationId } = stored
      const at: AtWork = { coachId: group.coachId, conversationId, member, origin: originOf(ctx) }
      await actions.edit(at, { chatId: message.chat.id, messageId: message.message_id }, textOf(message))
    },

    /** @returns what the tap is answered with */
    async onTap(
      ctx: Context,
      action: string,
      subject: string,
      group: GroupAddress,
      member: Member,
    ): Promise<TextKey | undefined> {
      const message = ctx.callbackQuery?.message
      const at = async (conversationId: string | undefined): Promise<AtWork | undefined> =>
        conversationId === undefined
          ? undefined
          : { coachId: group.coachId, conversationId, member, origin: originOf(ctx) }
      const ofConversation = await at(subject)
      if (action === 'takeover' && ofConversation) await actions.takeOver(ofConversation)
      if (action === 'handback' && ofConversation) await actions.handBack(ofConversation, '')
      if (action === 'ai_may_answer' && ofConversation) await actions.letAiAnswer(ofConversation)
      if ((action === 'send_held' || action === 'keep_as_note') && message) {
        // The prompt with these buttons was sent to the topic of its conversation.
        const held = await at(
          await senders.findConversationOfMessage(group.coachId, message.chat.id, message.message_id),
        )
        const result =
          held &&
          (await (action === 'send_held' ? actions.sendHeld(held, subject) : actions.keepHeldAsNote(held, subject)))
        if (result?.kind === 'not_yours') return 'tap-not-yours'
        await botApi.removeKeyboard(message.chat.id, message.message_id).catch(() => {}) // decided: the buttons are stale
        return result?.kind === 'noted' ? 'tap-noted' : result?.kind === 'sent' ? 'tap-sent' : 'tap-decided-before'
      }
      return undefined
    },

    /** [Add to my team], by the coach alone. */
    async onAddMember(
      ctx: Context,
      telegramUserId: number,
      group: GroupAddress,
      by: Member,
    ): Promise<TextKey | undefined> {
      if (by.role !== 'owner') return 'tap-owner-only'
      const message = ctx.callbackQuery?.message
      if (!message) return undefined
      const { user } = await botApi.getMember(message.chat.id, telegramUserId)
      const added = await practices.addMember(group.coachId, personOf(user), by.id)
      await botApi.removeKeyboard(message.chat.id, message.message_id).catch(() => {})
      const place = { chatId: message.chat.id, topicId: topicOf(message as Message) }
      await replies.toCoach(place, group.language, 'member-added', { member: added.displayName }, { silent: true })
      return undefined
    },
  }

  async function obey(
    at: AtWork,
    { name, argument }: Command,
    message: Message,
    say: (key: TextKey) => Promise<unknown>,
  ): Promise<void> {
    switch (name) {
      case 'takeover':
        await actions.takeOver(at)
        return
      case 'handback':
        await actions.handBack(at, argument)
        return
      case 'note':
        if (argument === '') await say('note-empty')
        else await actions.note(at, written(message, argument))
        return
      case 'unsend': {
        const target = message.reply_to_message
        if (!target || isTopicStart(target)) await say('unsend-how')
        else await actions.unsend(at, { chatId: message.chat.id, messageId: target.message_id })
        return
      }
      case 'ai':
        if (argument === 'on' || argument === 'off') await actions.switchAi(at, argument === 'on')
        else await say('ai-how')
        return
      default:
        // A mistyped command must not reach a client as a text.
        await say('unknown-command')
    }
  }

  async function write(at: AtWork, message: Message, say: (key: TextKey) => Promise<unknown>): Promise<void> {
    const text = textOf(message)
    const caption = /^\/(\w+)(?:@\w+)?\s*/.exec(message.caption ?? '')
    if (!caption) {
      const target = message.reply_to_message
      const answered =
        target && !isTopicStart(target) && (await senders.findShownMessage(message.chat.id, target.message_id))
      const repliesTo = answered && answered.conversationId === at.conversationId ? answered.messageId : undefined
      return void (await actions.write(at, { ...written(message, text), ...(repliesTo && { repliesTo }) }))
    }
    // A command below a file: of those only a note makes sense, and no other may reach a client as its caption.
    if (caption[1]?.toLowerCase() === 'note') await actions.note(at, written(message, text.slice(caption[0].length)))
    else await say('unknown-command')
  }

  function written(message: Message, text: string) {
    const file = fileOf(message)
    return {
      text,
      kind: kindOf(message),
      ...(file && { file }),
      chatId: message.chat.id,
      telegramMessageId: message.message_id,
      sentAt: new Date(message.date * 1_000),
    }
  }

  /** Someone in the group whom the coach has not named as team: nothing of theirs reaches a client. */
  async function onStranger(
    message: Message,
    group: GroupAddress,
    conversationId: string | undefined,
    command: Command | undefined,
  ) {
    if (!message.from || (!conversationId && !command)) return
    await replies.toCoach(
      { chatId: message.chat.id, topicId: topicOf(message) },
      group.language,
      'unknown-member',
      { member: personOf(message.from).displayName, coach: group.coachName },
      {
        silent: true,
        replyTo: message.message_id,
        buttons: [
          [
            {
              key: 'add-member-button',
              params: { member: personOf(message.from).displayName },
              action: 'add_member',
              subject: String(message.from.id),
            },
          ],
        ],
      },
    )
  }

  async function findConversation(message: Message, group: GroupAddress): Promise<string | undefined> {
    const topicId = topicOf(message)
    if (group.isForum && topicId !== undefined) return senders.findConversationOfTopic(group.coachId, topicId)
    // Without topics, and in General, where a client's messages end up when their topic cannot be made.
    const target = message.reply_to_message
    return target && senders.findConversationOfMessage(group.coachId, message.chat.id, target.message_id)
  }

  function showToday(message: Message, group: GroupAddress): Promise<void> {
    const place = { chatId: message.chat.id, topicId: topicOf(message) }
    return sendToday(group.coachId, place, { silent: true, replyTo: message.message_id })
  }

  function replyTo(message: Message, group: GroupAddress, key: TextKey, params: Record<string, string>) {
    return replies.toCoach({ chatId: message.chat.id, topicId: topicOf(message) }, group.language, key, params, {
      silent: true,
      replyTo: message.message_id,
    })
  }
}

export function topicOf(message: Pick<Message, 'is_topic_message' | 'message_thread_id'>): number | undefined {
  return message.is_topic_message ? message.message_thread_id : undefined
}

/** In a topic every message that answers nothing else answers the topic's first, a service message. */
function isTopicStart(message: Message): boolean {
  return message.forum_topic_created !== undefined
}
