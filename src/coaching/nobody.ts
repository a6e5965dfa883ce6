/** Who is answered where there is no client: in what a coach tries out, or rehearses. */
import type { MessageMetadata } from './attribution.ts'
import type { StoredMessage } from './ports.ts'

/** The id of no row: nothing is remembered of them, and what was learned for all clients is what counts. */
export const nobody = '00000000-0000-0000-0000-000000000000'
export const nobodysName = 'a client'

type Said = { id: string; seq: number; text: string; at: Date; metadata?: MessageMetadata }

/** What they said, as a message that is in no conversation. */
export function saidByNobody(said: Said): StoredMessage {
  return { ...outsideOf(said), senderType: 'client', senderId: nobody, senderName: nobodysName }
}

/** What the AI answered them. */
export function saidToNobody(said: Said, coachName: string): StoredMessage {
  return { ...outsideOf(said), senderType: 'ai', senderId: 'ai_clone', senderName: coachName }
}

function outsideOf({ id, seq, text, at, metadata = {} }: Said) {
  return {
    ...{ id, seq, metadata, kind: 'text' as const, content: text, visibility: 'shared' as const },
    ...{ file: undefined, telegram: undefined, sentAt: at, editedAt: undefined },
  }
}
