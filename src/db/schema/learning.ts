/** What is learned of how the coach works: interventions with their analysis, and what three levels keep of them. */
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { InterventionAnalysis } from '../../coaching/learning/analysis.ts'
import type { Success } from '../../coaching/learning/approach.ts'
import type { ClientApproaches } from '../../coaching/learning/client-approach.ts'
import type { StyleProfile } from '../../coaching/learning/coach-style.ts'
import type { LearningCorrection, StyleCorrection } from '../../coaching/learning/corrections.ts'
import type { GivenWords, InterventionKind, Verdict } from '../../coaching/learning/intervention.ts'
import type { Situation } from '../../coaching/learning/vocabulary.ts'
import { clients } from './clients.ts'
import { coaches, coachMembers } from './coaches.ts'
import { appRole, at, halfvec, policies, sparsevec, systemRows } from './columns.ts'
import { conversationKey, messageKey } from './conversations.ts'
import { handoffs } from './handoffs.ts'

/** What the human did between a takeover and a handback, and what it was. */
export const interventionAnalyses = pgTable(
  'human_intervention_analyses',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    kind: text('kind').$type<InterventionKind>().notNull(),
    /** Null: of no client, as what was taught in private. */
    clientId: uuid('client_id'),
    conversationId: uuid('conversation_id'),
    handoffId: uuid('handoff_id'),
    /** Whose words these are: the coach's. */
    byMember: uuid('by_member').notNull(),
    startedAt: at('started_at').notNull(),
    endedAt: at('ended_at').notNull(),
    /** What was said of no conversation; of what was imported only until it is analysed. */
    given: jsonb('given').$type<GivenWords>(),
    /** The human's first and last message; of what was taught, the AI's that it was taught about. */
    fromSeq: bigint('from_seq', { mode: 'number' }),
    toSeq: bigint('to_seq', { mode: 'number' }),
    /** The first message that the analysis has seen. */
    firstSeq: bigint('first_seq', { mode: 'number' }),
    /** The newest message that the analysis has seen: what the client says later may change how it ended. */
    seenSeq: bigint('seen_seq', { mode: 'number' }),
    /** When it is analysed, or once more, or whoever is at it is taken for gone; a week after its end: whether it is kept. */
    dueAt: at('due_at'),
    attempts: smallint('attempts').notNull().default(0),
    leaseId: uuid('lease_id'),
    analysis: jsonb('analysis').$type<InterventionAnalysis>(),
    analysedAt: at('analysed_at'),
    /** The client's words and the coach's, for use with others: without names and figures. */
    situationText: text('situation_text'),
    answerText: text('answer_text'),
    /** What the words of the situation weigh in BM25, and its vector where there is a model for one. */
    words: sparsevec('words'),
    model: text('model'),
    embedding: halfvec('embedding'),
    /** When it is to get a vector, or whoever is at it is taken for gone; null: it has one, or waits for what is learned next. */
    embeddingDueAt: at('embedding_due_at'),
    verdict: text('verdict').$type<Verdict>(),
    verdictAt: at('verdict_at'),
    /** What the levels hold of it now: exactly this is taken back when it changes. */
    learned: jsonb('learned').$type<{
      analysis: InterventionAnalysis
      isShared: boolean
      structure: string
      success: Success | null
    }>(),
    /** What the coach has put right of the analysis. */
    corrected: jsonb('corrected').$type<LearningCorrection>(),
    isPinned: boolean('is_pinned').notNull().default(false),
    /** Counted from `example_uses`: the AI's answers that were given it as an example. */
    timesUsed: integer('times_used_by_ai').notNull().default(0),
    successRate: real('ai_success_rate'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.id] }),
    foreignKey({ columns: [table.coachId, table.clientId], foreignColumns: [clients.coachId, clients.id] }).onDelete(
      'cascade',
    ),
    conversationKey(table),
    foreignKey({
      columns: [table.coachId, table.handoffId],
      foreignColumns: [handoffs.coachId, handoffs.id],
    }).onDelete('cascade'),
    foreignKey({ columns: [table.coachId, table.byMember], foreignColumns: [coachMembers.coachId, coachMembers.id] }),
    uniqueIndex('human_intervention_analyses_handoff').on(table.coachId, table.handoffId),
    index('human_intervention_analyses_due').on(table.dueAt).where(sql`due_at is not null`),
    index('human_intervention_analyses_embedding').on(table.embeddingDueAt).where(sql`embedding_due_at is not null`),
    index('human_intervention_analyses_coach').on(table.coachId, table.endedAt),
    ...policies(),
  ],
)

