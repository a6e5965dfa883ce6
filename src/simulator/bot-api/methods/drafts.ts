import { badRequest } from '../api-error.ts'
import { type Method, number } from '../call.ts'
import { readDraft } from '../content.ts'
import { findWritableChat } from '../targets.ts'

const shownMs = 30_000

/** A message while it is being written: seen for half a minute, or until the bot's next message, and never one itself. */
const sendMessageDraft: Method = (call) => {
  const chat = findWritableChat(call)
  if (chat.type !== 'private') throw badRequest('message drafts can be sent to private chats only')
  const draftId = number(call, 'draft_id') ?? 0
  if (draftId === 0) throw badRequest('draft identifier must be non-zero')
  if (number(call, 'message_thread_id')) throw badRequest('message thread not found')
  const until = new Date(call.world.now().getTime() + shownMs)
  chat.drafts.set(draftId, { id: draftId, ...readDraft(call), until })
  call.world.emit('typing', chat)
  return true
}

export const draftMethods: Record<string, Method> = { sendMessageDraft }
