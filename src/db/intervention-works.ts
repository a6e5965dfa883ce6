/** The works of learning: interventions are analysed under a lease, and once more when it can be seen how they ended. */
import { and, asc, desc, eq, gt, gte, isNull, lt, lte, not, or, type SQL, sql } from 'drizzle-orm'
import { deliver } from '../coaching/alerts.ts'
import type { Effect } from '../coaching/conversation.ts'
import { messagesAround, outcomeSettlesMs, outcomeWaitsMs } from '../coaching/learning/intervention.ts'
import { isShownAnew } from '../coaching/learning/moment.ts'
import type { InterventionOutcome, InterventionWork, InterventionWorks } from '../coaching/learning/ports.ts'
import { learningSettingOf, unreadAfterMs } from '../coaching/learning/setting.ts'
import type { Clock, Ids, StoredMessage } from '../coaching/ports.ts'
import type { CoachTx, Doors } from './doors.ts'
import { applyEffects } from './effects.ts'
import { isMessageGoing } from './going.ts'
import { relearn } from './levels.ts'
import { readWho } from './memory-material.ts'
import { coaches, coachMembers } from './schema/coaches.ts'
import { messages } from './schema/conversations.ts'
import { interventionAnalyses } from './schema/learning.ts'
import { takeSnapshot, toStoredMessage } from './snapshot.ts'
import { storable } from './storable.ts'
import { countUses } from './uses.ts'
import { toWordsText } from './vector-text.ts'

/** A call to the model, asked twice, takes no longer; whoever takes longer has died. */
const analysisLongestMs = 180_000
/** In a crisis a model writes nothing of it. */
const crisisWaitMs = 10 * 60_000
/** What fails so often is left alone: a coach who wants it learned can teach it. */
const attemptsAtMost = 12

type Row = typeof interventionAnalyses.$inferSelect

/** Due by its own time, or since the client has written what shows how it ended. */
export function interventionIsDue(now: Date): SQL | undefined {
  const settled = new Date(now.getTime() - outcomeSettlesMs).toISOString()
  return or(
    lte(interventionAnalyses.dueAt, now),
    sql`(human_intervention_analyses.due_at is not null and human_intervention_analyses.lease_id is null
      and human_intervention_analyses.analysis is not null and human_intervention_analyses.analysis ->> 'outcome' is null
      and exists (select from messages m where m.coach_id = human_intervention_analyses.coach_id
        and m.conversation_id = human_intervention_analyses.conversation_id and m.seq > human_intervention_analyses.seen_seq
        and m.sender_type = 'client' and m.visibility = 'shared' and m.sent_at <= ${settled}::timestamptz))`,
  )
}

/** After the client has had their say: what is due then is whether it is kept. */
const wasLookedAtLast = sql`(human_intervention_analyses.analysis is not null
  and coalesce(human_intervention_analyses.analysed_at, '-infinity')
    >= human_intervention_analyses.ended_at + ${`${outcomeWaitsMs} milliseconds`}::interval)`

export function createInterventionWorks({
  doors,
  clock,
  ids,
}: {
  doors: Doors
  clock: Clock
  ids: Ids
}): InterventionWorks {
  return {
    claim(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const [due] = await tx
          .select()
          .from(interventionAnalyses)
          .where(and(eq(interventionAnalyses.coachId, coachId), interventionIsDue(now), not(wasLookedAtLast)))
          .orderBy(asc(interventionAnalyses.dueAt))
          .limit(1)
          .for('update', { skipLocked: true })
        if (!due) return undefined
        const { conversationId } = due
        const who = conversationId === null ? undefined : await readWho(tx, conversationId)
        // The gate: no client's text reaches a model without consent.
        if (!who?.client.consentAt || conversationId === null || due.attempts >= attemptsAtMost) {
          await tx.update(interventionAnalyses).set({ dueAt: null, leaseId: null }).where(isRow(tx, due.id))
          return undefined
        }
        if (who.inCrisis) {
          const dueAt = new Date(now.getTime() + crisisWaitMs)
          await tx.update(interventionAnalyses).set({ dueAt, leaseId: null }).where(isRow(tx, due.id))
          return undefined
        }
        const leaseId = ids.next()
        const attempts = due.attempts + 1
        const dueAt = new Date(now.getTime() + analysisLongestMs)
        await tx.update(interventionAnalyses).set({ leaseId, attempts, dueAt }).where(isRow(tx, due.id))
        const { displayName, language } = who.client
        const team = await tx
          .select({ name: coachMembers.displayName })
          .from(coachMembers)
          .where(eq(coachMembers.coachId, coachId))
        return {
          ...toIntervention(due),
          ...{
            coachId,
            conversationId,
            leaseId,
            attempts,
            keyIsDead: who.keyIsDead,
            wasShown: due.analysedAt !== null,
          },
          coach: { displayName: who.coach.displayName },
          client: { displayName, language },
          names: [...new Set([displayName, who.coach.displayName, ...team.map(({ name }) => name)])],
          ...(await readRun(tx, due, displayName, who.coach.displayName)),
        } satisfies InterventionWork
      })
    },

    keepUnread(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const [due] = await tx
          .select({ id: interventionAnalyses.id, conversationId: interventionAnalyses.conversationId })
          .from(interventionAnalyses)
          .where(and(eq(interventionAnalyses.coachId, coachId), lte(interventionAnalyses.dueAt, now), wasLookedAtLast))
          .limit(1)
        if (!due) return []
        const [coach] = await tx.select({ settings: coaches.settings }).from(coaches).where(eq(coaches.id, coachId))
        const s = due.conversationId === null ? undefined : await takeSnapshot(tx, due.conversationId)
        const [row] = await tx
          .update(interventionAnalyses)
          .set({
            dueAt: null,
            ...(coach && learningSettingOf(coach.settings).learnsUnread
              ? {
                  verdict: sql`coalesce(${interventionAnalyses.verdict}, 'kept')`,
                  verdictAt: sql`coalesce(${interventionAnalyses.verdictAt}, ${now.toISOString()}::timestamptz)`,
                }
              : {}),
          })
          .where(and(isRow(tx, due.id), lte(interventionAnalyses.dueAt, now)))
          .returning()
        if (!row) return []
        await relearn(tx, row, now)
        const shown = s ? await applyEffects(tx, s, [showMoment(row.id, false, ids)], { clock, ids }) : []
        return [...shown, { kind: 'learn', coachId }]
      })
    },

    countUses: (coachId) => doors.asCoach(coachId, (tx) => countUses(tx, clock.now())),

    record(work, outcome) {
      return doors.asCoach(work.coachId, async (tx) => {
        const now = clock.now()
        const s = await takeSnapshot(tx, work.conversationId)
        const effects: Effect[] = []
        if ('usage' in outcome && outcome.usage)
          effects.push({ kind: 'record_usage', id: ids.next(), purpose: 'analysis', usage: outcome.usage })
        const [kept] = await tx
          .update(interventionAnalyses)
          .set({ ...columnsOf(work, outcome, now), leaseId: null })
          .where(and(isRow(tx, work.id), eq(interventionAnalyses.leaseId, work.leaseId)))
          .returning()
        if (kept && outcome.kind === 'analysed') {
          await relearn(tx, kept, now)
          if (isShownAnew(work.analysis, outcome.analysis)) effects.push(showMoment(work.id, !work.wasShown, ids))
        }
        return applyEffects(tx, s, effects, { clock, ids })
      })
    },
  }
}

