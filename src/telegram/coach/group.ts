/** The coach's group: a topic per client when it is a forum, else one chat in which replies say who is meant. */
import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import type { AtWork, CoachActions } from '../../coaching/coach-actions.ts'
import type { Member } from '../../coaching/conversation.ts'
import type { SuggestReply } from '../../coaching/handoff/suggestion.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { GroupAddress, Senders } from '../../coaching/ports.ts'
import type { TextKey } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'
import { whereItWorks } from '../commands.ts'
import { fileOf, isService, kindOf, textOf } from '../content.ts'
import { anonymousAdminId, type Command, commandOf, originOf, startsWithCommand } from '../incoming.ts'
import { personOf } from '../people.ts'
import type { Replies } from '../replies.ts'
import { createAssignTo } from './assign.ts'
import { type DecideDraft, findDraftAction } from './drafts.ts'
import type { DecideHeld } from './held.ts'
import type { Ladder } from './ladder.ts'
import type { CoachMemory } from './memory.ts'
import type { AskMirrors } from './mirror-setting.ts'
import type { Nowhere } from './nowhere.ts'
import type { SendRecollections } from './recall.ts'
import { type Teach, teachActions } from './teach.ts'
import type { SendToday } from './today.ts'
import type { SendWhy } from './why.ts'

type Deps = {
  actions: CoachActions
  decideHeld: DecideHeld
  decideDraft: DecideDraft
  ladder: Pick<Ladder, 'onCommand'>
  senders: Senders
  practices: Practices
  replies: Replies
  botApi: BotApi
  askMirrors: AskMirrors
  sendToday: SendToday
  sendWhy: SendWhy
  sendRecollections: SendRecollections
  nowhere: Nowhere
  suggestReply: SuggestReply
  memory: CoachMemory
  teach: Teach
  inBackground: (what: string, work: () => Promise<unknown>) => void
}

/** Commands that take nothing: what stands behind one may have been meant for a client. */
const wordless = ['brief', 'memory', 'summary', 'unsend', 'why', 'today', 'help']
/** Of those that work in a topic alone: with words that may have been meant for a client. */
const topicCommandsWithWords = ['takeover', 'handback', 'teach']

