import { makePoll } from '../../world/media.ts'
import { changePoll } from '../../world/polls.ts'
import type { Attachment } from '../../world/state.ts'
import { badRequest } from '../api-error.ts'
import { type Call, flag, list, type Method, text } from '../call.ts'
import { readKeyboard } from '../content.ts'
import { post } from '../posting.ts'
import { renderMessage } from '../render.ts'
import { renderPoll } from '../render-media.ts'
import { findChat, findMessage, findWritableChat } from '../targets.ts'

/** What is neither a text nor a file: a place, a person, a question, a die. */

function sender(read: (call: Call) => Attachment): Method {
  return (call) => {
    const attachment = read(call)
    const keyboard = readKeyboard(call)
    return renderMessage(post(call, findWritableChat(call), { text: '', ...keyboard, attachment }))
  }
}

/** The parameters of these names, as they stand. */
function pick({ parameters }: Call, names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.flatMap((name) => (parameters[name] === undefined ? [] : [[name, parameters[name]]])))
}

function readLocation(call: Call) {
  const location = pick(call, [
    'latitude',
    'longitude',
    'horizontal_accuracy',
    'live_period',
    'heading',
    'proximity_alert_radius',
  ])
  if (Math.abs(Number(location['latitude'])) > 90 || Math.abs(Number(location['longitude'])) > 180) {
    throw badRequest('wrong latitude or longitude specified')
  }
  return location
}

const venueNames = ['title', 'address', 'foursquare_id', 'foursquare_type', 'google_place_id', 'google_place_type']

const sidesOfDice: Record<string, number> = { '🎲': 6, '🎯': 6, '🎳': 6, '🏀': 5, '⚽': 5, '🎰': 64 }

function readDice(call: Call): Attachment {
  const emoji = text(call, 'emoji') || '🎲'
  const sides = sidesOfDice[emoji.replaceAll('\ufe0f', '')]
  if (!sides) throw badRequest('wrong parameter emoji in the request')
  return { kind: 'dice', payload: { emoji, value: call.world.ids.dice(sides) } }
}

function readPoll(call: Call): Attachment {
  const question = text(call, 'question')?.trim() ?? ''
  const options = (list<{ text: string }>(call, 'options') ?? []).map((option) => option.text.trim())
  if (question === '') throw badRequest('poll question must be non-empty')
  if (question.length > 300) throw badRequest('poll question length must not exceed 300')
  if (options.length < 1 || options.length > 12) throw badRequest('poll must have 1 to 12 options')
  if (options.some((option) => option === '')) throw badRequest('poll options must be non-empty')
  if (options.some((option) => option.length > 100)) throw badRequest('poll options length must not exceed 100')
  const type = text(call, 'type') === 'quiz' ? 'quiz' : 'regular'
  const correctIndexes = list<number>(call, 'correct_option_ids')
  if (type === 'quiz' && !correctIndexes?.every((index) => index >= 0 && index < options.length)) {
    throw badRequest('wrong correct option ID specified')
  }
  return makePoll(call.world, {
    question,
    options,
    type,
    isAnonymous: call.parameters['is_anonymous'] !== false,
    allowsMultiple: flag(call, 'allows_multiple_answers'),
    isClosed: flag(call, 'is_closed'),
    ...(type === 'quiz' && { correctIndexes, explanation: text(call, 'explanation') }),
  })
}

const stopPoll: Method = (call) => {
  const message = findMessage(call, findChat(call), 'stop poll')
  const { attachment } = message
  if (attachment?.kind !== 'poll' || message.from.id !== call.bot.id) throw badRequest("poll can't be stopped")
  if (attachment.poll.isClosed) throw badRequest('poll has already been closed')
  attachment.poll.isClosed = true
  changePoll(call.world, message, attachment.poll)
  return renderPoll(attachment.poll)
}

export const attachmentMethods: Record<string, Method> = {
  sendLocation: sender((call) => ({ kind: 'location', payload: readLocation(call) })),
  sendVenue: sender((call) => ({
    kind: 'venue',
    payload: { location: readLocation(call), ...pick(call, venueNames) },
  })),
  sendContact: sender((call) => ({
    kind: 'contact',
    payload: pick(call, ['phone_number', 'first_name', 'last_name', 'vcard']),
  })),
  sendDice: sender(readDice),
  sendPoll: sender(readPoll),
  stopPoll,
}
