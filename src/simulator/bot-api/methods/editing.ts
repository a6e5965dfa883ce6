import { isDeepStrictEqual } from 'node:util'
import { editMessage } from '../../world/messages.ts'
import type { Button, Entity, Media, Message } from '../../world/state.ts'
import { detectEntities } from '../../world/text.ts'
import { badRequest } from '../api-error.ts'
import { type Call, type Method, number, record } from '../call.ts'
import { readCaption, readKeyboard, readText } from '../content.ts'
import { renderMessage } from '../render.ts'
import { findChat, findMessage } from '../targets.ts'
import { readMedia } from '../uploads.ts'
import { kindOf } from './media.ts'

const editMessageText: Method = (call) => {
  if (record(call, 'rich_message')) call.report('rich messages are not simulated')
  const content = readText(call)
  const message = findEditable(call)
  if (message.media || message.attachment) throw badRequest('there is no text in the message to edit')
  return change(call, message, { ...content, linkPreviewOptions: record(call, 'link_preview_options') })
}

const editMessageCaption: Method = (call) => {
  const caption = readCaption(call)
  const message = findEditable(call)
  if (!message.media) throw badRequest('there is no caption in the message to edit')
  const captionAbove = call.parameters['show_caption_above_media'] === true
  return change(call, message, { ...caption, media: { ...message.media, captionAbove } })
}

/** The caption goes with the file: one that is not given is none. */
const editMessageMedia: Method = (call) => {
  const given = record(call, 'media') ?? {}
  const caption = readCaption(call, given)
  const message = findEditable(call)
  if (message.attachment) throw badRequest("message can't be edited")
  const media = readMedia(call, kindOf({ type: String(given['type']) }), given['media'], given)
  return change(call, message, { ...caption, media })
}

type Change = { text: string; entities: Entity[]; media?: Media; linkPreviewOptions?: unknown }

/** Telegram compares the finished messages, with the links and commands it finds by itself. */
function change(call: Call, message: Message, given: Change) {
  const { buttons } = readKeyboard(call)
  const edited = { ...given, entities: detectEntities(given), buttons }
  if (isDeepStrictEqual(comparable(edited), comparable(message))) throw notModified()
  editMessage(call.world, message, edited)
  return renderMessage(message)
}

type Comparable = { text: string; entities: Entity[]; buttons?: Button[][]; media?: Media }

function comparable({ text, entities, buttons, media }: Comparable) {
  return { text, entities, buttons, file: media?.file.id, above: media?.captionAbove ?? false }
}

const editMessageReplyMarkup: Method = (call) => {
  const { buttons } = readKeyboard(call)
  const message = findEditable(call)
  if (isDeepStrictEqual(buttons, message.buttons)) throw notModified()
  editMessage(call.world, message, { buttons })
  return renderMessage(message)
}

function findEditable(call: Call): Message {
  if (number(call, 'message_id') === undefined) throw badRequest('message identifier is not specified')
  const message = findMessage(call, findChat(call), 'edit')
  if (message.from.id !== call.bot.id || message.service || message.forwardOf) {
    throw badRequest("message can't be edited")
  }
  return message
}

function notModified() {
  return badRequest(
    'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  )
}

export const editingMethods: Record<string, Method> = {
  editMessageText,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
}
