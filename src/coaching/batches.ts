/** What goes out together: the words of several mirrors in one message, the files of an album in one album. */
import type { DeliveryBody } from './deliveries.ts'
import { albumClassOf, isFileKind, type MessageKind } from './media.ts'

/** A delivery that waits, as far as batches are concerned. */
export type Waiting = {
  id: string
  body: DeliveryBody
  /** Of the message it is about; undefined when it is about none. */
  message: { kind: MessageKind; albumId: string | undefined } | undefined
}

/** Telegram's most for an album. */
const albumAtMost = 10
/** So many messages are shown in one mirror; more than a long session has. */
const digestAtMost = 40

/**
 * Which of what waits behind `first`, to the same place and in the same lane, goes along with it.
 *
 * Mirrors of words go together, up to the first that needs a message of its own (a file, a place on a map); files of one
 * album go together as long as Telegram can show them as one.
 *
 * @param behind in their order
 * @returns ids, in their order
 */
export function companionsOf(first: Waiting, behind: readonly Waiting[]): string[] {
  const belongs = isWordsOnly(first) ? isWordsOnly : albumMatesOf(first)
  const atMost = isWordsOnly(first) ? digestAtMost : albumAtMost
  const end = behind.findIndex((one) => !belongs(one))
  return behind
    .slice(0, end === -1 ? undefined : end)
    .slice(0, atMost - 1)
    .map(({ id }) => id)
}

function isWordsOnly({ body, message }: Waiting): boolean {
  return body.kind === 'mirror' && message !== undefined && !needsMessageOfItsOwn(message.kind)
}

/** Shown as what it is, not as words: the file itself, the map, the card. */
export function needsMessageOfItsOwn(kind: MessageKind): boolean {
  return (
    isFileKind(kind) ||
    kind === 'location' ||
    kind === 'venue' ||
    kind === 'contact' ||
    kind === 'poll' ||
    kind === 'dice'
  )
}

function albumMatesOf(first: Waiting): (one: Waiting) => boolean {
  const albumId = first.message?.albumId
  const albumClass = first.message && albumClassOf(first.message.kind)
  if (!albumId || !albumClass) return () => false
  return ({ body, message }) =>
    body.kind === first.body.kind && message?.albumId === albumId && albumClassOf(message.kind) === albumClass
}
