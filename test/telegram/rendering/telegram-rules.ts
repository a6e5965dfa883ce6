import type { Formatted } from '../../../src/telegram/rendering/formatted.ts'

/** Why Telegram would refuse this message; undefined if it would take it. */
export function refusalOf({ text, entities }: Formatted, limit = 4096): string | undefined {
  if (text.trim() === '') return 'empty'
  if (text.length > limit) return `${text.length} units long`
  if (!text.isWellFormed()) return 'half a character'
  for (const { offset, length } of entities) {
    if (!(Number.isInteger(offset) && Number.isInteger(length))) return 'an entity in the middle of a unit'
    if (offset < 0 || length < 1 || offset + length > text.length) return 'an entity outside the text'
    if (!text.slice(offset, offset + length).isWellFormed()) return 'an entity that cuts a character'
  }
  return undefined
}

export function withoutSpace(text: string): string {
  return text.toWellFormed().replace(/\s+/g, '')
}
