/** The port of what a coach is told of a week: taken under a lease, and counted from the rows. */
import { and, count, desc, eq, gte, isNotNull, isNull, lt, lte, max, type SQL, sql } from 'drizzle-orm'
import { outcomeOf } from '../coaching/confidence/outcomes.ts'
import { nextWithin, type Schedule } from '../coaching/hours.ts'
import type { Tried } from '../coaching/learning/approach.ts'
import { type DigestCounts, type DraftCounts, digestDueAt, digestWeekEnd, weekMs } from '../coaching/learning/digest.ts'
import type { Digests, DigestWork } from '../coaching/learning/ports.ts'
import { learningSettingOf } from '../coaching/learning/setting.ts'
import type { Situation, Technique } from '../coaching/learning/vocabulary.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import { aftermath } from './aftermath.ts'
import type { CoachTx, Doors } from './doors.ts'
import { clients } from './schema/clients.ts'
import { coaches } from './schema/coaches.ts'
import { conversations, messages } from './schema/conversations.ts'
import { interventionAnalyses } from './schema/learning.ts'

/** Longer than counting and one call to Telegram. */
const leaseMs = 5 * 60_000
const weeksBefore = 4

type Coach = typeof coaches.$inferSelect
/** From the one, up to the other and not including it. */
type Week = { from: Date; to: Date }

export function createDigests({ doors, clock, ids }: { doors: Doors; clock: Clock; ids: Ids }): Digests {
  return {
    claim(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const [coach] = await tx
          .select()
          .from(coaches)
          .where(and(eq(coaches.id, coachId), lte(coaches.digestDueAt, now)))
          // Not skipped where it is busy: whoever has it for something else is soon done.
          .for('no key update')
        if (!coach) return undefined
        const dueAt = dueFor(coach, now)
        if (!dueAt || dueAt > now) {
          await change(tx, { digestDueAt: dueAt, digestLeaseId: null })
          return undefined
        }
        const leaseId = ids.next()
        await change(tx, { digestDueAt: new Date(now.getTime() + leaseMs), digestLeaseId: leaseId })
        return {
          ...{ coachId, leaseId, chatId: coach.telegramUserId, language: coach.language },
          ...{ groupChatId: coach.groupChatId ?? undefined, groupIsForum: coach.groupIsForum },
          counts: await countWeek(tx, digestWeekEnd(scheduleOf(coach), now)),
          unreadOf: await listUnreadOf(tx),
        }
      })
    },

    async recordTold({ coachId, leaseId }) {
      await doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const [coach] = await tx.select().from(coaches).where(eq(coaches.id, coachId)).for('no key update')
        if (coach?.digestLeaseId !== leaseId) return
        const told = { signedUpAt: coach.createdAt, lastAt: now }
        await change(tx, {
          ...{ digestDueAt: digestDueAt(scheduleOf(coach), told), digestLastAt: now, digestLeaseId: null },
        })
      })
    },

    async putOff({ coachId, leaseId }, afterMs) {
      const dueAt = new Date(clock.now().getTime() + afterMs)
      await doors.asCoach(coachId, (tx) =>
        change(tx, { digestDueAt: dueAt, digestLeaseId: null }, eq(coaches.digestLeaseId, leaseId)),
      )
    },
  }
}

/** @returns null where the coach wants none; what is late waits for their hours */
function dueFor(coach: Coach, now: Date): Date | null {
  if (!learningSettingOf(coach.settings).tellsWeekly) return null
  const schedule = scheduleOf(coach)
  const dueAt = digestDueAt(schedule, { signedUpAt: coach.createdAt, lastAt: coach.digestLastAt ?? undefined })
  return dueAt > now ? dueAt : (nextWithin(schedule, now) ?? now)
}

function scheduleOf({ settings, timezone }: Coach): Schedule {
  return { hours: settings.hours, timezone }
}

async function change(tx: CoachTx, columns: Partial<Coach>, where?: SQL): Promise<void> {
  await tx
    .update(coaches)
    .set(columns)
    .where(and(eq(coaches.id, tx.coachId), where))
}

async function countWeek(tx: CoachTx, to: Date): Promise<DigestCounts> {
  const week = weekTo(to)
  const [drafts, draftsBefore, learned, used, unread] = await Promise.all([
    countDrafts(tx, week),
    countDrafts(tx, weekTo(new Date(to.getTime() - weeksBefore * weekMs))),
    countLearned(tx, week),
    countUsed(tx, week),
    countUnread(tx),
  ])
  return { drafts, draftsBefore, learned, used, unread }
}