/** Shown first under its own id, so that what is said of it later finds its place. */
export function showMoment(interventionId: string, isFirst: boolean, ids: Ids): Effect {
  return deliver({
    id: isFirst ? interventionId : ids.next(),
    target: 'topic',
    lane: 'mirror',
    body: { kind: 'moment', interventionId },
  })
}

function columnsOf(work: InterventionWork, outcome: InterventionOutcome, now: Date): Partial<Row> {
  if (outcome.kind === 'later') return { dueAt: outcome.at }
  if (outcome.kind === 'nothing') return { dueAt: null, attempts: 0 }
  const lastLook = new Date(work.endedAt.getTime() + outcomeWaitsMs)
  return {
    ...{ attempts: 0, analysedAt: now },
    dueAt: now < lastLook ? lastLook : new Date(work.endedAt.getTime() + unreadAfterMs),
    analysis: storable(outcome.analysis),
    firstSeq: [...work.before, ...work.said].at(0)?.seq ?? null,
    seenSeq: [...work.said, ...work.after].at(-1)?.seq ?? null,
    situationText: storable(outcome.situationText),
    answerText: storable(outcome.answerText),
    words: toWordsText(outcome.words),
  }
}

async function readRun(tx: CoachTx, { conversationId, fromSeq, toSeq, byMember }: Row, client: string, coach: string) {
  const shared = and(
    eq(messages.coachId, tx.coachId),
    eq(messages.conversationId, conversationId ?? ''),
    eq(messages.visibility, 'shared'),
    isNull(messages.forgottenAt),
    not(isMessageGoing(messages)),
  )
  const from = fromSeq ?? 0
  const to = toSeq ?? 0
  const list = (where: SQL | undefined) => tx.select().from(messages).where(and(shared, where))
  const [before, between, after] = await Promise.all([
    list(lt(messages.seq, from)).orderBy(desc(messages.seq)).limit(messagesAround),
    list(and(gte(messages.seq, from), lte(messages.seq, to)))
      .orderBy(asc(messages.seq))
      .limit(200),
    list(gt(messages.seq, to)).orderBy(asc(messages.seq)).limit(messagesAround),
  ])
  const stored = (row: (typeof between)[number]): StoredMessage =>
    toStoredMessage(row, row.senderType === 'client' ? client : coach)
  return {
    before: before.reverse().map(stored),
    said: between.filter(({ senderId }) => senderId === byMember).map(stored),
    // What the client said in between shows how it went, as what they said afterwards does.
    after: [...between.filter(({ senderType }) => senderType === 'client'), ...after].map(stored),
  }
}

export function toIntervention(row: Row) {
  return {
    ...{ id: row.id, kind: row.kind, clientId: row.clientId ?? undefined },
    ...{ startedAt: row.startedAt, endedAt: row.endedAt },
    analysis: row.analysis ?? undefined,
    verdict: row.verdict ?? undefined,
  }
}

export function isRow(tx: CoachTx, id: string) {
  return and(eq(interventionAnalyses.coachId, tx.coachId), eq(interventionAnalyses.id, id))
}
