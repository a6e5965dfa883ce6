/** When the human was needed, and when someone was in danger. */

import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { HandoffReason } from '../../coaching/attribution.ts'
import type { BriefingLine } from '../../coaching/handoff/briefing.ts'
import type { EpisodeOutcome, EpisodeState } from '../../coaching/safety/episode.ts'
import { coachMembers } from './coaches.ts'
import { at, policies } from './columns.ts'
import { conversationKey } from './conversations.ts'

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
    /** Nobody came before it was closed, and nobody of the team has looked since. */
    isOverlooked: boolean('is_overlooked').notNull().default(false),
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
    index('handoffs_overlooked').on(table.coachId).where(sql`is_overlooked`),
    ...policies(),
  ],
)

/**
 * What is added to an alert, or to an answer to `/brief`, once the model has written it: bears the id of that delivery.
 * Forgotten after a month: by then it is in the chat, and the handoff is the record.
 */
export const briefings = pgTable(
  'briefings',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    /** Null: asked for by a team member. */
    handoffId: uuid('handoff_id'),
    /** When it is to be written; null: it is, or nobody wants it any more. */
    dueAt: at('due_at'),
    attempts: smallint('attempts').notNull().default(0),
    lines: jsonb('lines').$type<BriefingLine[]>().notNull().default([]),
    createdAt: at('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    conversationKey(table),
    foreignKey({
      columns: [table.coachId, table.handoffId],
      foreignColumns: [handoffs.coachId, handoffs.id],
    }).onDelete('cascade'),
    uniqueIndex('briefings_open').on(table.coachId, table.conversationId).where(sql`due_at is not null`),
    index('briefings_due').on(table.dueAt).where(sql`due_at is not null`),
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
    state: text('state').$type<EpisodeState>().notNull().default('alerted'),
    /** The member who led or said they would come. */
    expectedFrom: uuid('expected_from'),
    /** Nobody has come, and everyone has been called. */
    unattendedSince: at('unattended_since'),
    /** When the client was told so. */
    noHumanAt: at('no_human_at'),
    outcome: text('outcome').$type<EpisodeOutcome>(),
    openedAt: at('opened_at').notNull(),
    closedAt: at('closed_at'),
    closedBy: text('closed_by'),
    closedReason: text('closed_reason'),
    /** The client's last message by then: a human has dealt with all up to it. */
    closedUpToSeq: bigint('closed_up_to_seq', { mode: 'number' }),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    conversationKey(table),
    uniqueIndex('safety_episodes_open').on(table.coachId, table.conversationId).where(sql`closed_at is null`),
    index('safety_episodes_unattended').on(table.unattendedSince).where(sql`unattended_since is not null`),
    ...policies(),
  ],
)

/** Every step of an episode: who, when, why. */
export const safetySteps = pgTable(
  'safety_steps',
  {
    coachId: uuid('coach_id').notNull(),
    id: uuid('id').notNull(),
    episodeId: uuid('episode_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity(),
    /** A state, `raised`, or the outcome. */
    step: text('step').notNull(),
    grade: smallint('grade'),
    /** system, client, or the id of a team member */
    byWhom: text('by_whom').notNull(),
    why: text('why').notNull(),
    happenedAt: at('happened_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    foreignKey({
      columns: [table.coachId, table.episodeId],
      foreignColumns: [safetyEpisodes.coachId, safetyEpisodes.id],
    }).onDelete('cascade'),
    index('safety_steps_episode').on(table.coachId, table.episodeId),
    ...policies(),
  ],
)
