/** [Add to my knowledge]: words that a coach has written in private become a document, once they say so. */
import { Readable } from 'node:stream'
import type { Context } from 'grammy'
import type { Batches } from '../../coaching/knowledge/batches.ts'
import type { Library } from '../../coaching/knowledge/library.ts'
import type { Senders, Wake } from '../../coaching/ports.ts'
import type { TextKey } from '../../locales/texts.ts'

const titleLength = 80

type Deps = {
  library: Pick<Library, 'add'>
  batches: Pick<Batches, 'showDocument'>
  senders: Pick<Senders, 'findMember'>
  wake: Wake
}

/**
 * The words are those of the message that the offer answers: nothing of them is kept before the tap. The offer then says
 * how far the document is.
 *
 * @returns what the tap is answered with
 */
export function createAddSnippet({ library, batches, senders, wake }: Deps) {
  return async function addSnippet({ from, callbackQuery }: Context): Promise<TextKey | undefined> {
    const member = from && (await senders.findMember(from.id))
    if (member?.member.role !== 'owner') return 'tap-owner-only'
    const offer = callbackQuery?.message
    const text = offer && 'reply_to_message' in offer ? offer.reply_to_message?.text?.trim() : undefined
    if (!offer || !text) return 'snippet-gone'
    const { coachId } = member
    const [line = ''] = text.split('\n')
    const title = line.length > titleLength ? `${line.slice(0, titleLength).toWellFormed()}…` : line
    const file = { fileName: 'text.txt', title, mime: 'text/plain', origin: 'snippet' as const }
    const { document, isNew } = await library.add(coachId, Readable.from([Buffer.from(text)]), file)
    const shown = { id: document.id, title: document.title, isKnown: !isNew }
    await wake(await batches.showDocument({ coachId, chatId: offer.chat.id }, shown, offer.message_id))
    return undefined
  }
}
