import { renderChat, renderMember, renderMessage, renderUser, toUnix } from '../bot-api/render.ts'
import type { BotAccount, Chat, Group, Member, Message, Reaction, User } from './state.ts'
import { findMember, isAdmin, type World } from './world.ts'

/** Who is told what: everything a bot learns by itself goes through here. */

export function tellMessage(world: World, kind: 'message' | 'edited_message', message: Message) {
  for (const bot of botsIn(world, message.chat)) {
    if (mayRead(bot, message)) bot.queue.push(kind, renderMessage(message))
  }
}

/**
 * Bots read no bots, themselves included, save for service messages: Telegram gives those to every bot, and to the one
 * that caused them too (it learns of its own pin). A bot in privacy mode reads commands, replies to it and service messages.
 */
function mayRead(bot: BotAccount, message: Message): boolean {
  const { chat, service, from } = message
  if (service) return true
  if (from.isBot) return false
  if (chat.type === 'private' || bot.canReadAllGroupMessages || isAdmin(chat, bot.id)) return true
  return isCommandFor(bot, message, chat) || isReplyTo(bot, message)
}

function isCommandFor(bot: BotAccount, { text, entities }: Message, group: Group): boolean {
  const command = entities.find((entity) => entity.type === 'bot_command' && entity.offset === 0)
  if (!command) return false
  const addressee = text.slice(0, command.length).split('@')[1]
  if (addressee) return addressee.toLowerCase() === bot.username.toLowerCase()
  // Without a name, the command is for the bot that wrote last, or for the only one.
  return group.lastBotId === bot.id || [...group.members.values()].filter((member) => member.user.isBot).length === 1
}

function isReplyTo(bot: BotAccount, { chat, replyToId }: Message): boolean {
  return replyToId !== undefined && chat.messages.get(replyToId)?.from.id === bot.id
}

function botsIn(world: World, chat: Chat): BotAccount[] {
  if (chat.type === 'private') return [chat.bot]
  return [...chat.members.keys()].flatMap((id) => (findMember(chat, id) && world.bots.get(id)) || [])
}

/** A bot's own standing is told to it, anyone else's to the bots that are administrators. */
export function tellMembership(
  world: World,
  group: Group,
  change: { by: User; user: User; before?: Member; after: Member },
) {
  const update = {
    chat: renderChat(group),
    from: renderUser(change.by),
    date: toUnix(world.now()),
    old_chat_member: renderMember(change.user, change.before),
    new_chat_member: renderMember(change.user, change.after),
  }
  world.bots.get(change.user.id)?.queue.push('my_chat_member', update)
  for (const bot of botsIn(world, group)) {
    if (bot.id !== change.user.id && isAdmin(group, bot.id)) bot.queue.push('chat_member', update)
  }
}

/** In private chats there is a membership only for blocking: the bot is `kicked` by the person, or a `member` again. */
export function tellBlocked(world: World, chat: Chat & { type: 'private' }) {
  const standing = (blocked: boolean) => ({
    user: renderUser(chat.bot),
    ...(blocked ? { status: 'kicked', until_date: 0 } : { status: 'member' }),
  })
  chat.bot.queue.push('my_chat_member', {
    chat: renderChat(chat),
    from: renderUser(chat.person),
    date: toUnix(world.now()),
    old_chat_member: standing(!chat.blocked),
    new_chat_member: standing(chat.blocked),
  })
}

/** In groups only administrators hear of reactions; nobody hears of a bot's. */
export function tellReaction(
  world: World,
  message: Message,
  by: User,
  change: { before: Reaction[]; after: Reaction[] },
) {
  const { chat } = message
  for (const bot of botsIn(world, chat)) {
    if (chat.type !== 'private' && !isAdmin(chat, bot.id)) continue
    const isHidden = chat.type !== 'private' && chat.members.get(by.id)?.isAnonymous
    bot.queue.push('message_reaction', {
      chat: renderChat(chat),
      message_id: message.id,
      ...(isHidden ? { actor_chat: renderChat(chat) } : { user: renderUser(by) }),
      date: toUnix(world.now()),
      old_reaction: change.before,
      new_reaction: change.after,
    })
  }
}

export function tellCallback(
  bot: BotAccount,
  query: { id: string; chatInstance: string; from: User; message: Message; data: string },
) {
  bot.queue.push('callback_query', {
    id: query.id,
    from: renderUser(query.from),
    message: renderMessage(query.message),
    chat_instance: query.chatInstance,
    data: query.data,
  })
}
