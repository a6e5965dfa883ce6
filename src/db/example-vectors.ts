/** The vectors of interventions that are kept: claimed, embedded elsewhere, and stored unless their words have changed since. */
import { and, eq, isNotNull, lte, sql } from 'drizzle-orm'
import type { ExampleVectors } from '../coaching/learning/ports.ts'
import type { Clock, Ids, ModelUsage } from '../coaching/ports.ts'
import { rowsOf } from './client.ts'
import type { CoachTx, Doors } from './doors.ts'
import { interventionAnalyses } from './schema/learning.ts'
import { recordUsage } from './usage.ts'
import { toVectorText } from './vector-text.ts'

/** Whoever has asked for vectors that long ago is taken for gone. */
const embeddingMs = 90_000

/** Beside what says that its words are others now. */
export const noVector = { model: null, embedding: null, embeddingDueAt: null }

export function vectorsAreDue(now: Date) {
  return lte(interventionAnalyses.embeddingDueAt, now)
}

export function createExampleVectors({ doors, clock, ids }: { doors: Doors; clock: Clock; ids: Ids }): ExampleVectors {
  return {
    claim(coachId, model, limit) {
      const now = clock.now()
      const until = new Date(now.getTime() + embeddingMs)
      return doors.asCoach(coachId, (tx) =>
        // Of what was said with names and figures nothing is kept; and whose consent is withdrawn, of those no model sees more.
        rowsOf<{ id: string; text: string }>(
          tx,
          sql`update "human_intervention_analyses" set embedding_due_at = ${until.toISOString()}::timestamptz
            where coach_id = ${coachId}::uuid and id in (
              select id from "human_intervention_analyses" as one where coach_id = ${coachId}::uuid
                and learned is not null and situation_text is not null and model is distinct from ${model}
                and (embedding_due_at is null or embedding_due_at <= ${now.toISOString()}::timestamptz)
                and (client_id is null or exists (select from "clients" as c where c.coach_id = ${coachId}::uuid
                  and c.id = one.client_id and c.consent_at is not null))
              order by ended_at desc limit ${limit}::int for update skip locked)
            returning id, concat_ws(E'\n', situation_text, nullif(analysis ->> 'situation_summary', situation_text)) as text`,
        ),
      )
    },

    store(coachId, { model, vectors, usage }) {
      return doors.asCoach(coachId, async (tx) => {
        await addUsage(tx, usage)
        const rows = vectors.map(({ id, vector }) => ({ id, embedding: toVectorText(vector) }))
        // One whose words have changed since, or that is gone, is due again or not at all.
        await tx.execute(sql`update "human_intervention_analyses" as one
          set model = ${model}, embedding = made.embedding::halfvec, embedding_due_at = null
          from json_to_recordset(${JSON.stringify(rows)}::text::json) as made(id uuid, embedding text)
          where one.coach_id = ${coachId}::uuid and one.id = made.id and one.embedding_due_at > ${clock.now().toISOString()}::timestamptz`)
      })
    },

    postpone(coachId, until, usage) {
      return doors.asCoach(coachId, async (tx) => {
        if (usage) await addUsage(tx, usage)
        await tx
          .update(interventionAnalyses)
          .set({ embeddingDueAt: until ?? null })
          .where(and(eq(interventionAnalyses.coachId, coachId), isNotNull(interventionAnalyses.embeddingDueAt)))
      })
    },
  }

  async function addUsage(tx: CoachTx, usage: ModelUsage): Promise<void> {
    await recordUsage(tx, { id: ids.next(), purpose: 'examples', usage, usedAt: clock.now() })
  }
}
