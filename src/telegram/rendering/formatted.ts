/** Text with entities: what is sent to Telegram. Never a parse_mode: entities cannot fail to parse. */
import type { MessageEntity } from 'grammy/types'

/** Offsets and lengths are in UTF-16 units, as in JavaScript strings. */
export type Formatted = { text: string; entities: MessageEntity[] }

type Part = string | Formatted

export function plain(text: string): Formatted {
  return { text: text.toWellFormed(), entities: [] }
}

export function bold(part: Part): Formatted {
  return wrap(part, (span) => ({ ...span, type: 'bold' }))
}

export function italic(part: Part): Formatted {
  return wrap(part, (span) => ({ ...span, type: 'italic' }))
}

export function strikethrough(part: Part): Formatted {
  return wrap(part, (span) => ({ ...span, type: 'strikethrough' }))
}

export function code(text: string): Formatted {
  return wrap(text, (span) => ({ ...span, type: 'code' }))
}

export function pre(text: string, language?: string): Formatted {
  return wrap(text, (span) => (language ? { ...span, type: 'pre', language } : { ...span, type: 'pre' }))
}

/** An expandable quote shows its first lines and opens at a tap: for what is good to have but seldom read. */
export function blockquote(part: Part, { expandable = false } = {}): Formatted {
  return wrap(part, (span) => ({ ...span, type: expandable ? 'expandable_blockquote' : 'blockquote' }))
}

export function link(part: Part, url: string): Formatted {
  return wrap(part, (span) => ({ ...span, type: 'text_link', url }))
}

/** Rings for them, with a user name or without. */
export function mention({ telegramUserId, displayName }: { telegramUserId: number; displayName: string }): Formatted {
  const user = { id: telegramUserId, is_bot: false, first_name: displayName }
  return concat(
    '👉 ',
    wrap(displayName, (span) => ({ ...span, type: 'text_mention', user })),
  )
}

export function concat(...parts: Part[]): Formatted {
  const whole: Formatted = { text: '', entities: [] }
  for (const { text, entities } of parts.map(formattedOf)) {
    const before = whole.text.length
    whole.entities.push(...entities.map((entity) => ({ ...entity, offset: entity.offset + before })))
    whole.text += text
  }
  return whole
}

export function join(parts: readonly Part[], separator: Part): Formatted {
  return concat(...parts.flatMap((part, at) => (at === 0 ? [part] : [separator, part])))
}

/** The piece between two positions, with the parts of entities that lie in it. */
export function slice({ text, entities }: Formatted, from: number, to: number): Formatted {
  const inside = entities.flatMap((entity) => {
    const start = Math.max(entity.offset, from)
    const end = Math.min(entity.offset + entity.length, to)
    return end > start ? [{ ...entity, offset: start - from, length: end - start }] : []
  })
  return { text: text.slice(from, to), entities: inside }
}

/** Without the piece between two positions; an entity around it stays one entity. */
export function cutOut({ text, entities }: Formatted, from: number, to: number): Formatted {
  const moved = (position: number) => (position <= from ? position : Math.max(from, position - (to - from)))
  const rest = entities.flatMap((entity) => {
    const start = moved(entity.offset)
    const length = moved(entity.offset + entity.length) - start
    return length > 0 ? [{ ...entity, offset: start, length }] : []
  })
  return { text: text.slice(0, from) + text.slice(to), entities: rest }
}

function formattedOf(part: Part): Formatted {
  return typeof part === 'string' ? plain(part) : part
}

function wrap(part: Part, entityOf: (span: { offset: number; length: number }) => MessageEntity): Formatted {
  const { text, entities } = formattedOf(part)
  if (text === '') return { text, entities: [] }
  return { text, entities: [entityOf({ offset: 0, length: text.length }), ...entities] }
}
