/** What a team member does in a client's topic. Each is one transaction under the conversation's lock. */

import type { ConversationSnapshot, Member, Ruling } from './conversation.ts'
import { askForWords, rejectDraft, sendDraft, tryDraftAgain } from './copilot/draft.ts'
import { type CopilotChange, changeCopilot } from './copilot/setting.ts'
import { switchAi } from './handoff/ai-switch.ts'
import { askWhose, assign } from './handoff/assign.ts'
import { requestBriefing } from './handoff/briefing-request.ts'
import {
  type CoachText,
  keepHeldAsNote,
  keepNote,
  onCoachEdit,
  onCoachText,
  sendHeld,
  takeOverSaying,
  unsend,
} from './handoff/coach-text.ts'
import { handBack, letAiAnswer } from './handoff/handback.ts'
import { takeOver } from './handoff/takeover.ts'
import { askToTeach, teach } from './learning/teach.ts'
import type { Clock, ConversationAddress, Conversations, Ids, Origin, StoredMessage, Wake } from './ports.ts'
import { onMemberReaction, type Reaction } from './reactions.ts'
import { type CrisisTap, onCrisisTap } from './safety/taps.ts'

/** A member at work in a conversation, by an update that counts once. */
export type AtWork = { coachId: string; conversationId: string; member: Member; origin: Origin }

export type WrittenText = Omit<CoachText, 'id'>

type Deps = { conversations: Conversations; wake: Wake; clock: Clock; ids: Ids }

export type CoachActions = ReturnType<typeof createCoachActions>

/** Every action answers undefined when its update had its effect before. */
export function createCoachActions({ conversations, wake, clock, ids }: Deps) {
  const nextId = () => ids.next()

  return {
    takeOver: (at: AtWork) => change(at, undefined, (s) => takeOver(s, at.member, nextId, clock.now())),
    /** With words for the client. */
    takeOverSaying: (at: AtWork, text: WrittenText) =>
      change(at, telegramIdOf(text), (s, seen) =>
        takeOverSaying(s, at.member, { ...text, id: ids.next() }, seen, { now: clock.now(), nextId }),
      ),
    handBack: (at: AtWork, note: string) => change(at, undefined, (s) => handBack(s, at.member, note, clock.now())),
    /** @param to undefined: nobody in particular */
    assign: (at: AtWork, to: Member | undefined) => change(at, undefined, (s) => assign(s, to)),
    askWhose: (at: AtWork) => change(at, undefined, askWhose),
    /** @returns once the part that needs no model is on its way */
    brief: (at: AtWork) => change(at, undefined, (s) => requestBriefing(s, nextId)),
    letAiAnswer: (at: AtWork) => change(at, undefined, (s) => letAiAnswer(s, at.member, clock.now())),
    /** Nobody came to this client; now someone of the team knows. */
    noteLooked: (at: AtWork) =>
      change(at, undefined, () => ({ effects: [{ kind: 'note_looked' }], result: undefined })),
    switchAi: (at: AtWork, enabled: boolean) =>
      change(at, undefined, (s) => switchAi(s, at.member, enabled, clock.now())),

    /** What is tapped below the alert of a crisis; see the taps for what each means. */
    crisisTap: (at: AtWork, tap: CrisisTap) =>
      change(at, undefined, (s) => onCrisisTap(s, at.member, tap, { now: clock.now(), nextId })),

    /** A plain text in the topic: said, kept as a note, or held until a tap. */
    write: (at: AtWork, text: WrittenText) =>
      change(at, telegramIdOf(text), (s, seen) =>
        onCoachText(s, at.member, { ...text, id: ids.next() }, seen, { now: clock.now(), nextId }),
      ),
    /** What was written in the topic, edited there. */
    edit: (at: AtWork, message: { chatId: number; messageId: number }, text: string) =>
      change(at, message, (s, stored) => onCoachEdit(s, at.member, { text, editedAt: clock.now() }, stored, nextId)),
    react: (at: AtWork, messageId: string, reaction: Reaction) =>
      change(at, { id: messageId }, (s, message) => onMemberReaction(s, at.member, reaction, message)),
    /** @param on where the AI's message, or what is said of it, is shown in the topic */
    askToTeach: (at: AtWork, messageId: string, on: number) =>
      change(at, { id: messageId }, (s, message) => askToTeach(s, at.member, message, on)),
    /** What they would have said instead of the AI's message: learned from, and not sent. */
    teach: (at: AtWork, messageId: string, text: WrittenText) =>
      change(at, { id: messageId }, (s, message) =>
        teach(s, at.member, { ...text, id: ids.next() }, message, ids.next()),
      ),
    note: (at: AtWork, text: WrittenText) =>
      change(at, telegramIdOf(text), (s, seen) => keepNote(s, at.member, { ...text, id: ids.next() }, seen)),
    unsend: (at: AtWork, message: { chatId: number; messageId: number }) =>
      change(at, message, (s, found) => unsend(s, at.member, found)),

    sendHeld: (at: AtWork, messageId: string) =>
      change(at, { id: messageId }, (s, held) => sendHeld(s, at.member, held, nextId, clock.now())),
    /** [Send it], [Send]: AI text that waited for the coach. */
    sendDraft: (at: AtWork, messageId: string) =>
      change(at, { id: messageId }, (s, draft) => sendDraft(s, at.member, draft, { now: clock.now(), nextId })),
    askForWords: (at: AtWork, messageId: string) =>
      change(at, { id: messageId }, (s, draft) => askForWords(s, at.member, draft)),
    rejectDraft: (at: AtWork, messageId: string) =>
      change(at, { id: messageId }, (s, draft) => rejectDraft(s, at.member, draft, { now: clock.now(), nextId })),
    tryDraftAgain: (at: AtWork, messageId: string) =>
      change(at, { id: messageId }, (s, draft) => tryDraftAgain(s, draft, { now: clock.now(), nextId })),
    /** What waits for somebody of the team with this client, and what the AI may send alone. */
    setCopilot: (at: AtWork, wanted: CopilotChange) =>
      change(at, undefined, (s) => ({
        effects: [{ kind: 'set_copilot', copilot: changeCopilot(s.copilot, wanted) }],
        result: undefined,
      })),
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
