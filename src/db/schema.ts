/**
 * The tables. Every tenant row carries `coach_id`, every key to a tenant table is composite, so no row can point across
 * coaches, and every table has its policies; `migrate.ts` forces them on the owner too.
 */
import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgPolicy,
  pgRole,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { HandoffReason, MessageMetadata } from '../coaching/attribution.ts'
import type { TopicIcon } from '../coaching/board.ts'
import type { CoachMode, CoachSettings } from '../coaching/coach.ts'
import type { ConversationState, MessageVisibility, SenderType } from '../coaching/conversation.ts'
import type { DeliveryBody, DeliveryStatus, DeliveryTarget } from '../coaching/deliveries.ts'
import type { MessageFile, MessageKind } from '../coaching/media.ts'

/** Works inside one coach's rows; set per transaction by `asCoach`. */
export const appRole = pgRole('opencoach_app').existing()
/** Sees every row; set per transaction by `asSystem`, whose callers are few and counted. */
export const systemRole = pgRole('opencoach_system').existing()

const at = (name: string) => timestamp(name, { withTimezone: true })
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })
/** Telegram's ids pass 2^31 and stay below 2^52, as the Bot API promises. */
const telegramId = (name: string) => bigint(name, { mode: 'number' })

const currentCoach = sql`nullif(current_setting('app.coach_id', true), '')::uuid`
const systemRows = () => pgPolicy('system_rows', { to: systemRole, using: sql`true`, withCheck: sql`true` })
const policies = () => [
  pgPolicy('coach_rows', {
    to: appRole,
    using: sql`coach_id = ${currentCoach}`,
    withCheck: sql`coach_id = ${currentCoach}`,
  }),
  systemRows(),
]

export const coaches = pgTable(
  'coaches',
  {
    id: uuid('id').primaryKey(),
    telegramUserId: telegramId('telegram_user_id').notNull().unique(),
    displayName: text('display_name').notNull(),
    methodology: text('methodology').notNull().default(''),
    language: text('language').notNull().default('en'),
    timezone: text('timezone').notNull().default('UTC'),
    mode: text('mode').$type<CoachMode>().notNull().default('auto'),
    groupChatId: telegramId('group_chat_id').unique(),
    groupIsForum: boolean('group_is_forum').notNull().default(false),
    /** When messages went to the group in the last minute, or are to go (coaching/pace.ts); epoch ms. */
    groupPace: jsonb('group_pace').$type<number[]>().notNull().default([]),
    settings: jsonb('settings').$type<CoachSettings>().notNull().default({}),
    createdAt: at('created_at').notNull(),
  },
  () => [
    pgPolicy('coach_rows', { to: appRole, using: sql`id = ${currentCoach}`, withCheck: sql`id = ${currentCoach}` }),
    systemRows(),
  ],
)

/** Who may act for a coach in the group: the coach and their team. */
export const coachMembers = pgTable(
  'coach_members',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    telegramUserId: telegramId('telegram_user_id').notNull(),
    displayName: text('display_name').notNull(),
    role: text('role').$type<'owner' | 'assistant'>().notNull(),
    createdAt: at('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    unique('coach_members_person').on(table.coachId, table.telegramUserId),
    ...policies(),
  ],
)

export const coachSecrets = pgTable(
  'coach_secrets',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    name: text('name').$type<'model_key'>().notNull(),
    ciphertext: bytes('ciphertext').notNull(),
    nonce: bytes('nonce').notNull(),
    keyVersion: smallint('key_version').notNull(),
    last4: text('last4').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.coachId, table.name] }), ...policies()],
)

/** One-time links by which a person becomes a coach; only the hash of a code is kept. */
export const coachLinks = pgTable(
  'coach_links',
  {
    codeHash: text('code_hash').primaryKey(),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  () => [systemRows()],
)

export const invites = pgTable(
  'invites',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    code: text('code').notNull().unique(),
    createdAt: at('created_at').notNull(),
    revokedAt: at('revoked_at'),
  },
  (table) => [primaryKey({ columns: [table.coachId, table.id] }), ...policies()],
)

export const clients = pgTable(
  'clients',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    telegramUserId: telegramId('telegram_user_id').notNull(),
    displayName: text('display_name').notNull(),
    username: text('username'),
    language: text('language').notNull().default('en'),
    timezone: text('timezone').notNull().default('UTC'),
    status: text('status').$type<'active' | 'paused' | 'blocked' | 'erased'>().notNull().default('active'),
    consentAt: at('consent_at'),
    topicId: telegramId('topic_id'),
    /** How many topics this client has had: what comes after the first begins with a recap. */
    topicsMade: smallint('topics_made').notNull().default(0),
    createdAt: at('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    unique('clients_person').on(table.coachId, table.telegramUserId),
    unique('clients_topic').on(table.coachId, table.topicId),
    ...policies(),
  ],
)

/** What a client agreed to, in the words they saw. */
export const consents = pgTable(
  'consents',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    clientId: uuid('client_id').notNull(),
    version: text('version').notNull(),
    wording: text('wording').notNull(),
    givenAt: at('given_at').notNull(),
    withdrawnAt: at('withdrawn_at'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    foreignKey({ columns: [table.coachId, table.clientId], foreignColumns: [clients.coachId, clients.id] }).onDelete(
      'cascade',
    ),
    ...policies(),
  ],
)

