import { postMessage } from '../world/messages.ts'
import type { Chat, Message } from '../world/state.ts'
import { type Call, flag, text } from './call.ts'
import { chooseThread, findQuote, findReplied } from './targets.ts'

export type Content = Pick<Message, 'text'> &
  Partial<
    Pick<
      Message,
      | 'entities'
      | 'media'
      | 'attachment'
      | 'albumId'
      | 'buttons'
      | 'forceReply'
      | 'forwardOf'
      | 'linkPreviewOptions'
      | 'protected'
    >
  >

/** Posts as the bot, where and how the parameters that all sending methods share say. */
export function post(call: Call, chat: Chat, content: Content): Message {
  if (text(call, 'business_connection_id')) call.report('business connections are not simulated')
  const replied = findReplied(call, chat)
  return postMessage(call.world, {
    ...content,
    chat,
    from: call.bot,
    threadId: chooseThread(call, chat, replied),
    replyToId: replied?.id,
    quote: replied && findQuote(call, replied),
    silent: flag(call, 'disable_notification'),
    protected: flag(call, 'protect_content'),
  })
}
