import { postService } from './messages.ts'
import type { Group, User } from './state.ts'
import type { World } from './world.ts'

/**
 * Makes a supergroup of a basic group, which gives it another id; the old one is closed and points to the new one.
 *
 * What was said stays behind: the new group begins empty, as it does for bots.
 */
export function migrateGroup(world: World, group: Group, by: User): Group {
  const members = [...group.members.values()]
  const upgraded = world.addGroup({ title: group.title, members, type: 'supergroup' })
  const text = 'The group became a supergroup'
  postService(world, { chat: group, from: by, service: { kind: 'migrate_to_chat_id', payload: upgraded.id }, text })
  postService(world, { chat: upgraded, from: by, service: { kind: 'migrate_from_chat_id', payload: group.id }, text })
  group.migratedTo = upgraded
  world.emit('chat', upgraded)
  return upgraded
}
