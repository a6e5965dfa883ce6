import { type Group, generalTopicId, type Topic } from '../../world/state.ts'
import {
  createTopic,
  deleteTopic,
  editTopic,
  setGeneralHidden,
  setTopicClosed,
  topicColors,
  topicIcons,
} from '../../world/topics.ts'
import { hasRight } from '../../world/world.ts'
import { badRequest } from '../api-error.ts'
import { type Call, type Method, number, text } from '../call.ts'
import { findGroup } from '../targets.ts'

function findForum(call: Call): Group {
  const group = findGroup(call)
  if (!group.isForum) throw badRequest('the chat is not a forum')
  return group
}

/** @param verb as in "not enough rights to edit a topic"; a bot may edit the topics it has made without the right */
function findTopic(call: Call, verb: string, right: string): { group: Group; topic: Topic } {
  const group = findForum(call)
  const topic = group.topics.get(number(call, 'message_thread_id') ?? 0)
  if (!topic || topic.id === generalTopicId) throw badRequest('TOPIC_ID_INVALID')
  const isOwn = topic.creatorId === call.bot.id && verb !== 'delete'
  if (!isOwn && !hasRight(group, call.bot.id, right)) throw badRequest(`not enough rights to ${verb} the topic`)
  return { group, topic }
}

function assertIcon(customEmojiId: string | undefined) {
  if (customEmojiId && !topicIcons.some((icon) => icon.customEmojiId === customEmojiId)) {
    throw badRequest('DOCUMENT_INVALID')
  }
}

const createForumTopic: Method = (call) => {
  const group = findForum(call)
  if (!hasRight(group, call.bot.id, 'can_manage_topics')) throw badRequest('not enough rights to create a topic')
  const name = text(call, 'name')?.trim() ?? ''
  if (name === '') throw badRequest('TOPIC_TITLE_EMPTY')
  const iconColor = number(call, 'icon_color')
  if (iconColor !== undefined && !topicColors.includes(iconColor)) throw badRequest('invalid icon color specified')
  const iconCustomEmojiId = text(call, 'icon_custom_emoji_id') || undefined
  assertIcon(iconCustomEmojiId)
  const topic = createTopic(call.world, group, call.bot, { name, iconColor, iconCustomEmojiId })
  return {
    message_thread_id: topic.id,
    name: topic.name,
    icon_color: topic.iconColor,
    ...(iconCustomEmojiId && { icon_custom_emoji_id: iconCustomEmojiId }),
  }
}

const editForumTopic: Method = (call) => {
  const { group, topic } = findTopic(call, 'edit', 'can_manage_topics')
  const iconCustomEmojiId = text(call, 'icon_custom_emoji_id')
  assertIcon(iconCustomEmojiId)
  const name = text(call, 'name')?.trim() || undefined
  if (!editTopic(call.world, group, call.bot, topic, { name, iconCustomEmojiId }))
    throw badRequest('TOPIC_NOT_MODIFIED')
  return true
}

const closeOrReopen =
  (closed: boolean): Method =>
  (call) => {
    const { group, topic } = findTopic(call, closed ? 'close' : 'reopen', 'can_manage_topics')
    if (!setTopicClosed(call.world, group, call.bot, topic, closed)) throw badRequest('TOPIC_NOT_MODIFIED')
    return true
  }

const deleteForumTopic: Method = (call) => {
  const { group, topic } = findTopic(call, 'delete', 'can_delete_messages')
  deleteTopic(call.world, group, topic)
  return true
}

/** General has no id to be named by, so it has methods of its own. */
function findGeneral(call: Call): { group: Group; topic: Topic } {
  const group = findForum(call)
  const topic = group.topics.get(generalTopicId)
  if (!topic) throw badRequest('TOPIC_ID_INVALID')
  if (!hasRight(group, call.bot.id, 'can_manage_topics')) throw badRequest('not enough rights to edit the topic')
  return { group, topic }
}

const general =
  (perform: (call: Call, group: Group, topic: Topic) => boolean): Method =>
  (call) => {
    const { group, topic } = findGeneral(call)
    if (!perform(call, group, topic)) throw badRequest('TOPIC_NOT_MODIFIED')
    return true
  }

const editGeneralForumTopic = general((call, group, topic) => {
  const name = text(call, 'name')?.trim() ?? ''
  if (name === '') throw badRequest('TOPIC_TITLE_EMPTY')
  return editTopic(call.world, group, call.bot, topic, { name })
})

/** What is open again is there to be seen. */
const reopenGeneralForumTopic = general(({ world, bot }, group, topic) => {
  setGeneralHidden(world, group, bot, topic, false)
  return setTopicClosed(world, group, bot, topic, false)
})

const getForumTopicIconStickers: Method = () =>
  topicIcons.map(({ emoji, customEmojiId }) => ({
    file_id: `icon-${customEmojiId}`,
    file_unique_id: `unique-${customEmojiId}`,
    type: 'custom_emoji',
    width: 512,
    height: 512,
    is_animated: true,
    is_video: false,
    emoji,
    set_name: 'Topics',
    custom_emoji_id: customEmojiId,
  }))

export const topicMethods: Record<string, Method> = {
  createForumTopic,
  editForumTopic,
  closeForumTopic: closeOrReopen(true),
  reopenForumTopic: closeOrReopen(false),
  deleteForumTopic,
  editGeneralForumTopic,
  closeGeneralForumTopic: general(({ world, bot }, group, topic) => setTopicClosed(world, group, bot, topic, true)),
  reopenGeneralForumTopic,
  hideGeneralForumTopic: general(({ world, bot }, group, topic) => setGeneralHidden(world, group, bot, topic, true)),
  unhideGeneralForumTopic: general(({ world, bot }, group, topic) => setGeneralHidden(world, group, bot, topic, false)),
  getForumTopicIconStickers,
}