export function createGroupChat(deps: Deps) {
  const assignTo = createAssignTo(deps)
  const {
    actions,
    decideHeld,
    decideDraft,
    ladder,
    senders,
    practices,
    replies,
    botApi,
    askMirrors,
    sendToday,
    sendWhy,
    sendRecollections,
    nowhere,
    suggestReply,
    memory,
    teach,
    inBackground,
  } = deps
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
      const where = command && whereItWorks(command.name)
      if (where === 'private') return sayWherePrivate(ctx, message, group, command, say)
      if (where === 'client') return void (await say('command-of-clients', { command: command?.name ?? '' }))
      if (where === 'group') return void (await say('owner-only', { coach: group.coachName }))
      if (command && !where) return void (await say('unknown-command')) // must not reach a client as a text
      if (command?.argument && wordless.includes(command.name)) await say('words-not-sent', { command: command.name })
      if (command?.name === 'help') return void (await say('group-help'))
      if (command?.name === 'mirrors')
        return askMirrors(
          { chatId: message.chat.id, topicId: topicOf(message) },
          { ...group, member },
          command.argument,
        )
      if (command?.name === 'today') return showToday(message, group)
      const corrected = command ? undefined : memory.itemAnswered(message)
      if (corrected) return memory.onCorrection({ group, member, ...placeOf(message) }, corrected, textOf(message))
      if (!conversationId) {
        if (command) {
          if (command.argument && topicCommandsWithWords.includes(command.name))
            await say('words-not-sent', { command: command.name })
          return void (await say(group.isForum ? 'use-in-topic' : 'use-as-reply'))
        }
        // In a forum's General people talk among themselves; in a flat group they may believe it was sent.
        if (!group.isForum) return void (await say('not-a-reply'))
        if (startsWithCommand(message)) return
        return topicOf(message) === undefined ? nowhere.inGeneral(message, group) : nowhere.inTopic(message, group)
      }
      if (command?.name === 'why') return explain(message, group, member, conversationId)
      if (command?.name === 'recall') return recall(message, group, conversationId, command.argument)
      if (command?.name === 'memory' || command?.name === 'summary')
        return show(command.name, message, { group, member, conversationId })
      const at: AtWork = { coachId: group.coachId, conversationId, member, origin: originOf(ctx) }
      if (command?.name === 'copilot') return ladder.onCommand(at, command.argument, message, group)
      const taught = command ? undefined : teach.messageAsked(message)
      if (taught) return teach.onAnswer(at, taught, written(message, textOf(message)), message.reply_to_message, say)
      if (command?.name === 'teach') {
        const target = message.reply_to_message
        const words = command.argument === '' ? undefined : written(message, command.argument)
        return teach.onCommand(at, words, target && !isTopicStart(target) ? target : undefined, say)
      }
      if (command?.name === 'assign') return assignTo(at, command.argument, message, group)
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
      if (action === 'looked' && ofConversation && message) {
        await actions.noteLooked(ofConversation)
        await botApi.removeKeyboard(message.chat.id, message.message_id).catch(() => {})
        return 'tap-looked'
      }
      if (action === 'unassign' && ofConversation) await actions.assign(ofConversation, undefined)
      if (action === 'assign' && message) {
        // The question with the team's names was sent to the topic of its conversation.
        const asked = await at(
          await senders.findConversationOfMessage(group.coachId, message.chat.id, message.message_id),
        )
        const to = group.members.find(({ id }) => id === subject)
        if (asked && to) await actions.assign(asked, to)
      }
      if ((action === 'assign' || action === 'unassign') && message)
        await botApi.removeKeyboard(message.chat.id, message.message_id).catch(() => {})
      if ((action === 'send_held' || action === 'keep_as_note') && message) {
        // The prompt with these buttons was sent to the topic of its conversation.
        const held = await at(
          await senders.findConversationOfMessage(group.coachId, message.chat.id, message.message_id),
        )
        return decideHeld(ctx, action, subject, held)
      }
      const teachAction = teachActions.find((one) => one === action)
      if (teachAction) return teach.onTap(ctx, teachAction, subject, { group, member })
      if (action === 'suggest' && ofConversation) return suggest(ofConversation)
      if (action === 'another' && message) {
        const drafted = await at(
          await senders.findConversationOfMessage(group.coachId, message.chat.id, message.message_id),
        )
        return drafted && suggest(drafted, subject)
      }
      const draftAction = findDraftAction(action)
      if (draftAction && message) {
        const held = await at(
          await senders.findConversationOfMessage(group.coachId, message.chat.id, message.message_id),
        )
        return decideDraft(ctx, draftAction, subject, held)
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

  /** The tap is answered at once; the draft comes when it is written. */
  async function suggest(at: AtWork, instead?: string): Promise<TextKey> {
    const suggesting = await suggestReply(at, instead)
    if (!suggesting) return 'tap-nothing-to-suggest'
    inBackground('suggestion', () => suggesting.written)
    return 'tap-suggesting'
  }

  /** What is the coach's own is not said in a group; a key least of all. */
  async function sayWherePrivate(
    ctx: Context,
    message: Message,
    group: GroupAddress,
    command: Command | undefined,
    say: (key: TextKey, params?: Record<string, string>) => Promise<unknown>,
  ): Promise<void> {
    const params = { command: command?.name ?? '', bot: ctx.me.username }
    if (command?.name !== 'key' || !command.argument) return void (await say('command-in-private', params))
    const deleted = await botApi.deleteMessage(message.chat.id, message.message_id).then(
      () => true,
      () => false,
    )
    if (!deleted) return void (await say('key-in-group-stays', params))
    const place = { chatId: message.chat.id, topicId: topicOf(message) }
    await replies.toCoach(place, group.language, 'key-in-group', params)
  }

  async function obey(
    at: AtWork,
    { name, argument }: Command,
    message: Message,
    say: (key: TextKey) => Promise<unknown>,
  ): Promise<void> {
    switch (name) {
      case 'takeover':
        if (argument === '') await actions.takeOver(at)
        else await actions.takeOverSaying(at, await answering(at, message, argument))
        return
      case 'handback':
        await actions.handBack(at, argument)
        return
      case 'brief':
        await actions.brief(at)
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
      return void (await actions.write(at, await answering(at, message, text)))
    }
    // A command below a file: of those only a note makes sense, and no other may reach a client as its caption.
    if (caption[1]?.toLowerCase() === 'note') await actions.note(at, written(message, text.slice(caption[0].length)))
    else await say('unknown-command')
  }

  /** As the answer to a message of the client's, if it was written as one. */
  async function answering(at: AtWork, message: Message, text: string) {
    const target = message.reply_to_message
    const answered =
      target && !isTopicStart(target) && (await senders.findShownMessage(message.chat.id, target.message_id))
    const repliesTo = answered && answered.conversationId === at.conversationId ? answered.messageId : undefined
    return { ...written(message, text), ...(repliesTo && { repliesTo }) }
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

  function explain(message: Message, group: GroupAddress, member: Member, conversationId: string): Promise<void> {
    const target = message.reply_to_message
    return sendWhy({
      practice: group,
      place: { chatId: message.chat.id, topicId: topicOf(message) },
      replyTo: message.message_id,
      conversationId,
      mayTeach: member.role === 'owner',
      about: target && !isTopicStart(target) ? { chatId: message.chat.id, messageId: target.message_id } : undefined,
    })
  }

  function recall(message: Message, group: GroupAddress, conversationId: string, question: string): Promise<void> {
    return sendRecollections({ practice: group, ...placeOf(message), conversationId, question })
  }

  function show(
    what: 'memory' | 'summary',
    message: Message,
    of: { group: GroupAddress; member: Member; conversationId: string },
  ): Promise<void> {
    const asked = { ...of, ...placeOf(message) }
    return what === 'memory' ? memory.onMemory(asked) : memory.onSummary(asked)
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

function placeOf(message: Message) {
  return { place: { chatId: message.chat.id, topicId: topicOf(message) }, replyTo: message.message_id }
}

export function topicOf(message: Pick<Message, 'is_topic_message' | 'message_thread_id'>): number | undefined {
  return message.is_topic_message ? message.message_thread_id : undefined
}

/** In a topic every message that answers nothing else answers the topic's first, a service message. */
function isTopicStart(message: Message): boolean {
  return message.forum_topic_created !== undefined
}
