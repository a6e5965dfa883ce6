/** The conflicts port: documents that say the opposite of each other, until the coach has decided about them. */
import { and, eq, inArray } from 'drizzle-orm'
import type { Conflicts } from '../coaching/knowledge/conflicts.ts'
import type { Clock } from '../coaching/ports.ts'
import { markBatchesOf } from './batch-rows.ts'
import { countOpen, listOpen } from './conflict-rows.ts'
import type { CoachTx, Doors } from './doors.ts'
import { knowledgeChunks } from './schema/knowledge.ts'
import { documentConflicts } from './schema/reviews.ts'

export function createConflicts({ doors, clock }: { doors: Doors; clock: Clock }): Conflicts {
  return {
    count: (coachId) => doors.asCoach(coachId, (tx) => countOpen(tx)),

    findNext: (coachId) => doors.asCoach(coachId, async (tx) => (await listOpen(tx))[0]),

    find: (coachId, id) => doors.asCoach(coachId, async (tx) => (await listOpen(tx, eq(documentConflicts.id, id)))[0]),

    readChunks(coachId, chunkIds) {
      return doors.asCoach(coachId, async (tx) => {
        const rows = await tx
          .select({ id: knowledgeChunks.id, content: knowledgeChunks.content })
          .from(knowledgeChunks)
          .where(and(eq(knowledgeChunks.coachId, coachId), inArray(knowledgeChunks.id, [...chunkIds])))
        return new Map(rows.map(({ id, content }) => [id, content]))
      })
    },

    keepBoth(coachId, id) {
      return doors.asCoach(coachId, async (tx) => {
        const [kept] = await tx
          .update(documentConflicts)
          .set({ keptAt: clock.now() })
          .where(isConflict(tx, id))
          .returning({ newerId: documentConflicts.newerId })
        return kept ? markBatchesOf(tx, [kept.newerId], clock.now()) : []
      })
    },

    showAgain(coachId, id) {
      return doors.asCoach(coachId, async (tx) => {
        const [row] = await tx.select().from(documentConflicts).where(isConflict(tx, id))
        return row ? markBatchesOf(tx, [row.newerId], clock.now()) : []
      })
    },
  }
}

function isConflict(tx: CoachTx, id: string) {
  return and(eq(documentConflicts.coachId, tx.coachId), eq(documentConflicts.id, id))
}
