import { deleteMessage, setReactions } from '../../world/messages.ts'
import type { Message, Reaction } from '../../world/state.ts'
import { hasRight } from '../../world/world.ts'
import { badRequest } from '../api-error.ts'
import { type Call, list, type Method, record, text } from '../call.ts'
import { readKeyboard, readText } from '../content.ts'
import { post } from '../posting.ts'
import { renderMessage } from '../render.ts'
import { chooseThread, findChat, findMessage, findWritableChat } from '../targets.ts'

const sendMessage: Method = (call) => {
  const content = readText(call)
  const keyboard = readKeyboard(call)
  const chat = findWritableChat(call)
  return renderMessage(
    post(call, chat, { ...content, ...keyboard, linkPreviewOptions: record(call, 'link_preview_options') }),
  )
}

const deletableMs = 48 * 60 * 60 * 1000

/** Within 48 hours: its own messages, and people's in private chats. With the right, anything in a group at any time. */
function mayDelete({ world, bot }: Call, message: Message): boolean {
  const { chat } = message
  if (chat.type !== 'private' && hasRight(chat, bot.id, 'can_delete_messages')) return true
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
  deleteMessage: deleteOne,
  deleteMessages: deleteSeveral,
  setMessageReaction,
  sendChatAction,
}
