/** Reactions: an outcome to learn from, kept with its message, and passed on as quietly as it was given. */
import { deliver } from './alerts.ts'
import type { ConversationSnapshot, Effect, Member, Ruling } from './conversation.ts'
import { confirmationEmoji } from './handoff/coach-text.ts'
import { askToTeach } from './learning/teach.ts'
import type { StoredMessage } from './ports.ts'

/** The coach's, on what the AI has said. */
const notSo = '👎'

export type Reaction = {
  /** Everything this person's reaction on the message now is; none: it was taken back. */
  emojis: string[]
  /** What it was before. */
  before?: string[]
  /** Telegram's id, in the coach's group, of what it was given on. */
  on?: number
}

/** A client reacts to what they were sent, or to their own words. */
export function onClientReaction(
  s: ConversationSnapshot,
  { emojis }: Reaction,
  message: StoredMessage | undefined,
): Ruling<undefined> {
  if (!message) return { effects: [], result: undefined }
  const [emoji = null] = emojis.filter(isPlain)
  const effects: Effect[] = [{ kind: 'set_reactions', messageId: message.id, by: 'client', emojis }]
  if (s.coach.hasGroup && message.senderType === 'human_coach' && message.telegram)
    effects.push(
      deliver({
        target: 'topic',
        lane: 'mirror',
        body: {
          kind: 'reaction',
          emoji: emoji ?? confirmationEmoji,
          chatId: message.telegram.chatId,
          telegramMessageId: message.telegram.messageId,
        },
      }),
    )
  if (s.coach.hasGroup && message.senderType === 'ai')
    effects.push(
      deliver({ target: 'topic', lane: 'mirror', body: { kind: 'reaction_on_shown', emoji, messageId: message.id } }),
    )
  return { effects, result: undefined }
}

/** A team member reacts in the topic: kept, and passed on to the client where it answers them. */
export function onMemberReaction(
  s: ConversationSnapshot,
  member: Member,
  { emojis, before = [], on }: Reaction,
  message: StoredMessage | undefined,
): Ruling<undefined> {
  if (!message) return { effects: [], result: undefined }
  const effects: Effect[] = [{ kind: 'set_reactions', messageId: message.id, by: member.id, emojis }]
  // Whoever leads is seen by the client; in any other state a reaction is between the team and the AI.
  const isAnswer = s.state === 'human' && s.claimedBy?.id === member.id && message.senderType === 'client'
  if (isAnswer && message.telegram)
    effects.push(
      deliver({
        target: 'client',
        lane: 'client',
        body: {
          kind: 'reaction',
          emoji: emojis.find(isPlain) ?? null,
          chatId: message.telegram.chatId,
          telegramMessageId: message.telegram.messageId,
        },
      }),
    )
  // Whoever would not have said it is asked what they would have said.
  if (isNotSo({ emojis, before }) && on !== undefined)
    effects.push(...askToTeach(s, member, message, on, { takesBack: takesBack(s, message) }).effects)
  return { effects, result: undefined }
}

/** What was sent alone where that was earned; what the coach lets it do, or never lets it, stays as they have said. */
function takesBack({ copilot }: ConversationSnapshot, { metadata: { draft } }: StoredMessage): boolean {
  return draft?.outcome === 'alone' && copilot.situations?.[draft.situation] === undefined
}

/** It says now, and did not before, that this is not how they would have said it. */
export function isNotSo({ emojis, before = [] }: Reaction): boolean {
  return emojis.includes(notSo) && !before.includes(notSo)
}

/** One that a bot may give too. */
function isPlain(emoji: string): boolean {
  return !emoji.includes(':')
}
