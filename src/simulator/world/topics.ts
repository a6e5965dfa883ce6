import { deleteMessage, postService } from './messages.ts'
import { type Group, generalTopicId, type Topic, type User } from './state.ts'
import { hasRight, type World } from './world.ts'

export const topicColors = [7322096, 16766590, 13338331, 9367192, 16749490, 16478047]

/** Icons that bots may give to topics: Telegram's emoji, our own identifiers. */
export const topicIcons = ['💬', '🆘', '✅', '❗', '🔥', '⏳', '💤', '🙋', '🤖', '📝', '⭐', '👀'].map(
  (emoji, index) => ({
    emoji,
    customEmojiId: String(5_300_000_000_000_000_000n + BigInt(index * 7919)),
  }),
)

export function createTopic(
  world: World,
  group: Group,
  by: User,
  {
    name,
    iconColor = topicColors[0] ?? 0,
    iconCustomEmojiId,
  }: { name: string; iconColor?: number; iconCustomEmojiId?: string },
): Topic {
  const icon = iconCustomEmojiId ? { icon_custom_emoji_id: iconCustomEmojiId } : {}
  // A topic is called by the id of the message that makes it, and is there when bots read that message.
  const topic: Topic = {
    id: group.lastMessageId + 1,
    name,
    iconColor,
    iconCustomEmojiId,
    closed: false,
    creatorId: by.id,
  }
  group.topics.set(topic.id, topic)
  postService(world, {
    chat: group,
    from: by,
    threadId: topic.id,
    service: { kind: 'forum_topic_created', payload: { name, icon_color: iconColor, ...icon } },
    text: `${by.firstName} created the topic "${name}"`,
  })
  world.emit('chat', group)
  return topic
}

/** @returns false when nothing would change, which Telegram refuses */
export function editTopic(
  world: World,
  group: Group,
  by: User,
  topic: Topic,
  changes: { name?: string; iconCustomEmojiId?: string },
): boolean {
  const name = changes.name ?? topic.name
  const iconCustomEmojiId = changes.iconCustomEmojiId ?? topic.iconCustomEmojiId
  const renamed = name !== topic.name
  const reiconed = (iconCustomEmojiId ?? '') !== (topic.iconCustomEmojiId ?? '')
  if (!renamed && !reiconed) return false
  topic.name = name
  topic.iconCustomEmojiId = iconCustomEmojiId || undefined
  postService(world, {
    chat: group,
    from: by,
    threadId: topic.id,
    service: {
      kind: 'forum_topic_edited',
      payload: { ...(renamed && { name }), ...(reiconed && { icon_custom_emoji_id: iconCustomEmojiId }) },
    },
    text: renamed ? `${by.firstName} renamed the topic to "${name}"` : `${by.firstName} changed the topic's icon`,
  })
  world.emit('chat', group)
  return true
}

/** @returns false when it is so already, which Telegram refuses */
export function setTopicClosed(world: World, group: Group, by: User, topic: Topic, closed: boolean): boolean {
  if (topic.closed === closed) return false
  topic.closed = closed
  postService(world, {
    chat: group,
    from: by,
    threadId: topic.id,
    service: { kind: closed ? 'forum_topic_closed' : 'forum_topic_reopened', payload: {} },
    text: `${by.firstName} ${closed ? 'closed' : 'reopened'} the topic`,
  })
  world.emit('chat', group)
  return true
}

/** General alone can be hidden; it closes then. @returns false when it is so already */
export function setGeneralHidden(world: World, group: Group, by: User, general: Topic, hidden: boolean): boolean {
  if (Boolean(general.hidden) === hidden) return false
  if (hidden) setTopicClosed(world, group, by, general, true)
  general.hidden = hidden
  postService(world, {
    chat: group,
    from: by,
    threadId: general.id,
    service: { kind: hidden ? 'general_forum_topic_hidden' : 'general_forum_topic_unhidden', payload: {} },
    text: `${by.firstName} ${hidden ? 'hid' : 'showed'} the topic`,
  })
  world.emit('chat', group)
  return true
}

/** The topic goes with everything said in it. */
export function deleteTopic(world: World, group: Group, topic: Topic): void {
  group.topics.delete(topic.id)
  for (const message of group.messages.values()) {
    if (message.threadId === topic.id && !message.deleted) deleteMessage(world, message)
  }
  world.emit('chat', group)
}

export function mayWriteIn(group: Group, topic: Topic, userId: number): boolean {
  const isOwn = topic.creatorId === userId && topic.id !== generalTopicId
  return !topic.closed || isOwn || hasRight(group, userId, 'can_manage_topics')
}
