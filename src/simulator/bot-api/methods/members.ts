import { banMember, removeMember, setAdmin, unbanMember } from '../../world/members.ts'
import { deleteMessage } from '../../world/messages.ts'
import type { Group, Rights, User } from '../../world/state.ts'
import { findMember, hasRight, isAdmin } from '../../world/world.ts'
import { badRequest } from '../api-error.ts'
import { type Call, flag, type Method, number } from '../call.ts'
import { renderedRights } from '../render.ts'
import { findChat } from '../targets.ts'

/** Whom a bot with the right may send away, let back in, or make an administrator. */

function findTarget(call: Call, right: string, refusal: string): { group: Group; user: User } {
  const group = findChat(call)
  if (group.type === 'private') throw badRequest("chat member status can't be changed in private chats")
  const id = number(call, 'user_id') ?? 0
  const user = call.world.people.get(id) ?? call.world.bots.get(id)
  if (!user) throw badRequest('PARTICIPANT_ID_INVALID')
  if (!hasRight(group, call.bot.id, right)) throw badRequest(refusal)
  return { group, user }
}

const findRestricted = (call: Call) =>
  findTarget(call, 'can_restrict_members', 'not enough rights to restrict/unrestrict chat member')

const banChatMember: Method = (call) => {
  const { group, user } = findRestricted(call)
  if (group.members.get(user.id)?.status === 'creator') throw badRequest("can't remove chat owner")
  if (isAdmin(group, user.id)) throw badRequest('user is an administrator of the chat')
  banMember(call.world, group, call.bot, user)
  if (flag(call, 'revoke_messages')) {
    for (const message of group.messages.values()) {
      if (message.from.id === user.id && !message.deleted && !message.service) deleteMessage(call.world, message)
    }
  }
  return true
}

/** Of someone who is in the group it makes someone who is not, unless told to look at the banned alone. */
const unbanChatMember: Method = (call) => {
  const { group, user } = findRestricted(call)
  if (isAdmin(group, user.id)) throw badRequest('user is an administrator of the chat')
  if (findMember(group, user.id)) {
    if (flag(call, 'only_if_banned')) return true
    removeMember(call.world, group, call.bot, user)
  }
  unbanMember(call.world, group, call.bot, user)
  return true
}

const promoteChatMember: Method = (call) => {
  const { group, user } = findTarget(call, 'can_promote_members', 'not enough rights to promote/demote chat member')
  const member = findMember(group, user.id)
  if (!member) throw badRequest('USER_NOT_PARTICIPANT')
  if (member.status === 'creator') throw badRequest("can't change the rights of the chat owner")
  const rights: Rights = Object.fromEntries(renderedRights.flatMap((name) => (flag(call, name) ? [[name, true]] : [])))
  const isAnonymous = flag(call, 'is_anonymous')
  // Nobody gives what they do not have.
  if (Object.keys(rights).some((name) => name !== 'can_manage_chat' && !hasRight(group, call.bot.id, name))) {
    throw badRequest('RIGHT_FORBIDDEN')
  }
  const isDemoted = Object.keys(rights).length === 0 && !isAnonymous
  setAdmin(call.world, group, call.bot, user, { rights: isDemoted ? null : rights, isAnonymous })
  return true
}

export const memberMethods: Record<string, Method> = { banChatMember, unbanChatMember, promoteChatMember }
