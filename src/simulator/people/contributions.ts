import { refused } from '../refusal.ts'
import { makeMedia, makePoll, placeholderFor } from '../world/media.ts'
import type { NewMessage } from '../world/messages.ts'
import type { Attachment, Entity, Media, MediaKind } from '../world/state.ts'
import { cleanText, findCutCharacter } from '../world/text.ts'
import type { World } from '../world/world.ts'

/** What a message of a person can hold. */

export type FileContribution = {
  kind: MediaKind
  caption?: string
  captionEntities?: Entity[]
  /** Left out: something small of that kind. */
  bytes?: Uint8Array
  fileName?: string
  mimeType?: string
  durationS?: number
  hasSpoiler?: boolean
  /** Of a sticker. */
  emoji?: string
  /** Any word: what is sent with the same word, one after another, is one album. */
  albumOf?: string
}

export type Contribution =
  | FileContribution
  | { kind: 'location'; latitude: number; longitude: number }
  | { kind: 'venue'; latitude: number; longitude: number; title: string; address: string }
  | { kind: 'contact'; phoneNumber: string; firstName: string; lastName?: string; userId?: number }
  | { kind: 'poll'; question: string; options: string[]; isAnonymous?: boolean; allowsMultiple?: boolean }
  | { kind: 'dice'; emoji?: string }

export function readText(raw: string, rawEntities: Entity[] = []) {
  const { text, entities } = cleanText(raw, rawEntities)
  if (text === '') throw refused(400, 'A message needs a text')
  return measure({ text, entities }, 4096, 'A message')
}

export function readCaption(raw: string, rawEntities: Entity[] = []) {
  return measure(cleanText(raw, rawEntities), 1024, 'A caption')
}

function measure({ text, entities }: { text: string; entities: Entity[] }, most: number, what: string) {
  if (text.length > most) throw refused(400, `${what} has ${most} characters at most, this one ${text.length}`)
  if (!text.isWellFormed() || findCutCharacter({ text, entities }))
    throw refused(400, 'The text has half a character in it')
  return { text, entities }
}

export function readContribution(
  world: World,
  contribution: Contribution,
): Pick<NewMessage, 'text' | 'entities' | 'media' | 'attachment'> {
  switch (contribution.kind) {
    case 'location':
    case 'venue':
    case 'contact':
    case 'poll':
    case 'dice':
      return { text: '', attachment: attachmentOf(world, contribution) }
    default:
      return {
        ...readCaption(contribution.caption ?? '', contribution.captionEntities),
        media: mediaOf(world, contribution),
      }
  }
}

function mediaOf(world: World, contribution: FileContribution): Media {
  const { kind, bytes = placeholderFor(kind), fileName, mimeType, durationS, hasSpoiler, emoji } = contribution
  if (bytes.length === 0) throw refused(400, 'A file cannot be empty')
  const name = fileName ?? (kind === 'document' || kind === 'audio' ? `${kind}` : undefined)
  return makeMedia(world, kind, { bytes, name, mime: mimeType }, { durationS, hasSpoiler, emoji })
}

function attachmentOf(world: World, contribution: Exclude<Contribution, FileContribution>): Attachment {
  switch (contribution.kind) {
    case 'location': {
      const { latitude, longitude } = contribution
      return { kind: 'location', payload: { latitude, longitude } }
    }
    case 'venue': {
      const { latitude, longitude, title, address } = contribution
      return { kind: 'venue', payload: { location: { latitude, longitude }, title, address } }
    }
    case 'contact': {
      const { phoneNumber, firstName, lastName, userId } = contribution
      const payload = { phone_number: phoneNumber, first_name: firstName, last_name: lastName, user_id: userId }
      return { kind: 'contact', payload: JSON.parse(JSON.stringify(payload)) }
    }
    case 'dice':
      return { kind: 'dice', payload: { emoji: contribution.emoji ?? '🎲', value: world.ids.dice(6) } }
    case 'poll': {
      const { kind, ...poll } = contribution
      return makePoll(world, poll)
    }
  }
}
