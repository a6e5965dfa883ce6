/** What the coach would have said instead of the AI: asked quietly below its message, learned from, and sent to nobody. */
import { noticeToTopic } from '../alerts.ts'
import type { ConversationSnapshot, Member, Ruling } from '../conversation.ts'
import type { CoachText } from '../handoff/coach-text.ts'
import { holdText } from '../handoff/coach-text.ts'
import type { StoredMessage } from '../ports.ts'

export type AskedToTeach = 'asked' | 'not_the_coach' | 'not_of_the_ai'

/**
 * The question, whose answer is what they write as a reply to it.
 *
 * @param on Telegram's id, in the topic, of what it is asked below
 * @param takesBack whether what it is asked for has just taken the right to send alone back
 */
export function askToTeach(
  s: ConversationSnapshot,
  member: Member,
  message: StoredMessage | undefined,
  on: number,
  { takesBack = false } = {},
): Ruling<AskedToTeach> {
  if (member.role !== 'owner') return { effects: [], result: 'not_the_coach' }
  if (message?.senderType !== 'ai' || !s.coach.hasGroup) return { effects: [], result: 'not_of_the_ai' }
  const ask = noticeToTopic(
    takesBack ? 'teach-ask-took-back' : 'teach-ask',
    { client: s.client.displayName },
    {
      replyTo: on,
      buttons: [[{ key: 'teach-not-button', action: 'teach_not', subject: message.id }]],
      lane: 'mirror',
    },
  )
  return { effects: [ask], result: 'asked' }
}

export type Taught = 'taught' | 'not_the_coach' | 'not_of_the_ai' | 'no_words'

/** @param id of what is learned from */
export function teach(
  s: ConversationSnapshot,
  member: Member,
  text: CoachText,
  about: StoredMessage | undefined,
  id: string,
): Ruling<Taught> {
  if (member.role !== 'owner') return { effects: [], result: 'not_the_coach' }
  if (about?.senderType !== 'ai') return { effects: [], result: 'not_of_the_ai' }
  if (text.kind !== 'text' || text.text.trim() === '') return { effects: [], result: 'no_words' }
  const told = noticeToTopic(
    'teach-taught',
    { client: s.client.displayName },
    {
      replyTo: text.telegramMessageId,
      // Whoever believes that someone in danger has read this must hear otherwise.
      ...(s.openEpisode && { loud: true, lane: 'crisis' as const }),
      buttons: [[{ key: 'teach-send-button', action: 'send_held', subject: text.id }]],
    },
  )
  return {
    effects: [
      holdText(member, text, { taught: id }),
      { kind: 'open_taught', intervention: { id, as: 'taught', by: member.id, said: text.text, aboutSeq: about.seq } },
      told,
    ],
    result: 'taught',
  }
}
