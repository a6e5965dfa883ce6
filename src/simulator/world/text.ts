import type { Entity } from './state.ts'

export type FormattedText = { text: string; entities: Entity[] }

/**
 * Cleans a text as Telegram does: control characters become spaces, blank ends go, entities follow.
 *
 * @returns also how many entities did not lie inside the text and had to be cut or dropped
 */
export function cleanText(raw: string, rawEntities: readonly Entity[]): FormattedText & { misplaced: number } {
  // Same length before and after, so that offsets stay true.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const spaced = raw.replace(/[\u0000-\u0009\u000b-\u001f]/g, ' ')
  const { entities, misplaced } = fitEntities(spaced.length, rawEntities)

  const end = spaced.trimEnd().length
  const firstEntity = Math.min(...entities.map((entity) => entity.offset), spaced.length)
  const start = Math.min(spaced.length - spaced.trimStart().length, firstEntity, end)
  const text = spaced.slice(start, end)
  const moved = entities.map((entity) => ({ ...entity, offset: entity.offset - start }))
  return { text, entities: fitEntities(text.length, moved).entities, misplaced }
}

function fitEntities(length: number, entities: readonly Entity[]) {
  let misplaced = 0
  const fitting: Entity[] = []
  for (const entity of entities) {
    const end = Math.min(entity.offset + entity.length, length)
    const isInside = entity.offset >= 0 && entity.length > 0 && entity.offset + entity.length <= length
    if (!isInside) misplaced++
    if (entity.offset >= 0 && end > entity.offset) fitting.push({ ...entity, length: end - entity.offset })
  }
  return { entities: fitting.toSorted((a, b) => a.offset - b.offset || b.length - a.length), misplaced }
}

/** Byte offset and side of the first entity border that cuts a character in two; Telegram refuses those. */
export function findCutCharacter({ text, entities }: FormattedText): string | undefined {
  for (const { offset, length } of entities) {
    for (const [verb, at] of [['begins', offset] as const, ['ends', offset + length] as const]) {
      if (!text.slice(0, at).isWellFormed()) {
        return `entity ${verb} in a middle of a UTF-16 symbol at byte offset ${Buffer.byteLength(text.slice(0, at - 1))}`
      }
    }
  }
  return undefined
}

const detectors: [type: string, pattern: RegExp][] = [
  [
    'url',
    /(?<![\w@.])(?:https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]|(?:[a-z0-9-]+\.)+(?:com|org|net|io|me|dev)(?:\/[^\s<>"]*[^\s<>".,;:!?)])?)/gi,
  ],
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['bot_command', /(?<![\w/@.<])\/[a-z0-9_]{1,64}(?:@[a-z]\w{3,31})?(?![\w/@])/gi],
  ['mention', /(?<![\w@.])@[a-z]\w{3,31}/gi],
  ['hashtag', /(?<![\w#&])#[\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*/giu],
]

/** Adds what Telegram finds by itself (commands, links, mentions, hashtags) where nothing was said explicitly. */
export function detectEntities({ text, entities }: FormattedText): Entity[] {
  const found = [...entities]
  const blocking = new Set(['code', 'pre', 'text_link', 'text_mention', ...detectors.map(([type]) => type)])
  const isTaken = (offset: number, end: number) =>
    found.some((entity) => blocking.has(entity.type) && entity.offset < end && offset < entity.offset + entity.length)
  for (const [type, pattern] of detectors) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length
      if (!isTaken(match.index, end)) found.push({ type, offset: match.index, length: match[0].length })
    }
  }
  return found.toSorted((a, b) => a.offset - b.offset || b.length - a.length)
}
