/** The teachings port: what a coach shows in private of how they answer, kept to be learned from. */
import { and, asc, eq, sql } from 'drizzle-orm'
import type { Teachings } from '../coaching/learning/ports.ts'
import type { Clock, Ids } from '../coaching/ports.ts'
import type { Doors } from './doors.ts'
import { editTaught } from './levels.ts'
import { interventionAnalyses } from './schema/learning.ts'
import { storable } from './storable.ts'
import { recordUpdate } from './updates.ts'
import { recordUsage } from './usage.ts'

export function createTeachings({ doors, clock, ids }: { doors: Doors; clock: Clock; ids: Ids }): Teachings {
  return {
    listAnswered(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const rows = await tx
          .select({ situation: sql<string>`coalesce(${interventionAnalyses.given} ->> 'situation', '')` })
          .from(interventionAnalyses)
          .where(and(eq(interventionAnalyses.coachId, coachId), eq(interventionAnalyses.kind, 'cold_start')))
          .orderBy(asc(interventionAnalyses.startedAt))
        return rows.map(({ situation }) => situation)
      })
    },

    answer(coachId, origin, { kind, situation, before, said, by, written, heard }) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        if (!(await recordUpdate(tx, origin, now))) return undefined
        await tx.insert(interventionAnalyses).values({
          ...{ coachId, id: ids.next(), kind, byMember: by, startedAt: now, endedAt: now, dueAt: now },
          ...{
            given: storable({
              ...(situation && { situation }),
              ...{ before: [before], said: [said], ...(written && { written }) },
            }),
            verdict: 'kept',
            verdictAt: now,
          },
        })
        if (heard) await recordUsage(tx, { id: ids.next(), purpose: 'transcription', usage: heard, usedAt: now })
        return [{ kind: 'learn', coachId }]
      })
    },

    edit(coachId, { chatId, messageId }, said) {
      return doors.asCoach(coachId, async (tx) => {
        const [row] = await tx
          .select({ id: interventionAnalyses.id })
          .from(interventionAnalyses)
          .where(
            and(
              eq(interventionAnalyses.coachId, coachId),
              sql`human_intervention_analyses.given -> 'written' = ${JSON.stringify({ chatId, messageId })}::jsonb`,
            ),
          )
        if (!row || !(await editTaught(tx, row.id, said, clock.now()))) return undefined
        return [{ kind: 'learn', coachId }]
      })
    },

    keepImported(coachId, by, runs) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        if (runs.length === 0) return { added: 0, wakeUps: [] }
        const added = await tx
          .insert(interventionAnalyses)
          .values(
            runs.map(({ id, from, to, before, said }) => ({
              ...{ coachId, id, kind: 'imported' as const, byMember: by, startedAt: from, endedAt: to, dueAt: now },
              ...{ given: storable({ before, said }), verdict: 'kept' as const, verdictAt: now },
            })),
          )
          .onConflictDoNothing()
          .returning({ id: interventionAnalyses.id })
        return { added: added.length, wakeUps: added.length > 0 ? [{ kind: 'learn', coachId }] : [] }
      })
    },
  }
}
