import {
  anonymousAdminId,
  type Chat,
  generalTopicId,
  type Member,
  type Message,
  type Origin,
  topicOf,
  type User,
} from '../world/state.ts'
import { renderAttachment, renderMedia } from './render-media.ts'

/** The world's state in the Bot API's words. */

export function renderUser({ id, isBot, firstName, lastName, username, languageCode }: User) {
  return {
    id,
    is_bot: isBot,
    first_name: firstName,
    ...(lastName && { last_name: lastName }),
    ...(username && { username }),
    ...(languageCode && { language_code: languageCode }),
  }
}

const anonymousAdmin = { id: anonymousAdminId, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' }

export function renderChat(chat: Chat) {
  if (chat.type !== 'private') {
    return { id: chat.id, type: chat.type, title: chat.title, ...(chat.isForum && { is_forum: true }) }
  }
  const { firstName, lastName, username } = chat.person
  return {
    id: chat.id,
    type: chat.type,
    first_name: firstName,
    ...(lastName && { last_name: lastName }),
    ...(username && { username }),
  }
}

export const toUnix = (date: Date) => Math.floor(date.getTime() / 1000)

/** What is shown of a message inside another one has no further message in it. */
export function renderMessage(message: Message, { nested = false } = {}): Record<string, unknown> {
  const { chat, service, forwardOf } = message
  return {
    message_id: message.id,
    ...renderThread(message),
    from: message.anonymous ? anonymousAdmin : renderUser(message.from),
    ...(message.anonymous && { sender_chat: renderChat(chat) }),
    date: toUnix(message.date),
    chat: renderChat(chat),
    ...(forwardOf && { forward_origin: renderOrigin(forwardOf) }),
    ...(!nested && renderReply(message)),
    ...(message.editedAt && { edit_date: toUnix(message.editedAt) }),
    ...(message.protected && { has_protected_content: true }),
    ...(message.albumId && { media_group_id: message.albumId }),
    ...(service
      ? { [service.kind]: service.pinnedId ? renderPinned(chat, service.pinnedId) : service.payload }
      : renderContent(message)),
    ...(message.linkPreviewOptions !== undefined && { link_preview_options: message.linkPreviewOptions }),
    ...(message.buttons && { reply_markup: { inline_keyboard: message.buttons } }),
  }
}

function renderContent({ text, entities, media, attachment }: Message) {
  if (attachment) return renderAttachment(attachment)
  if (!media) return { text, ...(entities.length > 0 && { entities }) }
  return {
    ...renderMedia(media),
    ...(text !== '' && { caption: text }),
    ...(entities.length > 0 && { caption_entities: entities }),
  }
}

/** Someone who hides who they are when forwarded leaves a name, which leads nowhere. */
function renderOrigin({ user, groupId, groupTitle, date: sentAt }: Origin) {
  const date = toUnix(sentAt)
  if (groupId !== undefined) {
    return { type: 'chat', sender_chat: { id: groupId, type: 'supergroup', title: groupTitle }, date }
  }
  if ('hidesForwards' in user && user.hidesForwards) {
    return { type: 'hidden_user', sender_user_name: fullName(user), date }
  }
  return { type: 'user', sender_user: renderUser(user), date }
}

export function fullName({ firstName, lastName }: User): string {
  return [firstName, lastName].filter(Boolean).join(' ')
}

function renderThread(message: Message) {
  const { chat, threadId } = message
  const topicId = topicOf(message)
  if (topicId === generalTopicId) return {}
  if (topicId !== undefined) return { message_thread_id: topicId, is_topic_message: true }
  // Outside forums, the chain of replies, which is not a topic.
  return chat.type !== 'private' && threadId !== undefined ? { message_thread_id: threadId } : {}
}

/** In a topic, a message that answers nothing answers the message that made the topic. */
function renderReply(message: Message) {
  const topicId = topicOf(message)
  const firstInTopic = topicId === generalTopicId || topicId === message.id ? undefined : topicId
  const replied = message.chat.messages.get(message.replyToId ?? firstInTopic ?? 0)
  if (!replied || replied.deleted) return {}
  const { quote } = message
  return {
    reply_to_message: renderMessage(replied, { nested: true }),
    ...(quote && { quote: { ...quote, is_manual: true } }),
  }
}

function renderPinned(chat: Chat, messageId: number) {
  const pinned = chat.messages.get(messageId)
  if (pinned && !pinned.deleted) return renderMessage(pinned, { nested: true })
  return { message_id: messageId, date: 0, chat: renderChat(chat) }
}

export const renderedRights = [
  'can_manage_chat',
  'can_delete_messages',
  'can_manage_video_chats',
  'can_restrict_members',
  'can_promote_members',
  'can_change_info',
  'can_invite_users',
  'can_post_stories',
  'can_edit_stories',
  'can_delete_stories',
  'can_pin_messages',
  'can_manage_topics',
]

export function renderRights(member: Pick<Member, 'rights' | 'isAnonymous'>) {
  const rights = Object.fromEntries(renderedRights.map((name) => [name, member.rights[name] ?? false]))
  return { ...rights, can_manage_chat: true, is_anonymous: member.isAnonymous }
}

/** A ChatMember; `undefined` for someone who never was there. */
export function renderMember(user: User, member: Member | undefined) {
  const base = { status: member?.status ?? 'left', user: renderUser(user) }
  switch (member?.status) {
    case 'creator':
      return { ...base, is_anonymous: member.isAnonymous }
    case 'administrator':
      return { ...base, can_be_edited: false, ...renderRights(member) }
    case 'kicked':
      return { ...base, until_date: 0 }
    default:
      return base
  }
}