/** Whose client someone is being in their private chat with the bot: a person may be the client of two coaches. */
export const activeClients = pgTable(
  'active_clients',
  {
    telegramUserId: telegramId('telegram_user_id').primaryKey(),
    coachId: uuid('coach_id').notNull(),
    clientId: uuid('client_id').notNull(),
  },
  (table) => [
    foreignKey({ columns: [table.coachId, table.clientId], foreignColumns: [clients.coachId, clients.id] }).onDelete(
      'cascade',
    ),
    systemRows(),
  ],
)

/** A question the bot has put to a coach in their private chat ("send me your method"), until answered or expired. */
export const pendingQuestions = pgTable(
  'pending_questions',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    telegramUserId: telegramId('telegram_user_id').notNull(),
    question: text('question').$type<'method' | 'key'>().notNull(),
    expiresAt: at('expires_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.coachId, table.telegramUserId] }), ...policies()],
)

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
    aiEnabled: boolean('ai_enabled').notNull().default(true),
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
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    conversationKey(table),
    unique('messages_telegram').on(table.coachId, table.chatId, table.telegramMessageId),
    index('messages_conversation').on(table.coachId, table.conversationId, table.seq),
    index('messages_place').on(table.chatId, table.telegramMessageId),
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

/** What is to be sent, to whom, and what became of it: the outbox. */
export const deliveries = pgTable(
  'deliveries',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity(),
    target: text('target').$type<DeliveryTarget>().notNull(),
    /** 0 crisis, 1 client, 2 alert, 3 mirror */
    lane: smallint('lane').notNull(),
    messageId: uuid('message_id'),
    body: jsonb('body').$type<DeliveryBody>().notNull(),
    /** AI text: fenced by state and by newer client messages, and not repeated once outdated. */
    isAi: boolean('is_ai').notNull().default(false),
    /** The newest client message an AI reply answers. */
    answersSeq: bigint('answers_seq', { mode: 'number' }),
    /** Waits until no AI text is in flight to the client: how a takeover is acknowledged. */
    afterAiSends: boolean('after_ai_sends').notNull().default(false),
    status: text('status').$type<DeliveryStatus>().notNull().default('pending'),
    attempts: smallint('attempts').notNull().default(0),
    notBefore: at('not_before').notNull(),
    sendingSince: at('sending_since'),
    sentAt: at('sent_at'),
    /** Parts of a long text that have gone out already: a crash between two parts resumes at the next. */
    partsSent: smallint('parts_sent').notNull().default(0),
    /** The delivery that took this one along: several mirrors in one message, the files of an album. */
    carrierId: uuid('carrier_id'),
    /** Has waited for the group's pace already: goes when its time has come. */
    isPaced: boolean('is_paced').notNull().default(false),
    lastError: text('last_error'),
    createdAt: at('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    conversationKey(table),
    foreignKey({ columns: [table.coachId, table.messageId], foreignColumns: [messages.coachId, messages.id] }).onDelete(
      'cascade',
    ),
    index('deliveries_open')
      .on(table.coachId, table.conversationId, table.target, table.lane, table.seq)
      .where(sql`status in ('pending', 'sending')`),
    index('deliveries_due').on(table.notBefore).where(sql`status in ('pending', 'sending')`),
    unique('deliveries_message').on(table.coachId, table.messageId, table.target),
    index('deliveries_carrier').on(table.coachId, table.carrierId).where(sql`carrier_id is not null`),
    ...policies(),
  ],
)

/** Telegram's ids of what was sent: replies, /unsend and reactions find their delivery here. */
export const sentMessages = pgTable(
  'sent_messages',
  {
    coachId: uuid('coach_id').notNull(),
    chatId: telegramId('chat_id').notNull(),
    telegramMessageId: telegramId('telegram_message_id').notNull(),
    deliveryId: uuid('delivery_id').notNull(),
    /** What of ours it shows, where that is one message; in a digest, the one that a reaction is about. */
    messageId: uuid('message_id'),
    conversationId: uuid('conversation_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.chatId, table.telegramMessageId] }),
    foreignKey({
      columns: [table.coachId, table.deliveryId],
      foreignColumns: [deliveries.coachId, deliveries.id],
    }).onDelete('cascade'),
    conversationKey(table),
    index('sent_messages_delivery').on(table.coachId, table.deliveryId),
    index('sent_messages_place').on(table.chatId, table.telegramMessageId),
    ...policies(),
  ],
)

/** The pinned message that says who needs the coach: one in their group. Whoever changes what it shows makes it due. */
export const boards = pgTable(
  'boards',
  {
    coachId: uuid('coach_id')
      .primaryKey()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    /** When it is to be compared with what is true; time alone changes it too (a client falls silent, a day ends). */
    dueAt: at('due_at').notNull(),
    /** The pace of edits, and how long Telegram has asked to wait. */
    notBefore: at('not_before').notNull(),
    /** The same for the clients' cards, which come after it. */
    cardsNotBefore: at('cards_not_before').notNull(),
    leaseId: uuid('lease_id'),
    leasedUntil: at('leased_until'),
    chatId: telegramId('chat_id'),
    telegramMessageId: telegramId('telegram_message_id'),
    /** Hash of what the message says. */
    shown: text('shown'),
  },
  () => policies(),
)

/** A client's topic as it looks: its pinned card and its icon. */
export const cards = pgTable(
  'cards',
  {
    coachId: uuid('coach_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    /** When to compare it with what is true; null when nothing has changed since. */
    dueAt: at('due_at'),
    chatId: telegramId('chat_id'),
    topicId: telegramId('topic_id'),
    telegramMessageId: telegramId('telegram_message_id'),
    /** Hash of what the card says. */
    shown: text('shown'),
    icon: text('icon').$type<TopicIcon>(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.conversationId] }),
    conversationKey(table),
    index('cards_due').on(table.dueAt).where(sql`due_at is not null`),
    ...policies(),
  ],
)

/** From the AI's (or client's, or coach's) wish for the human until the human hands back. */
export const handoffs = pgTable(
  'handoffs',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    reason: text('reason').$type<HandoffReason>().notNull(),
    trigger: text('trigger').notNull(),
    score: numeric('score', { mode: 'number' }),
    signals: jsonb('signals').$type<Record<string, unknown>>().notNull().default({}),
    aiConfidenceBefore: numeric('ai_confidence_before', { mode: 'number' }),
    aiConfidenceAfter: numeric('ai_confidence_after', { mode: 'number' }),
    openedAt: at('opened_at').notNull(),
    claimedAt: at('claimed_at'),
    claimedBy: uuid('claimed_by'),
    /** What humans have said to the client since the claim. */
    humanMessages: integer('human_messages').notNull().default(0),
    closedAt: at('closed_at'),
    closedReason: text('closed_reason'),
    /** What the human wants the AI to know, from `/handback note`. */
    noteForAi: text('note_for_ai'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    conversationKey(table),
    foreignKey({
      columns: [table.coachId, table.claimedBy],
      foreignColumns: [coachMembers.coachId, coachMembers.id],
    }),
    uniqueIndex('handoffs_open').on(table.coachId, table.conversationId).where(sql`closed_at is null`),
    ...policies(),
  ],
)

export const safetyEpisodes = pgTable(
  'safety_episodes',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    grade: smallint('grade').notNull(),
    kind: text('kind').notNull(),
    /** Which rule fired; never the client's words. */
    rule: text('rule').notNull(),
    openedAt: at('opened_at').notNull(),
    closedAt: at('closed_at'),
    closedBy: text('closed_by'),
    closedReason: text('closed_reason'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    conversationKey(table),
    uniqueIndex('safety_episodes_open').on(table.coachId, table.conversationId).where(sql`closed_at is null`),
    ...policies(),
  ],
)

/** The bot whose message ids the rows hold: another one counts its own. One row. */
export const installation = pgTable(
  'installation',
  { id: smallint('id').primaryKey(), botId: telegramId('bot_id').notNull() },
  () => [systemRows()],
)

/** Updates whose effect is in the database: redelivery changes nothing. Ids only, so every coach's door may write it. */
export const telegramUpdates = pgTable(
  'telegram_updates',
  {
    botId: telegramId('bot_id').notNull(),
    updateId: telegramId('update_id').notNull(),
    receivedAt: at('received_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.botId, table.updateId] }),
    index('telegram_updates_age').on(table.receivedAt),
    pgPolicy('coach_rows', { to: appRole, using: sql`true`, withCheck: sql`true` }),
    systemRows(),
  ],
)

export const usageEvents = pgTable(
  'usage_events',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    purpose: text('purpose').notNull(),
    model: text('model').notNull(),
    tokensIn: integer('tokens_in').notNull(),
    tokensCached: integer('tokens_cached').notNull(),
    tokensOut: integer('tokens_out').notNull(),
    costUsd: numeric('cost_usd', { mode: 'number' }),
    latencyMs: integer('latency_ms').notNull(),
    usedAt: at('used_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    conversationKey(table),
    index('usage_events_time').on(table.coachId, table.usedAt),
    ...policies(),
  ],
)

export const auditLog = pgTable(
  'audit_log',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    /** A team member's id, or `system`. */
    byWhom: text('by_whom').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    happenedAt: at('happened_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.coachId, table.id] }), ...policies()],
)

/** The composite key of whatever belongs to a message. */
function messageKey(table: { coachId: AnyPgColumn; messageId: AnyPgColumn }) {
  return foreignKey({
    columns: [table.coachId, table.messageId],
    foreignColumns: [messages.coachId, messages.id],
  }).onDelete('cascade')
}

/** The composite key of whatever belongs to a conversation. */
function conversationKey(table: { coachId: AnyPgColumn; conversationId: AnyPgColumn }) {
  return foreignKey({
    columns: [table.coachId, table.conversationId],
    foreignColumns: [conversations.coachId, conversations.id],
  }).onDelete('cascade')
}
