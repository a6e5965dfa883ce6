import { removeMember } from '../../world/members.ts'
import type { Chat, Group } from '../../world/state.ts'
import { findMember, isAdmin } from '../../world/world.ts'
import { badRequest } from '../api-error.ts'
import { type Call, type Method, number } from '../call.ts'
import { renderChat, renderMember, renderMessage, renderUser } from '../render.ts'
import { findChat } from '../targets.ts'

const getMe: Method = ({ bot }) => ({
  ...renderUser(bot),
  can_join_groups: true,
  can_read_all_group_messages: bot.canReadAllGroupMessages,
  supports_guest_queries: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
})

const permissions = Object.fromEntries(
  [
    'can_send_messages',
    'can_send_audios',
    'can_send_documents',
    'can_send_photos',
    'can_send_videos',
    'can_send_video_notes',
    'can_send_voice_notes',
    'can_send_polls',
    'can_send_other_messages',
    'can_add_web_page_previews',
    'can_change_info',
    'can_invite_users',
    'can_pin_messages',
    'can_manage_topics',
  ].map((name) => [name, true]),
)

const getChat: Method = (call) => {
  const chat = findChat(call)
  const pinned = chat.messages.get(Math.max(...chat.pinned, 0))
  return {
    ...renderChat(chat),
    accent_color_id: Math.abs(chat.id) % 7,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: false,
      limited_gifts: false,
      unique_gifts: false,
      premium_subscription: false,
      gifts_from_channels: false,
    },
    ...(chat.type === 'private' && chat.person.username && { active_usernames: [chat.person.username] }),
    ...(chat.type !== 'private' && { permissions, ...(chat.type === 'supergroup' && { join_to_send_messages: true }) }),
    ...(pinned && { pinned_message: renderMessage(pinned, { nested: true }) }),
  }
}

const getChatMember: Method = (call) => {
  const chat = findChat(call)
  const userId = number(call, 'user_id') ?? 0
  const user = call.world.people.get(userId) ?? call.world.bots.get(userId)
  if (!user) throw badRequest('PARTICIPANT_ID_INVALID')
  if (chat.type !== 'private') return renderMember(user, chat.members.get(userId))
  return { status: userId === chat.id || userId === call.bot.id ? 'member' : 'left', user: renderUser(user) }
}

/** Other bots are left out, as the Bot API leaves them out. */
const getChatAdministrators: Method = (call) => {
  const group = assertGroup(findChat(call), 'there are no administrators in the private chat')
  return [...group.members.values()]
    .filter(({ user }) => isAdmin(group, user.id) && (!user.isBot || user.id === call.bot.id))
    .map((member) => renderMember(member.user, member))
}

const getChatMemberCount: Method = (call) => {
  const chat = findChat(call)
  if (chat.type === 'private') return 2
  return [...chat.members.keys()].filter((id) => findMember(chat, id)).length
}

function assertGroup(chat: Chat, otherwise: string): Group {
  if (chat.type === 'private') throw badRequest(otherwise)
  return chat
}

const leaveChat: Method = (call: Call) => {
  removeMember(call.world, assertGroup(findChat(call), "chat can't be left"), call.bot, call.bot)
  return true
}

export const chatMethods: Record<string, Method> = {
  getMe,
  getChat,
  getChatMember,
  getChatAdministrators,
  getChatMemberCount,
  leaveChat,
}
