/** Who may speak in a conversation, and what was said. */
import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { MessageMetadata } from '../../coaching/attribution.ts'
import type { ConversationState, MessageVisibility, SenderType } from '../../coaching/conversation.ts'
import type { CopilotOfClient } from '../../coaching/copilot/setting.ts'
import type { MessageFile, MessageKind } from '../../coaching/media.ts'
import type { SessionEnd } from '../../coaching/memory/session.ts'
import { clients } from './clients.ts'
import { coachMembers } from './coaches.ts'
import { at, policies, recallDue, telegramId } from './columns.ts'

export const conversations = pgTable(
  'conversations',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    clientId: uuid('client_id').notNull(),
    state: text('state').$type<ConversationState>().notNull().default('ai'),
    stateSince: at('state_since').notNull(),
    /** Why it is in this state; a handback with an open crisis episode needs one. */
    stateReason: text('state_reason'),
    claimedBy: uuid('claimed_by'),
    /** Whose the client is when the human is called; null: nobody's in particular. */
    assignedTo: uuid('assigned_to'),
    aiEnabled: boolean('ai_enabled').notNull().default(true),
    /** What is set for this client's drafts; empty: as for all of the coach's. */
    copilot: jsonb('copilot').$type<CopilotOfClient>().notNull().default({}),
    /** When unanswered messages are to be answered; null when none are. */
    turnDueAt: at('turn_due_at'),
    /** Since when the oldest unanswered message has waited: bounds the wait for fragments. */
    turnWaitingSince: at('turn_waiting_since'),
    /** How often a reply was dropped since the client wrote before it was sent. */
    turnRestarts: smallint('turn_restarts').notNull().default(0),
    /** Claims since the last recorded decision; a turn that never ends goes to the coach. */
    turnAttempts: smallint('turn_attempts').notNull().default(0),
    leaseId: uuid('lease_id'),
    leasedUntil: at('leased_until'),
    /** When the client last got a notice that nobody else causes (consent needed, still waiting): they are throttled. */
    lastNoticeAt: at('last_notice_at'),
    /** From when on the client counts as unusually silent, unless they write before; null without enough history. */
    silentAt: at('silent_at'),
    /** When the session under way ends, unless somebody writes before; null between sessions. */
    sessionEndsAt: at('session_ends_at'),
    /** Why it ends then. */
    sessionEndsBy: text('session_ends_by').$type<SessionEnd>(),
    /** How many messages it has. */
    sessionMessages: smallint('session_messages').notNull().default(0),
    /** When the client last got something that they had not asked for: of all that together there is one a day. */
    lastUnaskedAt: at('last_unasked_at'),
    lastCrisisTextAt: at('last_crisis_text_at'),
    crisisTextCount: smallint('crisis_text_count').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    unique('conversations_client').on(table.coachId, table.clientId),
    foreignKey({ columns: [table.coachId, table.clientId], foreignColumns: [clients.coachId, clients.id] }).onDelete(
      'cascade',
    ),
    foreignKey({
      columns: [table.coachId, table.claimedBy],
      foreignColumns: [coachMembers.coachId, coachMembers.id],
    }),
    foreignKey({
      columns: [table.coachId, table.assignedTo],
      foreignColumns: [coachMembers.coachId, coachMembers.id],
    }),
    index('conversations_session_ends').on(table.sessionEndsAt).where(sql`session_ends_at is not null`),
    index('conversations_turn_due').on(table.turnDueAt).where(sql`turn_due_at is not null`),
    ...policies(),
  ],
)

/** Every change of state: who, when, why. */
export const conversationMoves = pgTable(
  'conversation_moves',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    fromState: text('from_state').$type<ConversationState>().notNull(),
    toState: text('to_state').$type<ConversationState>().notNull(),
    /** client, ai, system, or the id of a team member */
    byWhom: text('by_whom').notNull(),
    reason: text('reason').notNull(),
    movedAt: at('moved_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    conversationKey(table),
    index('conversation_moves_conversation').on(table.coachId, table.conversationId),
    ...policies(),
  ],
)

