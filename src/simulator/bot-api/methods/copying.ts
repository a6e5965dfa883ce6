import { makePoll } from '../../world/media.ts'
import { originOf } from '../../world/messages.ts'
import type { Chat, Message } from '../../world/state.ts'
import type { World } from '../../world/world.ts'
import { badRequest } from '../api-error.ts'
import { type Call, flag, list, type Method } from '../call.ts'
import { readCaption, readKeyboard } from '../content.ts'
import { type Content, post } from '../posting.ts'
import { renderMessage } from '../render.ts'
import { findChat, findMessage, findWritableChat } from '../targets.ts'

/** A copy keeps what is said and drops who said it; a forward keeps both. */

type Verb = 'copy' | 'forward'

const forwardMessage: Method = (call) => {
  const { source, chat } = findCopied(call, 'forward')
  return renderMessage(post(call, chat, { ...contentOf(source), forwardOf: originOf(source) }))
}

/** A caption given replaces the one there was, an empty one removes it; a text stays. */
const copyMessage: Method = (call) => {
  const { source, chat } = findCopied(call, 'copy')
  const caption = source.media && typeof call.parameters['caption'] === 'string' ? readCaption(call) : {}
  return { message_id: post(call, chat, { ...copyOf(call.world, source), ...caption, ...readKeyboard(call) }).id }
}

function findCopied(call: Call, verb: Verb): { source: Message; chat: Chat } {
  const chat = findWritableChat(call)
  const source = findMessage(call, findChat(call, 'from_chat_id'), verb)
  if (!mayBeCopied(source)) throw badRequest(`message can't be ${verb === 'copy' ? 'copied' : 'forwarded'}`)
  return { source, chat }
}

const mayBeCopied = (source: Message) => !source.service && !source.protected

function contentOf({ text, entities, media, attachment }: Message): Content {
  return { text, entities, media, attachment }
}

/** A copied poll is a poll of its own, without votes. */
function copyOf(world: World, source: Message): Content {
  const { attachment } = source
  if (attachment?.kind !== 'poll') return contentOf(source)
  const options = attachment.poll.options.map((option) => option.text)
  return { ...contentOf(source), attachment: makePoll(world, { ...attachment.poll, options, isClosed: false }) }
}

/** Several at once: what is not there is passed over, and what was an album is one again. */
function several(verb: Verb): Method {
  return (call) => {
    const chat = findWritableChat(call)
    const from = findChat(call, 'from_chat_id')
    const ids = list<number>(call, 'message_ids') ?? []
    if (ids.length === 0 || ids.length > 100) throw badRequest('message identifiers must be 1 to 100')
    if (ids.some((id, index) => index > 0 && id <= (ids[index - 1] ?? 0))) {
      throw badRequest('message identifiers must be in a strictly increasing order')
    }
    const sources = ids.flatMap((id) => {
      const message = from.messages.get(id)
      return message && !message.deleted && mayBeCopied(message) ? [message] : []
    })
    if (sources.length === 0) throw badRequest(`there are no messages to ${verb}`)
    const albums = createAlbums(call.world)
    return sources.map((source) => {
      const copied = source.media && flag(call, 'remove_caption') ? { ...source, text: '', entities: [] } : source
      const shown =
        verb === 'forward' ? { ...contentOf(source), forwardOf: originOf(source) } : copyOf(call.world, copied)
      return { message_id: post(call, chat, { ...shown, albumId: albums.newIdFor(source.albumId) }).id }
    })
  }
}

/** An album sent on is another album. */
function createAlbums(world: World) {
  const ids = new Map<string, string>()
  return {
    newIdFor(albumId: string | undefined): string | undefined {
      if (albumId === undefined) return undefined
      const id = ids.get(albumId) ?? world.ids.callback()
      ids.set(albumId, id)
      return id
    },
  }
}

export const copyingMethods: Record<string, Method> = {
  forwardMessage,
  copyMessage,
  forwardMessages: several('forward'),
  copyMessages: several('copy'),
}
