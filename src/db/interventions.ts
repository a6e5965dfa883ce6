/** The interventions port: what is learned from the coach, as they see it, and what they say of it. */
import { and, desc, eq, gt, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { Interventions, KnownStyle, LearnedItem } from '../coaching/learning/ports.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import type { CoachTx, Doors } from './doors.ts'
import { applyEffects } from './effects.ts'
import { showExceptionOf } from './exception-rows.ts'
import { isRow, showMoment } from './intervention-works.ts'
import { lockLevels, relearn } from './levels.ts'
import { clients } from './schema/clients.ts'
import { coachMembers } from './schema/coaches.ts'
import { messages } from './schema/conversations.ts'
import { coachStyles, interventionAnalyses, styleCorrections } from './schema/learning.ts'
import { takeSnapshot } from './snapshot.ts'
import { storable } from './storable.ts'

/** As far as the picture of the trend reaches. */
const trendMs = 16 * 7 * 24 * 3_600_000
const recentShown = 5

function listLearned(tx: CoachTx, { before, limit }: { before?: string; limit: number }): Promise<LearnedItem[]> {
  const earlier = sql`(${interventionAnalyses.endedAt}, ${interventionAnalyses.id}) < (select b.ended_at, b.id
    from human_intervention_analyses b where b.coach_id = ${tx.coachId} and b.id = ${before})`
  return readLearned(tx, before ? earlier : undefined, limit)
}

async function readLearned(tx: CoachTx, which: SQL | undefined, limit: number): Promise<LearnedItem[]> {
  const rows = await tx
    .select({ row: interventionAnalyses, client: clients.displayName })
    .from(interventionAnalyses)
    .leftJoin(
      clients,
      and(eq(clients.coachId, interventionAnalyses.coachId), eq(clients.id, interventionAnalyses.clientId)),
    )
    .where(and(eq(interventionAnalyses.coachId, tx.coachId), isNotNull(interventionAnalyses.learned), which))
    .orderBy(desc(interventionAnalyses.endedAt), desc(interventionAnalyses.id))
    .limit(limit)
  return rows.flatMap(({ row, client }) => {
    const { id, endedAt, learned, corrected, isPinned, timesUsed } = row
    const technique = learned?.analysis.techniques[0]
    if (!learned || !technique) return []
    return {
      ...{ id, at: endedAt, situation: learned.analysis.situation, technique, isPinned, timesUsed },
      ...{ whyItWorked: learned.analysis.why_it_worked, facing: row.situationText ?? '', answer: row.answerText ?? '' },
      ...{ onlyFor: learned.isShared ? undefined : (client ?? undefined), successRate: row.successRate ?? undefined },
      corrected: corrected ?? undefined,
    }
  })
}

async function readStyle(tx: CoachTx): Promise<KnownStyle> {
  const [style] = await tx.select().from(coachStyles).where(eq(coachStyles.coachId, tx.coachId))
  const corrections = await tx
    .select({ kind: styleCorrections.kind, counted: styleCorrections.counted, words: styleCorrections.words })
    .from(styleCorrections)
    .where(eq(styleCorrections.coachId, tx.coachId))
  return { profile: style?.state, corrections }
}

async function findLearned(tx: CoachTx, id: string): Promise<LearnedItem | undefined> {
  const [found] = await readLearned(tx, eq(interventionAnalyses.id, id), 1)
  return found
}

export function createInterventions({ doors, clock, ids }: { doors: Doors; clock: Clock; ids: Ids }): Interventions {
  return {
    viewStyle(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const since = new Date(clock.now().getTime() - trendMs)
        const confidence = await tx
          .select({
            at: messages.sentAt,
            confidence: sql<number>`(${messages.metadata} ->> 'confidence')::float`.mapWith(Number),
          })
          .from(messages)
          .where(
            and(
              eq(messages.coachId, coachId),
              eq(messages.senderType, 'ai'),
              eq(messages.visibility, 'shared'),
              gt(messages.sentAt, since),
              sql`${messages.metadata} ->> 'confidence' is not null`,
            ),
          )
        return { ...(await readStyle(tx)), recent: await listLearned(tx, { limit: recentShown }), confidence }
      })
    },

    readStyle: (coachId) => doors.asCoach(coachId, readStyle),

    listLearned: (coachId, page) => doors.asCoach(coachId, (tx) => listLearned(tx, page)),

    findLearned: (coachId, id) => doors.asCoach(coachId, (tx) => findLearned(tx, id)),

    listNames(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const theirs = await tx.select({ name: clients.displayName }).from(clients).where(eq(clients.coachId, coachId))
        const team = await tx
          .select({ name: coachMembers.displayName })
          .from(coachMembers)
          .where(eq(coachMembers.coachId, coachId))
        return { clients: theirs.map(({ name }) => name), team: team.map(({ name }) => name) }
      })
    },

    correct(coachId, id, correction) {
      return doors.asCoach(coachId, async (tx) => {
        await lockLevels(tx)
        const [before] = await tx
          .select({ corrected: interventionAnalyses.corrected })
          .from(interventionAnalyses)
          .where(and(isRow(tx, id), isNotNull(interventionAnalyses.learned)))
          .for('update')
        if (!before) return undefined
        const corrected = correction ? storable({ ...before.corrected, ...correction }) : null
        const [row] = await tx.update(interventionAnalyses).set({ corrected }).where(isRow(tx, id)).returning()
        if (row) await relearn(tx, row, clock.now())
        return findLearned(tx, id)
      })
    },

    async correctStyle(coachId, { kind, counted, words }) {
      await doors.asCoach(coachId, async (tx) => {
        if (words === undefined)
          return tx
            .delete(styleCorrections)
            .where(
              and(
                eq(styleCorrections.coachId, coachId),
                eq(styleCorrections.kind, kind),
                eq(styleCorrections.counted, counted),
              ),
            )
        const set = { words: storable(words), correctedAt: clock.now() }
        return tx
          .insert(styleCorrections)
          .values({ coachId, kind, counted, ...set })
          .onConflictDoUpdate({
            target: [styleCorrections.coachId, styleCorrections.kind, styleCorrections.counted],
            set,
          })
      })
    },

    async setPin(coachId, id, isPinned) {
      await doors.asCoach(coachId, (tx) => tx.update(interventionAnalyses).set({ isPinned }).where(isRow(tx, id)))
    },

    judge(coachId, id, verdict, may) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const [row] = await tx.select().from(interventionAnalyses).where(isRow(tx, id))
        if (!row) return { kind: 'unknown', before: undefined, wakeUps: [] }
        // The conversation first, as everywhere: two who lock both in another order would wait for each other.
        const s = row.conversationId === null ? undefined : await takeSnapshot(tx, row.conversationId)
        await lockLevels(tx)
        const [before] = await tx.select().from(interventionAnalyses).where(isRow(tx, id)).for('update')
        const cards = [showMoment(id, false, ids), ...(await showExceptionOf(tx, id, ids))]
        const shown = s ? await applyEffects(tx, s, cards, { clock, ids }) : []
        // While it is looked at again there is no analysis, and what is said of it counts.
        if (!before || (!before.analysis && !before.dueAt))
          return { kind: 'unknown', before: undefined, wakeUps: shown }
        const saidBefore = before.verdict ?? undefined
        const as = { before: saidBefore, wakeUps: shown }
        if (saidBefore === verdict) return { kind: 'as_before', ...as }
        if (!may({ kind: before.kind, verdict: saidBefore })) return { kind: 'overtaken', ...as }
        const [judged] = await tx
          .update(interventionAnalyses)
          .set({ verdict: verdict ?? null, verdictAt: verdict ? now : null })
          .where(isRow(tx, id))
          .returning()
        if (judged) await relearn(tx, judged, now)
        return { kind: 'judged', ...as }
      })
    },
  }
}
