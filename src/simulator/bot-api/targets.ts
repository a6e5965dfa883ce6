import {
  type Chat,
  type Entity,
  type Group,
  generalTopicId,
  type Message,
  type PrivateChat,
  type Quote,
} from '../world/state.ts'
import { mayWriteIn } from '../world/topics.ts'
import { findMember } from '../world/world.ts'
import { ApiError, badRequest, forbidden } from './api-error.ts'
import { type Call, number, record } from './call.ts'

/** Finding what a call is about, with Telegram's words for what is not there or not allowed. */

/** A chat the bot may look at. */
export function findChat(call: Call, name = 'chat_id'): Chat {
  const id = number(call, name)
  if (id === undefined) throw badRequest('chat not found') // an @username: only channels can be named so
  const group = call.world.groups.get(id)
  return group ? checkMembership(call, group) : findPrivateChat(call, id)
}

/** A chat the bot may write to: a person who has blocked it is not one. */
export function findWritableChat(call: Call, name = 'chat_id'): Chat {
  const chat = findChat(call, name)
  if (chat.type === 'private' && chat.blocked) throw forbidden('bot was blocked by the user')
  return chat
}

export function findGroup(call: Call): Group {
  const chat = findChat(call)
  if (chat.type !== 'supergroup') throw badRequest('method is available only for supergroups')
  return chat
}

function checkMembership({ bot }: Call, group: Group): Group {
  const status = group.members.get(bot.id)?.status
  if (status && group.migratedTo) {
    throw new ApiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: group.migratedTo.id,
    })
  }
  if (status === undefined) throw badRequest('chat not found')
  if (status === 'kicked') throw forbidden(`bot was kicked from the ${group.type} chat`)
  if (status === 'left') throw forbidden(`bot is not a member of the ${group.type} chat`)
  return group
}

function findPrivateChat({ world, bot }: Call, personId: number): PrivateChat {
  if (world.bots.has(personId)) throw forbidden("bots can't send messages to bots")
  const person = world.people.get(personId)
  const chat = person && world.findPrivateChat(person, bot)
  if (chat?.started) return chat
  // Someone seen in a group is known, but has to write first.
  const isKnown = [...world.groups.values()].some((group) => group.members.has(personId) && findMember(group, bot.id))
  throw isKnown ? forbidden("bot can't initiate conversation with a user") : badRequest('chat not found')
}

/** @param purpose as in "message to edit not found" */
export function findMessage(call: Call, chat: Chat, purpose: string): Message {
  const message = chat.messages.get(number(call, 'message_id') ?? 0)
  if (!message || message.deleted) throw badRequest(`message to ${purpose} not found`)
  return message
}

export function findReplied(call: Call, chat: Chat): Message | undefined {
  const reply = record(call, 'reply_parameters')
  if (!reply) return undefined
  const message = chat.messages.get(Number(reply['message_id']))
  if (message && !message.deleted) return message
  if (reply['allow_sending_without_reply'] === true) return undefined
  throw badRequest('message to be replied not found')
}

/** The words replied to. @throws {ApiError} 400 when the message does not have them */
export function findQuote(call: Call, replied: Message): Quote | undefined {
  const reply = record(call, 'reply_parameters') ?? {}
  const { quote, quote_position: near = 0, quote_entities: entities } = reply
  if (typeof quote !== 'string' || quote === '') return undefined
  const atHint = replied.text.startsWith(quote, Number(near)) ? Number(near) : -1
  const position = atHint >= 0 ? atHint : replied.text.indexOf(quote)
  if (position < 0) throw badRequest('QUOTE_TEXT_INVALID')
  return { text: quote, position, ...(Array.isArray(entities) && { entities: entities as Entity[] }) }
}

/**
 * Where in the chat a message goes: the topic named, else the one of the message it answers, else General.
 *
 * General cannot be named: its messages carry no `message_thread_id`, and Telegram finds no thread 1.
 */
export function chooseThread(call: Call, chat: Chat, replied: Message | undefined): number | undefined {
  const named = number(call, 'message_thread_id') || undefined
  if (chat.type === 'private') {
    if (named !== undefined) throw badRequest('message thread not found')
    return undefined
  }
  if (!chat.isForum) {
    if (named !== undefined && !chat.messages.has(named)) throw badRequest('message thread not found')
    return named ?? (replied && (replied.threadId ?? replied.id))
  }
  if (named === generalTopicId) throw badRequest('message thread not found')
  const threadId = named ?? replied?.threadId ?? generalTopicId
  const topic = chat.topics.get(threadId)
  if (!topic) throw badRequest('message thread not found')
  if (!mayWriteIn(chat, topic, call.bot.id)) {
    throw badRequest('TOPIC_CLOSED')
  }
  return threadId
}
