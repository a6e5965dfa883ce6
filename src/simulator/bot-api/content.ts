import type { Button, Entity } from '../world/state.ts'
import { cleanText, findCutCharacter } from '../world/text.ts'
import { badRequest } from './api-error.ts'
import { type Call, record } from './call.ts'

type Formatted = { text: string; entities: Entity[] }

/** Text and entities of a message to send, in Telegram's shape for them. */
export function readText(call: Call): Formatted {
  const formatted = readFormatted(call, call.parameters, { text: 'text', entities: 'entities' })
  if (formatted.text === '') throw badRequest('message text is empty')
  if (formatted.text.length > 4096) throw badRequest('message is too long')
  return formatted
}

/** A message that is being written may still be empty. */
export function readDraft(call: Call): Formatted {
  const formatted = readFormatted(call, call.parameters, { text: 'text', entities: 'entities' })
  if (formatted.text.length > 4096) throw badRequest('message is too long')
  return formatted
}

/** The words below a file, which may be none. @param source the call's parameters, or one of the media in them */
export function readCaption(call: Call, source: Record<string, unknown> = call.parameters): Formatted {
  const formatted = readFormatted(call, source, { text: 'caption', entities: 'caption_entities' })
  if (formatted.text.length > 1024) throw badRequest('message caption is too long')
  return formatted
}

function readFormatted(
  call: Call,
  source: Record<string, unknown>,
  fields: { text: string; entities: string },
): Formatted {
  const { [fields.text]: given, [fields.entities]: entities } = source
  if (source['parse_mode']) call.report('parse_mode is not simulated: send text with entities')
  const cleaned = cleanText(
    typeof given === 'string' ? given : '',
    Array.isArray(entities) ? (entities as Entity[]) : [],
  )
  const cut = findCutCharacter(cleaned)
  if (cut) throw badRequest(cut)
  if (cleaned.misplaced > 0) call.report(`${cleaned.misplaced} entities reach outside the text`) // Telegram trims in silence
  return { text: cleaned.text, entities: cleaned.entities }
}

export type Keyboard = { buttons?: Button[][]; forceReply?: boolean }

export function readKeyboard(call: Call): Keyboard {
  const markup = record(call, 'reply_markup')
  if (!markup) return {}
  const rows = markup['inline_keyboard']
  if (Array.isArray(rows)) return { buttons: readButtons(rows as Button[][]) }
  return markup['force_reply'] === true ? { forceReply: true } : {}
}

const actions = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
]

function readButtons(rows: Button[][]): Button[][] | undefined {
  const filled = rows.filter((row) => row.length > 0)
  for (const button of filled.flat()) checkButton(button)
  if (filled.flat().length > 100) throw badRequest('reply markup is too long')
  return filled.length > 0 ? filled : undefined
}

function checkButton(button: Button) {
  if (button.text.trim() === '') throw badRequest("can't parse inline keyboard button: button text must be non-empty")
  const chosen = actions.filter((action) => button[action] !== undefined)
  if (chosen.length === 0)
    throw badRequest("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
  if (chosen.length > 1)
    throw badRequest(`can't parse inline keyboard button: exactly one action is allowed, not ${chosen.join(' and ')}`)
  const url = button['url']
  if (typeof url === 'string' && !isButtonUrl(url)) {
    throw badRequest(`inline keyboard button URL '${url}' is invalid: wrong HTTP URL`)
  }
}

/** Addresses without a dot, such as localhost, are no use on someone's phone, and Telegram refuses them. */
function isButtonUrl(url: string): boolean {
  const parsed = URL.parse(url.includes(':') ? url : `http://${url}`)
  if (!parsed) return false
  return parsed.protocol === 'tg:' || (/^https?:$/.test(parsed.protocol) && parsed.hostname.includes('.'))
}
