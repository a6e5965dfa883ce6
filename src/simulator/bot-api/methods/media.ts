import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { captionable } from '../../world/media.ts'
import type { MediaKind, Message } from '../../world/state.ts'
import { badRequest } from '../api-error.ts'
import { type Call, list, type Method } from '../call.ts'
import { readCaption, readKeyboard } from '../content.ts'
import { post } from '../posting.ts'
import { renderMessage } from '../render.ts'
import { findWritableChat } from '../targets.ts'
import { readMedia } from '../uploads.ts'

/** `sendPhoto` and its like: the file stands in the field that is called like its kind. */
function sender(kind: MediaKind): Method {
  return (call) => {
    const caption = captionable(kind) ? readCaption(call) : { text: '' }
    const keyboard = readKeyboard(call)
    const chat = findWritableChat(call)
    const media = readMedia(call, kind, call.parameters[kind])
    return renderMessage(post(call, chat, { ...caption, ...keyboard, media }))
  }
}

type InputMedia = { type: string; media: string } & Record<string, unknown>

/** Two to ten files as one album: each is a message, and they share an id. */
const sendMediaGroup: Method = (call) => {
  const items = list<InputMedia>(call, 'media') ?? []
  if (items.length < 2 || items.length > 10) throw badRequest('group must contain 2 to 10 items')
  assertMixable(items)
  const chat = findWritableChat(call)
  // All are read before the first is sent: an album comes whole or not at all.
  const contents = items.map((item) => ({
    ...readCaption(call, item),
    media: readMedia(call, kindOf(item), item.media, item),
  }))
  const albumId = call.world.ids.callback()
  return contents.map((content): Message => post(call, chat, { ...content, albumId })).map((one) => renderMessage(one))
}

/** Pictures go together; music and documents only among themselves. */
function assertMixable(items: InputMedia[]) {
  const families = new Set(items.map(({ type }) => (type === 'audio' || type === 'document' ? type : 'visual')))
  if (families.size > 1) throw badRequest(`${[...families].join(' and ')} can't be mixed in one media group`)
}

export function kindOf({ type }: { type: string }): MediaKind {
  if (['photo', 'video', 'animation', 'audio', 'document'].includes(type)) return type as MediaKind
  throw badRequest(`the simulator knows no media of type ${type}`)
}

const fileLinkMs = 60 * 60 * 1000
const downloadBytesAtMost = 20 * 1024 * 1024

/**
 * The path is good for an hour; asking again makes it good for another. A server that runs with `--local` has the file on its
 * disk, of any size.
 */
const getFile: Method = (call: Call) => {
  const { world, bot } = call
  const file = world.files.find(String(call.parameters['file_id']))
  if (!file) throw badRequest('invalid file_id')
  const common = { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.bytes.length }
  if (world.localFiles !== undefined) {
    const path = join(world.localFiles, file.uniqueId)
    writeFileSync(path, file.bytes)
    return { ...common, file_path: path }
  }
  if (file.bytes.length > downloadBytesAtMost) throw badRequest('file is too big')
  const path = world.fileLinks.open(bot, file, new Date(world.now().getTime() + fileLinkMs))
  return { ...common, file_path: path }
}

export const mediaMethods: Record<string, Method> = {
  sendPhoto: sender('photo'),
  sendVoice: sender('voice'),
  sendVideoNote: sender('video_note'),
  sendVideo: sender('video'),
  sendAnimation: sender('animation'),
  sendAudio: sender('audio'),
  sendDocument: sender('document'),
  sendSticker: sender('sticker'),
  sendMediaGroup,
  getFile,
}
