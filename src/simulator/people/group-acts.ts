import { notAllowed, notFound, refused } from '../refusal.ts'
import { addMember, removeMember, setAdmin } from '../world/members.ts'
import { migrateGroup } from '../world/migration.ts'
import { type Group, generalTopicId, type PersonAccount, type Rights, type Topic, type User } from '../world/state.ts'
import { createTopic, deleteTopic, editTopic, setTopicClosed } from '../world/topics.ts'
import { findMember, hasRight, setForum, type World } from '../world/world.ts'

/** What people do with a group: who is in it, who may do what, and its topics. */

/** A member as named in the control API: a person's id, or a bot's id or `@username`. */
export type MemberName = number | string

export function findUser(world: World, name: MemberName): User {
  const id = Number(name)
  const user = Number.isNaN(id) ? world.findByUsername(String(name)) : (world.people.get(id) ?? world.bots.get(id))
  if (!user) throw notFound(`There is nobody called ${name}`)
  return user
}

function assertRight(group: Group, by: PersonAccount, right: string) {
  if (!findMember(group, by.id)) throw notAllowed(`${by.firstName} is not in the group "${group.title}"`)
  if (!hasRight(group, by.id, right)) throw notAllowed(`${by.firstName} lacks the right ${right}`)
}

/** Any member may add others, as groups allow unless told otherwise. */
export function add(world: World, group: Group, by: PersonAccount, name: MemberName): void {
  const user = findUser(world, name)
  const isJoining = user.id === by.id
  if (isJoining) assertMayJoin(group, by)
  else if (!findMember(group, by.id)) throw notAllowed(`${by.firstName} is not in the group "${group.title}"`)
  addMember(world, group, by, user)
}

/** By an invitation link. */
function assertMayJoin(group: Group, by: PersonAccount): void {
  if (group.members.get(by.id)?.status === 'kicked') throw notAllowed(`${by.firstName} was removed from this group`)
}

/** @param by left out: the owner */
export function migrate(world: World, group: Group, by?: PersonAccount): Group {
  if (group.type !== 'group' || group.migratedTo) throw notAllowed('The group is a supergroup already')
  const owner = [...group.members.values()].find((member) => member.status === 'creator')?.user
  const who = by ?? owner
  if (!who || group.members.get(who.id)?.status !== 'creator') throw notAllowed('Only the owner can do that')
  return migrateGroup(world, group, who)
}

export function removeFrom(world: World, group: Group, by: PersonAccount, name: MemberName): void {
  const user = findUser(world, name)
  const member = findMember(group, user.id)
  if (!member) throw notFound(`${user.firstName} is not in the group "${group.title}"`)
  if (user.id !== by.id) assertRight(group, by, 'can_restrict_members')
  if (member.status === 'creator') throw notAllowed('The owner of a group stays in it')
  removeMember(world, group, by, user)
}

/** Someone who is not in the group yet is added first, as Telegram's app does with bots. */
export function promote(
  world: World,
  group: Group,
  by: PersonAccount,
  name: MemberName,
  standing: { rights: Rights | null; isAnonymous?: boolean },
): void {
  const user = findUser(world, name)
  const isSelf = user.id === by.id && group.members.get(user.id)?.status === 'creator'
  if (!isSelf) assertRight(group, by, 'can_promote_members')
  if (!isSelf && group.members.get(user.id)?.status === 'creator') throw notAllowed("The owner's rights are their own")
  if (!findMember(group, user.id)) addMember(world, group, by, user)
  setAdmin(world, group, by, user, standing)
}

/** @returns the group, or the one it had to become to have topics */
export function changeGroup(world: World, group: Group, changes: { title?: string; isForum?: boolean }): Group {
  group.title = changes.title ?? group.title
  const changed = changes.isForum && group.type === 'group' ? migrate(world, group) : group
  if (changes.isForum !== undefined) setForum(changed, changes.isForum)
  world.emit('chat', changed)
  return changed
}

function getTopic(group: Group, topicId: number): Topic {
  const topic = group.isForum ? group.topics.get(topicId) : undefined
  if (!topic) throw notFound(`There is no topic ${topicId} in the group "${group.title}"`)
  return topic
}

export function makeTopic(world: World, group: Group, by: PersonAccount, name: string): Topic {
  if (!group.isForum) throw notAllowed('The group has no topics')
  if (!findMember(group, by.id)) throw notAllowed(`${by.firstName} is not in the group "${group.title}"`)
  if (name.trim() === '' || name.length > 128) throw refused(400, 'The name of a topic has 1 to 128 characters')
  return createTopic(world, group, by, { name })
}

export function changeTopic(
  world: World,
  group: Group,
  by: PersonAccount,
  topicId: number,
  { name, closed }: { name?: string; closed?: boolean },
): Topic {
  const topic = getTopic(group, topicId)
  if (topic.creatorId !== by.id) assertRight(group, by, 'can_manage_topics')
  if (name !== undefined) editTopic(world, group, by, topic, { name })
  if (closed !== undefined) setTopicClosed(world, group, by, topic, closed)
  return topic
}

export function dropTopic(world: World, group: Group, by: PersonAccount, topicId: number): void {
  const topic = getTopic(group, topicId)
  if (topic.id === generalTopicId) throw notAllowed('General cannot be deleted')
  if (topic.creatorId !== by.id) assertRight(group, by, 'can_delete_messages')
  deleteTopic(world, group, topic)
}
