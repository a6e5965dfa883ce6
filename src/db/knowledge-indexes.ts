/** The port of whoever sees to it that a coach's documents have vectors of the coach's model. */
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { KnowledgeIndexes, ModelIdentity } from '../coaching/knowledge/ports.ts'
import { documentDeadlineMs, lookAgainMs } from '../coaching/knowledge/retry.ts'
import type { Clock } from '../coaching/ports.ts'
import { rowsOf } from './client.ts'
import type { Doors } from './doors.ts'
import { isBehind, isIndex, lockIndex, serves, switchWhenComplete } from './knowledge-index-rows.ts'
import { documents, knowledgeIndexes } from './schema/knowledge.ts'

/** Vectors of a model that is to serve no more after all: should it be wanted again so soon, they need not be made again. */
const keptAfterChangeOfMindMs = 24 * 3_600_000

/** @param settings of this process, that a coach's model follows from: where a later start has others, they are left to that one */
export function createKnowledgeIndexes({ doors, clock, settings }: Deps): KnowledgeIndexes {
  return {
    find(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const [row] = await tx.select().from(knowledgeIndexes).where(isIndex(tx))
        return (
          row && {
            serving: identityOf(row.model, row.server),
            next: identityOf(row.nextModel, row.nextServer),
            isDue: row.dueAt !== null && row.dueAt <= clock.now() && (row.settings ?? settings) === settings,
          }
        )
      })
    },

    follow(coachId, model) {
      return doors.asCoach(coachId, async (tx) => {
        const now = clock.now()
        const row = await lockIndex(tx)
        const set = (values: Partial<typeof row>) => tx.update(knowledgeIndexes).set(values).where(isIndex(tx))
        if (!model) return void (await set({ settings, dueAt: null }))
        const { name: nextModel, server: nextServer } = model
        const isServing = row.model === null || row.model === nextModel
        const after = (ms: number) => new Date(now.getTime() + ms)
        const left = row.nextModel === null ? null : after(keptAfterChangeOfMindMs)
        if (isServing) await set({ ...serves(model), settings, dueAt: left })
        else await set({ nextModel, nextServer, settings, dueAt: after(lookAgainMs) })
        await tx
          .update(documents)
          .set({ dueAt: now, attempts: 0, deadlineAt: after(documentDeadlineMs) })
          .where(and(isBehind(tx, nextModel), isNull(documents.dueAt)))
        if (!isServing) await switchWhenComplete(tx, { ...row, nextModel, nextServer }, now)
      })
    },

    switchIfComplete(coachId) {
      return doors.asCoach(coachId, async (tx) => switchWhenComplete(tx, await lockIndex(tx), clock.now()))
    },

    removeOldVectors(coachId, limit) {
      return doors.asCoach(coachId, async (tx) => {
        const gone = await rowsOf(
          tx,
          sql`with old as (
            select v.chunk_id, v.model from "chunk_embeddings" v join "knowledge_indexes" i on i.coach_id = v.coach_id
            where v.coach_id = ${coachId}::uuid and v.model <> i.model and v.model is distinct from i.next_model limit ${limit}::int
          ) delete from "chunk_embeddings" v using old
            where v.coach_id = ${coachId}::uuid and v.model = old.model and v.chunk_id = old.chunk_id returning 1`,
        )
        return gone.length
      })
    },

    findProgress(coachId) {
      return doors.asCoach(coachId, async (tx) => {
        const [row] = await tx
          .select({
            done: sql<number>`(count(*) filter (where ${documents.embeddedWith} = ${knowledgeIndexes.nextModel}))::int`,
            total: sql<number>`count(*)::int`,
          })
          .from(documents)
          .innerJoin(knowledgeIndexes, eq(knowledgeIndexes.coachId, documents.coachId))
          .where(
            and(
              eq(documents.coachId, coachId),
              eq(documents.status, 'ready'),
              isNull(documents.removeAt),
              sql`${knowledgeIndexes.nextModel} is not null`,
            ),
          )
        return row && row.done < row.total ? row : undefined
      })
    },
  }
}

type Deps = { doors: Doors; clock: Clock; settings: string }

function identityOf(name: string | null, server: string | null): ModelIdentity | undefined {
  return name === null ? undefined : { name, server: server ?? '' }
}