/** An answer of the AI's that was given an intervention as an example, and what came of it as far as it has been looked at. */
export const exampleUses = pgTable(
  'example_uses',
  {
    coachId: uuid('coach_id').notNull(),
    interventionId: uuid('intervention_id').notNull(),
    messageId: uuid('message_id').notNull(),
    /** It says that it went by this one. */
    follows: boolean('follows').notNull(),
    /** When it is looked at (again); null: nothing more is expected of it. */
    dueAt: at('due_at'),
    /** The client has it. */
    wasSaid: boolean('was_said').notNull().default(false),
    /** How it turned out, and how much that says; null: nothing is known of it. */
    isGood: boolean('is_good'),
    weight: doublePrecision('weight'),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.interventionId, table.messageId] }),
    foreignKey({
      columns: [table.coachId, table.interventionId],
      foreignColumns: [interventionAnalyses.coachId, interventionAnalyses.id],
    }).onDelete('cascade'),
    messageKey(table),
    index('example_uses_message').on(table.coachId, table.messageId),
    index('example_uses_due').on(table.dueAt, table.coachId).where(sql`due_at is not null`),
    ...policies(),
  ],
)

/** Level 1: what has worked with a client, by what they were facing. */
export const clientApproaches = pgTable(
  'client_effective_approaches',
  {
    coachId: uuid('coach_id').notNull(),
    clientId: uuid('client_id').notNull(),
    situation: text('situation').$type<Situation>().notNull(),
    state: jsonb('state').$type<ClientApproaches>().notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.coachId, table.clientId, table.situation] }),
    foreignKey({ columns: [table.coachId, table.clientId], foreignColumns: [clients.coachId, clients.id] }).onDelete(
      'cascade',
    ),
    ...policies(),
  ],
)

/** Level 2: how the coach works. */
export const coachStyles = pgTable(
  'coach_style_profiles',
  {
    coachId: uuid('coach_id')
      .primaryKey()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    state: jsonb('state').$type<StyleProfile>().notNull(),
    /** Of it what turns may be told: without what was said once, most of it. */
    told: jsonb('told').$type<StyleProfile>().notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  () => policies(),
)

/** What the coach puts right of it: it stands over what is counted. */
export const styleCorrections = pgTable(
  'style_corrections',
  {
    coachId: uuid('coach_id')
      .notNull()
      .references(() => coaches.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<StyleCorrection['kind']>().notNull(),
    /** The words as they were counted. */
    counted: text('counted').notNull(),
    /** Null: it is not to be said. */
    words: text('words'),
    correctedAt: at('corrected_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.coachId, table.kind, table.counted] }), ...policies()],
)

/** Level 3: what has worked for several coaches. Counts and words of the fixed vocabulary, no text of anyone. */
export const universalPatterns = pgTable(
  'universal_coaching_patterns',
  {
    situation: text('situation').$type<Situation>().notNull(),
    /** Moves in their order, with `>` between them. */
    structure: text('structure').notNull(),
    coachCount: integer('coach_count').notNull(),
    clientCount: integer('client_count').notNull(),
    n: integer('n').notNull(),
    successes: integer('successes').notNull(),
    rate: real('rate').notNull(),
    low: real('low').notNull(),
    high: real('high').notNull(),
    /** The rate of all other structures in the situation. */
    base: real('base'),
    p: doublePrecision('p').notNull(),
    isUsable: boolean('is_usable').notNull(),
    computedAt: at('computed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.situation, table.structure] }),
    // Nobody's rows: every coach may read them, the system alone writes them.
    pgPolicy('coach_rows', { to: appRole, for: 'select', using: sql`true` }),
    systemRows(),
  ],
)
