import { pinMessage, unpinMessage } from '../../world/messages.ts'
import { type Chat, generalTopicId, topicOf } from '../../world/state.ts'
import { hasRight } from '../../world/world.ts'
import { badRequest } from '../api-error.ts'
import { type Call, flag, type Method, number } from '../call.ts'
import { findChat, findGroup, findMessage } from '../targets.ts'

function assertMayPin({ bot }: Call, chat: Chat) {
  if (chat.type !== 'private' && !hasRight(chat, bot.id, 'can_pin_messages')) {
    throw badRequest('not enough rights to manage pinned messages in the chat')
  }
}

const pinChatMessage: Method = (call) => {
  const chat = findChat(call)
  const message = findMessage(call, chat, 'pin')
  assertMayPin(call, chat)
  if (message.service) throw badRequest("message can't be pinned")
  if (!message.pinned) pinMessage(call.world, message, call.bot, flag(call, 'disable_notification'))
  return true
}

const unpinChatMessage: Method = (call) => {
  const chat = findChat(call)
  assertMayPin(call, chat)
  const newest = chat.pinned.toSorted((a, b) => b - a)[0]
  const message = chat.messages.get(number(call, 'message_id') ?? newest ?? 0)
  if (!message || message.deleted) throw badRequest('message to unpin not found')
  unpinMessage(call.world, message)
  return true
}

const unpinAllChatMessages: Method = (call) => {
  const chat = findChat(call)
  assertMayPin(call, chat)
  unpinAll(call, chat)
  return true
}

/** @param topicId left out: wherever they are */
function unpinAll({ world }: Call, chat: Chat, topicId?: number) {
  for (const id of [...chat.pinned]) {
    const message = chat.messages.get(id)
    if (message && (topicId === undefined || topicOf(message) === topicId)) unpinMessage(world, message)
  }
}

function findForumToPinIn(call: Call) {
  const group = findGroup(call)
  if (!group.isForum) throw badRequest('the chat is not a forum')
  assertMayPin(call, group)
  return group
}

const unpinAllForumTopicMessages: Method = (call) => {
  const group = findForumToPinIn(call)
  const topicId = number(call, 'message_thread_id') ?? 0
  if (topicId === generalTopicId || !group.topics.has(topicId)) throw badRequest('TOPIC_ID_INVALID')
  unpinAll(call, group, topicId)
  return true
}

const unpinAllGeneralForumTopicMessages: Method = (call) => {
  unpinAll(call, findForumToPinIn(call), generalTopicId)
  return true
}

export const pinMethods: Record<string, Method> = {
  pinChatMessage,
  unpinChatMessage,
  unpinAllChatMessages,
  unpinAllForumTopicMessages,
  unpinAllGeneralForumTopicMessages,
}
