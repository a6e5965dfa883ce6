/** The outbox, and where in Telegram what it sent can be found. */
import { sql } from 'drizzle-orm'
import {
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
  uuid,
} from 'drizzle-orm/pg-core'
import type { DeliveryBody, DeliveryStatus, DeliveryTarget } from '../../coaching/deliveries.ts'
import { at, policies, telegramId } from './columns.ts'
import { conversationKey, messages } from './conversations.ts'

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
    // Asked before everything that is sent, and nearly always empty.
    index('deliveries_flood')
      .on(table.coachId, table.target, table.notBefore)
      .where(sql`status = 'pending' and last_error = 'too_early'`),
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
