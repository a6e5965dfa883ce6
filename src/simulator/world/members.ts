import { renderUser } from '../bot-api/render.ts'
import { postService } from './messages.ts'
import type { Group, Member, MemberStatus, Rights, User } from './state.ts'
import { tellMembership } from './updates.ts'
import { findMember, isPresent, type World } from './world.ts'

export function addMember(world: World, group: Group, by: User, user: User): void {
  const before = group.members.get(user.id)
  if (before && isPresent(before.status)) return
  setStatus(world, group, by, user, 'member')
  postService(world, {
    chat: group,
    from: by,
    threadId: group.isForum ? 1 : undefined,
    service: { kind: 'new_chat_members', payload: [renderUser(user)] },
    text: by.id === user.id ? `${user.firstName} joined the group` : `${by.firstName} added ${user.firstName}`,
  })
  world.emit('chat', group)
}

/** Someone leaves by themselves, or is sent away and cannot come back unasked. */
export function removeMember(world: World, group: Group, by: User, user: User): void {
  const left = by.id === user.id
  setStatus(world, group, by, user, left ? 'left' : 'kicked')
  postService(world, {
    chat: group,
    from: by,
    threadId: group.isForum ? 1 : undefined,
    service: { kind: 'left_chat_member', payload: renderUser(user) },
    text: left ? `${user.firstName} left the group` : `${by.firstName} removed ${user.firstName}`,
  })
  world.emit('chat', group)
}

/** Sends someone away for good, whether they are there or not. */
export function banMember(world: World, group: Group, by: User, user: User): void {
  if (findMember(group, user.id)) {
    removeMember(world, group, by, user)
  } else {
    setStatus(world, group, by, user, 'kicked')
    world.emit('chat', group)
  }
}

/** They may come back, but are not brought back. */
export function unbanMember(world: World, group: Group, by: User, user: User): void {
  if (group.members.get(user.id)?.status !== 'kicked') return
  setStatus(world, group, by, user, 'left')
  world.emit('chat', group)
}

/** `rights: null` takes the rank away; the owner keeps theirs and only shows or hides. */
export function setAdmin(
  world: World,
  group: Group,
  by: User,
  user: User,
  { rights, isAnonymous = false }: { rights: Rights | null; isAnonymous?: boolean },
): void {
  const isOwner = group.members.get(user.id)?.status === 'creator'
  const status = isOwner ? 'creator' : rights ? 'administrator' : 'member'
  setStatus(world, group, by, user, status, { rights: rights ?? {}, isAnonymous })
  world.emit('chat', group)
}

function setStatus(
  world: World,
  group: Group,
  by: User,
  user: User,
  status: MemberStatus,
  { rights = {}, isAnonymous = false }: { rights?: Rights; isAnonymous?: boolean } = {},
): void {
  const before = group.members.get(user.id)
  const after: Member = { user, status, rights, isAnonymous }
  group.members.set(user.id, after)
  tellMembership(world, group, { by, user, before, after })
}
