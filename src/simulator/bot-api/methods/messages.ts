import { isDeepStrictEqual } from 'node:util'
import {
  deleteMessage,
  editMessage,
  pinMessage,
  postMessage,
  setReactions,
  unpinMessage,
} from '../../world/messages.ts'
import type { Chat, Message, Reaction } from '../../world/state.ts'
import { detectEntities } from '../../world/text.ts'
import { hasRight } from '../../world/world.ts'
import { badRequest } from '../api-error.ts'
import { type Call, flag, list, type Method, number, record, text } from '../call.ts'
import { readKeyboard, readText } from '../content.ts'
import { renderMessage } from '../render.ts'
import { chooseThread, findChat, findMessage, findReplied, findWritableChat } from '../targets.ts'

const sendMessage: Method = (call) => {
  const content = readText(call)
  const keyboard = readKeyboard(call)
  const chat = findWritableChat(call)
  return renderMessage(
    post(call, chat, { ...content, ...keyboard, linkPreviewOptions: record(call, 'link_preview_options') }),
  )
}

type Content = Pick<Message, 'text' | 'entities' | 'buttons' | 'forceReply' | 'forwardOf' | 'linkPreviewOptions'>

function post(call: Call, chat: Chat, content: Content): Message {
  if (text(call, 'business_connection_id')) call.report('business connections are not simulated')
  const replied = findReplied(call, chat)
  return postMessage(call.world, {
    ...content,
    chat,
    from: call.bot,
    threadId: chooseThread(call, chat, replied),
    replyToId: replied?.id,
    silent: flag(call, 'disable_notification'),
    protected: flag(call, 'protect_content'),
  })
}

const forwardMessage: Method = (call) => {
  const { source, chat } = findCopied(call, 'forward')
  const { text, entities, from, date, forwardOf } = source
  return renderMessage(post(call, chat, { text, entities, forwardOf: forwardOf ?? { user: from, date } }))
}

const copyMessage: Method = (call) => {
  const { source, chat } = findCopied(call, 'copy')
  const { text, entities } = source
  return { message_id: post(call, chat, { text, entities, ...readKeyboard(call) }).id }
}

function findCopied(call: Call, verb: 'copy' | 'forward'): { source: Message; chat: Chat } {
  const chat = findWritableChat(call)
  const source = findMessage(call, findChat(call, 'from_chat_id'), verb)
  if (source.service || source.protected)
    throw badRequest(`message can't be ${verb === 'copy' ? 'copied' : 'forwarded'}`)
  return { source, chat }
}

const editMessageText: Method = (call) => {
  if (record(call, 'rich_message')) call.report('rich messages are not simulated')
  const content = readText(call)
  const { buttons } = readKeyboard(call)
  const message = findEditable(call)
  const edited = { ...content, entities: detectEntities(content), buttons }
  // Telegram compares the finished messages, with the links and commands it finds by itself.
  if (isDeepStrictEqual(edited, { text: message.text, entities: message.entities, buttons: message.buttons })) {
    throw notModified()
  }
  editMessage(call.world, message, { ...edited, linkPreviewOptions: record(call, 'link_preview_options') })
  return renderMessage(message)
}

const editMessageReplyMarkup: Method = (call) => {
  const { buttons } = readKeyboard(call)
  const message = findEditable(call)
  if (isDeepStrictEqual(buttons, message.buttons)) throw notModified()
  editMessage(call.world, message, { buttons })
  return renderMessage(message)
}

function findEditable(call: Call): Message {
  if (number(call, 'message_id') === undefined) throw badRequest('message identifier is not specified')
  const message = findMessage(call, findChat(call), 'edit')
  if (message.from.id !== call.bot.id || message.service) throw badRequest("message can't be edited")
  return message
}

function notModified() {
  return badRequest(
    'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  )
}

const deletableMs = 48 * 60 * 60 * 1000

/** Within 48 hours: its own messages, and people's in private chats. With the right, anything in a group at any time. */
function mayDelete({ world, bot }: Call, message: Message): boolean {
  const { chat } = message
  if (chat.type === 'supergroup' && hasRight(chat, bot.id, 'can_delete_messages')) return true
  const isYoung = world.now().getTime() - message.date.getTime() < deletableMs
  return isYoung && (chat.type === 'private' || message.from.id === bot.id)
}

const deleteOne: Method = (call) => {
  const message = findMessage(call, findChat(call), 'delete')
  if (!mayDelete(call, message)) throw badRequest("message can't be deleted for everyone")
  deleteMessage(call.world, message)
  return true
}

/** Of several, those that are not there or may not go are passed over. */
const deleteSeveral: Method = (call) => {
  const chat = findChat(call)
  for (const id of list<number>(call, 'message_ids') ?? []) {
    const message = chat.messages.get(id)
    if (message && !message.deleted && mayDelete(call, message)) deleteMessage(call.world, message)
  }
  return true
}

const setMessageReaction: Method = (call) => {
  const message = findMessage(call, findChat(call), 'react')
  const reactions = list<Reaction>(call, 'reaction') ?? []
  if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY')
  if (reactions.some((reaction) => reaction.type === 'paid')) throw badRequest('REACTION_INVALID')
  setReactions(call.world, message, call.bot, reactions)
  return true
}

function assertMayPin({ bot }: Call, chat: Chat) {
  if (chat.type === 'supergroup' && !hasRight(chat, bot.id, 'can_pin_messages')) {
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
  for (const id of [...chat.pinned]) {
    const message = chat.messages.get(id)
    if (message) unpinMessage(call.world, message)
  }
  return true
}

const chatActions = [
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]

const typingMs = 5000

/** Shown for five seconds, or until the bot's next message. */
const sendChatAction: Method = (call) => {
  if (!chatActions.includes(text(call, 'action') ?? '')) throw badRequest('wrong parameter action in request')
  const chat = findWritableChat(call)
  const threadId = chooseThread(call, chat, undefined)
  const until = new Date(call.world.now().getTime() + typingMs)
  chat.typing.set(`${call.bot.id}:${threadId}`, { userId: call.bot.id, threadId, until })
  call.world.emit('typing', chat)
  // Whoever watches looks again when it has run out, if the clock goes with real time.
  setTimeout(() => call.world.emit('typing', chat), typingMs + 50).unref()
  return true
}

export const messageMethods: Record<string, Method> = {
  sendMessage,
  forwardMessage,
  copyMessage,
  editMessageText,
  editMessageReplyMarkup,
  deleteMessage: deleteOne,
  deleteMessages: deleteSeveral,
  setMessageReaction,
  pinChatMessage,
  unpinChatMessage,
  unpinAllChatMessages,
  sendChatAction,
}
