/** The interventions port: what is learned from the coach, as they see it, and what they say of it. */
import { and, desc, eq, gt, isNotNull, sql } from 'drizzle-orm'
import type { Interventions, LearnedItem } from '../coaching/learning/ports.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import type { CoachTx, Doors } from './doors.ts'
import { applyEffects } from './effects.ts'
import { isRow, showMoment } from './intervention-works.ts'
import { relearn } from './levels.ts'
import { clients } from './schema/clients.ts'
import { messages } from './schema/conversations.ts'
import { coachStyles, interventionAnalyses } from './schema/learning.ts'
import { takeSnapshot } from './snapshot.ts'

/** As far as the picture of the trend reaches. */
const trendMs = 16 * 7 * 24 * 3_600_000
const recentShown = 5

async function listLearned(tx: CoachTx, { before, limit }: { before?: string; limit: number }): Promise<LearnedItem[]> {
  const earlier = sql`(${interventionAnalyses.endedAt}, ${interventionAnalyses.id}) < (select b.ended_at, b.id
    from human_intervention_analyses b where b.coach_id = ${tx.coachId} and b.id = ${before})`
  const rows = await tx
    .select({ row: interventionAnalyses, client: clients.displayName })
    .from(interventionAnalyses)
    .leftJoin(
      clients,
      and(eq(clients.coachId, interventionAnalyses.coachId), eq(clients.id, interventionAnalyses.clientId)),
    )
    .where(
      and(
        eq(interventionAnalyses.coachId, tx.coachId),
        isNotNull(interventionAnalyses.learned),
        before ? earlier : undefined,
      ),
    )
    .orderBy(desc(interventionAnalyses.endedAt), desc(interventionAnalyses.id))
    .limit(limit)
  return rows.flatMap(({ row, client }) => {
    const { id, endedAt, learned, isPinned, timesUsed } = row
    const technique = learned?.analysis.techniques[0]
    if (!learned || !technique) return []
    return {
      ...{ id, at: endedAt, situation: learned.analysis.situation, technique, isPinned, timesUsed },
      ...{ whyItWorked: learned.analysis.why_it_worked, facing: row.situationText ?? '', answer: row.answerText ?? '' },
      ...{ onlyFor: learned.isShared ? undefined : (client ?? undefined), successRate: row.successRate ?? undefined },
    }
  })
}

export function createInterventions({ doors, clock, ids }: { doors: Doors; clock: Clock; ids: Ids }): Interventions {
  return {
    viewStyle(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const since = new Date(clock.now().getTime() - trendMs)
        const [style] = await tx.select().from(coachStyles).where(eq(coachStyles.coachId, coachId))
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
        return { profile: style?.state, recent: await listLearned(tx, { limit: recentShown }), confidence }
      })
    },

    listLearned: (coachId, page) => doors.asCoach(coachId, (tx) => listLearned(tx, page)),

    async togglePin(coachId, id) {
      const isPinned = sql`not ${interventionAnalyses.isPinned}`
      await doors.asCoach(coachId, (tx) => tx.update(interventionAnalyses).set({ isPinned }).where(isRow(tx, id)))
    },

    judge(coachId, id, verdict) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const [row] = await tx.select().from(interventionAnalyses).where(isRow(tx, id))
        if (!row?.analysis) return { kind: 'unknown', before: undefined, wakeUps: [] }
        // The conversation first, as everywhere: two who lock both in another order would wait for each other.
        const s = row.conversationId === null ? undefined : await takeSnapshot(tx, row.conversationId)
        const [before] = await tx.select().from(interventionAnalyses).where(isRow(tx, id)).for('update')
        if (!before) return { kind: 'unknown', before: undefined, wakeUps: [] }
        const saidBefore = before.verdict ?? undefined
        if (saidBefore === verdict) return { kind: 'as_before', before: saidBefore, wakeUps: [] }
        const [judged] = await tx
          .update(interventionAnalyses)
          .set({ verdict: verdict ?? null, verdictAt: verdict ? now : null })
          .where(isRow(tx, id))
          .returning()
        if (judged) await relearn(tx, judged, now)
        return {
          kind: 'judged',
          before: saidBefore,
          wakeUps: s ? await applyEffects(tx, s, [showMoment(id, false, ids)], { clock, ids }) : [],
        }
      })
    },
  }
}