export const messages = pgTable(
  'messages',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    /** Order inside a conversation; assigned while the conversation's row is locked. */
    seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity(),
    senderType: text('sender_type').$type<SenderType>().notNull(),
    senderId: text('sender_id').notNull(),
    kind: text('kind').$type<MessageKind>().notNull().default('text'),
    /** The words: a text, a caption, or what stands for something else in words. */
    content: text('content').notNull(),
    file: jsonb('file').$type<MessageFile>(),
    visibility: text('visibility').$type<MessageVisibility>().notNull(),
    metadata: jsonb('metadata').$type<MessageMetadata>().notNull().default({}),
    /** Where it was written, for messages that came from Telegram. */
    chatId: telegramId('chat_id'),
    telegramMessageId: telegramId('telegram_message_id'),
    sentAt: at('sent_at').notNull(),
    editedAt: at('edited_at'),
    /** The client wanted it forgotten: it stands in no prompt and in no memory, and its words are gone. */
    forgottenAt: at('forgotten_at'),
    recallDue: recallDue(),
    /** When its words go, if they are still there: until then it can be had back. */
    removeAt: at('remove_at'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    conversationKey(table),
    unique('messages_telegram').on(table.coachId, table.chatId, table.telegramMessageId),
    index('messages_conversation').on(table.coachId, table.conversationId, table.seq),
    // Few among many, and asked for whenever anything changes.
    index('messages_client').on(table.coachId, table.conversationId, table.sentAt).where(sql`sender_type = 'client'`),
    index('messages_human').on(table.coachId, table.conversationId, table.seq).where(sql`sender_type = 'human_coach'`),
    index('messages_held').on(table.coachId, table.conversationId).where(sql`visibility = 'held'`),
    // Few among many: what became of drafts is counted from them.
    index('messages_drafts').on(table.coachId, table.conversationId, table.seq).where(sql`metadata ? 'draft'`),
    index('messages_recall_due').on(table.coachId, table.sentAt).where(sql`recall_due`),
    index('messages_to_remove').on(table.coachId, table.conversationId).where(sql`remove_at is not null`),
    index('messages_by_example').on(table.coachId, table.sentAt).where(sql`metadata ? 'context_exemplar_ids'`),
    index('messages_place').on(table.chatId, table.telegramMessageId),
    ...policies(),
  ],
)

/** What was spoken and has not been written down yet; whoever is at it is taken for gone when it is due again. */
export const spokenMessages = pgTable(
  'spoken_messages',
  {
    coachId: uuid('coach_id').notNull(),
    messageId: uuid('message_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    dueAt: at('due_at').notNull(),
    /** Whoever has not been heard by then is a human's to hear. */
    deadlineAt: at('deadline_at').notNull(),
    attempts: smallint('attempts').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.messageId] }),
    conversationKey(table),
    messageKey(table),
    index('spoken_messages_due').on(table.dueAt),
    index('spoken_messages_conversation').on(table.coachId, table.conversationId),
    ...policies(),
  ],
)

/** What a message said before it was edited. */
export const messageVersions = pgTable(
  'message_versions',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    messageId: uuid('message_id').notNull(),
    content: text('content').notNull(),
    replacedAt: at('replaced_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    messageKey(table),
    index('message_versions_message').on(table.coachId, table.messageId),
    ...policies(),
  ],
)

/** Who reacted to a message and how: an outcome to learn from. One that was taken back keeps its time. */
export const messageReactions = pgTable(
  'message_reactions',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    messageId: uuid('message_id').notNull(),
    /** `client`, or a team member's id. */
    byWhom: text('by_whom').notNull(),
    /** An emoji, or `custom:` and Telegram's id of one. */
    emoji: text('emoji').notNull(),
    reactedAt: at('reacted_at').notNull(),
    takenBackAt: at('taken_back_at'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    messageKey(table),
    uniqueIndex('message_reactions_standing')
      .on(table.coachId, table.messageId, table.byWhom, table.emoji)
      .where(sql`taken_back_at is null`),
    ...policies(),
  ],
)

export function messageKey(table: { coachId: AnyPgColumn; messageId: AnyPgColumn }) {
  return foreignKey({
    columns: [table.coachId, table.messageId],
    foreignColumns: [messages.coachId, messages.id],
  }).onDelete('cascade')
}

/** The composite key of whatever belongs to a conversation. */
export function conversationKey(table: { coachId: AnyPgColumn; conversationId: AnyPgColumn }) {
  return foreignKey({
    columns: [table.coachId, table.conversationId],
    foreignColumns: [conversations.coachId, conversations.id],
  }).onDelete('cascade')
}