function weekTo(to: Date): Week {
  return { from: new Date(to.getTime() - weekMs), to }
}

/** Those that somebody of the team decided; what was rejected and then said in other words is one. */
async function countDrafts(tx: CoachTx, { from, to }: Week): Promise<DraftCounts> {
  const decidedAt = sql`(messages.metadata #>> '{draft,decided_at}')::timestamptz`
  const [found] = await tx
    .select({
      decided: count(),
      changed: sql<number>`count(*) filter (where messages.metadata #>> '{draft,outcome}' <> 'sent')`.mapWith(Number),
    })
    .from(messages)
    .where(
      and(
        eq(messages.coachId, tx.coachId),
        sql`messages.metadata ? 'draft' and messages.metadata #>> '{draft,outcome}' in ('sent', 'edited', 'rejected')
          and ${decidedAt} >= ${from.toISOString()}::timestamptz and ${decidedAt} < ${to.toISOString()}::timestamptz`,
      ),
    )
  return { decided: found?.decided ?? 0, changed: found?.changed ?? 0 }
}

async function countLearned(tx: CoachTx, { from, to }: Week): Promise<DigestCounts['learned']> {
  const first = sql`human_intervention_analyses.learned #>> '{analysis,techniques,0}'`
  const situation = sql`human_intervention_analyses.learned #>> '{analysis,situation}'`
  const [found] = await tx
    .select({
      count: count(),
      technique: sql<Technique | null>`mode() within group (order by ${first})`,
      situation: sql<Situation | null>`mode() within group (order by ${situation})`,
    })
    .from(interventionAnalyses)
    .where(
      and(
        eq(interventionAnalyses.coachId, tx.coachId),
        isNotNull(interventionAnalyses.learned),
        gte(interventionAnalyses.verdictAt, from),
        lt(interventionAnalyses.verdictAt, to),
      ),
    )
  return {
    ...{ count: found?.count ?? 0, technique: found?.technique ?? undefined },
    situation: found?.situation ?? undefined,
  }
}

/** That a client merely goes on talking says too little to be counted among what is known. */
async function countUsed(tx: CoachTx, { from, to }: Week): Promise<Tried> {
  const used = await tx
    .select({ ...aftermath })
    .from(messages)
    .where(
      and(
        eq(messages.coachId, tx.coachId),
        sql`messages.metadata ? 'context_exemplar_ids' and jsonb_array_length(messages.metadata -> 'context_exemplar_ids') > 0`,
        eq(messages.visibility, 'shared'),
        gte(messages.sentAt, from),
        lt(messages.sentAt, to),
      ),
    )
  const known = used.flatMap(({ draft, kept, handoff, ...rest }) => {
    const said = { draft: draft ?? undefined, kept: kept ?? undefined, handoff: handoff ?? undefined }
    const outcome = outcomeOf({ ...rest, ...said, raw: 0 })
    return outcome?.weight === 1 ? outcome : []
  })
  return { used: used.length, known: known.length, worked: known.filter(({ isGood }) => isGood).length }
}

const isUnread = and(
  isNotNull(interventionAnalyses.analysis),
  isNotNull(interventionAnalyses.conversationId),
  isNull(interventionAnalyses.verdict),
)

async function countUnread(tx: CoachTx): Promise<number> {
  const [found] = await tx
    .select({ count: count() })
    .from(interventionAnalyses)
    .where(and(eq(interventionAnalyses.coachId, tx.coachId), isUnread))
  return found?.count ?? 0
}

async function listUnreadOf(tx: CoachTx): Promise<DigestWork['unreadOf']> {
  const found = await tx
    .select({ clientName: clients.displayName, topicId: clients.topicId })
    .from(interventionAnalyses)
    .innerJoin(
      conversations,
      and(
        eq(conversations.coachId, interventionAnalyses.coachId),
        eq(conversations.id, interventionAnalyses.conversationId),
      ),
    )
    .innerJoin(clients, and(eq(clients.coachId, conversations.coachId), eq(clients.id, conversations.clientId)))
    .where(and(eq(interventionAnalyses.coachId, tx.coachId), isUnread))
    .groupBy(clients.coachId, clients.id)
    .orderBy(desc(max(interventionAnalyses.startedAt)), clients.id)
  return found.map(({ clientName, topicId }) => ({ clientName, topicId: topicId ?? undefined }))
}
