/** What a team member does in a client's topic. Each is one transaction under the conversation's lock. */
import type { ConversationSnapshot, Member, Ruling } from './conversation.ts'
import { switchAi } from './handoff/ai-switch.ts'
import {
  type CoachText,
  keepHeldAsNote,
  keepNote,
  onCoachEdit,
  onCoachText,
  sendHeld,
  unsend,
} from './handoff/coach-text.ts'
import { handBack, letAiAnswer } from './handoff/handback.ts'
import { takeOver } from './handoff/takeover.ts'
import type { Clock, ConversationAddress, Conversations, Ids, Origin, StoredMessage, Wake } from './ports.ts'
import { onMemberReaction, type Reaction } from './reactions.ts'

/** A member at work in a conversation, by an update that counts once. */
export type AtWork = { coachId: string; conversationId: string; member: Member; origin: Origin }

export type WrittenText = Omit<CoachText, 'id'>

type Deps = { conversations: Conversations; wake: Wake; clock: Clock; ids: Ids }

export type CoachActions = ReturnType<typeof createCoachActions>

/** Every action answers undefined when its update had its effect before. */
export function createCoachActions({ conversations, wake, clock, ids }: Deps) {
  const nextId = () => ids.next()

  return {
    takeOver: (at: AtWork) => change(at, undefined, (s) => takeOver(s, at.member, nextId)),
    handBack: (at: AtWork, note: string) => change(at, undefined, (s) => handBack(s, at.member, note, clock.now())),
    letAiAnswer: (at: AtWork) => change(at, undefined, (s) => letAiAnswer(s, at.member, clock.now())),
    switchAi: (at: AtWork, enabled: boolean) =>
      change(at, undefined, (s) => switchAi(s, at.member, enabled, clock.now())),

    /** A plain text in the topic: said, kept as a note, or held until a tap. */
    write: (at: AtWork, text: WrittenText) =>
      change(at, telegramIdOf(text), (s, seen) =>
        onCoachText(s, at.member, { ...text, id: ids.next() }, seen, clock.now()),
      ),
    /** What was written in the topic, edited there. */
    edit: (at: AtWork, message: { chatId: number; messageId: number }, text: string) =>
      change(at, message, (s, stored) => onCoachEdit(s, at.member, { text, editedAt: clock.now() }, stored)),
    react: (at: AtWork, messageId: string, reaction: Reaction) =>
      change(at, { id: messageId }, (s, message) => onMemberReaction(s, at.member, reaction, message)),
    note: (at: AtWork, text: WrittenText) =>
      change(at, telegramIdOf(text), (s, seen) => keepNote(s, at.member, { ...text, id: ids.next() }, seen)),
    unsend: (at: AtWork, message: { chatId: number; messageId: number }) =>
      change(at, message, (s, found) => unsend(s, at.member, found)),

    sendHeld: (at: AtWork, messageId: string) =>
      change(at, { id: messageId }, (s, held) => sendHeld(s, at.member, held, nextId, clock.now())),
    keepHeldAsNote: (at: AtWork, messageId: string) =>
      change(at, { id: messageId }, (s, held) => keepHeldAsNote(s, at.member, held)),
  }

  async function change<R>(
    { coachId, conversationId, origin }: AtWork,
    message: ConversationAddress['message'],
    rule: (s: ConversationSnapshot, message: StoredMessage | undefined) => Ruling<R>,
  ): Promise<R | undefined> {
    const changed = await conversations.change({ coachId, conversationId, ...(message && { message }) }, origin, rule)
    await wake(changed?.wakeUps ?? [])
    return changed?.result
  }
}

function telegramIdOf({ chatId, telegramMessageId }: WrittenText) {
  return { chatId, messageId: telegramMessageId }
}
